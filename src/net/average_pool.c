#include "net/rule.h"

#include "base/real.h"

/* Means of 2 x 2 pixels: a linear map, so that forward and tangent are one function, and backward and its
 * tangent its transpose, which gives a quarter to each of the four. The last row and column of an odd image are
 * not read, and get 0 back, as PyTorch's AvgPool2d(2) has it. */

/* out <- pooled in */
static void pool(const hodo_layer *layer, hodo_matrix in, hodo_matrix out)
{
    const size_t height = layer->height / 2, width = layer->image_width / 2, channels = layer->channels;
    const size_t pitch = layer->image_width * channels;
    WITH_REAL(in.precision, for (size_t s = 0; s < in.rows; s++) {
        for (size_t row = 0; row < height; row++) {
            const real *upper = (const real *)in.data + s * in.stride + 2 * row * pitch;
            real *to = (real *)out.data + s * out.stride + row * width * channels;
            for (size_t column = 0; column < width; column++) {
                const real *a = upper + 2 * column * channels, *b = a + pitch;
                real *mean = to + column * channels;
                for (size_t c = 0; c < channels; c++) {
                    mean[c] = (real)0.25 * ((a[c] + a[channels + c]) + (b[c] + b[channels + c]));
                }
            }
        }
    });
}

/* out <- the transpose of pooling, of in */
static void spread(const hodo_layer *layer, hodo_matrix in, hodo_matrix out)
{
    const size_t height = layer->height / 2, width = layer->image_width / 2, channels = layer->channels;
    const size_t pitch = layer->image_width * channels;
    if (2 * height < layer->height || 2 * width < layer->image_width) {
        hodo_matrix_zero(out);
    }
    WITH_REAL(in.precision, for (size_t s = 0; s < in.rows; s++) {
        for (size_t row = 0; row < height; row++) {
            const real *from = (const real *)in.data + s * in.stride + row * width * channels;
            real *upper = (real *)out.data + s * out.stride + 2 * row * pitch;
            for (size_t column = 0; column < width; column++) {
                const real *mean = from + column * channels;
                real *a = upper + 2 * column * channels;
                for (size_t c = 0; c < channels; c++) {
                    const real quarter = (real)0.25 * mean[c];
                    a[c] = quarter;
                    a[channels + c] = quarter;
                    a[pitch + c] = quarter;
                    a[pitch + channels + c] = quarter;
                }
            }
        }
    });
}

static hodo_status forward(hodo_pass *pass, size_t i, hodo_error *error)
{
    (void)error;
    pool(hodo_pass_layer(pass, i), pass->value[i], pass->value[i + 1]);
    return HODO_OK;
}

static void backward(hodo_pass *pass, size_t i)
{
    spread(hodo_pass_layer(pass, i), pass->backward[i + 1], pass->backward[i]);
}

static void tangent(hodo_pass *pass, size_t i)
{
    pool(hodo_pass_layer(pass, i), pass->tangent[i], pass->tangent[i + 1]);
}

static void backward_tangent(hodo_pass *pass, size_t i)
{
    spread(hodo_pass_layer(pass, i), pass->backward_tangent[i + 1], pass->backward_tangent[i]);
}

const hodo_rule hodo_rule_average_pool = {forward, backward, tangent, backward_tangent};
