/* Atoms of a free convolution, and what becomes of it when one measure is a single atom. */
#include "rmt/convolution/convolution_operation.h"

#include <math.h>
#include <stdlib.h>

/* Masses p + q - 1 below this are rounding of p and q. */
static const double atom_least = 1e-12;

static int compare_atoms(const void *first, const void *second)
{
    const double a = ((const rmt_atom *)first)->place, b = ((const rmt_atom *)second)->place;
    return (a > b) - (a < b);
}

/* Bercovici and Voiculescu 1998, theorem 7.4; Belinschi 2003, theorem 4.1. */
hodo_status rmt_convolution_find_atoms(rmt_convolution *convolution, hodo_error *error)
{
    size_t count[2];
    const rmt_atom *first = rmt_measure_atoms(convolution->measure[0], &count[0]);
    const rmt_atom *second = rmt_measure_atoms(convolution->measure[1], &count[1]);
    const bool positive = convolution->operation->positive;
    convolution->atoms = calloc(count[0] * count[1] + 1, sizeof *convolution->atoms);
    if (convolution->atoms == NULL) {
        return hodo_fail(error, HODO_NO_MEMORY,
                         "no memory for the atoms of a convolution: close other programs");
    }
    double zero = 0;
    for (size_t i = 0; positive && i < count[0]; i++) {
        zero = first[i].place == 0 ? fmax(zero, first[i].mass) : zero;
    }
    for (size_t j = 0; positive && j < count[1]; j++) {
        zero = second[j].place == 0 ? fmax(zero, second[j].mass) : zero;
    }
    if (zero > 0) {
        convolution->atoms[convolution->atom_count++] = (rmt_atom){0, zero};
    }
    for (size_t i = 0; i < count[0]; i++) {
        for (size_t j = 0; j < count[1]; j++) {
            const double place = convolution->operation->atom(first[i].place, second[j].place);
            const double mass = first[i].mass + second[j].mass - 1;
            if (mass > atom_least && !(positive && place == 0)) {
                convolution->atoms[convolution->atom_count++] = (rmt_atom){place, mass};
            }
        }
    }
    qsort(convolution->atoms, convolution->atom_count, sizeof *convolution->atoms, compare_atoms);
    return HODO_OK;
}

/* When a measure is one atom its partner's subordination point is real, and the result its shift or
 * multiple. */
void rmt_convolution_find_move(rmt_convolution *convolution)
{
    for (int j = 0; j < 2; j++) {
        size_t count;
        const rmt_atom *atoms = rmt_measure_atoms(convolution->measure[j], &count);
        if (count == 1 && atoms[0].mass >= 1 - atom_least) {
            convolution->moved = convolution->measure[1 - j];
            convolution->move = atoms[0].place;
            convolution->unit = convolution->operation->unit(atoms[0].place);
            break;
        }
    }
    if (convolution->moved != NULL) {
        const rmt_interval *intervals = rmt_measure_intervals(convolution->moved, &convolution->interval_count);
        for (size_t i = 0; i < convolution->interval_count; i++) {
            rmt_interval *to = &convolution->intervals[i];
            *to = intervals[i];
            to->lower = convolution->operation->atom(to->lower, convolution->move);
            to->upper = convolution->operation->atom(to->upper, convolution->move);
        }
    }
}
