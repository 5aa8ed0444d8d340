/* A density with edges of exponent +-1/2 as a Chebyshev series: coefficients by FFTW, Cauchy transform in the
 * inverse Joukowski variable w (rmt/convolution/measure.h; arXiv 1203.1958, section 3). */
#include "base/planner.h"
#include "rmt/convolution/measure_piece.h"

#include <fftw3.h>
#include <math.h>
#include <stdlib.h>

enum { COEFFICIENTS_FIRST = 16, COEFFICIENTS_MOST = 8192 };

/* A series has converged when its last quarter is below this part of its largest coefficient: a few
 * roundings. */
static const double tail_wanted = 1e-14;

/* A density that carries noise of its own (quadrature, a solver) never gets there: its tail stops falling. A
 * tail that doubling the length did not halve is taken for noise if it is below this; above it, for an edge of
 * another kind. */
static const double tail_of_noise = 1e-10;

static const double log_of_rounding = -39; /* exp(-39) = 1e-17: powers of w beyond it do not count */

double rmt_series_place(double lower, double upper, double theta)
{
    const double c = cos(theta / 2), s = sin(theta / 2);
    return c * c < 0.5 ? lower + (upper - lower) * c * c : upper - (upper - lower) * s * s;
}

double rmt_series_factor(bool lower_hard, bool upper_hard, double theta)
{
    double factor = lower_hard || upper_hard ? 2 : 1;
    factor *= lower_hard ? cos(theta / 2) : 1;
    factor *= upper_hard ? sin(theta / 2) : 1;
    return lower_hard && upper_hard ? 2 * factor : factor; /* 2 sin theta = 4 sin(theta/2) cos(theta/2) */
}

/* Coefficients of a trigonometric sum from its values at theta_j = pi (j + 1/2) / count. */
static hodo_status transform(bool lower_hard, bool upper_hard, double *values, double *coefficient,
                             size_t count, hodo_error *error)
{
    static const fftw_r2r_kind kinds[2][2] = {{FFTW_RODFT10, FFTW_REDFT11}, {FFTW_RODFT11, FFTW_REDFT10}};
    hodo_planner_lock();
    fftw_plan plan = fftw_plan_r2r_1d((int)count, values, coefficient, kinds[lower_hard][upper_hard],
                                      FFTW_ESTIMATE);
    hodo_planner_unlock();
    if (plan == NULL) {
        return hodo_fail(error, HODO_NO_MEMORY, "FFTW has no plan for %zu coefficients: close other programs",
                         count);
    }
    fftw_execute(plan);
    hodo_planner_lock();
    fftw_destroy_plan(plan);
    hodo_planner_unlock();
    for (size_t k = 0; k < count; k++) {
        coefficient[k] /= (double)count;
    }
    /* The sum's constant, and the sine that is +-1 at every node, come out twice. */
    if (lower_hard && upper_hard) {
        coefficient[0] /= 2;
    } else if (!lower_hard && !upper_hard) {
        coefficient[count - 1] /= 2;
    }
    return HODO_OK;
}

static double largest(const double *x, size_t first, size_t last)
{
    double most = 0;
    for (size_t k = first; k < last; k++) {
        most = fmax(most, fabs(x[k]));
    }
    return most;
}

/* Values of the trigonometric sum at `count` nodes. `values` serves as x on the way. */
static hodo_status sample(const rmt_interval *interval, const rmt_measure_source *source, bool lower_hard,
                          bool upper_hard, size_t count, double *x, double *values, hodo_error *error)
{
    for (size_t j = 0; j < count; j++) {
        x[j] = rmt_series_place(interval->lower, interval->upper, M_PI * ((double)j + 0.5) / (double)count);
    }
    hodo_status status = source->density(source->context, x, count, values, error);
    status = status != HODO_OK ? status : rmt_measure_check_density(x, values, count, error);
    for (size_t j = 0; status == HODO_OK && j < count; j++) {
        values[j] *= rmt_series_factor(lower_hard, upper_hard, M_PI * ((double)j + 0.5) / (double)count);
    }
    return status;
}

hodo_status rmt_series_sample(rmt_measure *measure, const rmt_interval *interval,
                              const rmt_measure_source *source, bool *settled, hodo_error *error)
{
    *settled = false;
    const bool lower_hard = interval->lower_exponent < 0, upper_hard = interval->upper_exponent < 0;
    double *work = malloc(3 * COEFFICIENTS_MOST * sizeof *work);
    if (work == NULL) {
        return hodo_fail(error, HODO_NO_MEMORY, "no memory for %d coefficients: close other programs",
                         COEFFICIENTS_MOST);
    }
    double *x = work, *values = work + COEFFICIENTS_MOST, *coefficient = work + 2 * COEFFICIENTS_MOST;
    hodo_status status = HODO_OK;
    double last_tail = INFINITY;
    for (size_t count = COEFFICIENTS_FIRST; count <= COEFFICIENTS_MOST; count *= 2) {
        status = sample(interval, source, lower_hard, upper_hard, count, x, values, error);
        if (status == HODO_OK) {
            status = transform(lower_hard, upper_hard, values, coefficient, count, error);
        }
        if (status != HODO_OK) {
            break;
        }
        const double most = largest(coefficient, 0, count);
        const double tail = largest(coefficient, count - count / 4, count);
        const bool noise = tail <= tail_of_noise * most && tail > 0.5 * last_tail;
        if (tail <= tail_wanted * most || noise) {
            const double drop = noise ? tail : 0.1 * tail_wanted * most;
            while (count > 1 && fabs(coefficient[count - 1]) <= drop) {
                count--;
            }
            rmt_piece *piece = rmt_piece_add(measure, interval->lower, interval->upper, count, error);
            if (piece == NULL) {
                status = HODO_NO_MEMORY;
                break;
            }
            piece->lower_hard = lower_hard;
            piece->upper_hard = upper_hard;
            for (size_t k = 0; k < count; k++) {
                piece->coefficient[k] = coefficient[k];
            }
            *settled = true;
            break;
        }
        last_tail = tail;
    }
    free(work);
    return status;
}

/* P(w) = sum c_k w^k and its derivative, Horner in real arithmetic, no more terms than the size of w lets
 * count. */
static void evaluate(const rmt_piece *piece, double complex w, double complex *value, double complex *slope)
{
    const double re = creal(w), im = cimag(w), size = re * re + im * im;
    size_t count = piece->count;
    if (size < 1) {
        const double enough = size > 0 ? 2 * log_of_rounding / log(size) + 2 : 1;
        count = enough < (double)count ? (size_t)enough : count;
    }
    double p_re = 0, p_im = 0, d_re = 0, d_im = 0;
    for (size_t k = count; k-- > 0;) {
        const double e_re = d_re * re - d_im * im + p_re, e_im = d_re * im + d_im * re + p_im;
        const double q_re = p_re * re - p_im * im + piece->coefficient[k], q_im = p_re * im + p_im * re;
        d_re = e_re, d_im = e_im, p_re = q_re, p_im = q_im;
    }
    *value = CMPLX(p_re, p_im);
    *slope = CMPLX(d_re, d_im);
}

rmt_cauchy rmt_series_cauchy(const rmt_piece *piece, double complex z)
{
    const double half = (piece->upper - piece->lower) / 2;
    const double complex below = csqrt(z - piece->lower), above = csqrt(z - piece->upper);
    const double complex root = below * above;
    /* (z - middle) + root as the square of a sum: no cancellation anywhere. */
    const double complex w = 2 * half / ((below + above) * (below + above));
    double complex p, slope;
    evaluate(piece, w, &p, &slope);
    /* 1 + w = 2 / (1 + r), 1 - w = 2 r / (1 + r) with r = sqrt((z - upper)/(z - lower)): exact at the edges. */
    double complex scale = M_PI, tilt = 0;
    const double complex sum = below + above;
    if (piece->lower_hard) {
        const double complex inverse = sum / (2 * below);
        scale *= inverse;
        tilt += inverse;
    }
    if (piece->upper_hard) {
        const double complex inverse = sum / (2 * above);
        scale *= inverse;
        tilt -= inverse;
    }
    rmt_cauchy cauchy;
    if (root == 0) {
        const bool hard = z == piece->lower ? piece->lower_hard : piece->upper_hard;
        cauchy.value = hard ? INFINITY : scale * w * p;
        cauchy.derivative = INFINITY;
        return cauchy;
    }
    cauchy.value = scale * w * p;
    cauchy.derivative = scale * (p + w * slope - w * p * tilt) * (-w / root);
    return cauchy;
}

void rmt_series_moments(const rmt_piece *piece, double centre, size_t order, double *moment)
{
    const size_t count = piece->count + order + 2; /* midpoint rule, exact for these trigonometric sums */
    const double step = M_PI / (double)count, half = (piece->upper - piece->lower) / 2;
    for (size_t j = 0; j < count; j++) {
        const double theta = step * ((double)j + 0.5);
        const double complex w = CMPLX(cos(theta), -sin(theta));
        double complex p, slope;
        evaluate(piece, w, &p, &slope);
        const double complex numerator = p * w;
        double complex denominator = 1;
        denominator *= piece->lower_hard ? 1 + w : 1;
        denominator *= piece->upper_hard ? 1 - w : 1;
        double term = -cimag(numerator / denominator) * sin(theta) * half * step;
        const double x = rmt_series_place(piece->lower, piece->upper, theta) - centre;
        for (size_t k = 0; k <= order; k++, term *= x) {
            moment[k] += term;
        }
    }
}
