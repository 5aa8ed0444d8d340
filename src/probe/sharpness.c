#include "probe/sharpness.h"

#include "probe/output_kernel.h"

#include <math.h>
#include <stdbool.h>

/* Defaults, and what CHEAPER expects of warm-started products a call: 3 to 7 at a tolerance of 1e-3 along runs
 * of gradient descent (tests/bench/curvature_bench). */
enum { STEPS = 32, APPLICATIONS = 1000, EXPECTED_APPLICATIONS = 5, REFRESH = 16 };
static const double usual_tolerance = 1e-3;

/* As long as the runners-up's parts of a warm start. Along runs of gradient descent it costs 1 or 2 per cent
 * more products than 1e-3, and sees what overtakes the top in a tenth of the calls. */
static const double usual_noise = 0.1;

/* By KERNEL a further digit costs next to nothing. */
static const double kernel_tolerance = 1e-7;

/* Tensors of the stream: a call of either end takes the next of its own. */
static const uint32_t lowest_tensor = UINT32_C(1) << 31;

/* One end of the spectrum. */
typedef struct end_of {
    hodo_ritz_space *space;
    size_t calls; /* since it started from noise alone */
} end_of;

struct hodo_sharpness_probe {
    hodo_curvature *curvature;
    hodo_curvature_kind kind;
    hodo_sharpness_settings settings; /* without zeros */
    hodo_output_kernel *kernel;       /* by KERNEL */
    size_t rows;                      /* of the objective at the start */
    end_of highest, lowest;
};

static hodo_status check(const hodo_sharpness_settings *settings, hodo_curvature_kind kind, hodo_error *error)
{
    if (!(settings->tolerance >= 0.0) || !(settings->noise >= 0.0) || !isfinite(settings->noise)) {
        return hodo_fail(error, HODO_INVALID,
                         "sharpness to a tolerance of %g with noise %g: neither may be negative; 0 takes the "
                         "usual ones",
                         settings->tolerance, settings->noise);
    }
    if (settings->route == HODO_ROUTE_KERNEL && kind != HODO_GAUSS_NEWTON) {
        return hodo_fail(error, HODO_INVALID,
                         "the Hessian has no kernel of outputs: take its sharpness by products");
    }
    return HODO_OK;
}

/* The cheaper of the two for the objective at hand. */
static hodo_sharpness_route choose(hodo_curvature *curvature, hodo_curvature_kind kind,
                                   hodo_sharpness_route wanted)
{
    if (wanted != HODO_ROUTE_CHEAPER || kind != HODO_GAUSS_NEWTON) {
        return wanted == HODO_ROUTE_KERNEL ? HODO_ROUTE_KERNEL : HODO_ROUTE_PRODUCTS;
    }
    const double product = hodo_curvature_operator(curvature, kind).multiply_adds;
    return hodo_output_kernel_cost(curvature) < EXPECTED_APPLICATIONS * product ? HODO_ROUTE_KERNEL
                                                                                : HODO_ROUTE_PRODUCTS;
}

static bool take_spaces(hodo_sharpness_probe *probe, hodo_arena *arena, hodo_error *error)
{
    const hodo_sharpness_settings *settings = &probe->settings;
    const hodo_operator operator = hodo_curvature_operator(probe->curvature, probe->kind);
    size_t dimension = operator.dimension;
    hodo_precision precision = operator.precision;
    if (settings->route == HODO_ROUTE_KERNEL) {
        const hodo_objective *objective = hodo_curvature_of(probe->curvature);
        dimension = objective->y.rows * objective->y.columns;
        precision = HODO_DOUBLE;
        probe->kernel = hodo_output_kernel_take(arena, probe->curvature, 0, error);
        if (probe->kernel == NULL) {
            return false;
        }
    }
    probe->highest.space = hodo_ritz_space_take(arena, dimension, precision, settings->steps, settings->stream,
                                                0, error);
    if (probe->kind == HODO_HESSIAN) {
        probe->lowest.space = hodo_ritz_space_take(arena, dimension, precision, settings->steps,
                                                   settings->stream, lowest_tensor, error);
    }
    return probe->highest.space != NULL && (probe->kind != HODO_HESSIAN || probe->lowest.space != NULL);
}

hodo_sharpness_probe *hodo_sharpness_take(hodo_arena *arena, hodo_curvature *curvature,
                                          hodo_curvature_kind kind, const hodo_sharpness_settings *settings,
                                          hodo_error *error)
{
    if (check(settings, kind, error) != HODO_OK) {
        return NULL;
    }
    hodo_sharpness_probe *probe = hodo_arena_zero(arena, 1, sizeof *probe, error);
    if (probe == NULL) {
        return NULL;
    }
    probe->curvature = curvature;
    probe->kind = kind;
    probe->rows = hodo_curvature_of(curvature)->x.rows;
    probe->settings = *settings;
    hodo_sharpness_settings *mine = &probe->settings;
    mine->tolerance = mine->tolerance > 0.0 ? mine->tolerance : usual_tolerance;
    mine->noise = mine->noise > 0.0 ? mine->noise : usual_noise;
    mine->applications = mine->applications > 0 ? mine->applications : APPLICATIONS;
    mine->steps = mine->steps > 0 ? mine->steps : STEPS;
    mine->refresh = mine->refresh > 0 ? mine->refresh : REFRESH;
    mine->route = choose(curvature, kind, settings->route);
    return take_spaces(probe, arena, error) ? probe : NULL;
}

/* The space to search in, emptied when its turn has come. */
static hodo_ritz_space *space_of(const hodo_sharpness_probe *probe, end_of *at)
{
    if (at->calls == probe->settings.refresh) {
        hodo_ritz_space_forget(at->space);
        at->calls = 0;
    }
    at->calls++;
    return at->space;
}

static hodo_status by_products(hodo_sharpness_probe *probe, end_of *at, hodo_ritz_end end,
                               hodo_sharpness *sharpness, hodo_error *error)
{
    const hodo_operator operator = hodo_curvature_operator(probe->curvature, probe->kind);
    hodo_ritz_pair pair = {.value = NAN, .residual = INFINITY};
    hodo_curvature_hold(probe->curvature);
    const hodo_status status = hodo_ritz_pair_find(
        space_of(probe, at), &operator, end, probe->settings.tolerance, probe->settings.noise,
        probe->settings.applications, &pair, error);
    hodo_curvature_release(probe->curvature);
    *sharpness = (hodo_sharpness){pair.value, pair.residual, pair.applications, HODO_ROUTE_PRODUCTS};
    return status;
}

static hodo_status by_kernel(hodo_sharpness_probe *probe, hodo_sharpness *sharpness, hodo_error *error)
{
    hodo_error own = {.status = HODO_OK};
    error = error != NULL ? error : &own;
    *sharpness = (hodo_sharpness){NAN, INFINITY, 0, HODO_ROUTE_KERNEL};
    if (hodo_curvature_of(probe->curvature)->x.rows != probe->rows) {
        return hodo_fail(error, HODO_INVALID,
                         "sharpness by the kernel of %zu rows in work space for %zu: ask for products, or take "
                         "one for these rows",
                         hodo_curvature_of(probe->curvature)->x.rows, probe->rows);
    }
    hodo_matrix kernel = hodo_output_kernel_measure(probe->kernel, error);
    if (kernel.data == NULL) {
        return error->status;
    }
    const hodo_operator operator = hodo_operator_dense(&kernel);
    hodo_ritz_pair pair = {.value = NAN, .residual = INFINITY};
    const hodo_status status = hodo_ritz_pair_find(
        space_of(probe, &probe->highest), &operator, HODO_RITZ_HIGHEST,
        fmin(probe->settings.tolerance, kernel_tolerance),
        probe->settings.noise, probe->settings.applications, &pair, error);
    sharpness->value = pair.value;
    sharpness->residual = pair.residual;
    return status;
}

hodo_status hodo_sharpness_highest(hodo_sharpness_probe *probe, hodo_sharpness *sharpness, hodo_error *error)
{
    return probe->kernel != NULL ? by_kernel(probe, sharpness, error)
                                 : by_products(probe, &probe->highest, HODO_RITZ_HIGHEST, sharpness, error);
}

hodo_status hodo_sharpness_lowest(hodo_sharpness_probe *probe, hodo_sharpness *sharpness, hodo_error *error)
{
    if (probe->lowest.space == NULL) {
        return hodo_fail(error, HODO_INVALID,
                         "the lowest eigenvalue of a Gauss-Newton matrix: none is below 0; ask the Hessian's");
    }
    return by_products(probe, &probe->lowest, HODO_RITZ_LOWEST, sharpness, error);
}
