#include "experiments/feature-speed/control-in-training/control_cell.h"

#include "experiments/feature-speed/control-in-training/start_kernel.h"
#include "experiments/feature-speed/trained_tower.h"

#include <stdio.h>
#include <string.h>

hodo_status control_size(const hodo_cell *cell, size_t *depth, size_t *width, hodo_error *error)
{
    const char *size = hodo_cell_text(cell, "size");
    int end = 0;
    if (strlen(size) > 12 || strspn(size, "0123456789/") != strlen(size) ||
        sscanf(size, "%zu/%zu%n", depth, width, &end) != 2 || size[end] != '\0' || *depth < 3 ||
        *depth > 1000 || *width < 2 || *width > 65536) {
        return hodo_fail(error, HODO_INVALID,
                         "size = %s: give depth/width such as 20/128, depth 3 to 1000, width 2 to 65536", size);
    }
    return HODO_OK;
}

hodo_two_classes_setting control_data(const hodo_cell *cell)
{
    return (hodo_two_classes_setting){.name = hodo_cell_text(cell, "data"),
                                 .samples = (size_t)hodo_cell_integer(cell, "samples")};
}

hodo_status control_check(const hodo_cell *cell, hodo_error *error)
{
    size_t depth, width, schemes;
    const char *const *names = hodo_cell_texts(cell, "scheme", &schemes);
    const hodo_two_classes_setting data = control_data(cell);
    hodo_status status = control_size(cell, &depth, &width, error);
    for (size_t i = 0; status == HODO_OK && i < schemes; i++) {
        status = trained_tower_find(names[i], error) != NULL ? HODO_OK : HODO_INVALID;
    }
    return status != HODO_OK ? status : hodo_two_classes_check(&data, error);
}

size_t control_starts(const hodo_cell *cell, size_t depth, size_t width)
{
    return CONTROL_START_ASPECT * depth <= width ? (size_t)hodo_cell_integer(cell, "starts") : 0;
}

/* Multiply-adds of float GEMMs of a few rows; what else costs as many of them. */
double control_cost(const hodo_cell *cell)
{
    static const double draw = 50, a_digit = 1e3;
    size_t schemes;
    const char *const *names = hodo_cell_texts(cell, "scheme", &schemes);
    const hodo_two_classes_setting data = control_data(cell);
    hodo_error error;
    trained_tower_setting own = {0};
    if (control_size(cell, &own.depth, &own.width, &error) != HODO_OK) {
        return 1;
    }
    const double steps = hodo_cell_real(cell, "steps"), looks = 12;
    const size_t inputs = hodo_two_classes_inputs(&data);
    const double step = trained_tower_step_cost(&own, inputs, data.samples);
    const double probe = trained_tower_probe_cost(&own, inputs, data.samples);
    double sum = strcmp(data.name, "clusters") == 0 ? 0 : 60000 * a_digit;
    for (size_t i = 0; i < schemes; i++) {
        const trained_tower_scheme *scheme = trained_tower_find(names[i], &error);
        const double probes = looks + (scheme == NULL || scheme->automatic.every == 0 ? 4 : steps);
        sum += steps * step + probes * probe + draw * step / (3 * (double)data.samples);
    }
    return sum + start_kernel_cost(own.width, own.depth, inputs, control_starts(cell, own.depth, own.width));
}
