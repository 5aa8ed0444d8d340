#include "rmt/finite/stieltjes.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

enum {
    HALF_NODES = 200, /* of an interval on either side of its middle: 1e-13 for algebraic edges up to exponent
                         -0.9 */
    NODES = 2 * HALF_NODES + 1,
};

#define REACH 5.6          /* of the tanh-sinh variable: the outermost distance is exp(-pi sinh 5.6) = 1e-184 */
#define DIGITS_FROM 1e-8   /* of an interval: nearer to an edge than this, x does not know its distance */
#define MASS_TOLERANCE 1e-6

typedef struct node {
    double place, below, mass; /* below = edge - place */
} node;

struct rmt_stieltjes {
    double edge, lowest;
    bool vanishes; /* the density does at the edge */
    size_t count;
    node *nodes;
};

/* Density at a relative distance u from one end and 1 - u from the other, u <= 1/2. */
static hodo_status density_near(const rmt_law *law, const rmt_interval *on, bool at_upper, double u,
                                double *density, hodo_error *error)
{
    const double length = on->upper - on->lower, end = at_upper ? on->upper : on->lower;
    const bool known = end == 0 || u >= DIGITS_FROM;
    const double seen = known ? u : DIGITS_FROM, x = at_upper ? end - length * seen : end + length * seen;
    const hodo_status status = law->row->density(law, &x, 1, density, error);
    if (!known) {
        *density *= pow(u / seen, at_upper ? on->upper_exponent : on->lower_exponent);
    }
    return status;
}

static hodo_status fill_interval(const rmt_law *law, const rmt_interval *on, double edge, node *nodes,
                                 hodo_error *error)
{
    const double length = on->upper - on->lower, step = REACH / HALF_NODES;
    for (int i = -HALF_NODES; i <= HALF_NODES; i++) {
        /* x = (1 + tanh((pi/2) sinh t)) / 2 of the interval; u = 1 / (1 + exp(pi |sinh t|)) is the nearer
         * end's. */
        const double t = i * step, e = exp(-M_PI * sinh(fabs(t)));
        const double u = e / (1 + e), measure = length * M_PI * cosh(t) * u / (1 + e) * step;
        double density;
        const hodo_status status = density_near(law, on, i > 0, u, &density, error);
        if (status != HODO_OK) {
            return status;
        }
        const double distance = i > 0 ? length * u : length / (1 + e); /* from the upper end */
        nodes[i + HALF_NODES] = (node){
            .place = i > 0 ? on->upper - distance : on->lower + length * u,
            .below = edge - on->upper + distance,
            .mass = measure > 0 && isfinite(density) ? measure * density : 0,
        };
    }
    return HODO_OK;
}

hodo_status rmt_stieltjes_open(const rmt_law *law, rmt_stieltjes **transform, hodo_error *error)
{
    *transform = NULL;
    const size_t intervals = law->interval_count;
    const rmt_interval *last = intervals > 0 ? &law->intervals[intervals - 1] : NULL;
    if (last == NULL || !isfinite(last->upper) || !isfinite(law->intervals[0].lower)) {
        return hodo_fail(error, HODO_INVALID,
                         "%s has no bounded bulk: outliers need one, give a law of a spectrum", law->row->name);
    }
    if (law->atom_count > 0 && law->atoms[law->atom_count - 1].place >= last->upper) {
        return hodo_fail(error, HODO_INVALID, "%s has an atom at %g, not below its edge %g: give another law",
                         law->row->name, law->atoms[law->atom_count - 1].place, last->upper);
    }
    rmt_stieltjes *made = calloc(1, sizeof *made);
    node *nodes = malloc((intervals * NODES + law->atom_count) * sizeof *nodes);
    hodo_status status = HODO_OK;
    if (made == NULL || nodes == NULL) {
        status = hodo_fail(error, HODO_NO_MEMORY, "no memory for a Stieltjes transform: close other programs");
    }
    for (size_t i = 0; status == HODO_OK && i < intervals; i++) {
        status = fill_interval(law, &law->intervals[i], last->upper, nodes + i * NODES, error);
    }
    if (status == HODO_OK) {
        *made = (rmt_stieltjes){.edge = last->upper,
                                .lowest = law->intervals[0].lower,
                                .vanishes = last->upper_exponent > 0,
                                .count = intervals * NODES,
                                .nodes = nodes};
        for (size_t i = 0; i < law->atom_count; i++) {
            const rmt_atom *atom = &law->atoms[i];
            made->lowest = fmin(made->lowest, atom->place);
            nodes[made->count++] = (node){atom->place, made->edge - atom->place, atom->mass};
        }
        double mass = 0;
        for (size_t i = 0; i < made->count; i++) {
            mass += nodes[i].mass;
        }
        if (!(fabs(mass - 1) <= MASS_TOLERANCE)) {
            status = hodo_fail(error, HODO_NUMERIC,
                               "density and atoms of %s add up to %.9g, not to 1: report this", law->row->name,
                               mass);
        }
    }
    if (status != HODO_OK) {
        free(nodes);
        free(made);
        return status;
    }
    *transform = made;
    return HODO_OK;
}

void rmt_stieltjes_close(rmt_stieltjes *transform)
{
    if (transform != NULL) {
        free(transform->nodes);
        free(transform);
    }
}

double rmt_stieltjes_edge(const rmt_stieltjes *transform)
{
    return transform->edge;
}

double rmt_stieltjes_lowest(const rmt_stieltjes *transform)
{
    return transform->lowest;
}

void rmt_stieltjes_at(const rmt_stieltjes *transform, int order, double gap, double *value, double *slope)
{
    double sum = 0, derivative = 0;
    for (size_t i = 0; i < transform->count; i++) {
        const node *at = &transform->nodes[i];
        if (at->mass > 0) {
            const double inverse = 1 / (gap + at->below),
                         term = (order == 0 ? at->mass : at->mass * at->place) * inverse;
            sum += term;
            derivative -= term * inverse;
        }
    }
    const bool inside = gap > 0;
    *value = inside || transform->vanishes ? sum : INFINITY;
    *slope = inside ? derivative : -INFINITY;
}
