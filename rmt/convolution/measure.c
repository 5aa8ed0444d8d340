/* Measures as sums of pieces: making them, and what one asks of them (rmt/convolution/measure.h). */
#include "rmt/convolution/measure.h"

#include "rmt/convolution/measure_piece.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Exponents this close to +-1/2 are meant to be that. */
static const double exponent_rounding = 1e-9;

static const double mass_tolerance = 1e-6;     /* a law by quadrature or by a solver is right to 1e-7 */
static const double negative_tolerance = 1e-9; /* of the largest density: the rounding of a solver at an edge */

enum { PIECES_FIRST = 16 };

hodo_status rmt_measure_begin(rmt_measure **measure, const rmt_interval *intervals, size_t interval_count,
                              const rmt_atom *atoms, size_t atom_count, hodo_error *error)
{
    *measure = NULL;
    if (interval_count > RMT_MEASURE_INTERVALS_MOST) {
        return hodo_fail(error, HODO_INVALID, "a measure on %zu intervals: at most %d; join some",
                         interval_count, RMT_MEASURE_INTERVALS_MOST);
    }
    for (size_t i = 0; i < interval_count; i++) {
        const rmt_interval *it = &intervals[i];
        if (!(isfinite(it->lower) && isfinite(it->upper) && it->lower < it->upper)) {
            return hodo_fail(error, HODO_INVALID, "interval %zu is [%g, %g]: give bounded ones, lower < upper",
                             i + 1, it->lower, it->upper);
        }
        if (!(it->lower_exponent > -1 && it->upper_exponent > -1)) {
            return hodo_fail(error, HODO_INVALID, "exponents %g and %g of interval %zu: both must be above -1",
                             it->lower_exponent, it->upper_exponent, i + 1);
        }
        if (i > 0 && it->lower < intervals[i - 1].upper) {
            return hodo_fail(error, HODO_INVALID,
                             "interval %zu begins at %g, before the last one ends at %g: sort them", i + 1,
                             it->lower, intervals[i - 1].upper);
        }
    }
    for (size_t i = 0; i < atom_count; i++) {
        if (!(isfinite(atoms[i].place) && atoms[i].mass > 0 && atoms[i].mass <= 1 + mass_tolerance) ||
            (i > 0 && atoms[i].place <= atoms[i - 1].place)) {
            return hodo_fail(error, HODO_INVALID,
                             "atom %zu of mass %g at %g: masses are in (0, 1], places ascend", i + 1,
                             atoms[i].mass, atoms[i].place);
        }
    }
    rmt_measure *made = calloc(1, sizeof *made);
    if (made == NULL ||
        (made->atoms = calloc(atom_count + 2 * interval_count + 1, sizeof *made->atoms)) == NULL) {
        free(made);
        return hodo_fail(error, HODO_NO_MEMORY, "no memory for a measure: close other programs");
    }
    made->interval_count = interval_count;
    for (size_t i = 0; i < interval_count; i++) {
        made->intervals[i] = intervals[i];
    }
    made->atom_count = atom_count;
    for (size_t i = 0; i < atom_count; i++) {
        made->atoms[i] = atoms[i];
    }
    *measure = made;
    return HODO_OK;
}

rmt_piece *rmt_piece_add(rmt_measure *measure, double lower, double upper, size_t count, hodo_error *error)
{
    if (measure->piece_count == measure->piece_room) {
        const size_t room = measure->piece_room == 0 ? PIECES_FIRST : 2 * measure->piece_room;
        rmt_piece *larger = realloc(measure->pieces, room * sizeof *larger);
        if (larger == NULL) {
            (void)hodo_fail(error, HODO_NO_MEMORY,
                            "no memory for %zu pieces of a measure: close other programs", room);
            return NULL;
        }
        measure->pieces = larger;
        measure->piece_room = room;
    }
    double *coefficient = calloc(count, sizeof *coefficient);
    if (coefficient == NULL) {
        (void)hodo_fail(error, HODO_NO_MEMORY, "no memory for %zu coefficients: close other programs", count);
        return NULL;
    }
    rmt_piece *piece = &measure->pieces[measure->piece_count++];
    *piece = (rmt_piece){.lower = lower, .upper = upper, .count = count, .coefficient = coefficient};
    return piece;
}

hodo_status rmt_measure_check_density(const double *x, const double *density, size_t count, hodo_error *error)
{
    double most = 0;
    for (size_t i = 0; i < count; i++) {
        if (!isfinite(density[i])) {
            return hodo_fail(error, HODO_INVALID,
                             "the density at %.17g is %g: give a finite one inside its intervals", x[i],
                             density[i]);
        }
        most = fmax(most, density[i]);
    }
    for (size_t i = 0; i < count; i++) {
        if (density[i] < -negative_tolerance * most) {
            return hodo_fail(error, HODO_INVALID, "the density at %.17g is %g: it must not be negative", x[i],
                             density[i]);
        }
    }
    return HODO_OK;
}

bool rmt_series_edge(double exponent)
{
    return fabs(fabs(exponent) - 0.5) <= exponent_rounding;
}

hodo_status rmt_measure_make(rmt_measure **measure, const rmt_measure_source *source, hodo_error *error)
{
    hodo_status status = rmt_measure_begin(measure, source->intervals, source->interval_count, source->atoms,
                                           source->atom_count, error);
    if (status != HODO_OK) {
        return status;
    }
    for (size_t i = 0; status == HODO_OK && i < source->interval_count; i++) {
        const rmt_interval *interval = &source->intervals[i];
        bool settled = false;
        if (rmt_series_edge(interval->lower_exponent) && rmt_series_edge(interval->upper_exponent)) {
            status = rmt_series_sample(*measure, interval, source, &settled, error);
        }
        if (status == HODO_OK && !settled) {
            status = rmt_panel_sample(*measure, interval, source, error);
        }
    }
    if (status == HODO_OK) {
        double mass;
        rmt_measure_moments(*measure, 0, 0, &mass);
        if (!(fabs(mass - 1) <= mass_tolerance)) {
            status = hodo_fail(error, HODO_INVALID,
                               "the mass is %.10g, not 1: give a density and atoms that add to 1", mass);
        }
    }
    if (status != HODO_OK) {
        rmt_measure_free(*measure);
        *measure = NULL;
    }
    return status;
}

static hodo_status density_of_law(const void *law, const double *x, size_t count, double *density,
                                  hodo_error *error)
{
    return rmt_law_density(law, x, count, density, error);
}

hodo_status rmt_measure_of_law(rmt_measure **measure, const rmt_law *law, hodo_error *error)
{
    *measure = NULL;
    for (size_t i = 0; i < law->interval_count; i++) {
        if (!(isfinite(law->intervals[i].lower) && isfinite(law->intervals[i].upper))) {
            return hodo_fail(error, HODO_INVALID, "%s has an unbounded support [%g, %g]: choose a bounded law",
                             law->row->name, law->intervals[i].lower, law->intervals[i].upper);
        }
    }
    const rmt_measure_source source = {law->intervals,  law->interval_count, law->atoms,
                                       law->atom_count, density_of_law,      law};
    return rmt_measure_make(measure, &source, error);
}

void rmt_measure_free(rmt_measure *measure)
{
    if (measure != NULL) {
        for (size_t i = 0; i < measure->piece_count; i++) {
            free(measure->pieces[i].coefficient);
        }
        free(measure->pieces);
        free(measure->atoms);
        free(measure->panel_node);
        free(measure);
    }
}

rmt_cauchy rmt_measure_cauchy(const rmt_measure *measure, double complex z)
{
    z = cimag(z) == 0 ? CMPLX(creal(z), 0.0) : z; /* -0 would be the lower side of the cut */
    rmt_cauchy sum = {0, 0};
    for (size_t i = 0; i < measure->piece_count; i++) {
        const rmt_piece *piece = &measure->pieces[i];
        const rmt_cauchy part = piece->panel ? rmt_panel_cauchy(measure, piece, z)
                                             : rmt_series_cauchy(piece, z);
        sum.value += part.value;
        sum.derivative += part.derivative;
    }
    for (size_t i = 0; i < measure->atom_count + measure->dust_count; i++) {
        const double complex distance = z - measure->atoms[i].place;
        if (distance == 0) {
            return (rmt_cauchy){INFINITY, -INFINITY};
        }
        const double complex inverse = 1 / distance;
        sum.value += measure->atoms[i].mass * inverse;
        sum.derivative -= measure->atoms[i].mass * inverse * inverse;
    }
    return sum;
}

static double edge_value(double exponent)
{
    return exponent < 0 ? INFINITY : 0;
}

double rmt_measure_density(const rmt_measure *measure, double x)
{
    for (size_t i = 0; i < measure->interval_count; i++) {
        const rmt_interval *interval = &measure->intervals[i];
        if (x == interval->lower && interval->lower_exponent != 0) {
            return edge_value(interval->lower_exponent);
        }
        if (x == interval->upper && interval->upper_exponent != 0) {
            return edge_value(interval->upper_exponent);
        }
    }
    for (size_t i = 0; i < measure->piece_count; i++) {
        const rmt_piece *piece = &measure->pieces[i];
        if (x >= piece->lower && x <= piece->upper) {
            return piece->panel ? rmt_panel_density(measure, piece, x)
                                : fmax(0, -cimag(rmt_series_cauchy(piece, CMPLX(x, 0.0)).value) / M_PI);
        }
    }
    return 0;
}

void rmt_measure_moments(const rmt_measure *measure, double centre, size_t order, double *moment)
{
    memset(moment, 0, (order + 1) * sizeof *moment);
    for (size_t i = 0; i < measure->piece_count; i++) {
        const rmt_piece *piece = &measure->pieces[i];
        if (piece->panel) {
            rmt_panel_moments(measure, piece, centre, order, moment);
        } else {
            rmt_series_moments(piece, centre, order, moment);
        }
    }
    for (size_t i = 0; i < measure->atom_count + measure->dust_count; i++) {
        double term = measure->atoms[i].mass;
        for (size_t k = 0; k <= order; k++, term *= measure->atoms[i].place - centre) {
            moment[k] += term;
        }
    }
}

const rmt_atom *rmt_measure_atoms(const rmt_measure *measure, size_t *count)
{
    *count = measure->atom_count;
    return measure->atoms;
}

const rmt_interval *rmt_measure_intervals(const rmt_measure *measure, size_t *count)
{
    *count = measure->interval_count;
    return measure->intervals;
}
