/* Norms, stable ranks and alignments of weight matrices (arXiv 2310.17813). The four probes share one way of
 * looking: everything of a matrix at once, of which each keeps its own.
 */
#include "hodo/train_probe_rows.h"

#include "probe/alignment.h"

#include <math.h>

/* Relative, of spectral norms: four digits are more than a plot shows. */
static const double TOLERANCE = 1e-5;

typedef struct norms_state {
    hodo_weight_probe **probes; /* (weight_count,) */
    hodo_arena *scratch;        /* of one measurement */
} norms_state;

void *hodo_train_probe_take_norms(hodo_train_scene *scene, hodo_error *error)
{
    const hodo_network *network = &scene->cell->network;
    const size_t count = network->architecture->weight_count;
    norms_state *own = hodo_arena_zero(scene->arena, 1, sizeof *own, error);
    if (own == NULL) {
        return NULL;
    }
    own->scratch = scene->scratch;
    own->probes = hodo_arena_zero(scene->arena, count, sizeof(hodo_weight_probe *), error);
    for (size_t k = 0; own->probes != NULL && k < count; k++) {
        own->probes[k] = hodo_weight_probe_take(scene->arena, network, k, error);
        if (own->probes[k] == NULL) {
            return NULL;
        }
    }
    return own->probes != NULL ? own : NULL;
}

static hodo_status measure_one(hodo_train_scene *scene, const norms_state *own, size_t k, bool aligned,
                               hodo_weight_norms *norms, hodo_alignment *alignment, hodo_error *error)
{
    hodo_status status = hodo_train_scene_backward(scene, error);
    if (status == HODO_OK) {
        status = hodo_weight_probe_measure(own->probes[k], scene->pass, 0, TOLERANCE, norms, error);
    }
    const hodo_architecture *architecture = scene->cell->network.architecture;
    const bool dense = architecture->layers[architecture->weight_layer[k]].kind == HODO_DENSE;
    *alignment = (hodo_alignment){NAN, NAN, NAN}; /* of a convolution, which multiplies patches */
    if (status == HODO_OK && aligned && dense) {
        hodo_arena_reset(own->scratch);
        status = hodo_alignment_measure(own->probes[k], scene->pass, 0, norms, own->scratch, alignment, error);
    }
    return status;
}

/* values[k] and, where there is a second column, values[count + k]. */
typedef void (*keeper)(const hodo_weight_norms *norms, const hodo_alignment *alignment, double *first,
                       double *second);

static hodo_status measure(hodo_train_scene *scene, const norms_state *own, bool aligned, keeper keep,
                           double *values, hodo_error *error)
{
    const size_t count = scene->cell->network.architecture->weight_count;
    hodo_status status = HODO_OK;
    for (size_t k = 0; k < count && status == HODO_OK; k++) {
        hodo_weight_norms norms;
        hodo_alignment alignment;
        status = measure_one(scene, own, k, aligned, &norms, &alignment, error);
        if (status == HODO_OK) {
            keep(&norms, &alignment, &values[k], &values[count + k]);
        }
    }
    return status;
}

static void keep_norms(const hodo_weight_norms *norms, const hodo_alignment *alignment, double *first,
                       double *second)
{
    (void)alignment;
    *first = norms->weight_ratio;
    *second = norms->change_ratio;
}

static void keep_ranks(const hodo_weight_norms *norms, const hodo_alignment *alignment, double *first,
                       double *second)
{
    (void)alignment;
    *first = norms->gradient.stable_rank;
    *second = norms->change.stable_rank;
}

static void keep_weight(const hodo_weight_norms *norms, const hodo_alignment *alignment, double *first,
                        double *second)
{
    (void)norms;
    (void)second; /* the probe has one column */
    *first = alignment->weight;
}

static void keep_updates(const hodo_weight_norms *norms, const hodo_alignment *alignment, double *first,
                         double *second)
{
    (void)norms;
    *first = alignment->change;
    *second = alignment->gradient;
}

hodo_status hodo_train_probe_norms(hodo_train_scene *scene, void *state, double *values, hodo_error *error)
{
    return measure(scene, state, false, keep_norms, values, error);
}

hodo_status hodo_train_probe_ranks(hodo_train_scene *scene, void *state, double *values, hodo_error *error)
{
    return measure(scene, state, false, keep_ranks, values, error);
}

hodo_status hodo_train_probe_alignment(hodo_train_scene *scene, void *state, double *values, hodo_error *error)
{
    return measure(scene, state, true, keep_weight, values, error);
}

hodo_status hodo_train_probe_update_alignment(hodo_train_scene *scene, void *state, double *values,
                                              hodo_error *error)
{
    return measure(scene, state, true, keep_updates, values, error);
}
