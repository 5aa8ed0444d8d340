#include "rmt/angle/trained_ends.h"

#include "rmt/angle/angle.h"
#include "rmt/angle/mask_stream.h"

#include <math.h>

void rmt_trained_mlp_profile(const double *kappa, size_t count, double *tangent_square)
{
    double sum = 0.0;
    for (size_t n = 1; n <= count; n++) {
        tangent_square[n - 1] = sum / ((double)n * (double)n);
        if (n < count) {
            sum += (double)n * (double)n * kappa[n - 1];
        }
    }
}

/* The composition sum_j (2(n-j)-1) sum_{i=1}^{j} g_{Q+i}, j < n = v: the term g_{Q+i} stands in all j >= i,
 * whose weights add up to (n-i)^2. With Q = L-1-n the index t = Q+i runs up to L-2 and n-i = L-1-t whatever n,
 * so that the sum for n + 1 is that for n and the one term t = L-1-n more. */
hodo_status rmt_trained_resnet_profile(double branch_scale, int64_t matrices, double *tangent_square,
                                       hodo_error *error)
{
    hodo_status status = rmt_check_branch_scale(branch_scale, error);
    if (status == HODO_OK) {
        status = rmt_resnet_profile(branch_scale, matrices + 1, tangent_square, error);
    }
    if (status != HODO_OK) {
        return status;
    }
    const double factor = 2.0 * M_1_PI * branch_scale * branch_scale;
    double sum = 0.0;
    for (int64_t n = 1; n < matrices; n++) {
        const double layers = (double)n;
        tangent_square[n - 1] += factor * sum / (layers * layers);
        sum += layers * layers * rmt_mask_memory(branch_scale, (size_t)(matrices - 1 - n));
    }
    return HODO_OK;
}
