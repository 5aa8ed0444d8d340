#include "simulated_network.h"

#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef double probes[PROBES];

typedef struct layer {
    double *v, *w; /* (m, m) row-major; w for two-matrix branches only */
    double *mask;  /* (m): 0 or 1 */
} layer;

typedef struct instance {
    const simulated_network *network;
    double skip, branch;
    layer *layers;      /* layers[l], l = 2 .. L-1 */
    probes **backward;  /* backward[l] (m): b_l */
    probes *x, *y, *z;  /* (m) each */
    double *f, *g;      /* (m) each */
    gsl_rng *rng;
} instance;

static void *take(size_t count, size_t size)
{
    void *memory = calloc(count, size);
    if (memory == NULL) {
        abort();
    }
    return memory;
}

static void instance_start(instance *it, const simulated_network *network, unsigned long seed)
{
    const size_t m = network->width, depth = network->depth;
    const double beta = network->branch_scale;
    *it = (instance){.network = network, .skip = sqrt((1 - beta) * (1 + beta)), .branch = beta};
    it->layers = take(depth, sizeof *it->layers);
    it->backward = take(depth, sizeof *it->backward);
    for (size_t l = 1; l < depth; l++) {
        it->layers[l].v = take(m * m, sizeof(double));
        it->layers[l].w = network->kind == TWO_MATRIX_BRANCH ? take(m * m, sizeof(double)) : NULL;
        it->layers[l].mask = take(m, sizeof(double));
        it->backward[l] = take(m, sizeof(probes));
    }
    it->x = take(m, sizeof(probes));
    it->y = take(m, sizeof(probes));
    it->z = take(m, sizeof(probes));
    it->f = take(m, sizeof(double));
    it->g = take(m, sizeof(double));
    it->rng = gsl_rng_alloc(gsl_rng_taus2);
    gsl_rng_set(it->rng, seed);
}

static void instance_end(instance *it)
{
    for (size_t l = 1; l < it->network->depth; l++) {
        free(it->layers[l].v);
        free(it->layers[l].w);
        free(it->layers[l].mask);
        free(it->backward[l]);
    }
    free(it->layers);
    free(it->backward);
    free(it->x);
    free(it->y);
    free(it->z);
    free(it->f);
    free(it->g);
    gsl_rng_free(it->rng);
}

static void draw_gaussian(gsl_rng *rng, size_t count, double deviation, double *out)
{
    for (size_t i = 0; i < count; i++) {
        out[i] = gsl_ran_gaussian_ziggurat(rng, deviation);
    }
}

/* Haar: Gram-Schmidt, twice for orthogonality, on Gaussian rows. */
static void draw_orthogonal(gsl_rng *rng, size_t m, double scale, double *out)
{
    draw_gaussian(rng, m * m, 1, out);
    for (size_t i = 0; i < m; i++) {
        double *row = out + i * m, norm = 0;
        for (size_t pass = 0; pass < 2; pass++) {
            for (size_t k = 0; k < i; k++) {
                const double *other = out + k * m;
                double dot = 0;
                for (size_t j = 0; j < m; j++) {
                    dot += row[j] * other[j];
                }
                for (size_t j = 0; j < m; j++) {
                    row[j] -= dot * other[j];
                }
            }
        }
        for (size_t j = 0; j < m; j++) {
            norm += row[j] * row[j];
        }
        for (size_t j = 0; j < m; j++) {
            row[j] /= sqrt(norm);
        }
    }
    for (size_t i = 0; i < m * m; i++) {
        out[i] *= scale;
    }
}

/* Weights and masks of one network, by its forward pass. */
static void draw_network(instance *it)
{
    const simulated_network *network = it->network;
    const size_t m = network->width;
    const double gain = network->kind == LINEAR_BRANCH ? 1 : sqrt(2);
    double *f = it->f, *g = it->g;
    draw_gaussian(it->rng, m, 1, f);
    for (size_t l = 2; l < network->depth; l++) {
        layer *at = &it->layers[l];
        if (network->orthogonal) {
            draw_orthogonal(it->rng, m, gain, at->v);
        } else {
            draw_gaussian(it->rng, m * m, gain / sqrt((double)m), at->v);
        }
        memcpy(g, f, m * sizeof *g);
        if (at->w != NULL) {
            draw_gaussian(it->rng, m * m, 1 / sqrt((double)m), at->w);
            for (size_t i = 0; i < m; i++) {
                g[i] = 0;
                for (size_t j = 0; j < m; j++) {
                    g[i] += at->w[i * m + j] * f[j];
                }
            }
        }
        for (size_t i = 0; i < m; i++) {
            const bool on = network->kind == FREE_MASK_BRANCH ? gsl_rng_uniform(it->rng) < 0.5 : g[i] > 0;
            at->mask[i] = network->kind == LINEAR_BRANCH || on ? 1 : 0;
            g[i] *= at->mask[i];
        }
        for (size_t i = 0; i < m; i++) {
            double sum = 0;
            for (size_t j = 0; j < m; j++) {
                sum += at->v[i * m + j] * g[j];
            }
            f[i] = it->skip * f[i] + it->branch * sum;
        }
    }
}

/* out <- A x, or A^T x. */
static void apply(const double *a, size_t m, bool transpose, const probes *x, probes *out)
{
    memset(out, 0, m * sizeof *out);
    for (size_t i = 0; i < m; i++) {
        for (size_t j = 0; j < m; j++) {
            const double entry = a[i * m + j];
            const double *from = transpose ? x[i] : x[j];
            double *to = transpose ? out[j] : out[i];
            for (size_t k = 0; k < PROBES; k++) {
                to[k] += entry * from[k];
            }
        }
    }
}

static void mask_rows(const double *mask, size_t m, probes *x)
{
    for (size_t i = 0; i < m; i++) {
        for (size_t k = 0; k < PROBES; k++) {
            x[i][k] *= mask[i];
        }
    }
}

/* x <- J_l x, or J_l^T x; y and z are spoilt. */
static void jacobian(instance *it, size_t l, bool transpose, probes *x)
{
    const layer *at = &it->layers[l];
    const size_t m = it->network->width;
    probes *result = it->y;
    if (transpose) {
        apply(at->v, m, true, x, it->y);
        mask_rows(at->mask, m, it->y);
        if (at->w != NULL) {
            apply(at->w, m, true, it->y, it->z);
            result = it->z;
        }
    } else {
        if (at->w != NULL) {
            apply(at->w, m, false, x, it->z);
        } else {
            memcpy(it->z, x, m * sizeof *x);
        }
        mask_rows(at->mask, m, it->z);
        apply(at->v, m, false, it->z, it->y);
    }
    for (size_t i = 0; i < m; i++) {
        for (size_t k = 0; k < PROBES; k++) {
            x[i][k] = it->skip * x[i][k] + it->branch * result[i][k];
        }
    }
}

static void backward_pass(instance *it)
{
    const size_t m = it->network->width, last = it->network->depth - 1;
    draw_gaussian(it->rng, m * PROBES, 1, it->backward[last][0]);
    for (size_t l = last; l > 1; l--) {
        memcpy(it->backward[l - 1], it->backward[l], m * sizeof(probes));
        jacobian(it, l, true, it->backward[l - 1]);
    }
}

static void dot(size_t m, const probes *x, const probes *y, probes out)
{
    memset(out, 0, sizeof(probes));
    for (size_t i = 0; i < m; i++) {
        for (size_t k = 0; k < PROBES; k++) {
            out[k] += x[i][k] * y[i][k];
        }
    }
}

/* A running mean and sum of squared deviations (Welford). */
static void accumulate(estimate *out, size_t seen, double x)
{
    const double step = x - out->mean;
    out->mean += step / (double)(seen + 1);
    out->standard_error += step * (x - out->mean);
}

static void finish(estimate *out, size_t count, size_t networks)
{
    for (size_t i = 0; i < count; i++) {
        out[i].standard_error = sqrt(out[i].standard_error / (double)(networks - 1) / (double)networks);
    }
}

void simulate_angles(const simulated_network *network, size_t networks, unsigned long seed, estimate *out)
{
    const size_t m = network->width, count = network->depth - 2;
    instance it;
    instance_start(&it, network, seed);
    memset(out, 0, count * sizeof *out);
    for (size_t draw = 0; draw < networks; draw++) {
        draw_network(&it);
        backward_pass(&it);
        memset(it.x, 0, m * sizeof(probes));
        for (size_t v = 2; v < network->depth; v++) {
            const probes *b = (const probes *)it.backward[v];
            probes bb, dd, db;
            jacobian(&it, v, false, it.x);
            dot(m, b, b, bb);
            for (size_t i = 0; i < m; i++) {
                for (size_t k = 0; k < PROBES; k++) {
                    it.x[i][k] += b[i][k] / bb[k];
                }
            }
            dot(m, (const probes *)it.x, (const probes *)it.x, dd);
            dot(m, (const probes *)it.x, b, db);
            double mean = 0;
            for (size_t k = 0; k < PROBES; k++) {
                mean += dd[k] * bb[k] / (db[k] * db[k]) / PROBES;
            }
            accumulate(&out[v - 2], draw, mean);
        }
    }
    finish(out, count, networks);
    instance_end(&it);
}

void simulate_second_moments(const simulated_network *network, size_t networks, unsigned long seed,
                             estimate *out)
{
    const size_t m = network->width, last = network->depth - 1, count = network->depth - 1;
    instance it;
    instance_start(&it, network, seed);
    memset(out, 0, count * sizeof *out);
    for (size_t draw = 0; draw < networks; draw++) {
        draw_network(&it);
        backward_pass(&it);
        for (size_t j = 0; j < count; j++) {
            memcpy(it.x, it.backward[last - j], m * sizeof(probes));
            for (size_t l = last - j + 1; l <= last; l++) {
                jacobian(&it, l, false, it.x);
            }
            const probes *u = (const probes *)it.backward[last], *b = (const probes *)it.backward[last - j];
            probes uu, bb, square;
            dot(m, u, u, uu);
            dot(m, b, b, bb);
            dot(m, (const probes *)it.x, (const probes *)it.x, square);
            double mean = 0;
            for (size_t k = 0; k < PROBES; k++) {
                mean += uu[k] * square[k] / (bb[k] * bb[k]) / PROBES;
            }
            accumulate(&out[j], draw, mean);
        }
    }
    finish(out, count, networks);
    instance_end(&it);
}

estimate extrapolate(estimate at_width, estimate at_twice_the_width)
{
    return (estimate){2 * at_twice_the_width.mean - at_width.mean,
                      hypot(2 * at_twice_the_width.standard_error, at_width.standard_error)};
}

double z_score(estimate measured, double theory)
{
    const double z = (measured.mean - theory) / measured.standard_error;
    return isnan(z) ? INFINITY : z;
}
