#include "tests/peer/print_network.h"

#include "base/random.h"

#include <stdio.h>
#include <stdlib.h>

void require(hodo_status status, const hodo_error *error)
{
    if (status != HODO_OK) {
        fprintf(stderr, "peer driver: %s\n", error->message);
        exit(1);
    }
}

hodo_matrix driver_take(hodo_arena *arena, hodo_precision precision, size_t rows, size_t columns)
{
    hodo_error error = {.message = ""};
    const hodo_matrix a = hodo_matrix_take(arena, precision, rows, columns, &error);
    require(a.data != NULL ? HODO_OK : HODO_NO_MEMORY, &error);
    return a;
}

hodo_matrix driver_normal(hodo_arena *arena, hodo_precision precision, size_t rows, size_t columns,
                          const hodo_stream *stream, uint32_t tensor)
{
    const hodo_matrix a = driver_take(arena, precision, rows, columns);
    if (precision == HODO_FLOAT) {
        hodo_random_normal_float(stream, tensor, 0, rows * columns, 1.0f, a.data);
    } else {
        hodo_random_normal_double(stream, tensor, 0, rows * columns, 1.0, a.data);
    }
    return a;
}

hodo_matrix driver_targets(hodo_arena *arena, hodo_precision precision, size_t rows, size_t columns,
                           const hodo_stream *stream, uint32_t tensor, const hodo_loss_kind *loss)
{
    const hodo_matrix y = driver_normal(arena, precision, rows, columns, stream, tensor);
    for (size_t s = 0; loss == &hodo_loss_cross_entropy && s < rows; s++) {
        for (size_t c = 0; c < columns; c++) {
            hodo_matrix_set(y, s, c, c == s % columns ? 1.0 : 0.0);
        }
    }
    return y;
}

void print_matrix(const char *word, hodo_matrix a)
{
    printf("%s %zu %zu", word, a.rows, a.columns);
    for (size_t e = 0; e < a.rows * a.columns; e++) {
        printf(" %.17g", hodo_matrix_get(a, e / a.columns, e % a.columns));
    }
    putchar('\n');
}

static void print_scales(const double *scale, size_t members)
{
    for (size_t j = 0; scale != NULL && j < members; j++) {
        printf(" %.17g", scale[j]);
    }
}

static void print_layer(const hodo_layer *layer, size_t members)
{
    static const char *const names[] = {
        [HODO_DENSE] = "dense",             [HODO_ACTIVATION] = "activation",
        [HODO_LAYER_NORM] = "norm",         [HODO_SCALE] = "scale",
        [HODO_RESIDUAL_OPEN] = "open",      [HODO_RESIDUAL_CLOSE] = "close",
        [HODO_CONVOLUTION] = "convolution", [HODO_AVERAGE_POOL] = "pool",
    };
    printf("layer %s", names[layer->kind]);
    if (layer->kind == HODO_CONVOLUTION) {
        printf(" %.17g", layer->multiplier);
    }
    if (layer->kind == HODO_CONVOLUTION || layer->kind == HODO_AVERAGE_POOL) {
        printf(" %zu %zu %zu", layer->height, layer->image_width, layer->channels);
    }
    if (layer->kind == HODO_DENSE) {
        printf(" %.17g %d", layer->multiplier, layer->trained);
    } else if (layer->kind == HODO_ACTIVATION) {
        printf(" %s %.17g %.17g", layer->nonlinearity.activation->name, layer->nonlinearity.a,
               layer->nonlinearity.b);
    } else if (layer->kind == HODO_LAYER_NORM) {
        printf(" %s %.17g", layer->norm == HODO_LAYER_NORM_CENTRED ? "mean" : "rms", layer->epsilon);
    }
    print_scales(layer->skip_scale, members);
    print_scales(layer->branch_scale, members);
    putchar('\n');
}

void print_network(const hodo_network *network)
{
    const hodo_architecture *architecture = network->architecture;
    for (size_t i = 0; i < architecture->count; i++) {
        print_layer(&architecture->layers[i], architecture->members);
    }
    for (size_t k = 0; k < architecture->weight_count; k++) {
        print_matrix("weights", network->weights[k]);
    }
}
