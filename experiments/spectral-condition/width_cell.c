#include "experiments/spectral-condition/width_cell.h"

#include "base/hash.h"

hodo_two_classes_setting width_cell_data(const hodo_cell *cell)
{
    return (hodo_two_classes_setting){.name = hodo_cell_text(cell, "data"),
                                 .samples = (size_t)hodo_cell_integer(cell, "samples"),
                                 .inputs = (size_t)hodo_cell_integer(cell, "inputs")};
}

width_network_setting width_cell_network(const hodo_cell *cell)
{
    const hodo_two_classes_setting data = width_cell_data(cell);
    return (width_network_setting){.inputs = hodo_two_classes_inputs(&data),
                                   .width = (size_t)hodo_cell_integer(cell, "width"),
                                   .parametrization = hodo_cell_text(cell, "parametrization")};
}

hodo_status width_cell_check(const hodo_cell *cell, hodo_error *error)
{
    const hodo_two_classes_setting data = width_cell_data(cell);
    const width_network_setting network = width_cell_network(cell);
    const hodo_status status = hodo_two_classes_check(&data, error);
    return status != HODO_OK ? status : width_network_check(&network, error);
}

size_t width_cell_networks(const hodo_cell *cell)
{
    const int64_t units = hodo_cell_integer(cell, "units"), width = hodo_cell_integer(cell, "width");
    return units > width ? (size_t)(units / width) : 1;
}

hodo_stream width_cell_stream(const hodo_cell *cell, size_t number)
{
    hodo_stream own = *hodo_cell_stream(cell);
    own.cell = hodo_hash_bytes(hodo_hash_text(own.cell, "network"), &number, sizeof number);
    return own;
}
