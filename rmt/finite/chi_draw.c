#include "rmt/finite/chi_draw.h"

#include <math.h>

enum { ATTEMPTS = 15 }; /* the sixteenth uniform lifts a small shape */

double rmt_chi_draw(const hodo_stream *stream, uint32_t tensor, uint64_t index, double freedom)
{
    const uint64_t first = (ATTEMPTS + 1) * index;
    const double shape = freedom / 2;
    /* Gamma(a) = Gamma(a + 1) U^(1/a): the rejection needs a shape of at least 1. */
    double lift = 1;
    if (shape < 1) {
        double uniform;
        hodo_random_uniform(stream, tensor, first + ATTEMPTS, 1, &uniform);
        lift = pow(uniform, 1 / shape);
    }
    const double d = (shape < 1 ? shape + 1 : shape) - 1.0 / 3, c = 1 / (3 * sqrt(d));
    double cube = 1;
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
        double normal, uniform;
        hodo_random_normal_double(stream, tensor, first + (uint64_t)attempt, 1, 1.0, &normal);
        hodo_random_uniform(stream, tensor, first + (uint64_t)attempt, 1, &uniform);
        const double root = 1 + c * normal;
        if (root <= 0) {
            continue;
        }
        cube = root * root * root;
        if (log(uniform) < normal * normal / 2 + d - d * cube + d * log(cube)) {
            break;
        }
    }
    return sqrt(2 * d * cube * lift);
}
