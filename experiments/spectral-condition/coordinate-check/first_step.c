#include "experiments/spectral-condition/coordinate-check/first_step.h"

#include "net/pass.h"

#include <math.h>

enum { LAYERS = WIDTH_NETWORK_DEPTH };

static const double pi = 3.14159265358979323846;

/* E phi(u) phi(v) and E phi'(u) phi'(v) of ReLUs of Gaussians with variances p, q and covariance c. */
static void arc_cosine(double p, double q, double c, double *value, double *slope)
{
    const double angle = acos(fmax(-1.0, fmin(1.0, c / sqrt(p * q))));
    *value = sqrt(p * q) * (sin(angle) + (pi - angle) * cos(angle)) / (2 * pi);
    *slope = (pi - angle) / (2 * pi);
}

/* All (LAYERS, rows, rows), index (layer * rows + a) * rows + b. */
typedef struct kernels {
    size_t rows;
    double *inner;    /* K_0, K_1, K_2 */
    double *slopes;   /* of the ReLUs of h_1, h_2; the third is not used */
    double *residual; /* (rows,) */
} kernels;

static double *at(const kernels *of, double *block, size_t layer, size_t a, size_t b)
{
    return block + (layer * of->rows + a) * of->rows + b;
}

/* s_l^2, of an entry of V_l. */
static double variance(const width_network *made, size_t l)
{
    const hodo_layer *layer = hodo_weight_layer(&made->architecture, l);
    return pow(layer->gain * layer->multiplier, 2);
}

static void fill(const width_network *made, hodo_matrix x, kernels *of)
{
    const double width = (double)made->setting.width;
    for (size_t a = 0; a < of->rows; a++) {
        for (size_t b = 0; b < of->rows; b++) {
            *at(of, of->inner, 0, a, b) = hodo_matrix_dot(hodo_matrix_rows(x, a, 1), hodo_matrix_rows(x, b, 1));
        }
    }
    for (size_t l = 1; l < LAYERS; l++) {
        const double scale = variance(made, l - 1);
        for (size_t a = 0; a < of->rows; a++) {
            for (size_t b = 0; b < of->rows; b++) {
                double value;
                arc_cosine(scale * *at(of, of->inner, l - 1, a, a), scale * *at(of, of->inner, l - 1, b, b),
                           scale * *at(of, of->inner, l - 1, a, b), &value, at(of, of->slopes, l - 1, a, b));
                *at(of, of->inner, l, a, b) = width * value;
            }
        }
    }
}

/* B_l(a, b), l = 1 .. LAYERS. */
static double backward(const width_network *made, const kernels *of, size_t l, size_t a, size_t b)
{
    double product = 1.0;
    for (size_t above = LAYERS - 1; above >= l;
         above--) { /* down through V_{above + 1} and the ReLU of h_above */
        const double outputs = above == LAYERS - 1 ? 1.0 : (double)made->setting.width;
        product *= outputs * variance(made, above) * *at(of, of->slopes, above - 1, a, b);
    }
    return product;
}

static double own_of(const width_network *made, const kernels *of, double eta, size_t l)
{
    const double multiplier = hodo_weight_layer(&made->architecture, l - 1)->multiplier;
    const double rows = (double)of->rows, step = eta * multiplier * multiplier * made->rates[l - 1] / rows;
    double sum = 0.0;
    for (size_t a = 0; a < of->rows; a++) {
        for (size_t b = 0; b < of->rows; b++) {
            double product = 0.0;
            for (size_t s = 0; s < of->rows; s++) {
                product += *at(of, of->inner, l - 1, a, s) * *at(of, of->inner, l - 1, b, s);
            }
            sum += of->residual[a] * of->residual[b] * product * backward(made, of, l, a, b);
        }
    }
    return step * sqrt(sum / rows);
}

hodo_status first_step_own(hodo_arena *arena, width_network *made, double eta, hodo_matrix x, hodo_matrix y,
                           double own[WIDTH_NETWORK_DEPTH], hodo_error *error)
{
    const size_t rows = x.rows;
    kernels of = {.rows = rows};
    of.inner = hodo_arena_take(arena, LAYERS * rows * rows, sizeof *of.inner, error);
    of.slopes = hodo_arena_take(arena, LAYERS * rows * rows, sizeof *of.slopes, error);
    of.residual = hodo_arena_take(arena, rows, sizeof *of.residual, error);
    hodo_pass *pass = hodo_pass_take(arena, &made->network, rows, HODO_FIRST_ORDER, error);
    if (of.inner == NULL || of.slopes == NULL || of.residual == NULL || pass == NULL) {
        return HODO_NO_MEMORY;
    }
    const hodo_status status = hodo_pass_forward(pass, x, NULL, error);
    if (status != HODO_OK) {
        return status;
    }
    for (size_t a = 0; a < rows; a++) {
        of.residual[a] = hodo_matrix_get(hodo_pass_output(pass), a, 0) - hodo_matrix_get(y, a, 0);
    }
    fill(made, x, &of);
    for (size_t l = 1; l <= LAYERS; l++) {
        own[l - 1] = own_of(made, &of, eta, l);
    }
    return HODO_OK;
}
