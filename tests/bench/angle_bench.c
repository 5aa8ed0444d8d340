/* Times the theory that figures draw beside every simulation: it has to cost nothing next to one network.
 * Limit: 10 ms for the whole profile of a ReLU ResNet at L = 500. Best of several rounds. */
#include "rmt/angle/angle.h"
#include "rmt/angle/angle_limit.h"
#include "rmt/angle/angle_width.h"
#include "rmt/angle/layer_law.h"
#include "rmt/angle/mask_stream.h"

#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <time.h>

enum { ROUNDS = 20, DEEPEST = 1000000 };

static double profile_storage[DEEPEST];

static double seconds(void)
{
    struct timespec now;
    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

static void profile(int64_t depth)
{
    (void)rmt_resnet_profile(2 / sqrt((double)depth), depth, profile_storage, NULL);
}

static void limit(int64_t scale)
{
    (void)rmt_resnet_limit((double)scale, profile_storage, NULL);
}

static void finite_width(int64_t width)
{
    (void)rmt_width_tangent_square(rmt_layer_law_find("relu", "gaussian", NULL), width, 198, profile_storage,
                                   NULL);
}

typedef struct bench {
    const char *what;
    void (*run)(int64_t size);
    int64_t size;
} bench;

int main(void)
{
    static const bench benches[] = {
        {"ReLU ResNet profile, L = 500", profile, 500},
        {"ReLU ResNet profile, L = 10^6", profile, DEEPEST},
        {"limit M2(T), c = 1", limit, 1},
        {"limit M2(T), c = 10", limit, 10},
        {"finite-width profile, m = L = 200", finite_width, 200},
    };
    for (size_t b = 0; b < sizeof benches / sizeof benches[0]; b++) {
        double best = INFINITY;
        for (int round = 0; round < ROUNDS; round++) {
            const double start = seconds();
            benches[b].run(benches[b].size);
            best = fmin(best, seconds() - start);
        }
        (void)printf("%-36s %10.4f ms\n", benches[b].what, 1e3 * best);
    }
    return 0;
}
