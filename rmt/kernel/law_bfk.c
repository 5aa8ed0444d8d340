/* Row `bfk`: the backward-to-feature kernel K = T_V/V of an MLP, V trained Gaussian matrices below the feature
 * (rmt/kernel/bfk_map.h, ours). tau(K) = 1. The depth L of `hodo-rmt angle` counts all layers: its last feature
 * has V = L - 2. */
#include "base/name.h"
#include "rmt/kernel/bfk_draw.h"
#include "rmt/kernel/bfk_moments.h"
#include "rmt/law/law_rows.h"

#include <math.h>
#include <stdlib.h>

/* Rounding grows as V^2 (rmt/kernel/bfk_map.c): beyond, small eigenvalues have fewer than eight digits. */
#define DEEPEST 10000

enum { ACTIVATION, DEPTH };

typedef struct kernel {
    rmt_bfk_depth depth;
    rmt_support_curve *curve; /* NULL at depth 1, where K = I; else of T_V - 1 */
} kernel;

static void close_law(void *state)
{
    kernel *k = state;
    if (k != NULL) {
        rmt_support_curve_close(k->curve);
    }
    free(k);
}

typedef struct activation_choice {
    const char *name;
    bool masked;
} activation_choice;

static const activation_choice activations[] = {{"linear", false}, {"relu", true}};
enum { ACTIVATIONS = sizeof activations / sizeof activations[0] };

static hodo_status read_settings(const rmt_law_setting *settings, rmt_bfk_depth *depth, hodo_error *error)
{
    const size_t at = hodo_name_find("activation", settings[ACTIVATION].word, &activations[0].name,
                                     sizeof activations[0], ACTIVATIONS, error);
    if (at == HODO_NO_NAME) {
        return HODO_INVALID;
    }
    const int64_t v = settings[DEPTH].integer;
    if (!(v >= 1 && v <= DEEPEST)) {
        return hodo_fail(error, HODO_INVALID,
                         "--depth=%lld is outside 1..%d: give the trained matrices below the feature",
                         (long long)v, DEEPEST);
    }
    *depth = (rmt_bfk_depth){(size_t)v, activations[at].masked};
    return HODO_OK;
}

static hodo_status open_law(rmt_law *law, const rmt_law_setting *settings, hodo_error *error)
{
    rmt_bfk_depth depth;
    hodo_status status = read_settings(settings, &depth, error);
    if (status != HODO_OK) {
        return status;
    }
    kernel *k = calloc(1, sizeof *k);
    if (k == NULL) {
        return hodo_fail(error, HODO_NO_MEMORY, "no memory to open the law bfk: close other programs");
    }
    k->depth = depth;
    const double v = (double)depth.depth;
    if (depth.depth == 1 || depth.masked) {
        law->atoms[law->atom_count++] = (rmt_atom){1 / v, depth.depth == 1 ? 1 : 0.5};
    }
    if (depth.depth > 1) {
        rmt_curve_map map;
        status = rmt_bfk_map(&k->depth, &map, error);
        if (status == HODO_OK) {
            status = rmt_support_curve_open(&map, &k->curve, error);
        }
        if (status != HODO_OK) {
            close_law(k);
            return status;
        }
        law->intervals[law->interval_count++] =
            (rmt_interval){(depth.masked ? 1 + rmt_support_curve_lower(k->curve) : 1) / v,
                           (1 + rmt_support_curve_upper(k->curve)) / v, depth.masked ? 0.5 : -0.5, 0.5};
    }
    law->state = k;
    return HODO_OK;
}

/* Where lambda of K lies: below the interval of T_V, in it (then *place = V lambda - 1, one rounding), or
 * above. */
static int locate(const rmt_law *law, double lambda, double *place)
{
    const kernel *k = law->state;
    *place = fma(lambda, (double)k->depth.depth, -1);
    if (k->curve == NULL) {
        return lambda < law->atoms[0].place ? -1 : 1;
    }
    const rmt_interval *interval = &law->intervals[0];
    if (lambda <= interval->lower || *place <= fmax(0, rmt_support_curve_lower(k->curve))) {
        return -1;
    }
    return lambda >= interval->upper || *place >= rmt_support_curve_upper(k->curve) ? 1 : 0;
}

static hodo_status density(const rmt_law *law, const double *x, size_t count, double *density,
                           hodo_error *error)
{
    const kernel *k = law->state;
    for (size_t i = 0; i < count; i++) {
        double place;
        density[i] = 0;
        if (locate(law, x[i], &place) == 0) {
            rmt_curve_point point;
            const hodo_status status = rmt_support_curve_at(k->curve, place, &point, error);
            if (status != HODO_OK) {
                return status;
            }
            density[i] = fmax(0, -cimag(point.transform) * M_1_PI * (double)k->depth.depth);
        } else if (law->interval_count > 0 && !k->depth.masked && x[i] == law->intervals[0].lower) {
            density[i] = INFINITY;
        }
    }
    return HODO_OK;
}

static hodo_status cumulative(const rmt_law *law, const double *x, size_t count, double *cumulative,
                              hodo_error *error)
{
    const kernel *k = law->state;
    for (size_t i = 0; i < count; i++) {
        double place;
        const int side = locate(law, x[i], &place);
        if (side == 0) {
            rmt_curve_point point;
            const hodo_status status = rmt_support_curve_at(k->curve, place, &point, error);
            if (status != HODO_OK) {
                return status;
            }
            /* Rounding of U goes neither below the atom nor above 1. */
            const double atom = k->depth.masked ? 0.5 : 0;
            cumulative[i] = fmin(1, fmax(atom, 1 - cimag(point.potential) * M_1_PI));
        } else if (side > 0) {
            cumulative[i] = 1;
        } else {
            cumulative[i] = law->atom_count > 0 && x[i] >= law->atoms[0].place ? law->atoms[0].mass : 0;
        }
    }
    return HODO_OK;
}

static hodo_status moments(const rmt_law *law, size_t order, double *moment, hodo_error *error)
{
    const kernel *k = law->state;
    return rmt_bfk_moments(&k->depth, order, moment, error);
}

static hodo_status draw(const rmt_law *law, size_t width, const hodo_stream *stream, double *values,
                        hodo_error *error)
{
    const kernel *k = law->state;
    return rmt_bfk_draw(&k->depth, width, stream, values, error);
}

static const rmt_law_parameter parameters[] = {
    [ACTIVATION] = {"activation", RMT_WORD, "relu", "linear|relu", "of the network"},
    [DEPTH] = {"depth", RMT_INTEGER, NULL, "V",
               "trained matrices below the feature; 'angle --depth=L' has V = L-2 below its last"},
    {.name = NULL},
};

const rmt_law_row rmt_law_bfk = {
    .name = "bfk",
    .doc = "backward-to-feature kernel of an MLP, K = (1/V) sum of J J^T over V trained layers",
    .parameters = parameters,
    .open = open_law,
    .close = close_law,
    .density = density,
    .cumulative = cumulative,
    .moments = moments,
    .draw = draw,
};
