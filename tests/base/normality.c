#include "base/normality.h"

#include <gsl/gsl_cdf.h>
#include <math.h>

const char *const statistic_names[STATISTICS] = {
    [MOMENT_1] = "moment 1",     [MOMENT_2] = "moment 2",     [MOMENT_3] = "moment 3",
    [MOMENT_4] = "moment 4",     [MOMENT_6] = "moment 6",     [BELOW_3] = "below -3",
    [ABOVE_3] = "above 3",       [BELOW_4] = "below -4",      [ABOVE_4] = "above 4",
    [BELOW_5] = "below -5",      [ABOVE_5] = "above 5",       [BEYOND_5] = "beyond 5",
    [BEYOND_5_5] = "beyond 5.5", [CHI_SQUARE] = "chi-square", [KOLMOGOROV_SMIRNOV] = "Kolmogorov-Smirnov",
};

/* Cells are merged from the ends until this many draws are expected: the usual rule for chi-square. */
static const double smallest_expectation = 25.0;

void sample_add(sample *all, const double *z, size_t count)
{
    double sums[HIGHEST_POWER + 1] = {0};
    for (size_t i = 0; i < count; i++) {
        const double x = z[i], x2 = x * x;
        sums[1] += x;
        sums[2] += x2;
        sums[3] += x2 * x;
        sums[4] += x2 * x2;
        sums[6] += x2 * x2 * x2;
        const double place = (x + REACH) * CELLS_A_UNIT;
        all->cells[place < 0 ? 0 : place < CELLS ? (size_t)place : CELLS - 1]++;
    }
    for (int p = 1; p <= HIGHEST_POWER; p++) {
        all->sums[p] += sums[p];
    }
    all->count += (double)count;
}

double p_of_score(double score)
{
    return isfinite(score) ? erfc(fabs(score) / M_SQRT2) : 0.0;
}

/* P(z < the lower edge of cell), without cancellation on either side. */
static double below(size_t cell)
{
    return 0.5 * erfc(-((double)cell / CELLS_A_UNIT - REACH) / M_SQRT2);
}

static double expectation(const sample *all, size_t cell)
{
    const size_t mirrored = CELLS - 1 - cell, low = cell < mirrored ? cell : mirrored;
    return all->count * (below(low + 1) - (low == 0 ? 0.0 : below(low)));
}

static double p_of_moment(const sample *all, int power, double mean, double variance)
{
    return p_of_score((all->sums[power] / all->count - mean) / sqrt(variance / all->count));
}

/* A count that is Poisson when it is rare, both sides; binomial to a relative 1e-3 at 3 sigma. */
static double p_of_count(double count, double expected)
{
    const unsigned seen = (unsigned)count;
    const double at_most = gsl_cdf_poisson_P(seen, expected);
    const double at_least = seen == 0 ? 1.0 : gsl_cdf_poisson_Q(seen - 1, expected);
    return fmin(1.0, 2.0 * fmin(at_most, at_least));
}

typedef enum side { BELOW = 1, ABOVE = 2, BEYOND = BELOW | ABOVE } side;

/* Draws beyond `place` (a whole number of cells). */
static double p_of_tail(const sample *all, double place, side where)
{
    const size_t edge = (size_t)((REACH - place) * CELLS_A_UNIT);
    const double sides = where == BEYOND ? 2 : 1;
    double count = 0;
    for (size_t c = 0; c < edge; c++) {
        count += where & BELOW ? (double)all->cells[c] : 0;
        count += where & ABOVE ? (double)all->cells[CELLS - 1 - c] : 0;
    }
    return p_of_count(count, all->count * sides * 0.5 * erfc(place / M_SQRT2));
}

/* The greatest distance over the grid is at most that over the line, so the p-value errs upwards. */
static double p_of_kolmogorov_smirnov(const sample *all)
{
    double seen = 0, distance = 0;
    for (size_t c = 0; c + 1 < CELLS; c++) {
        seen += (double)all->cells[c];
        distance = fmax(distance, fabs(seen / all->count - below(c + 1)));
    }
    const double scaled = distance * sqrt(all->count);
    return fmin(1.0, 2.0 * exp(-2.0 * scaled * scaled)); /* the first term, good below 0.1 */
}

static double p_of_chi_square(const sample *all)
{
    double sum = 0, freedom = -1, seen = 0, expected = 0;
    for (size_t c = 0; c < CELLS; c++) {
        seen += (double)all->cells[c];
        expected += expectation(all, c);
        const int last = c + 1 == CELLS;
        const double rest = all->count * (1.0 - below(c + 1));
        if (last || (expected >= smallest_expectation && rest >= smallest_expectation)) {
            sum += (seen - expected) * (seen - expected) / expected;
            freedom += 1;
            seen = expected = 0;
        }
    }
    return fmin(1.0, 2.0 * fmin(gsl_cdf_chisq_P(sum, freedom), gsl_cdf_chisq_Q(sum, freedom)));
}

void sample_judge(const sample *all, double p[STATISTICS])
{
    /* E z^p = (p - 1)!!, Var z^p = (2p - 1)!! - (E z^p)^2. */
    p[MOMENT_1] = p_of_moment(all, 1, 0, 1);
    p[MOMENT_2] = p_of_moment(all, 2, 1, 2);
    p[MOMENT_3] = p_of_moment(all, 3, 0, 15);
    p[MOMENT_4] = p_of_moment(all, 4, 3, 96);
    p[MOMENT_6] = p_of_moment(all, 6, 15, 10170);
    for (int k = 0; k < 3; k++) {
        p[BELOW_3 + 2 * k] = p_of_tail(all, 3 + k, BELOW);
        p[ABOVE_3 + 2 * k] = p_of_tail(all, 3 + k, ABOVE);
    }
    p[BEYOND_5] = p_of_tail(all, 5, BEYOND);
    p[BEYOND_5_5] = p_of_tail(all, 5.5, BEYOND);
    p[KOLMOGOROV_SMIRNOV] = p_of_kolmogorov_smirnov(all);
    p[CHI_SQUARE] = p_of_chi_square(all);
}
