#include "experiments/gamma-eta/full_batch.h"

#include "base/eigenvalue.h"

#include <math.h>

/* C, lower triangular, with C C^T = gram; a column whose pivot is rounding is 0: the images depend. */
static void factor(hodo_matrix gram, double *c)
{
    static const double rounding = 1e-12; /* n eps, of the diagonal */
    const size_t n = gram.rows;
    for (size_t j = 0; j < n; j++) {
        for (size_t i = 0; i < n; i++) {
            double sum = hodo_matrix_get(gram, i, j);
            for (size_t m = 0; m < j; m++) {
                sum -= c[i * n + m] * c[j * n + m];
            }
            c[i * n + j] = i >= j ? sum : 0;
        }
        const double pivot = c[j * n + j];
        const bool kept = pivot > rounding * hodo_matrix_get(gram, j, j);
        for (size_t i = j; i < n; i++) {
            c[i * n + j] = kept ? c[i * n + j] / sqrt(pivot) : 0;
        }
    }
}

/* x, y and gram of the trial's first images. */
static hodo_status read_images(hodo_arena *arena, size_t n, const hodo_stream *stream, full_batch *made,
                               hodo_error *error)
{
    const landscape_data_setting setting = {.batch = n, .test = 1};
    landscape_data images;
    hodo_status status = landscape_data_open(arena, &setting, stream, &images, error);
    if (status != HODO_OK) {
        landscape_data_close(&images);
        return status;
    }
    made->pixels = images.inputs;
    made->data = (landscape_data){.batch = n, .inputs = n, .outputs = images.outputs, .origin = images.origin,
                                  .digits = images.digits};
    const hodo_matrix pixels = hodo_matrix_take(arena, HODO_DOUBLE, n, images.inputs, error);
    made->x = hodo_matrix_take(arena, HODO_DOUBLE, n, n, error);
    made->y = hodo_matrix_take(arena, HODO_DOUBLE, n, images.outputs, error);
    made->gram = hodo_matrix_take(arena, HODO_DOUBLE, n, n, error);
    const bool room = pixels.data != NULL && made->x.data != NULL && made->y.data != NULL &&
                      made->gram.data != NULL;
    status = room ? images.source.fill(images.source.context, 0, pixels, made->y, error) : HODO_NO_MEMORY;
    if (status == HODO_OK) {
        hodo_matrix_multiply(1 / (double)images.inputs, pixels, false, pixels, true, 0, made->gram);
        factor(made->gram, made->x.data);
        hodo_matrix_scale(sqrt((double)n), made->x);
    }
    landscape_data_close(&images);
    return status;
}

hodo_status full_batch_open(hodo_arena *arena, const full_batch_setting *setting, const hodo_stream *stream,
                            full_batch *made, hodo_error *error)
{
    *made = (full_batch){0};
    hodo_status status = read_images(arena, setting->images, stream, made, error);
    if (status != HODO_OK) {
        return status;
    }
    for (size_t i = 0; i < setting->images; i++) {
        made->square += hodo_matrix_get(made->gram, i, i) / (double)setting->images;
    }
    const landscape_setting network = {.model = HODO_MLP, .width = setting->width, .depth = setting->depth,
                                       .steps = 1, .loss = &hodo_loss_square};
    return landscape_open(arena, &made->data, &network, stream, &made->of, error);
}

double full_batch_weights(const full_batch *of)
{
    const double width = (double)of->of.setting.width, depth = (double)of->of.setting.depth;
    return width * ((double)of->data.inputs + (depth - 2) * width + (double)of->data.outputs);
}

double full_batch_zeros(const full_batch *of)
{
    return ((double)of->pixels - (double)of->data.inputs) * (double)of->of.setting.width;
}

hodo_status full_batch_lazy_top(hodo_arena *arena, const full_batch *of, double *top, hodo_error *error)
{
    static const double pi = 3.14159265358979323846;
    const size_t n = of->gram.rows, depth = of->of.setting.depth;
    double *theta = hodo_arena_take(arena, n * n, sizeof *theta, error);
    double *values = hodo_arena_take(arena, n, sizeof *values, error);
    if (theta == NULL || values == NULL) {
        return HODO_NO_MEMORY;
    }
    for (size_t i = 0; i < n; i++) {
        for (size_t j = 0; j < n; j++) {
            double scale = sqrt(hodo_matrix_get(of->gram, i, i) * hodo_matrix_get(of->gram, j, j));
            double rho = fmax(-1, fmin(1, hodo_matrix_get(of->gram, i, j) / scale)), tangent = scale * rho;
            for (size_t l = 2; l <= depth; l++) { /* scale halves, rho <- kappa_1(rho) */
                const double angle = acos(rho);
                scale /= 2;
                rho = fmin(1, (sqrt(1 - rho * rho) + rho * (pi - angle)) / pi);
                tangent = scale * rho + tangent * (pi - angle) / (2 * pi);
            }
            theta[i * n + j] = tangent;
        }
    }
    const hodo_status status = hodo_symmetric_eigenvalues(theta, n, values, error);
    *top = status == HODO_OK ? 2 * values[n - 1] / ((double)n * (double)of->data.outputs) : NAN;
    return status;
}

double full_batch_start_trace(const full_batch *of)
{
    const double depth = (double)of->of.setting.depth;
    return 2 * depth * exp2(1 - depth) * of->square;
}
