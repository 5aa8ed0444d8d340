#include "probe/weight_vector.h"

#include <assert.h>

size_t hodo_weight_vector_size(const hodo_network *network)
{
    size_t size = 0;
    for (size_t k = 0; k < network->architecture->weight_count; k++) {
        const hodo_matrix w = network->weights[k];
        size += hodo_weight_layer(network->architecture, k)->trained ? w.rows * w.columns : 0;
    }
    return size;
}

void hodo_weight_vector_views(const hodo_network *network, hodo_matrix vector, hodo_matrix *views)
{
    assert(vector.rows == 1 && vector.precision == network->precision);
    char *at = vector.data;
    size_t left = vector.columns;
    for (size_t k = 0; k < network->architecture->weight_count; k++) {
        const hodo_matrix w = network->weights[k];
        views[k] = hodo_matrix_view(network->precision, NULL, w.rows, w.columns);
        if (hodo_weight_layer(network->architecture, k)->trained) {
            assert(left >= w.rows * w.columns);
            views[k].data = at;
            at += w.rows * w.columns * hodo_precision_size(network->precision);
            left -= w.rows * w.columns;
        }
    }
    assert(left == 0);
}

/* Both ways: the weights (as they lie in the network) and their part of the vector, matrix by matrix. */
static void exchange(const hodo_network *network, hodo_matrix vector, bool gather)
{
    assert(vector.rows == 1 && vector.precision == network->precision);
    char *at = vector.data;
    for (size_t k = 0; k < network->architecture->weight_count; k++) {
        const hodo_matrix w = network->weights[k];
        if (hodo_weight_layer(network->architecture, k)->trained) {
            const hodo_matrix part = hodo_matrix_view(network->precision, at, w.rows, w.columns);
            hodo_matrix_copy(gather ? w : part, gather ? part : w);
            at += w.rows * w.columns * hodo_precision_size(network->precision);
        }
    }
    assert(at == (char *)vector.data + vector.columns * hodo_precision_size(network->precision));
}

void hodo_weight_vector_gather(const hodo_network *network, hodo_matrix vector)
{
    exchange(network, vector, true);
}

void hodo_weight_vector_scatter(hodo_matrix vector, hodo_network *network)
{
    exchange(network, vector, false);
}
