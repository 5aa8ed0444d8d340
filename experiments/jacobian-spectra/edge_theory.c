#include "experiments/jacobian-spectra/edge_theory.h"

#include "rmt/finite/extreme_value.h"
#include "rmt/law/law.h"

#include <math.h>

/* Of F_1: Prahofer and Spohn. */
static const double mean_of_f1 = -1.2065335745820;

static const double soft = 0.5; /* exponent of the density at a soft edge */

/* kappa at the lower edge. Between the two places pi rho/sqrt(h) is linear in h up to h^2 of the interval:
 * 1e-8. */
static hodo_status lower_kappa(const rmt_law *law, const rmt_interval *interval, double *kappa,
                               hodo_error *error)
{
    const double h = 1e-4 * fmin(interval->lower, interval->upper - interval->lower);
    const double x[2] = {interval->lower + h, interval->lower + 2.0 * h};
    double density[2];
    const hodo_status status = rmt_law_density(law, x, 2, density, error);
    const double near = M_PI * density[0] / sqrt(h), far = M_PI * density[1] / sqrt(2.0 * h);
    *kappa = 2.0 * near - far;
    return status;
}

static hodo_status find_lower(const rmt_law *law, int64_t width, edge_theory *edges, hodo_error *error)
{
    const rmt_interval *interval = &law->intervals[0];
    edges->lower = fmax(interval->lower, 0.0);
    edges->lower_mean = NAN;
    if (!(interval->lower > 0.0) || interval->lower_exponent != soft) {
        return HODO_OK;
    }
    double kappa = NAN;
    const hodo_status status = lower_kappa(law, interval, &kappa, error);
    edges->lower_mean = interval->lower - mean_of_f1 * pow((double)width * kappa, -2.0 / 3.0);
    return status;
}

static hodo_status find_upper(const rmt_law *law, int64_t width, edge_theory *edges, hodo_error *error)
{
    const rmt_atom *atom = law->atom_count > 0 ? &law->atoms[law->atom_count - 1] : NULL;
    const double edge = law->interval_count > 0 ? law->intervals[law->interval_count - 1].upper : -INFINITY;
    if (atom != NULL && atom->place >= edge) {
        edges->upper = edges->upper_mean = atom->place;
        return HODO_OK;
    }
    edges->upper = edge;
    if (law->interval_count == 0 || law->intervals[law->interval_count - 1].upper_exponent != soft) {
        return HODO_OK;
    }
    rmt_extreme_value value;
    const hodo_status status = rmt_extreme_value_find(law, width, &value, error);
    if (status == HODO_OK) {
        edges->upper = value.edge;
        edges->upper_mean = rmt_extreme_value_mean(&value);
    }
    return status;
}

hodo_status edge_theory_find(const char *line, int64_t width, edge_theory *edges, hodo_error *error)
{
    rmt_law *law = NULL;
    *edges = (edge_theory){NAN, NAN, 0.0, NAN};
    hodo_status status = rmt_law_open(&law, error, "%s", line);
    if (status == HODO_OK) {
        status = find_upper(law, width, edges, error);
    }
    if (status == HODO_OK && law->interval_count > 0) {
        status = find_lower(law, width, edges, error);
    }
    rmt_law_close(law);
    return status;
}
