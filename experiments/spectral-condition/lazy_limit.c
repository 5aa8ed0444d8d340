#include "experiments/spectral-condition/lazy_limit.h"

#include <math.h>

static const double pi = 3.14159265358979323846;

/* All (n, n), double. */
typedef struct kernels {
    size_t n;
    double *rho, *angle;      /* of h_1: <x, x'>/d and its arc cosine */
    double *h1, *b2, *whole;  /* H_1, B_2, K */
    double *y, *r, *kr, *sum; /* (n,) targets, f~ - y, K r, R */
} kernels;

static double kappa0(double angle) { return (pi - angle) / pi; }

static double kappa1(double angle) { return (sin(angle) + cos(angle) * (pi - angle)) / pi; }

static hodo_status take(hodo_arena *arena, const hodo_dataset *data, kernels *of, hodo_error *error)
{
    const size_t n = data->count;
    double *square[5], *line[4];
    for (size_t i = 0; i < 5; i++) {
        square[i] = hodo_arena_zero(arena, n * n, sizeof(double), error);
    }
    for (size_t i = 0; i < 4; i++) {
        line[i] = hodo_arena_zero(arena, n, sizeof(double), error);
    }
    if (square[0] == NULL || square[1] == NULL || square[2] == NULL || square[3] == NULL || square[4] == NULL ||
        line[0] == NULL || line[1] == NULL || line[2] == NULL || line[3] == NULL) {
        return HODO_NO_MEMORY;
    }
    *of = (kernels){.n = n,
                    .rho = square[0],
                    .angle = square[1],
                    .h1 = square[2],
                    .b2 = square[3],
                    .whole = square[4],
                    .y = line[0],
                    .r = line[1],
                    .kr = line[2],
                    .sum = line[3]};
    return HODO_OK;
}

static hodo_status fill(const hodo_dataset *data, kernels *of, hodo_error *error)
{
    static const double rounding = 1e-5; /* floats that were divided by their norm */
    const size_t n = of->n;
    for (size_t s = 0; s < n; s++) {
        of->y[s] = hodo_matrix_get(data->y, s, 0);
        of->r[s] = -of->y[s];
        for (size_t t = 0; t <= s; t++) {
            const double rho =
                hodo_matrix_dot(hodo_matrix_rows(data->x, s, 1), hodo_matrix_rows(data->x, t, 1)) /
                (double)data->inputs;
            if (s == t && !(fabs(rho - 1) <= rounding)) {
                return hodo_fail(error, HODO_INVALID, "row %zu has norm %g sqrt(d): normalise by root-norm", s,
                                 sqrt(rho));
            }
            const double angle = s == t ? 0 : acos(fmax(-1, fmin(1, rho))),
                         angle2 = acos(fmin(1, kappa1(angle)));
            const double first = kappa1(angle) / 2, second = s == t ? 0.5 : kappa1(angle2) / 2;
            const double backward = s == t ? 1 : kappa0(angle2);
            const double whole = second + backward * (first + cos(angle) * kappa0(angle));
            of->rho[s * n + t] = of->rho[t * n + s] = cos(angle);
            of->angle[s * n + t] = of->angle[t * n + s] = angle;
            of->h1[s * n + t] = of->h1[t * n + s] = first;
            of->b2[s * n + t] = of->b2[t * n + s] = backward;
            of->whole[s * n + t] = of->whole[t * n + s] = whole;
        }
    }
    return HODO_OK;
}

/* out = A v. */
static void apply(const double *a, size_t n, const double *v, double *out)
{
    for (size_t s = 0; s < n; s++) {
        double sum = 0;
        for (size_t t = 0; t < n; t++) {
            sum += a[s * n + t] * v[t];
        }
        out[s] = sum;
    }
}

static double dot(const double *a, const double *b, size_t n)
{
    double sum = 0;
    for (size_t s = 0; s < n; s++) {
        sum += a[s] * b[s];
    }
    return sum;
}

/* R: the steps of loss_matched.c, in the space of residuals. Whether the loss was reached. */
static bool descend(kernels *of, const loss_matched_setting *setting)
{
    const size_t n = of->n;
    const double samples = (double)n, first = dot(of->r, of->r, n) / (2 * samples);
    const double target = setting->target * first;
    for (size_t steps = 0; steps <= setting->most; steps++) {
        const double loss = dot(of->r, of->r, n) / (2 * samples), left = loss - target;
        if (fabs(left) <= LOSS_MATCHED_TOLERANCE * target) {
            return true;
        }
        apply(of->whole, n, of->r, of->kr);
        const double decay = dot(of->r, of->kr, n) / (samples * samples);
        const double eta = fmin(left, setting->share * loss) / decay;
        for (size_t s = 0; s < n; s++) {
            of->sum[s] += eta * of->r[s] / samples;
            of->r[s] -= eta * of->kr[s] / samples;
        }
    }
    return false;
}

/* lambda_max of diag(R) B diag(R) H by power iteration in the inner product <u, H v>, where it is symmetric. */
static double largest(const kernels *of, double *v, double *hv, double *next)
{
    enum { MOST = 10000 };
    static const double settled = 1e-13;
    const size_t n = of->n;
    double value = 0, before = -1;
    for (size_t s = 0; s < n; s++) {
        v[s] = of->sum[s];
    }
    for (size_t i = 0; i < MOST && fabs(value - before) > settled * value; i++) {
        apply(of->h1, n, v, hv);
        const double length = sqrt(dot(v, hv, n));
        for (size_t s = 0; s < n; s++) {
            hv[s] *= of->sum[s] / length;
        }
        apply(of->b2, n, hv, next);
        before = value;
        value = dot(hv, next, n); /* <v, H D B D H v> / <v, H v> */
        for (size_t s = 0; s < n; s++) {
            v[s] = of->sum[s] * next[s];
        }
    }
    return value;
}

/* excerpt: feature */
static double feature_square(const kernels *of)
{
    const size_t n = of->n;
    double total = 0;
    for (size_t t = 0; t < n; t++) {
        const double *rho = of->rho + t * n, *angle = of->angle + t * n, *h1 = of->h1 + t * n;
        for (size_t s = 0; s < n; s++) {
            const double a = h1[s] + rho[s] * kappa0(angle[s]);
            for (size_t u = 0; u < n; u++) {
                const double b = h1[u] + rho[u] * kappa0(angle[u]);
                const double all_on = (2 * pi - angle[s] - angle[u] - of->angle[s * n + u]) / (4 * pi);
                total += of->sum[s] * of->sum[u] * of->b2[s * n + u] * (a * b + 4 * rho[s] * rho[u] * all_on);
            }
        }
    }
    return total / (double)n;
}
/* end: feature */

hodo_status lazy_limit_of(hodo_arena *arena, const hodo_dataset *data, const loss_matched_setting *setting,
                          lazy_limit *limit, hodo_error *error)
{
    kernels of;
    *limit = (lazy_limit){NAN, NAN, NAN};
    hodo_status status = take(arena, data, &of, error);
    status = status != HODO_OK ? status : fill(data, &of, error);
    if (status != HODO_OK || !descend(&of, setting)) {
        return status;
    }
    const size_t n = of.n;
    double frobenius = 0;
    for (size_t s = 0; s < n; s++) {
        for (size_t t = 0; t < n; t++) {
            frobenius += of.sum[s] * of.sum[t] * of.b2[s * n + t] * of.h1[s * n + t];
        }
    }
    limit->frobenius = sqrt(frobenius / 2);
    limit->feature = sqrt(feature_square(&of));
    limit->spectral = sqrt(largest(&of, of.y, of.r, of.kr) / 8); /* the lines are not needed any more */
    return HODO_OK;
}
