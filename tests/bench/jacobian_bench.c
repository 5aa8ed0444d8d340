/* Times spectra of deep Jacobians: opening the law and its density at 1,000 places. Limit: 5 ms for masks at
 * depth 100. The floor is one complex logarithm for each place: no solver can ask less of a curve that is made
 * of them. Best of rounds. */
#include "floor.h"
#include "rmt/law/complex_log.h"
#include "rmt/law/law.h"

#include <gsl/gsl_errno.h>
#include <math.h>

enum { ROUNDS = 20, POINTS = 1000 };

static double sink; /* keeps the floor's work */

static double floor_time(void)
{
    double best = INFINITY;
    for (int round = 0; round < ROUNDS; round++) {
        const double start = seconds();
        double complex sum = 0;
        for (int i = 0; i < POINTS; i++) {
            sum += clog(CMPLX(0.5 + i, 1.0 / (1 + i)));
        }
        sink += creal(sum);
        best = fmin(best, seconds() - start);
    }
    return best;
}

/* Open, density at the places, close. */
static double law_time(const char *line, const double *x, double *density)
{
    double best = INFINITY;
    for (int round = 0; round < ROUNDS; round++) {
        rmt_law *law;
        hodo_error error = {0};
        const double start = seconds();
        if (rmt_law_open(&law, &error, "%s", line) != HODO_OK ||
            rmt_law_density(law, x, POINTS, density, &error) != HODO_OK) {
            fail(&error);
        }
        best = fmin(best, seconds() - start);
        rmt_law_close(law);
    }
    return best;
}

int main(void)
{
    static const char *const lines[] = {
        "jacobian --activation=relu --depth=100",
        "jacobian --activation=relu --depth=10000",
        "jacobian --activation=hard-tanh --weights=orthogonal --depth=100 --length=0.15",
        "jacobian --activation=abrelu --shape=1,0.3 --depth=100",
        "jacobian-resnet --scale=1",
        "isometry --variance=0.5",
        "jacobian --activation=tanh --bias-variance=0.05 --depth=100",
        "jacobian --activation=tanh --bias-variance=0.05 --depth=100 --weights=orthogonal",
        "jacobian --activation=erf --bias-variance=0.05 --depth=100",
        "jacobian --activation=silu --bias-variance=0.3 --depth=100",
        "jacobian --activation=gelu --bias-variance=0.17 --depth=100",
    };
    static double x[POINTS], density[POINTS];
    (void)gsl_set_error_handler_off();
    const double floor = floor_time();
    (void)printf("%-84s %9.4f ms\n", "floor: 1000 complex logarithms", 1e3 * floor);
    for (size_t l = 0; l < sizeof lines / sizeof lines[0]; l++) {
        rmt_law *law;
        hodo_error error = {0};
        if (rmt_law_open(&law, &error, "%s", lines[l]) != HODO_OK ||
            rmt_law_grid(law, POINTS, x, &error) != HODO_OK) {
            fail(&error);
        }
        rmt_law_close(law);
        const double time = law_time(lines[l], x, density);
        (void)printf("%-84s %9.4f ms  %7.1f floors\n", lines[l], 1e3 * time, time / floor);
    }
    return 0;
}
