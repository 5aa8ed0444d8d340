#include "experiments/feature-speed/rule_family.h"

#include "experiments/feature-speed/branch_rule.h"

hodo_status rule_family_check(const hodo_cell *cell, hodo_error *error)
{
    size_t count;
    const char *const *rules = hodo_cell_texts(cell, "branch_scale", &count);
    hodo_status status = HODO_OK;
    for (size_t i = 0; i < count && status == HODO_OK; i++) {
        double branch_scale;
        status = branch_rule_scale(rules[i], hodo_cell_integer(cell, "L"), &branch_scale, error);
    }
    return status;
}

hodo_status rule_family_measure(const hodo_cell *cell, bool unit_input, rule_family *family, hodo_error *error)
{
    size_t members;
    const int64_t depth = hodo_cell_integer(cell, "L");
    family->rules = hodo_cell_texts(cell, "branch_scale", &members);
    double *scales = hodo_arena_take(hodo_cell_arena(cell), members, sizeof *scales, error);
    hodo_status status = scales == NULL ? HODO_NO_MEMORY : HODO_OK;
    for (size_t i = 0; i < members && status == HODO_OK; i++) {
        status = branch_rule_scale(family->rules[i], depth, &scales[i], error);
    }
    if (status != HODO_OK) {
        return status;
    }
    family->request = network_request_of(cell);
    family->request.branch_scales = scales;
    family->request.members = members;
    family->request.unit_input = unit_input;
    return measure_network(cell, &family->request, &family->speeds, error);
}

double rule_family_cost(const hodo_cell *cell)
{
    size_t members;
    (void)hodo_cell_texts(cell, "branch_scale", &members);
    return measured_network_cost(cell, members);
}
