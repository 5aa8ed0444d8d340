#include "data/elastic_field.h"

#include <assert.h>
#include <math.h>
#include <string.h>

enum { SIDE = HODO_DIGIT_SIDE };

/* exp(-x), x >= 0, to 1e-13: Taylor's series at x/1024, squared ten times; libm's has other last bits on other
 * systems. What is beyond 100 is nothing here. */
static double decay(double x)
{
    enum { TERMS = 12, SQUARINGS = 10 };
    if (x > 100.0) {
        return 0.0;
    }
    const double small = -x / (1 << SQUARINGS);
    double sum = 1.0;
    for (int k = TERMS; k > 0; k--) {
        sum = 1.0 + small / k * sum;
    }
    for (int k = 0; k < SQUARINGS; k++) {
        sum *= sum;
    }
    return sum;
}

void hodo_elastic_factorise(double smoothing, hodo_elastic_factor *factor)
{
    assert(smoothing > 0.0);
    const double enough = 0x1p-24;
    double correlation[SIDE], left[SIDE], columns[SIDE][SIDE];
    for (size_t d = 0; d < SIDE; d++) {
        correlation[d] = decay((double)(d * d) / (4.0 * smoothing * smoothing));
        left[d] = 1.0;
    }
    memset(factor, 0, sizeof *factor);
    for (size_t k = 0; k < SIDE; k++) {
        size_t pivot = 0;
        for (size_t i = 1; i < SIDE; i++) {
            pivot = left[i] > left[pivot] ? i : pivot;
        }
        if (left[pivot] <= enough) {
            break;
        }
        const double root = sqrt(left[pivot]);
        for (size_t i = 0; i < SIDE; i++) {
            double entry = correlation[i > pivot ? i - pivot : pivot - i];
            for (size_t before = 0; before < k; before++) {
                entry -= columns[before][i] * columns[before][pivot];
            }
            columns[k][i] = entry / root;
        }
        for (size_t i = 0; i < SIDE; i++) {
            left[i] = i == pivot ? 0.0 : left[i] - columns[k][i] * columns[k][i];
            factor->rows[k][i] = (float)columns[k][i];
        }
        factor->rank = k + 1;
    }
}
