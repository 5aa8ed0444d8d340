#include "linear_network.h"
#include "train/newton_schulz.h"

#include <string.h>

/* Every rule against its definition, written out entry by entry in double, over several steps of random
 * gradients, in both precisions: the gradient is a sum over the rows that the pass shows. */

enum { STEPS = 6, SAMPLES = 7 };

/* Six steps, each rounding the weight once and its own numbers a few times: about ten eps of the largest
 * weight. */
static const double tolerance[] = {[HODO_FLOAT] = 1e-6, [HODO_DOUBLE] = 3e-15};

typedef struct definition {
    double w[LINEAR_MOST], m[LINEAR_MOST], v[LINEAR_MOST];
} definition;

typedef struct rule_case {
    char optimiser[16];
    double momentum;
    int nesterov;
    double wrong; /* what is changed in the definition to show that the test would see it: see each */
    void (*step)(definition *d, size_t rows, size_t columns, const double *g, int t, double rate,
                 const struct rule_case *each);
} rule_case;

static void sgd(definition *d, size_t rows, size_t columns, const double *g, int t, double rate,
                const rule_case *each)
{
    (void)t;
    for (size_t e = 0; e < rows * columns; e++) {
        d->w[e] -= rate * (1 + each->wrong) * g[e];
    }
}

static void average(definition *d, size_t count, const double *g, const rule_case *each, double *along)
{
    for (size_t e = 0; e < count; e++) {
        d->m[e] = each->momentum * d->m[e] + g[e];
        along[e] = each->nesterov ? g[e] + each->momentum * d->m[e] : d->m[e];
    }
}

static void momentum(definition *d, size_t rows, size_t columns, const double *g, int t, double rate,
                     const rule_case *each)
{
    double along[LINEAR_MOST];
    average(d, rows * columns, g, each, along);
    for (size_t e = 0; e < rows * columns; e++) {
        d->w[e] -= rate * (1 - (t > 1 ? each->wrong : 0)) * along[e]; /* wrong: dampening from step 2 on */
    }
}

static void sign_sgd(definition *d, size_t rows, size_t columns, const double *g, int t, double rate,
                     const rule_case *each)
{
    double along[LINEAR_MOST];
    average(d, rows * columns, g, each, along);
    for (size_t e = 0; e < rows * columns; e++) {
        d->w[e] -= rate * (along[e] > 0 ? 1 : along[e] < 0 ? -1 : 0) + each->wrong * (t == 3 && e == 5) * rate;
    }
}

static void adam(definition *d, size_t rows, size_t columns, const double *g, int t, double rate,
                 const rule_case *each)
{
    for (size_t e = 0; e < rows * columns; e++) {
        d->m[e] = 0.9 * d->m[e] + 0.1 * g[e];
        d->v[e] = 0.999 * d->v[e] + 0.001 * g[e] * g[e];
        const double mean = d->m[e] / (1 - pow(0.9, t)), square = d->v[e] / (1 - pow(0.999, t));
        d->w[e] -= rate * mean / (sqrt(square + each->wrong) + 1e-8); /* wrong: epsilon inside of the root */
    }
}

/* The five steps by plain loops, always from the left: X <- a X + (b A + c A A) X. */
static void muon(definition *d, size_t rows, size_t columns, const double *g, int t, double rate,
                 const rule_case *each)
{
    double x[LINEAR_MOST], next[LINEAR_MOST], gram[LINEAR_MOST], square[LINEAR_MOST], norm = 0;
    (void)t;
    average(d, rows * columns, g, each, x);
    for (size_t e = 0; e < rows * columns; e++) {
        norm += x[e] * x[e];
    }
    for (size_t e = 0; e < rows * columns; e++) {
        x[e] /= sqrt(norm);
    }
    for (int turn = 0; turn < 5; turn++) {
        memset(gram, 0, sizeof gram);
        memset(square, 0, sizeof square);
        for (size_t i = 0; i < rows; i++) {
            for (size_t j = 0; j < rows; j++) {
                for (size_t k = 0; k < columns; k++) {
                    gram[i * rows + j] += x[i * columns + k] * x[j * columns + k];
                }
            }
        }
        for (size_t i = 0; i < rows; i++) {
            for (size_t j = 0; j < rows; j++) {
                for (size_t k = 0; k < rows; k++) {
                    square[i * rows + j] += gram[i * rows + k] * gram[k * rows + j];
                }
            }
        }
        for (size_t i = 0; i < rows; i++) {
            for (size_t j = 0; j < columns; j++) {
                double sum = 3.4445 * x[i * columns + j];
                for (size_t k = 0; k < rows; k++) {
                    sum += ((-4.7750 + each->wrong) * gram[i * rows + k] + 2.0315 * square[i * rows + k]) *
                           x[k * columns + j];
                }
                next[i * columns + j] = sum;
            }
        }
        memcpy(x, next, sizeof x);
    }
    for (size_t e = 0; e < rows * columns; e++) {
        d->w[e] -= rate * x[e];
    }
}

static const rule_case cases[] = {
    {"sgd", -1, 0, 0, sgd},
    {"momentum", 0.9, 0, 0, momentum},
    {"momentum", 0.0, 0, 0, momentum},
    {"momentum", 0.9, 1, 0, momentum},
    {"momentum", 0.0, 1, 0, momentum},
    {"adam", -1, 0, 0, adam},
    {"sign-sgd", 0.0, 0, 0, sign_sgd},
    {"sign-sgd", 0.8, 0, 0, sign_sgd},
    {"sign-sgd", 0.8, 1, 0, sign_sgd},
    {"muon", 0.95, 1, 0, muon},
    {"muon", 0.95, 0, 0, muon},
    {"muon", 0.0, 0, 0, muon},
};

/* The same with a wrong definition: each must be told apart, in float too. */
static const rule_case wrong_cases[] = {
    {"sgd", -1, 0, 1e-3, sgd},            {"momentum", 0.9, 0, 1e-3, momentum},
    {"momentum", 0.9, 1, 1e-3, momentum}, {"adam", -1, 0, 1e-4, adam},
    {"sign-sgd", 0.8, 0, 1, sign_sgd},    {"muon", 0.95, 1, 1e-3, muon},
};

/* The largest defect over all steps and trained layers; layer 1, which is not trained, must not move. */
static double worst_defect(const rule_case *each, hodo_precision precision)
{
    static const double rates[LINEAR_LAYERS] = {0.03, NAN, 0.02}; /* that of an untrained layer is not read */
    static definition definitions[LINEAR_LAYERS];
    static double got[LINEAR_MOST], gradient[LINEAR_MOST], before[LINEAR_MOST];
    linear_network linear;
    hodo_error error = {0};
    double worst = 0.0;
    linear_start(&linear, precision, SAMPLES, 1);
    hodo_optimiser_settings settings = hodo_optimiser_find(each->optimiser, &error);
    cr_assert_not_null(settings.kind);
    settings.momentum = each->momentum;
    settings.nesterov = each->momentum >= 0 ? each->nesterov : -1;
    hodo_optimiser *optimiser = hodo_optimiser_take(linear.arena, &settings, &linear.network, &error);
    cr_assert_not_null(optimiser, "%s", error.message);
    const size_t held = hodo_arena_held(linear.arena);
    for (size_t k = 0; k < LINEAR_LAYERS; k++) {
        definitions[k] = (definition){0};
        linear_copy(linear.network.weights[k], definitions[k].w);
    }
    linear_copy(linear.network.weights[1], before);
    for (int t = 1; t <= STEPS; t++) {
        linear_batch(&linear, (uint32_t)t);
        for (size_t k = 0; k < LINEAR_LAYERS; k += 2) {
            const hodo_matrix w = linear.network.weights[k];
            linear_gradient(&linear, k, gradient);
            each->step(&definitions[k], w.rows, w.columns, gradient, t, rates[k], each);
        }
        fine(hodo_optimiser_step(optimiser, linear.pass, rates, &error), error);
        for (size_t k = 0; k < LINEAR_LAYERS; k += 2) {
            const hodo_matrix w = linear.network.weights[k];
            linear_copy(w, got);
            const double defect = linear_defect(got, definitions[k].w, w.rows * w.columns);
            worst = defect <= worst ? worst : defect;
        }
    }
    linear_copy(linear.network.weights[1], got);
    cr_assert(memcmp(got, before, sizeof *got * 48 * 33) == 0, "the untrained layer moved");
    cr_assert(hodo_arena_held(linear.arena) == held, "a step took memory");
    linear_end(&linear);
    return worst;
}

Test(optimiser, rules_are_their_definitions)
{
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        for (int precision = HODO_FLOAT; precision <= HODO_DOUBLE; precision++) {
            const double worst = worst_defect(&cases[i], (hodo_precision)precision);
            cr_assert(worst <= tolerance[precision], "%s %g %d, precision %d: defect %.3g", cases[i].optimiser,
                      cases[i].momentum, cases[i].nesterov, precision, worst);
        }
    }
}

Test(optimiser, wrong_definitions_are_told_apart)
{
    for (size_t i = 0; i < sizeof wrong_cases / sizeof wrong_cases[0]; i++) {
        const double worst = worst_defect(&wrong_cases[i], HODO_FLOAT);
        cr_assert(!(worst <= 2 * tolerance[HODO_FLOAT]), "%s: defect %.3g", wrong_cases[i].optimiser, worst);
    }
}
