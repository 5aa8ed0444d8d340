#include "rmt/law/law_integral.h"

#include "rmt/law/edge_map.h"
#include "rmt/law/law_support.h"
#include "rmt/law/moment_integral.h"
#include "rmt/law/piecewise.h"

#include <math.h>
#include <stdlib.h>

/* A density may dip below 0 by the rounding of its solver, beside its value elsewhere of order 1. */
#define NEGATIVE_MOST 1e-9

/* What a cut tail weighs, some widths of RMT_NEGLIGIBLE_DENSITY, and what it may weigh in a moment. */
#define CUT_MASS (10 * RMT_NEGLIGIBLE_DENSITY)
#define CUT_TOLERANCE 1e-8

/* Of an interval, inward of its cut end: the search for the end stops within half of this. */
#define CUT_SEEN_FROM 0x1p-8

enum { HALVES_MOST = 2 * RMT_INTERVALS_MOST };

/* The half of an interval next to one of its edges: even ones a lower edge, odd ones an upper edge. */
typedef struct half {
    rmt_edge_map map;
    rmt_piecewise mass; /* of density |dx/dt| */
    double before;      /* mass of the halves on the left */
} half;

struct rmt_integral {
    const rmt_law *law;
    rmt_interval interval[RMT_INTERVALS_MOST]; /* finite */
    half half[HALVES_MOST];
    size_t half_count;
    double mass;
};

typedef struct half_view {
    const rmt_law *law;
    const rmt_edge_map *map;
} half_view;

/* The place is rounded, and near an edge that moves the density a lot: so the t of the rounded place is used,
 * for which place and slope belong together and which differs from the t asked for by no more than rounding of
 * x. */
static hodo_status weighted_density(const void *context, const double *t, size_t count, double *value,
                                    hodo_error *error)
{
    const half_view *view = context;
    double x[RMT_PIECE_TERMS] = {0};
    for (size_t i = 0; i < count; i++) {
        x[i] = rmt_edge_map_place(view->map, t[i]);
    }
    const hodo_status status = view->law->row->density(view->law, x, count, value, error);
    if (status != HODO_OK) {
        return status;
    }
    for (size_t i = 0; i < count; i++) {
        const double slope = rmt_edge_map_slope(view->map, rmt_edge_map_parameter(view->map, x[i]));
        if (!(value[i] >= -NEGATIVE_MOST) || isinf(value[i])) {
            return hodo_fail(error, HODO_NUMERIC, "the density of %s is %.17g at x = %.17g, inside its support",
                             view->law->row->name, value[i], x[i]);
        }
        value[i] *= slope;
    }
    return HODO_OK;
}

static hodo_status add_half(rmt_integral *integral, double edge, double exponent, double length,
                            hodo_error *error)
{
    half *added = &integral->half[integral->half_count];
    added->map = rmt_edge_map_of(edge, exponent, length);
    added->before = integral->mass;
    if (!(added->map.least < 0.5)) {
        return hodo_fail(error, HODO_NUMERIC,
                         "the edge of %s at %.6g with exponent %.6g is too sharp for double precision",
                         integral->law->row->name, edge, exponent);
    }
    const half_view view = {integral->law, &added->map};
    const hodo_status status = rmt_piecewise_open(&added->mass, added->map.least, weighted_density, &view,
                                                  error);
    if (status == HODO_OK) {
        integral->half_count++;
        integral->mass += added->mass.total;
    }
    return status;
}

static double atom_mass(const rmt_law *law)
{
    double mass = 0;
    for (size_t i = 0; i < law->atom_count; i++) {
        mass += law->atoms[i].mass;
    }
    return mass;
}

static hodo_status build(rmt_integral *integral, hodo_error *error)
{
    const rmt_law *law = integral->law;
    hodo_status status = rmt_law_support(law, integral->interval, error);
    for (size_t i = 0; status == HODO_OK && i < law->interval_count; i++) {
        const rmt_interval *interval = &integral->interval[i];
        const double middle = interval->lower + (interval->upper - interval->lower) / 2;
        status = add_half(integral, interval->lower, interval->lower_exponent, middle - interval->lower, error);
        if (status == HODO_OK) {
            status = add_half(integral, interval->upper, interval->upper_exponent, middle - interval->upper,
                              error);
        }
    }
    const double whole = integral->mass + atom_mass(law);
    if (status == HODO_OK && !(fabs(whole - 1) <= RMT_MASS_TOLERANCE)) {
        status = hodo_fail(error, HODO_NUMERIC, "density and atoms of %s add up to %.17g, not to 1 within %g",
                           law->row->name, whole, RMT_MASS_TOLERANCE);
    }
    return status;
}

hodo_status rmt_integral_open(const rmt_law *law, rmt_integral **integral, hodo_error *error)
{
    *integral = NULL;
    rmt_integral *opened = calloc(1, sizeof *opened);
    if (opened == NULL) {
        return hodo_fail(error, HODO_NO_MEMORY, "no memory to integrate %s: close other programs",
                         law->row->name);
    }
    opened->law = law;
    const hodo_status status = build(opened, error);
    if (status != HODO_OK) {
        rmt_integral_close(opened);
        return status;
    }
    *integral = opened;
    return HODO_OK;
}

void rmt_integral_close(rmt_integral *integral)
{
    for (size_t i = 0; integral != NULL && i < integral->half_count; i++) {
        rmt_piecewise_close(&integral->half[i].mass);
    }
    free(integral);
}

double rmt_integral_mass(const rmt_integral *integral)
{
    return integral->mass;
}

/* The mass of the density on the left of x. */
static double continuous(const rmt_integral *integral, double x)
{
    double mass = 0;
    for (size_t i = 0; i < integral->half_count; i++) {
        const half *now = &integral->half[i];
        const double low = fmin(now->map.edge, now->map.edge + now->map.length);
        if (x <= low) {
            break;
        }
        const double inner = rmt_piecewise_integral(&now->mass, rmt_edge_map_parameter(&now->map, x));
        mass = now->before + (now->map.length > 0 ? inner : now->mass.total - inner);
    }
    return mass;
}

static bool beyond(const rmt_integral *integral, double x)
{
    const rmt_law *law = integral->law;
    return (law->interval_count == 0 || x >= integral->interval[law->interval_count - 1].upper) &&
           (law->atom_count == 0 || x >= law->atoms[law->atom_count - 1].place);
}

double rmt_integral_cumulative(const rmt_integral *integral, double x)
{
    if (beyond(integral, x)) {
        return 1;
    }
    double sum = continuous(integral, x);
    for (size_t i = 0; i < integral->law->atom_count && integral->law->atoms[i].place <= x; i++) {
        sum += integral->law->atoms[i].mass;
    }
    return fmin(fmax(sum, 0), 1);
}

/* The place with this mass of the density on its left, 0 < mass. */
static double place_of(const rmt_integral *integral, double mass)
{
    size_t i = 0;
    while (i + 1 < integral->half_count && integral->half[i + 1].before < mass) {
        i++;
    }
    const half *now = &integral->half[i];
    const double inner = mass - now->before;
    return rmt_edge_map_place(&now->map, rmt_piecewise_inverse(&now->mass, now->map.length > 0
                                                                               ? inner
                                                                               : now->mass.total - inner));
}

double rmt_integral_quantile(const rmt_integral *integral, double probability)
{
    const rmt_law *law = integral->law;
    const double first_atom = law->atom_count > 0 ? law->atoms[0].place : INFINITY;
    const double first = law->interval_count > 0 ? fmin(law->intervals[0].lower, first_atom) : first_atom;
    if (probability <= 0) {
        return first;
    }
    double atoms = 0; /* on the left of the place that is sought */
    for (size_t i = 0; i < law->atom_count; i++) {
        const double below = continuous(integral, law->atoms[i].place) + atoms;
        if (probability <= below) {
            break;
        }
        atoms += law->atoms[i].mass;
        /* At probability 1 the continuous part may have rounded to less. */
        if (probability <= below + law->atoms[i].mass || beyond(integral, law->atoms[i].place)) {
            return law->atoms[i].place;
        }
    }
    if (probability >= 1) {
        return law->intervals[law->interval_count - 1].upper;
    }
    return fmax(place_of(integral, probability - atoms), first);
}

/* Some units of mass beyond a cut end: what the density still has just inside it, over a quarter of the
 * interval. A solver that gives 0 for what is below its rounding cuts earlier than the search of law_support.c
 * would. NAN when the density fails. */
static double mass_beyond(const rmt_integral *integral, size_t i)
{
    const rmt_interval *whole = &integral->law->intervals[i], *cut = &integral->interval[i];
    const double length = cut->upper - cut->lower, inward = length * CUT_SEEN_FROM;
    double density[2] = {0};
    const double x[] = {cut->lower + inward, cut->upper - inward};
    if (integral->law->row->density(integral->law, x, 2, density, NULL) != HODO_OK) {
        return NAN;
    }
    const double ends = fmax(isinf(whole->lower) ? density[0] : 0, isinf(whole->upper) ? density[1] : 0);
    return fmax(CUT_MASS, ends * length / 4);
}

size_t rmt_integral_orders(const rmt_integral *integral)
{
    const rmt_law *law = integral->law;
    double end = 0, mass = 0; /* the farthest cut, and what it may have cut off */
    for (size_t i = 0; i < law->interval_count; i++) {
        if (isinf(law->intervals[i].lower) || isinf(law->intervals[i].upper)) {
            end = isinf(law->intervals[i].lower) ? fmax(end, fabs(integral->interval[i].lower)) : end;
            end = isinf(law->intervals[i].upper) ? fmax(end, fabs(integral->interval[i].upper)) : end;
            mass += mass_beyond(integral, i);
        }
    }
    if (end == 0) {
        return RMT_MOMENTS_MOST;
    }
    double moment[RMT_MOMENTS_MOST];
    rmt_integral_moments(integral, RMT_MOMENTS_MOST, moment);
    /* Even orders, whose moments are those of |x|. */
    size_t order = 1;
    while (order < RMT_MOMENTS_MOST && mass * pow(end, (double)order + 1) <= CUT_TOLERANCE * moment[order]) {
        order += 2;
    }
    return order - 1;
}

void rmt_integral_moments(const rmt_integral *integral, size_t order, double *moment)
{
    const rmt_law *law = integral->law;
    for (size_t k = 0; k < order; k++) {
        moment[k] = 0;
    }
    for (size_t i = 0; i < law->atom_count; i++) {
        double power = law->atoms[i].mass;
        for (size_t k = 0; k < order; k++) {
            power *= law->atoms[i].place;
            moment[k] += power;
        }
    }
    for (size_t i = 0; i < integral->half_count; i++) {
        rmt_moment_integral_add(&integral->half[i].map, &integral->half[i].mass, order, moment);
    }
}
