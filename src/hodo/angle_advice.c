/* What meets a commanded speed. Balanced steps eta_k = D/(K ||grad_k||^2), K trained matrices, let the loss
 * decay at rate D, and by the feature speed formula (arXiv 2311.18718, Thm 2.1)
 *
 *     rms(f_{L-1}') = D (K-1)/K / (m n rms(b_{L-1}) cos(theta_{L-1})).
 *
 * So a speed V and a decay D together ask for a size of b_{L-1}, which the output's scale s sets: Prop. 4.1.
 * With s as it is, V alone sets D. b_{L-1} depends on s through the loss too, and so does the angle of several
 * samples: s is a root, the one reached from s = 0, as in train/automatic_rates.h, which has V = D (K-1)/K.
 */
#include "hodo/angle.h"

#include <math.h>
#include <string.h>

enum { PROBES_MOST = 80 };
static const double SMALL_OUTPUT = 1e-3;  /* rms of the output at the first s: nearly 0, where b grows as s */
static const double LONGEST_STRIDE = 1.5; /* of ln s */

/* ln(V / speed), which grows with s: 0 at the root. */
static hodo_status excess_at(hodo_angle *angle, double log_scale, double *excess, hodo_error *error)
{
    const hodo_flow flow = {.kind = HODO_BALANCED, .eta = angle->settings->decay};
    const hodo_status status = hodo_angle_measure(angle, exp(log_scale), flow, NULL, error);
    if (status == HODO_OK) {
        *excess = log(angle->settings->speed / angle->speeds->rows[angle->features - 2].speed);
    }
    return status;
}

/* A slope of 1 holds while outputs are small. Upwards until the root is passed, then secants within the
 * bracket, halves where they leave it. */
static hodo_status solve(hodo_angle *angle, hodo_error *error)
{
    const double tolerance = angle->network.network.precision == HODO_DOUBLE ? 1e-10 : 1e-5;
    const double output = angle->own.rows[angle->features - 1].feature_rms;
    double at = fmin(0.0, log(SMALL_OUTPUT / fmax(output, 1e-30))), excess = 0.0, low = -INFINITY,
           high = INFINITY, before = NAN, excess_before = NAN;
    hodo_status status = HODO_OK;
    for (int probe = 0; probe < PROBES_MOST && status == HODO_OK; probe++) {
        status = excess_at(angle, at, &excess, error);
        if (status != HODO_OK) {
            break;
        }
        if (fabs(excess) < tolerance) {
            angle->scale = exp(at);
            return HODO_OK;
        }
        *(excess < 0.0 ? &low : &high) = at;
        const double secant = (excess - excess_before) / (at - before);
        const bool sound = secant > 0.25 && secant < 8.0;
        double next = at - excess / (sound ? secant : 1.0);
        if (isfinite(low) && isfinite(high) && !(sound && next > low && next < high)) {
            next = 0.5 * (low + high);
        } else if (isnan(secant)) { /* the first: b grows as s, whatever the distance */
            next = at - excess;
        } else {
            next = fmax(at - LONGEST_STRIDE, fmin(at + LONGEST_STRIDE, next));
        }
        before = at;
        excess_before = excess;
        at = next;
    }
    char why[160] = "";
    if (status != HODO_OK) {
        (void)snprintf(why, sizeof why, " (%.150s)", error->message);
    }
    return hodo_fail(error, HODO_NUMERIC,
                     "no output scale moves the last hidden feature at %g while the loss decays at %g%s: give "
                     "another --speed or --decay, or --readout=keep",
                     angle->settings->speed, angle->settings->decay, why);
}

hodo_status hodo_angle_advise(hodo_angle *angle, hodo_error *error)
{
    double decay = angle->settings->decay;
    hodo_status status = HODO_OK;
    if (strcmp(angle->settings->readout, "keep") == 0) {
        status = hodo_angle_measure(angle, 1.0, (hodo_flow){.kind = HODO_BALANCED}, NULL, error);
        decay = angle->settings->speed / angle->speeds->rows[angle->features - 2].speed;
    } else {
        status = solve(angle, error);
    }
    if (status != HODO_OK) {
        return status;
    }
    /* The rates as a user would give them: fixed numbers, not the rule that they came from. */
    status = hodo_angle_measure(angle, angle->scale, (hodo_flow){.kind = HODO_BALANCED, .eta = decay},
                                &angle->advised, error);
    if (status != HODO_OK) {
        return status;
    }
    const hodo_flow given = {.kind = HODO_GIVEN, .given = angle->advised.rates};
    return hodo_angle_measure(angle, angle->scale, given, &angle->advised, error);
}
