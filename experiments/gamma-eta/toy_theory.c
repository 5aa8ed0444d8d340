#include "experiments/gamma-eta/toy_theory.h"

#include <gsl/gsl_errno.h>
#include <gsl/gsl_integration.h>
#include <gsl/gsl_roots.h>
#include <math.h>
#include <string.h>

/* The integrand is smooth in z = ln(1 + gamma f): far below what any claim allows, reached by the first rules.
 */
static const double quadrature_tolerance = 1e-10;
static const double root_tolerance = 1e-13;
enum { INTERVALS = 200, ROOT_STEPS = 200 };

static const double p_one = 0.731058578630004879; /* s(1), the probability of the class that is right */

double toy_theory_kernel(const toy_model *model, double gamma, double output)
{
    if (model->weights == 1) {
        const double depth = (double)model->depth;
        return depth * depth * pow(1 + gamma * output, 2 - 2 / depth) / (gamma * gamma);
    }
    const double u = model->start[0], v = model->start[1];
    return hypot(u * u - v * v, 2 * (u * v + gamma * output)) / (gamma * gamma);
}

double toy_theory_sharpness(const toy_model *model, const toy_loss *loss, double gamma)
{
    return loss->curvature(1) * toy_theory_kernel(model, gamma, 1);
}

typedef struct flow {
    const toy_model *model;
    const toy_loss *loss;
    double gamma;
} flow;

/* ds/dz, f = (e^z - 1) / gamma. */
static double flow_time_slope(double z, void *data)
{
    const flow *of = data;
    const double output = expm1(z) / of->gamma;
    return exp(z) / (of->gamma * -of->loss->slope(output) * toy_theory_kernel(of->model, of->gamma, output));
}

hodo_status toy_theory_time(const toy_model *model, const toy_loss *loss, double gamma, double output,
                            double *time, hodo_error *error)
{
    gsl_integration_workspace *space = gsl_integration_workspace_alloc(INTERVALS);
    if (space == NULL) {
        return hodo_fail(error, HODO_NO_MEMORY, "no memory for a quadrature");
    }
    flow of = {model, loss, gamma};
    double uncertainty;
    const int code =
        gsl_integration_qag(&(gsl_function){flow_time_slope, &of}, 0, log1p(gamma * output), 0,
                            quadrature_tolerance, INTERVALS, GSL_INTEG_GAUSS61, space, time, &uncertainty);
    gsl_integration_workspace_free(space);
    return code == GSL_SUCCESS ? HODO_OK
                               : hodo_fail(error, HODO_NUMERIC, "the time of %s at gamma = %g: %s", model->name,
                                           gamma, gsl_strerror(code));
}

/* The root of f between low and high, where it changes sign. */
static hodo_status root(double (*f)(double, void *), void *data, double low, double high, double *at,
                        hodo_error *error)
{
    gsl_root_fsolver *solver = gsl_root_fsolver_alloc(gsl_root_fsolver_brent);
    if (solver == NULL) {
        return hodo_fail(error, HODO_NO_MEMORY, "no memory for a root");
    }
    int code = gsl_root_fsolver_set(solver, &(gsl_function){f, data}, low, high);
    for (int k = 0; code == GSL_SUCCESS && k < ROOT_STEPS; k++) {
        code = gsl_root_fsolver_iterate(solver);
        *at = gsl_root_fsolver_root(solver);
        if (code == GSL_SUCCESS &&
            gsl_root_test_interval(gsl_root_fsolver_x_lower(solver), gsl_root_fsolver_x_upper(solver), 0,
                                   root_tolerance) == GSL_SUCCESS) {
            break;
        }
    }
    gsl_root_fsolver_free(solver);
    return code == GSL_SUCCESS
               ? HODO_OK
               : hodo_fail(error, HODO_NUMERIC, "no root in [%g, %g]: %s", low, high, gsl_strerror(code));
}

static double loss_above_first(double output, void *data)
{
    const toy_loss *loss = data;
    return loss->value(output) - loss->value(0);
}

hodo_status toy_theory_onset(const toy_model *model, const toy_loss *loss, double gamma, double *eta,
                             hodo_error *error)
{
    double back; /* beyond the minimum, the output with the loss of f~ = 0 */
    toy_loss row = *loss;
    const hodo_status status = root(loss_above_first, &row, 1, 8, &back, error);
    const double slope = -loss->slope(0);
    if (model->weights == 1) { /* w_1 = 1 + eta slope L / gamma */
        const double depth = (double)model->depth;
        *eta = gamma * expm1(log1p(gamma * back) / depth) / (depth * slope);
    } else if (model->start[1] > 0) { /* u_1 = v_1 = 1 + eta slope / gamma */
        *eta = gamma * expm1(log1p(gamma * back) / 2) / slope;
    } else { /* u_1 = 1, v_1 = eta slope / gamma */
        *eta = gamma * gamma * back / slope;
    }
    return status;
}

double toy_theory_growth(double k)
{
    const double below = k * p_one, above = k * (1 - p_one);
    const double rise = log(fabs((1 + below) / (1 - below))), fall = log(fabs((1 + above) / (1 - above)));
    return (fall * log(fabs(1 - below * below)) + rise * log(fabs(1 - above * above))) / (rise + fall);
}

static double growth(double k, void *data)
{
    (void)data;
    return toy_theory_growth(k);
}

hodo_status toy_theory_divergence(const toy_model *model, const toy_loss *loss, double gamma, double *eta,
                                  hodo_error *error)
{
    const bool lazy = model->weights == 2 && model->start[1] == 0;
    *eta = NAN;
    if (model->depth > 2) {
        return HODO_OK;
    }
    if (strcmp(loss->name, "mse") == 0) {
        *eta = 4 / toy_theory_kernel(model, gamma, lazy ? 0 : 1);
    } else if (lazy) { /* |1 - k p| = 0 and |1 - k (1 - p)| = 0 enclose the one change of sign between */
        double k = NAN;
        const hodo_status status = root(growth, NULL, 1 / p_one + 1e-3, 1 / (1 - p_one) - 1e-3, &k, error);
        *eta = k * gamma;
        return status;
    } else {
        *eta = 2 * gamma / ((1 - p_one) * (model->weights == 1 ? 2 : 1));
    }
    return HODO_OK;
}
