/* The laws of synthetic tasks, against closed forms that share no code with them. Every statistic is a z-score
 * or a chi^2 at a fixed seed; each is allowed to alarm falsely once in 10^4, or, where many are looked at, once
 * in 10^4 for all of them together. */
#include "data/room.h"
#include "data/synthetic.h"
#include "data/law.h"
#include "near.h"

#include <criterion/criterion.h>
#include <gsl/gsl_cdf.h>
#include <gsl/gsl_integration.h>
#include <gsl/gsl_randist.h>
#include <stdint.h>

static hodo_error error;

TestSuite(synthetic_law, .init = open_arena, .fini = close_arena);

static hodo_task_settings settings_of(const char *name)
{
    return hodo_task_defaults(hodo_task_find(name, &error));
}

static hodo_dataset draw(hodo_task_settings settings, size_t count, const hodo_task **task)
{
    hodo_dataset set;
    const hodo_stream stream = hodo_stream_open(4, "synthetic_law_test", 0);
    *task = hodo_task_take(arena, &settings, &stream, &error);
    cr_assert(*task != NULL, "%s", error.message);
    cr_assert(hodo_task_dataset(arena, *task, 0, count, &set, &error) == HODO_OK, "%s", error.message);
    return set;
}

Test(synthetic_law, means_are_a_regular_simplex)
{
    static const size_t shapes[][2] = {{2, 2}, {2, 100}, {10, 100}, {10, 10}, {256, 300}}; /* C, d */
    for (size_t k = 0; k < sizeof shapes / sizeof shapes[0]; k++) {
        const size_t classes = shapes[k][0], d = shapes[k][1];
        hodo_task_settings settings = settings_of("gaussian-clusters");
        const hodo_task *task;
        settings.classes = classes;
        settings.inputs = d;
        settings.separation = 3.5;
        (void)draw(settings, 1, &task);
        const double *mean = hodo_task_truth(task).data;
        for (size_t a = 0; a < classes; a++) {
            for (size_t b = 0; b < a; b++) {
                double square = 0;
                for (size_t j = 0; j < d; j++) {
                    square += pow(mean[a * d + j] - mean[b * d + j], 2);
                }
                near(sqrt(square), 3.5, 0, 1e-13); /* some hundred roundings */
            }
        }
        for (size_t j = 0; j < d; j++) {
            double sum = 0;
            for (size_t a = 0; a < classes; a++) {
                sum += mean[a * d + j];
            }
            near(sum, 0, 1e-12, 0);
        }
    }
}

typedef struct orthogonal_signals {
    double shift;
    size_t classes;
} orthogonal_signals;

static double correct_at(double t, void *context)
{
    const orthogonal_signals *signals = context;
    return gsl_ran_ugaussian_pdf(t) *
           pow(gsl_cdf_ugaussian_P(t + signals->shift), (double)signals->classes - 1);
}

/* The nearest mean is Bayes' rule; its accuracy is that of orthogonal signals (Wozencraft, Jacobs 1965). */
static double bayes_accuracy(double separation, size_t classes)
{
    orthogonal_signals signals = {separation * M_SQRT1_2, classes};
    gsl_function integrand = {correct_at, &signals};
    gsl_integration_workspace *space = gsl_integration_workspace_alloc(200);
    double value, left;
    cr_assert(gsl_integration_qagi(&integrand, 1e-10, 1e-10, 200, space, &value, &left) == 0);
    gsl_integration_workspace_free(space);
    return value;
}

Test(synthetic_law, the_nearest_mean_is_right_as_often_as_bayes)
{
    static const struct {
        size_t classes;
        double separation;
    } cases[] = {{2, 2.0}, {5, 3.0}};
    const size_t count = samples(40000);
    for (size_t k = 0; k < 2; k++) {
        hodo_task_settings settings = settings_of("gaussian-clusters");
        const hodo_task *task;
        settings.classes = cases[k].classes;
        settings.inputs = 20;
        settings.separation = cases[k].separation;
        const hodo_dataset set = draw(settings, count, &task);
        const double *mean = hodo_task_truth(task).data;
        double right = 0;
        for (size_t i = 0; i < count; i++) {
            size_t nearest = 0;
            double best = HUGE_VAL;
            for (size_t c = 0; c < settings.classes; c++) {
                double square = 0;
                for (size_t j = 0; j < 20; j++) {
                    square += pow(hodo_matrix_get(set.x, i, j) - mean[c * 20 + j], 2);
                }
                nearest = square < best ? c : nearest;
                best = square < best ? square : best;
            }
            right += nearest == set.labels[i];
        }
        const double want = bayes_accuracy(settings.separation, settings.classes), n = (double)count;
        near(bayes_accuracy(2, 2), gsl_cdf_ugaussian_P(1), 1e-9, 0);
        const double deviation = sqrt(want * (1 - want) / n);
        near(right / n, want, threshold(2) * deviation, 0);
        /* The power: a separation 5% off is seen. */
        const double seen = fabs(bayes_accuracy(settings.separation * 1.05, settings.classes) - want);
        cr_assert(!powerful() || seen > threshold(2) * deviation);
    }
}

/* x - mu_c is N(0, I): chi^2 of the whole block; class counts chi^2; first two class means by coordinates. */
Test(synthetic_law, clusters_are_unit_gaussians_of_equal_weight)
{
    hodo_task_settings settings = settings_of("gaussian-clusters");
    const hodo_task *task;
    settings.classes = 7;
    settings.inputs = 30;
    const size_t count = samples(20000);
    const hodo_dataset set = draw(settings, count, &task);
    const double *mean = hodo_task_truth(task).data;
    double square = 0, seen[7] = {0}, sums[7][30] = {{0}};
    for (size_t i = 0; i < count; i++) {
        seen[set.labels[i]]++;
        for (size_t j = 0; j < 30; j++) {
            const double z = hodo_matrix_get(set.x, i, j) - mean[set.labels[i] * 30 + j];
            square += z * z;
            sums[set.labels[i]][j] += z;
        }
    }
    const double entries = (double)count * 30;
    near((square - entries) / sqrt(2 * entries), 0, threshold(1), 0);
    double balance = 0, centres = 0;
    for (size_t c = 0; c < 7; c++) {
        balance += pow(seen[c] - (double)count / 7, 2) / ((double)count / 7);
        for (size_t j = 0; j < 30; j++) {
            centres += sums[c][j] * sums[c][j] / seen[c];
        }
    }
    cr_assert(gsl_cdf_chisq_Q(balance, 6) >= false_alarm, "class counts: chi^2 = %.6g", balance);
    cr_assert(gsl_cdf_chisq_Q(centres, 210) >= false_alarm, "cluster means: chi^2 = %.6g", centres);
}

/* Each coordinate's variance against i^-alpha, and the covariance of neighbours against 0; then the teacher:
 * its coefficients, the variance of y, and its regression on x. */
Test(synthetic_law, power_laws_of_inputs_and_teacher)
{
    enum { D = 60 };
    hodo_task_settings settings = settings_of("power-law-teacher");
    const hodo_task *task;
    settings.inputs = D;
    settings.alpha = 1.3;
    settings.beta = 0.7;
    settings.noise = 0.6;
    const size_t count = samples(20000);
    const double n = (double)count, limit = threshold(2 * D);
    const hodo_dataset set = draw(settings, count, &task);
    double squares[D] = {0}, products[D] = {0}, regression[D] = {0}, y_square = 0, total = 0;
    for (size_t i = 0; i < count; i++) {
        const double y = hodo_matrix_get(set.y, i, 0);
        y_square += y * y;
        for (size_t j = 0; j < D; j++) {
            const double x = hodo_matrix_get(set.x, i, j);
            squares[j] += x * x;
            products[j] += x * hodo_matrix_get(set.x, i, (j + 1) % D);
            regression[j] += x * y;
        }
    }
    for (size_t j = 0; j < D; j++) {
        const double lambda = pow((double)j + 1, -1.3), next = pow((double)((j + 1) % D) + 1, -1.3);
        near(squares[j] / n / lambda, 1, limit * sqrt(2 / n), 0);
        near(products[j] / n, 0, limit * sqrt(lambda * next / n), 0);
        const double w = hodo_matrix_get(hodo_task_truth(task), 0, j);
        total += lambda * w * w;
        near(w * w / pow(hodo_matrix_get(hodo_task_truth(task), 0, 0), 2), pow((double)j + 1, -0.7), 0, 1e-12);
        /* Var(x y) = lambda (1 + noise^2) + (lambda w)^2: x and y are Gaussian. */
        near(regression[j] / n, lambda * w, limit * sqrt((lambda * 1.36 + pow(lambda * w, 2)) / n), 0);
    }
    near(total, 1, 1e-12, 0);
    near(y_square / n, 1.36, threshold(1) * 1.36 * sqrt(2 / n), 0);
    /* The power: exponents off by .1 would be seen at the last coordinate. */
    cr_assert(!powerful() || fabs(pow(D, 0.1) - 1) > 2 * limit * sqrt(2 / n));
}

/* E y He_k(<w, x>)/sqrt k! is 1 for the degree of the teacher and 0 for its neighbours; E y^2 = 1. */
Test(synthetic_law, hermite_links_are_orthonormal)
{
    const size_t count = samples(100000);
    const double n = (double)count;
    for (unsigned degree = 1; degree <= 3; degree++) {
        hodo_task_settings settings = settings_of("single-index");
        const hodo_task *task;
        settings.inputs = 10;
        settings.degree = degree;
        const hodo_dataset set = draw(settings, count, &task);
        double moments[5] = {0}, squares[5] = {0}, length = 0;
        for (size_t j = 0; j < 10; j++) {
            length += pow(hodo_matrix_get(hodo_task_truth(task), 0, j), 2);
        }
        near(length, 1, 1e-14, 0);
        for (size_t i = 0; i < count; i++) {
            double t = 0;
            for (size_t j = 0; j < 10; j++) {
                t += hodo_matrix_get(set.x, i, j) * hodo_matrix_get(hodo_task_truth(task), 0, j);
            }
            const double basis[] = {1, t, (t * t - 1) / sqrt(2), (t * t * t - 3 * t) / sqrt(6),
                                    (pow(t, 4) - 6 * t * t + 3) / sqrt(24)};
            near(hodo_matrix_get(set.y, i, 0), basis[degree], 2e-6 * pow(1 + fabs(t), 3), 0); /* t of float x */
            for (size_t k = 0; k < 5; k++) {
                const double term = hodo_matrix_get(set.y, i, 0) * basis[k];
                moments[k] += term / n;
                squares[k] += term * term / n;
            }
        }
        for (size_t k = 0; k < 5; k++) {
            /* The deviation is estimated; at 10^5 samples of these tails it is known to a few percent. */
            near(moments[k], k == degree ? 1 : 0, 1.2 * threshold(15) * sqrt(squares[k] / n), 0);
        }
    }
}

Test(synthetic_law, activations_are_links_and_noise_is_added)
{
    hodo_task_settings settings = settings_of("single-index");
    const hodo_task *task;
    settings.inputs = 10;
    settings.link.activation = hodo_activation_find("relu", &error);
    settings.noise = 0.5;
    const size_t count = samples(100000);
    const hodo_dataset set = draw(settings, count, &task);
    double residual = 0, cross = 0;
    for (size_t i = 0; i < count; i++) {
        double t = 0;
        for (size_t j = 0; j < 10; j++) {
            t += hodo_matrix_get(set.x, i, j) * hodo_matrix_get(hodo_task_truth(task), 0, j);
        }
        const double noise = hodo_matrix_get(set.y, i, 0) - (t > 0 ? t : 0);
        residual += noise * noise;
        cross += noise * t;
    }
    const double n = (double)count;
    near(residual / n, 0.25, threshold(2) * 0.25 * sqrt(2 / n), 1e-6);
    near(cross / n, 0, threshold(2) * 0.5 / sqrt(n), 0);
}
