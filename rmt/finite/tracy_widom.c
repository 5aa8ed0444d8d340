/* F_1 and F_2 as determinants of one Hankel matrix of Airy values, and what follows from them. */
#include "rmt/finite/tracy_widom.h"

#include <gsl/gsl_errno.h>
#include <gsl/gsl_integration.h>
#include <gsl/gsl_sf_airy.h>
#include <math.h>
#include <stdlib.h>

/* Gauss-Legendre nodes, one of the orders that GSL keeps as a table. At s = -9, where the kernel oscillates
 * most, 64 still give 1e-15; the tests compare them with the explicit Airy kernel on other nodes. */
enum { NODES = 64 };

/* Ai(x) falls as exp(-(2/3) x^(3/2)): beyond this much more of x^(3/2) it is below 1e-17 of its value at max(s,
 * 0). */
#define DECAY 60.0

/* Below these F < 3e-16, and the expansion's first omitted term, of relative order |s|^-3 (beta 1) or |s|^-6,
 * is worth less than 1e-18. */
static const double expansion_below[] = {[1] = -9.0, [2] = -7.5};

#define ZETA_PRIME_OF_MINUS_1 (-0.16542114370045092921)

/* log F, its derivative, for s far to the left (Baik, Buckingham, DiFranco 2008, theorem 1):
 *     F_1 = 2^(-11/48) e^(zeta'(-1)/2) e^(-|s|^3/24 - |s|^(3/2)/(3 sqrt 2)) |s|^(-1/16)
 *           (1 - 1/(24 sqrt 2 |s|^(3/2))),
 *     F_2 = 2^(1/24)   e^(zeta'(-1))   e^(-|s|^3/12)                        |s|^(-1/8)  (1 + 3/(64 |s|^3)). */
static double expand(int beta, double s, double *slope)
{
    const double x = -s, root = sqrt(x), cube = x * x * x;
    if (beta == 1) {
        const double first = 1 / (24 * M_SQRT2 * x * root);
        *slope = x * x / 8 + root / (2 * M_SQRT2) + 1 / (16 * x) - 1.5 * first / x / (1 - first);
        return -11 * M_LN2 / 48 + ZETA_PRIME_OF_MINUS_1 / 2 - cube / 24 - x * root / (3 * M_SQRT2) -
               log(x) / 16 + log1p(-first);
    }
    const double first = 3 / (64 * cube);
    *slope = x * x / 4 + 1 / (8 * x) + 3 * first / x / (1 + first);
    return M_LN2 / 24 + ZETA_PRIME_OF_MINUS_1 - cube / 12 - log(x) / 8 + log1p(first);
}

static double airy(double x)
{
    gsl_sf_result value;
    const int status = gsl_sf_airy_Ai_e(x, GSL_PREC_DOUBLE, &value);
    return status == GSL_EUNDRFLW ? 0 : status != GSL_SUCCESS ? NAN : value.val;
}

/* log det(I - K) and *form = r^T (I - K)^{-1} r by symmetric elimination, for the lower triangle of K (NODES,
 * NODES) and r (NODES,), both destroyed. The matrix kept is what I - K falls short of I, so a determinant near
 * 1 is known by its distance from 1. */
static double eliminate(double (*k)[NODES], double *r, double *form)
{
    double logarithm = 0;
    *form = 0;
    for (size_t j = 0; j < NODES; j++) {
        const double pivot = 1 - k[j][j];
        logarithm += log1p(-k[j][j]);
        *form += r[j] * r[j] / pivot;
        for (size_t i = j + 1; i < NODES; i++) {
            const double factor = k[i][j] / pivot;
            r[i] += factor * r[j];
            for (size_t l = j + 1; l <= i; l++) {
                k[i][l] += factor * k[l][j];
            }
        }
    }
    return logarithm;
}

/* log F_beta(s) and its derivative by the determinants. */
static hodo_status determine(int beta, double s, double *logarithm, double *slope, hodo_error *error)
{
    const double start = s > 0 ? s : 0;
    const double length = cbrt((start * sqrt(start) + DECAY) * (start * sqrt(start) + DECAY)) - s;
    gsl_integration_glfixed_table *table = gsl_integration_glfixed_table_alloc(NODES);
    double(*memory)[NODES] = malloc(2 * sizeof(double[NODES][NODES]));
    hodo_status status = HODO_NO_MEMORY;
    if (table == NULL || memory == NULL) {
        hodo_fail(error, status, "no memory for a Tracy-Widom determinant: close other programs");
        goto cleanup;
    }
    double(*kernel)[NODES] = memory, (*square)[NODES] = memory + NODES;
    double place[NODES], root[NODES], r[NODES], form;
    for (size_t i = 0; i < NODES; i++) {
        (void)gsl_integration_glfixed_point(0, length, i, &place[i], &root[i], table);
        root[i] = sqrt(root[i]);
        r[i] = root[i] * airy(place[i] + s);
        for (size_t j = 0; j <= i; j++) {
            kernel[i][j] = kernel[j][i] = root[i] * root[j] * airy(place[i] + place[j] + s);
        }
    }
    if (beta == 2) {
        for (size_t i = 0; i < NODES; i++) {
            for (size_t j = 0; j <= i; j++) {
                double sum = 0;
                for (size_t l = 0; l < NODES; l++) {
                    sum += kernel[i][l] * kernel[j][l];
                }
                square[i][j] = sum;
            }
        }
        *logarithm = eliminate(square, r, &form);
        *slope = form;
    } else {
        /* (A (I - A)^{-1})(0, 0) = A(0, 0) + a^T (I - A)^{-1} a, and dA/ds = (dA/dx + dA/dy) / 2. */
        *logarithm = eliminate(kernel, r, &form);
        *slope = (airy(s) + form) / 2;
    }
    status =
        isfinite(*logarithm) && isfinite(*slope)
            ? HODO_OK
            : hodo_fail(error, HODO_NUMERIC, "the Tracy-Widom determinant at %g is not finite: report this", s);
cleanup:
    free(memory);
    if (table != NULL) {
        gsl_integration_glfixed_table_free(table);
    }
    return status;
}

hodo_status rmt_tracy_widom_log(int beta, double s, double *logarithm, double *slope, hodo_error *error)
{
    if (beta != 1 && beta != 2) {
        return hodo_fail(error, HODO_INVALID,
                         "beta = %d is neither 1 nor 2: give 1 for real, 2 for complex matrices", beta);
    }
    if (isnan(s)) {
        return hodo_fail(error, HODO_INVALID, "the Tracy-Widom law at nan: give a number");
    }
    if (s > RMT_TRACY_WIDOM_HIGHEST) {
        *logarithm = *slope = 0;
        return HODO_OK;
    }
    if (s < expansion_below[beta]) {
        *logarithm = s < RMT_TRACY_WIDOM_LOWEST ? -INFINITY : expand(beta, s, slope);
        if (s < RMT_TRACY_WIDOM_LOWEST) {
            *slope = 0;
        }
        return HODO_OK;
    }
    return determine(beta, s, logarithm, slope, error);
}

hodo_status rmt_tracy_widom_at(int beta, double s, rmt_tracy_widom *value, hodo_error *error)
{
    double logarithm, slope;
    const hodo_status status = rmt_tracy_widom_log(beta, s, &logarithm, &slope, error);
    if (status == HODO_OK) {
        value->cumulative = exp(logarithm);
        value->tail = -expm1(logarithm);
        value->density = value->cumulative * slope;
    }
    return status;
}

hodo_status rmt_tracy_widom_tail(int beta, double s, double *tail, hodo_error *error)
{
    rmt_tracy_widom value = {0};
    const hodo_status status = rmt_tracy_widom_at(beta, s, &value, error);
    *tail = value.tail;
    return status;
}
