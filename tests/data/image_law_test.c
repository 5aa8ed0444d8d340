/* The laws of image clusters, against closed forms that share no code with them. Every statistic is a z-score
 * or a chi^2 at a fixed seed; each is allowed to alarm falsely once in 10^4, or, where many are looked at, once
 * in 10^4 for all of them together. */
#include "data/synthetic.h"
#include "data/law.h"
#include "near.h"

#include <criterion/criterion.h>
#include <gsl/gsl_randist.h>

/* Mean of clip(p + s z, 0, 1), z ~ N(0, 1). */
static double clipped_mean(double p, double s)
{
    if (s < 1e-12) {
        return p;
    }
    const double a = -p / s, b = (1 - p) / s;
    return p * (gsl_cdf_ugaussian_P(b) - gsl_cdf_ugaussian_P(a)) +
           s * (gsl_ran_ugaussian_pdf(a) - gsl_ran_ugaussian_pdf(b)) + gsl_cdf_ugaussian_Q(b);
}

enum { SIDE = 28, PIXELS = SIDE * SIDE, CLASSES = 10 };

/* What every pixel's mean should be for this noise, in units of 255. */
static void image_means(const hodo_task *task, double noise, double means[CLASSES][PIXELS])
{
    for (size_t c = 0; c < CLASSES; c++) {
        for (size_t j = 0; j < PIXELS; j++) {
            const double r = hypot((double)(j / SIDE) - 13.5, (double)(j % SIDE) - 13.5);
            const double window = 1 / (1 + exp((r - 0.4 * SIDE) / (0.03 * SIDE)));
            means[c][j] = clipped_mean(hodo_matrix_get(hodo_task_truth(task), c, j), noise * window);
        }
    }
}

/* z-score of the dark pixels' excess less the bright ones', image by image: images are independent, their
 * pixels are not. Clipping lifts what is dark and lowers what is bright, both by the noise. */
static double contrast(const hodo_dataset *set, double means[CLASSES][PIXELS])
{
    double sum = 0, square = 0;
    for (size_t i = 0; i < set->count; i++) {
        double excess = 0;
        for (size_t j = 0; j < PIXELS; j++) {
            const double mean = means[set->labels[i]][j];
            excess += (hodo_matrix_get(set->x, i, j) / 255 - mean) * (mean < 0.5 ? 1 : -1);
        }
        sum += excess;
        square += excess * excess;
    }
    return sum / sqrt(square);
}

/* Class by class and pixel by pixel, the mean of a clipped Gaussian pixel; and a stand-in's moments. */
Test(image_law, images_are_clipped_gaussians_about_prototypes)
{
    static double sums[CLASSES][PIXELS], squares[CLASSES][PIXELS], seen[CLASSES], means[CLASSES][PIXELS];
    const size_t count = samples(10000);
    hodo_arena *arena = hodo_arena_alloc();
    hodo_error error = {0};
    hodo_dataset set;
    const hodo_stream stream = hodo_stream_open(4, "image_law_test", 0);
    const hodo_task_settings settings = hodo_task_defaults(hodo_task_find("image-clusters", &error));
    const hodo_task *task = hodo_task_take(arena, &settings, &stream, &error);
    cr_assert(task != NULL, "%s", error.message);
    cr_assert(hodo_task_dataset(arena, task, 0, count, &set, &error) == HODO_OK, "%s", error.message);
    double mean = 0, square = 0;
    for (size_t i = 0; i < count; i++) {
        seen[set.labels[i]]++;
        for (size_t j = 0; j < PIXELS; j++) {
            const double x = hodo_matrix_get(set.x, i, j) / 255;
            cr_assert(x >= 0 && x <= 1, "pixel %zu of image %zu is %g", j, i, x);
            sums[set.labels[i]][j] += x;
            squares[set.labels[i]][j] += x * x;
            mean += x / (double)(count * PIXELS);
            square += x * x / (double)(count * PIXELS);
        }
    }
    cr_log_info("mean %.4f, deviation %.4f; MNIST .1307, .3081", mean, sqrt(square - mean * mean));
    near(mean, .1307, .07, 0); /* near enough for MNIST's constants to make sense */
    near(sqrt(square - mean * mean), .3081, .1, 0);
    image_means(task, 0.25, means);
    double worst = 0;
    for (size_t c = 0; c < CLASSES; c++) {
        for (size_t j = 0; j < PIXELS; j++) {
            const double got = sums[c][j] / seen[c], variance = squares[c][j] / seen[c] - got * got;
            /* 1e-6: the rounding of float basis and bytes, where a pixel hardly varies. */
            const double z = fabs(got - means[c][j]) / (sqrt(variance / seen[c]) + 1e-6);
            worst = z > worst ? z : worst;
        }
    }
    near(worst, 0, threshold(CLASSES * PIXELS), 0);
    near(contrast(&set, means), 0, threshold(1), 0);
    image_means(task, 0.27, means); /* the power: noise of .27 for .25 is seen */
    const double wrong = contrast(&set, means);
    cr_assert(!powerful() || fabs(wrong) > threshold(1), "z = %.3g", wrong);
    hodo_arena_free(arena);
}
