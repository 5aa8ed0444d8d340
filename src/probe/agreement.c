#include "probe/agreement.h"

#include "probe/accuracy.h"

#include <math.h>

/* Sums over one output of what two columns do about their means, by two passes. */
typedef struct moments {
    double f, g, product, difference; /* |f - mean|^2, |g - mean|^2, <f - mean, g - mean>, |f - g|^2 */
} moments;

static void add_output(hodo_matrix f, hodo_matrix g, size_t c, moments *sum)
{
    double mean_f = 0, mean_g = 0;
    for (size_t i = 0; i < f.rows; i++) {
        mean_f += hodo_matrix_get(f, i, c);
        mean_g += hodo_matrix_get(g, i, c);
    }
    mean_f /= (double)f.rows;
    mean_g /= (double)f.rows;
    for (size_t i = 0; i < f.rows; i++) {
        const double a = hodo_matrix_get(f, i, c), b = hodo_matrix_get(g, i, c);
        sum->f += (a - mean_f) * (a - mean_f);
        sum->g += (b - mean_g) * (b - mean_g);
        sum->product += (a - mean_f) * (b - mean_g);
        sum->difference += (a - b) * (a - b);
    }
}

hodo_status hodo_agreement_of(hodo_matrix f, hodo_matrix g, hodo_agreement *agreement, hodo_error *error)
{
    *agreement = (hodo_agreement){NAN, NAN, NAN, NAN};
    if (f.rows < 1 || f.columns < 1) {
        return hodo_fail(error, HODO_INVALID,
                         "outputs (%zu, %zu) cannot agree: give at least one row and column", f.rows,
                         f.columns);
    }
    moments sum = {0};
    if (f.rows == g.rows && f.columns == g.columns) {
        for (size_t c = 0; c < f.columns; c++) {
            add_output(f, g, c, &sum);
        }
        if (!isfinite(sum.f) || !isfinite(sum.g)) {
            return hodo_fail(error, HODO_NUMERIC,
                             "outputs with sums of squares %g and %g do not agree or differ: give finite ones",
                             sum.f, sum.g);
        }
    }
    /* Refuses other shapes. */
    const hodo_status status = hodo_accuracy_targets(f, g, &agreement->same_class, error);
    if (status != HODO_OK) {
        return status;
    }
    agreement->determination = sum.f + sum.g > 0 ? 1 - 2 * sum.difference / (sum.f + sum.g) : NAN;
    agreement->explained = sum.g > 0 ? 1 - sum.difference / sum.g : NAN;
    agreement->correlation = sum.f > 0 && sum.g > 0 ? (sum.product / sum.f) * (sum.product / sum.g) : NAN;
    return HODO_OK;
}
