/* Moments of free convolutions: free cumulants add, S-transforms multiply, as power series. */
#include "measures.h"

#include "base/random.h"

#include <string.h>

TestSuite(convolution_moments, .init = quiet_gsl);

enum { ORDER = 10 };

/* p <- p q as power series to ORDER. */
static void multiply_series(double *p, const double *q)
{
    for (int n = ORDER; n >= 0; n--) {
        double sum = 0;
        for (int k = 0; k <= n; k++) {
            sum += p[k] * q[n - k];
        }
        p[n] = sum;
    }
}

/* m_n = sum_s kappa_s [t^(n-s)] M(t)^s (Speicher): one way and the other. kappa[0] = 0, m[0] = 1. */
static void cumulants(double *m, double *kappa, bool of_moments)
{
    for (int n = 1; n <= ORDER; n++) {
        double power[ORDER + 1] = {1}, sum = 0;
        for (int s = 1; s <= n; s++) {
            double known[ORDER + 1] = {0};
            memcpy(known, m, (size_t)n * sizeof *m); /* orders below n are all that counts */
            multiply_series(power, known);
            sum += s < n || !of_moments ? kappa[s] * power[n - s] : 0;
        }
        if (of_moments) {
            kappa[n] = m[n] - sum;
        } else {
            m[n] = sum;
        }
    }
}

/* Moments of a free product: with T(u) = 1/S, x = (1 + u) T(u)/u, so sum m_n x^-n = u; that is the recursion
 * above with "cumulants" replaced by the series of T: m_n = sum_s t_s [..]. Done by inversion: y = 1/x = u/((1
 * + u) T). */
static void invert_series(const double *f, double *g) /* f = f1 y + ...; g with f(g(u)) = u */
{
    memset(g, 0, (ORDER + 1) * sizeof *g);
    g[1] = 1 / f[1];
    for (int n = 2; n <= ORDER; n++) {
        double power[ORDER + 1] = {1}, sum = 0;
        for (int k = 1; k <= n; k++) {
            multiply_series(power, g);
            sum += f[k] * power[n];
        }
        g[n] = -sum / f[1];
    }
}

static void product_moments(const double *first, const double *second, double *moment)
{
    double a[ORDER + 1], b[ORDER + 1], f[ORDER + 1] = {0};
    memcpy(f, first, (ORDER + 1) * sizeof *f);
    f[0] = 0;
    invert_series(f, a);
    memcpy(f, second, (ORDER + 1) * sizeof *f);
    f[0] = 0;
    invert_series(f, b);
    /* chi = a b (1 + u)/u, from S = chi (1 + u)/u */
    multiply_series(a, b);
    double chi[ORDER + 1] = {0};
    for (int n = 1; n < ORDER; n++) {
        chi[n] = a[n + 1] + (n > 1 ? a[n] : 0);
    }
    invert_series(chi, moment);
    moment[0] = 1;
}

static const char *const pairs[][2] = {
    {"semicircle", "marchenko-pastur --ratio=0.3"},
    {"marchenko-pastur --ratio=1", "marchenko-pastur --ratio=2"},
    {"marchenko-pastur --ratio=0.2", "marchenko-pastur --ratio=0.7"},
    {"fuss-catalan --order=2", "marchenko-pastur --ratio=0.5"},
    {"fuss-catalan --order=2", "semicircle"},
};

Test(convolution_moments, are_those_of_cumulants_and_s_transforms)
{
    for (size_t c = 0; c < sizeof pairs / sizeof pairs[0]; c++) {
        rmt_measure *measure[2] = {measure_of_words(pairs[c][0]), measure_of_words(pairs[c][1])};
        double moment[2][ORDER + 1], kappa[3][ORDER + 1] = {{0}}, want[ORDER + 1] = {1}, got[ORDER + 1];
        for (int j = 0; j < 2; j++) {
            rmt_measure_moments(measure[j], 0, ORDER, moment[j]);
            cumulants(moment[j], kappa[j], true);
        }
        for (int n = 1; n <= ORDER; n++) {
            kappa[2][n] = kappa[0][n] + kappa[1][n];
        }
        cumulants(want, kappa[2], false);
        rmt_measure *sum = convolved(&rmt_convolution_add, measure[0], measure[1]);
        rmt_measure_moments(sum, 0, ORDER, got);
        for (int n = 0; n <= ORDER; n++) {
            near(got[n], want[n], 1e-9, 1e-9);
        }
        if (strcmp(pairs[c][0], "semicircle") != 0 && strcmp(pairs[c][1], "semicircle") != 0) {
            product_moments(moment[0], moment[1], want);
            rmt_measure *product = convolved(&rmt_convolution_multiply, measure[1], measure[0]);
            rmt_measure_moments(product, 0, ORDER, got);
            for (int n = 0; n < ORDER; n++) {
                near(got[n], want[n], 1e-9, 1e-9);
            }
            rmt_measure_free(product);
        }
        rmt_measure_free(sum);
        rmt_measure_free(measure[0]);
        rmt_measure_free(measure[1]);
    }
}

/* A measure of one to five atoms, masses down to 1e-3 and gaps down to 0.01: supports with many intervals,
 * narrow gaps and isolated atoms. On x >= 0, now and then with an atom at 0, for a product. */
static rmt_measure *random_atoms(const hodo_stream *stream, uint32_t tensor, bool positive)
{
    double u[16];
    hodo_random_uniform(stream, tensor, 0, 16, u);
    rmt_atom atoms[5];
    const size_t count = 1 + (size_t)(5 * u[15]);
    double place = positive ? (u[14] < 0.3 ? 0 : 2 * u[14] * u[14]) : 4 * u[14] - 2, mass = 0;
    for (size_t i = 0; i < count; i++) {
        atoms[i] = (rmt_atom){place, u[i] < 0.3 ? 1e-3 + u[i] / 10 : u[i]};
        place += u[5 + i] < 0.3 ? 0.01 + u[5 + i] / 3 : 3 * u[5 + i];
        mass += atoms[i].mass;
    }
    for (size_t i = 0; i < count; i++) {
        atoms[i].mass /= mass;
    }
    return measure_of_atoms(atoms, count);
}

/* The mass says that no interval was missed or made up, the moments that each is in its place. */
Test(convolution_moments, of_random_atoms)
{
    /* A density that nearly touches 0 inside ends as a series at 1e-10 of its largest coefficient. */
    static const double tolerance = 1e-8;
    const hodo_stream stream = hodo_stream_open(20240608, "convolution moments test", 0);
    enum { PAIRS = 24 };
    for (uint32_t c = 0; c < PAIRS; c++) {
        const bool product = c % 2 == 1;
        rmt_measure *first = random_atoms(&stream, 2 * c, product),
                    *second = random_atoms(&stream, 2 * c + 1, product);
        double a[3], b[3], got[3];
        rmt_measure_moments(first, 0, 2, a);
        rmt_measure_moments(second, 0, 2, b);
        if (!product || (a[1] > 0 && b[1] > 0)) {
            rmt_measure *result = convolved(product ? &rmt_convolution_multiply : &rmt_convolution_add, first,
                                            second);
            rmt_measure_moments(result, 0, 2, got);
            near(got[0], 1, 0, tolerance);
            near(got[1], product ? a[1] * b[1] : a[1] + b[1], tolerance, tolerance);
            near(got[2],
                 product ? a[2] * b[1] * b[1] + b[2] * a[1] * a[1] - a[1] * a[1] * b[1] * b[1]
                         : a[2] + 2 * a[1] * b[1] + b[2],
                 tolerance, tolerance);
            rmt_measure_free(result);
        }
        rmt_measure_free(second);
        rmt_measure_free(first);
    }
}
