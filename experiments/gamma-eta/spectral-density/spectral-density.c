/* The spectrum of the Hessian at the start, in the middle and at the end of training, lazy and rich. */
#include "experiments/gamma-eta/descent.h"
#include "experiments/gamma-eta/spectral-density/spectrum_claims.h"
#include "operator/spectral_density.h"
#include "probe/tangent_kernel.h"

#include <inttypes.h>
#include <math.h>
#include <string.h>

#define X_MOST 1.1 /* places run from -X_MOST to X_MOST of the largest eigenvalue */

enum { PROBE_TENSOR = 1 << 16, PROBES_MOST = 1 << 12 };

static const hodo_parameter parameters[] = {
    {.name = "N", .type = HODO_INTEGER, .quick = "64", .usual = "128", .paper = "1000", .unit = "1",
     .doc = "width of hidden layers", .least = 8, .most = 1e5},
    {.name = "L", .type = HODO_INTEGER, .usual = "3", .unit = "1", .doc = "weight matrices", .least = 2,
     .most = 20},
    {.name = "images", .type = HODO_INTEGER, .quick = "24", .usual = "48", .paper = "512", .unit = "1",
     .doc = "digits, all of them at every step", .least = 4, .most = 1e4},
    {.name = "middle", .type = HODO_REAL, .usual = "0.5", .unit = "1",
     .doc = "loss over its first value in the middle", .least = 0, .most = 1, .least_excluded = true},
    {.name = "end", .type = HODO_REAL, .usual = "0.1", .unit = "1", .doc = "the same at the end", .least = 0,
     .most = 1, .least_excluded = true},
    {.name = "probes", .type = HODO_INTEGER, .quick = "2", .usual = "3", .paper = "16", .unit = "1",
     .doc = "random signs that stand for the trace", .least = 2, .most = PROBES_MOST},
    {.name = "lanczos", .type = HODO_INTEGER, .quick = "36", .usual = "52", .paper = "160", .unit = "1",
     .doc = "Lanczos steps of a probe", .least = 4, .most = 1e4},
    {.name = "points", .type = HODO_INTEGER, .usual = "221", .unit = "1",
     .doc = "places at which the density is tabled", .least = 3, .most = 1e6},
    {.name = "width", .type = HODO_REAL, .usual = "0.015", .unit = "1",
     .doc = "deviation of an eigenvalue's peak, over the largest eigenvalue", .least = 0, .most = 1,
     .least_excluded = true},
    {.name = "gamma", .type = HODO_REAL, .role = HODO_SWEEP, .usual = "1e-3,1,1000", .unit = "1",
     .doc = "learning strength", .least = 1e-8, .most = 1e8, .shares_draws = true},
    {.name = "trials", .type = HODO_INTEGER, .role = HODO_REPEAT, .quick = "10", .usual = "8", .paper = "5",
     .unit = "1", .doc = "weights and digits"},
    {.name = NULL},
};

static const hodo_column columns[] = {
    {"gamma", "1", "learning strength", HODO_REAL},
    {"stage", "1", "0 start, 1 middle, 2 end", HODO_INTEGER},
    {"trial", "1", "weights and digits, shared by all gamma", HODO_INTEGER},
    {"point", "1", "number of the place; what follows after `density` is the same in all", HODO_INTEGER},
    {"x", "1", "place: eigenvalue over the largest", HODO_REAL},
    {"density", "1", "eigenvalues per unit of x, without the exact zeros", HODO_REAL},
    {"loss", "1", "over its first value", HODO_REAL},
    {"top", "1", "N lambda_max", HODO_REAL},
    {"lowest", "1", "smallest node of the quadrature, at least lambda_min, over lambda_max", HODO_REAL},
    {"trace", "1", "N tr H by quadrature", HODO_REAL},
    {"trace_exact", "1", "N tr H by the tangent kernel", HODO_REAL},
    {"trace_start", "1", "its mean over weights at the start, for these digits", HODO_REAL},
    {"absolute", "1", "N times the sum of all eigenvalues' moduli, by quadrature", HODO_REAL},
    {"negative", "1", "sum of the negative eigenvalues over that of the positive ones", HODO_REAL},
    {"outliers", "1", "eigenvalues above the widest gap, by ratio, of the largest 2 k", HODO_INTEGER},
    {"weights", "1", "dimension without the exact zeros", HODO_REAL},
    {"zeros", "1", "exact zeros: weights that no digit reaches", HODO_REAL},
    {"kernel", "1", "lambda_max of infinite width, gamma to 0, over the one here", HODO_REAL},
    {.name = NULL},
};
enum { COLUMNS = 18, FIRST_SCALAR = 6 };

/* N tr H: f is linear in every matrix and phi'' = 0, so that Hess f has no diagonal and tr H = tr G. */
static hodo_status exact_trace(hodo_arena *arena, descent *of, double *trace, hodo_error *error)
{
    const size_t n = of->on->x.rows;
    const hodo_matrix kernel = hodo_matrix_take(arena, HODO_DOUBLE, n, n, error);
    hodo_tangent_kernel *work = hodo_tangent_kernel_take(arena, &of->cell->network, HODO_KERNEL_TRACED,
                                                         HODO_KERNEL_BY_GRAMS, 0, n, error);
    if (kernel.data == NULL || work == NULL) {
        return error != NULL ? error->status : HODO_NO_MEMORY;
    }
    const hodo_status status =
        hodo_tangent_kernel_measure(work, of->on->x, (hodo_matrix){0}, NULL, kernel, error);
    double sum = 0;
    for (size_t i = 0; status == HODO_OK && i < n; i++) {
        sum += hodo_matrix_get(kernel, i, i);
    }
    *trace = 2 * of->rate * sum / ((double)(n * of->on->data.outputs) * of->gamma * of->gamma);
    return status;
}

static double node_or_nothing(double x, const void *negative)
{
    return *(const bool *)negative ? fmin(x, 0) : fmax(x, 0);
}

/* How many of the largest 2 k nodes of one probe stand above the widest gap. */
static int64_t outliers(const hodo_quadrature *of)
{
    const size_t count = of->count[0], most = count > 2 * CLASSES + 1 ? 2 * CLASSES : count - 1;
    double widest = 0;
    int64_t above = 0;
    for (size_t i = 1; i <= most; i++) {
        const double upper = of->node[count - i], lower = of->node[count - i - 1];
        const double ratio = lower > 0 ? upper / lower : 0;
        if (ratio > widest) {
            widest = ratio;
            above = (int64_t)i;
        }
    }
    return above;
}

/* Over the largest eigenvalue. */
static double place(size_t point, size_t points)
{
    return X_MOST * (2 * (double)point / (double)(points - 1) - 1);
}

/* excerpt: cell */
static hodo_status measure(hodo_cell *cell, descent *of, int64_t stage, hodo_error *error)
{
    hodo_arena *arena = hodo_cell_arena(cell);
    const size_t points = (size_t)hodo_cell_integer(cell, "points");
    const hodo_probes probes = {.stream = *hodo_cell_stream(cell),
                                .tensor = PROBE_TENSOR + (uint32_t)stage * PROBES_MOST,
                                .law = HODO_RADEMACHER,
                                .count = (size_t)hodo_cell_integer(cell, "probes")};
    const hodo_operator hessian = hodo_curvature_operator(of->curvature, HODO_HESSIAN);
    hodo_quadrature quadrature;
    double top = NAN, lowest = INFINITY, trace = NAN, loss = NAN, kernel = NAN, sum[2];
    hodo_curvature_hold(of->curvature);
    hodo_status status = hodo_lanczos_quadrature(&hessian, &probes, (size_t)hodo_cell_integer(cell, "lanczos"),
                                                 arena, &quadrature, error);
    hodo_curvature_release(of->curvature);
    double *x = hodo_arena_take(arena, points, sizeof *x, error);
    double *density = hodo_arena_take(arena, points, sizeof *density, error);
    status = status != HODO_OK || (x != NULL && density != NULL) ? status : HODO_NO_MEMORY;
    status = status != HODO_OK ? status
                               : descent_eigenvalue(of, HODO_HESSIAN, HODO_RITZ_HIGHEST, EIGENVALUE_TOLERANCE,
                                                    &top, error);
    status = status != HODO_OK ? status : exact_trace(arena, of, &trace, error);
    status = status != HODO_OK ? status : descent_loss(of, &loss, error);
    status = status != HODO_OK ? status : full_batch_lazy_top(arena, of->on, &kernel, error);
    if (status != HODO_OK) {
        return status;
    }
    for (size_t p = 0; p < quadrature.probes; p++) {
        lowest = fmin(lowest, quadrature.node[p * quadrature.steps]);
    }
    const double largest = top / of->rate, weights = full_batch_weights(of->on);
    for (size_t i = 0; i < points; i++) {
        x[i] = largest * place(i, points);
    }
    status = hodo_spectral_density(&quadrature, hodo_cell_real(cell, "width") * largest, x, points, density,
                                   NULL, error);
    for (int negative = 0; negative < 2; negative++) {
        const bool side = negative == 1;
        hodo_quadrature_mean(&quadrature, node_or_nothing, &side, &sum[negative], NULL);
    }
    hodo_value row[COLUMNS] = {hodo_real(of->gamma), hodo_integer(stage),
                               hodo_integer(hodo_cell_integer(cell, "trials"))};
    const hodo_value scalars[COLUMNS - FIRST_SCALAR] = {
        hodo_real(loss / (stage > 0 ? of->cell->first_loss : loss)), hodo_real(top),
        hodo_real(lowest / largest),
        hodo_real(of->rate * weights * (sum[0] + sum[1])), hodo_real(trace),
        hodo_real(full_batch_start_trace(of->on) / (of->gamma * of->gamma)),
        hodo_real(of->rate * weights * (sum[0] - sum[1])), hodo_real(-sum[1] / sum[0]),
        hodo_integer(outliers(&quadrature)), hodo_real(weights), hodo_real(full_batch_zeros(of->on)),
        hodo_real(kernel / (of->gamma * of->gamma * top))};
    memcpy(row + FIRST_SCALAR, scalars, sizeof scalars);
    for (size_t i = 0; status == HODO_OK && i < points; i++) {
        row[3] = hodo_integer((int64_t)i);
        row[4] = hodo_real(place(i, points));
        row[5] = hodo_real(weights * largest * density[i]);
        status = hodo_cell_row(cell, row, error);
    }
    return status;
}
/* end: cell */

static hodo_status check(const hodo_cell *cell, hodo_error *error)
{
    const int64_t n = hodo_cell_integer(cell, "images"), width = hodo_cell_integer(cell, "N");
    const int64_t weights = width * (n + (hodo_cell_integer(cell, "L") - 2) * width + CLASSES);
    const int64_t steps = hodo_cell_integer(cell, "lanczos");
    return steps <= weights ? HODO_OK
                            : hodo_fail(error, HODO_INVALID,
                                        "lanczos = %" PRId64 ": no more steps than the %" PRId64 " weights",
                                        steps, weights);
}

static hodo_status compute(hodo_cell *cell, hodo_error *error)
{
    hodo_arena *arena = hodo_cell_arena(cell);
    const full_batch_setting setting = {.images = (size_t)hodo_cell_integer(cell, "images"),
                                        .width = (size_t)hodo_cell_integer(cell, "N"),
                                        .depth = (size_t)hodo_cell_integer(cell, "L")};
    const double targets[STAGES] = {INFINITY, hodo_cell_real(cell, "middle"), hodo_cell_real(cell, "end")};
    full_batch on;
    descent of;
    hodo_status status = full_batch_open(arena, &setting, hodo_cell_stream(cell), &on, error);
    status = status != HODO_OK ? status
                               : descent_begin(arena, &on, hodo_cell_real(cell, "gamma"),
                                               hodo_cell_stream(cell), &of, error);
    for (int64_t stage = 0; status == HODO_OK && stage < STAGES; stage++) {
        status = stage > 0 ? descent_flow_to(&of, targets[stage], error) : HODO_OK;
        status = status != HODO_OK ? status : measure(cell, &of, stage, error);
    }
    return status;
}

/* Lanczos' products and its vectors made orthogonal, three times, and the flow between (gamma-eta/hessian). */
static double cost(const hodo_cell *cell)
{
    const double width = hodo_cell_real(cell, "N"), n = hodo_cell_real(cell, "images");
    const double depth = hodo_cell_real(cell, "L"), gamma = hodo_cell_real(cell, "gamma");
    const double steps = hodo_cell_real(cell, "lanczos"), probes = hodo_cell_real(cell, "probes");
    const double flow = descent_flow_cost(depth, gamma);
    const double weights = width * (n + (depth - 2) * width + CLASSES);
    const double products = STAGES * (probes * steps + 100);
    return weights * (n * (3 * flow + 6 * products) + STAGES * probes * steps * steps * 2);
}

int main(int argc, char **argv)
{
    static const hodo_experiment experiment = {
        .name = "gamma-eta/spectral-density",
        .title = "the Hessian's spectrum at the start, in the middle and at the end, lazy and rich",
        .source = "arXiv 2410.04642",
        .revision = 1,
        .parameters = parameters,
        .columns = columns,
        .data = landscape_data_name,
        .check = check,
        .compute = compute,
        .cost = cost,
        .claims = spectrum_claims,
    };
    return hodo_laboratory(&experiment, argc, argv);
}
