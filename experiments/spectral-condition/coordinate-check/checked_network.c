#include "experiments/spectral-condition/coordinate-check/checked_network.h"

#include "base/name.h"

#include <math.h>
#include <string.h>

/* Adam's epsilon where gradients shrink as 1/n: below every one of them, so that a step is entrywise at every
 * width. Its place is that of a tie of 0/0 only. */
static const double epsilon = 1e-15;

/* excerpt: kinds */
const checked_kind checked_kinds[] = {
    {"sp", "sp", 0, 0, -1, false, {{-0.5, 0.5, 1}, {0, 1, 1}}},
    {"ntp", "ntp", 0, 0, 0, false, {{-0.5, -0.5, 0}, {-0.5, -0.5, 0}}},
    {"mup", "mup", 0, 0, 0, true, {{0, 0, 0}, {0, 0, 0}}},
    {"spectral", "spectral", 0, 0, 0, true, {{0, 0, 0}, {0, 0, 0}}},
    {"mup-readout", "mup", 0.5, 0, 0, false, {{0.5, 0.5, 1}, {0, 0, 0.5}}},
    {"mup-fast-hidden", "mup", 0, 0.5, 0, false, {{0, 0.5, 0}, {0, 0.5, 0}}},
    {"mup-slow-hidden", "mup", 0, -0.5, 0, false, {{0, -0.5, 0}, {0, -0.5, 0}}},
    {.name = NULL},
};
/* end: kinds */

const checked_kind *checked_kind_find(const char *name, hodo_error *error)
{
    const size_t at = hodo_name_find("parametrization", name, &checked_kinds[0].name, sizeof checked_kinds[0],
                                     SIZE_MAX, error);
    return at != HODO_NO_NAME ? &checked_kinds[at] : NULL;
}

hodo_status checked_optimiser_find(const char *name, size_t *optimiser, hodo_error *error)
{
    static const char *const known[CHECKED_OPTIMISERS] = {"sgd", "adam"};
    *optimiser = hodo_name_find("optimiser of a coordinate check", name, known, sizeof known[0],
                                CHECKED_OPTIMISERS, error);
    return *optimiser != HODO_NO_NAME ? HODO_OK : HODO_INVALID;
}

hodo_status checked_network_open(hodo_arena *arena, const checked_kind *kind,
                                 const width_network_setting *setting, double base, const hodo_stream *stream,
                                 width_network *made, double *eta_factor, hodo_error *error)
{
    width_network_setting own = *setting;
    own.parametrization = kind->row;
    const hodo_status status = width_network_open(arena, &own, stream, made, error);
    if (status != HODO_OK) {
        return status;
    }
    if (strcmp(made->setting.optimiser, "adam") == 0) {
        made->optimiser.epsilon = epsilon;
    }
    /* excerpt: spoil */
    const double relative = (double)made->setting.width / base;
    const size_t last = made->architecture.weight_count - 1;
    hodo_weight_layer(&made->architecture, last)->multiplier *= pow(relative, kind->readout);
    for (size_t k = 1; k < last; k++) {
        made->rates[k] *= pow(relative, kind->hidden);
    }
    /* end: spoil */
    *eta_factor = pow(base, kind->eta);
    return HODO_OK;
}
