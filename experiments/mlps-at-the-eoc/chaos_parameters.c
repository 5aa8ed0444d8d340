#include "experiments/mlps-at-the-eoc/chaos_parameters.h"

chaos_descent_setting chaos_parameters_setting(const hodo_cell *cell)
{
    return (chaos_descent_setting){.network = {.a = hodo_cell_real(cell, "a"),
                                               .b = hodo_cell_real(cell, "b"),
                                               .width = (size_t)hodo_cell_integer(cell, "m"),
                                               .depth = (size_t)hodo_cell_integer(cell, "l"),
                                               .growth = hodo_cell_real(cell, "p")},
                                   .richness = hodo_cell_real(cell, "q"),
                                   .samples = (size_t)hodo_cell_integer(cell, "n"),
                                   .first = (size_t)hodo_cell_integer(cell, "first"),
                                   .second = (size_t)hodo_cell_integer(cell, "second"),
                                   .steps = (size_t)hodo_cell_integer(cell, "steps"),
                                   .refresh = 1};
}
