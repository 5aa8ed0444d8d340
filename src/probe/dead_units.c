#include "probe/dead_units.h"

size_t hodo_activation_count(const hodo_architecture *architecture)
{
    size_t count = 0;
    for (size_t i = 0; i < architecture->count; i++) {
        count += architecture->layers[i].kind == HODO_ACTIVATION;
    }
    return count;
}

/* The share of columns of `values` that are zero. */
static double dead_share(hodo_matrix values)
{
    size_t dead = 0;
    for (size_t j = 0; j < values.columns; j++) {
        bool alive = false;
        for (size_t s = 0; s < values.rows && !alive; s++) {
            alive = hodo_matrix_get(values, s, j) != 0; /* NaN is not dead */
        }
        dead += !alive;
    }
    return (double)dead / (double)values.columns;
}

hodo_status hodo_dead_units(const hodo_pass *pass, size_t member, hodo_arena *scratch, double *shares,
                            hodo_error *error)
{
    const hodo_network *network = hodo_pass_network(pass);
    const hodo_architecture *architecture = network->architecture;
    const size_t n = hodo_pass_samples(pass);
    if (member >= architecture->members) {
        return hodo_fail(error, HODO_INVALID, "member %zu of a family of %zu: count from 0", member,
                         architecture->members);
    }
    const hodo_matrix work = hodo_matrix_take(scratch, network->precision, n, architecture->widest, error);
    if (work.data == NULL) {
        return HODO_NO_MEMORY;
    }
    for (size_t i = 0, at = 0; i < architecture->count; i++) {
        const hodo_layer *layer = &architecture->layers[i];
        if (layer->kind != HODO_ACTIVATION) {
            continue;
        }
        /* A later layer may work in place on the output: phi is taken again of what it was taken of. */
        hodo_matrix values = work;
        values.columns = architecture->widths[i];
        layer->nonlinearity.activation->values(
            &layer->nonlinearity, hodo_matrix_rows(hodo_pass_activation_input(pass, i), member * n, n), values);
        shares[at++] = dead_share(values);
    }
    return HODO_OK;
}
