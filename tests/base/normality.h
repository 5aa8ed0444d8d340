/* Is this sample standard normal? Moments, the distribution on a fine grid, and the counts in the
 * tails, each turned into a p-value (the probability of a value at least as extreme, both ways, under
 * the law), so that a list of statistics has one threshold and a false-alarm rate that can be stated. */
#ifndef HODO_TESTS_NORMALITY_H
#define HODO_TESTS_NORMALITY_H

#include <stddef.h>
#include <stdint.h>

enum { CELLS_A_UNIT = 128, REACH = 8, CELLS = 2 * REACH * CELLS_A_UNIT, HIGHEST_POWER = 6 };

typedef struct sample {
    double count;
    double sums[HIGHEST_POWER + 1]; /* of z^p */
    uint64_t cells[CELLS];          /* cell c: c/128 - 8 <= z < (c + 1)/128 - 8; the ends hold all beyond */
} sample;

void sample_add(sample *all, const double *z, size_t count);

/* p-values of one law's statistics, by index. */
enum {
    MOMENT_1, MOMENT_2, MOMENT_3, MOMENT_4, MOMENT_6,
    BELOW_3, ABOVE_3, BELOW_4, ABOVE_4, BELOW_5, ABOVE_5, BEYOND_5, BEYOND_5_5,
    KOLMOGOROV_SMIRNOV, CHI_SQUARE,
    STATISTICS
};
extern const char *const statistic_names[STATISTICS];

void sample_judge(const sample *all, double p[STATISTICS]);

/* The probability that a standard normal variable is further from 0 than |score|. */
double p_of_score(double score);

#endif
