/* Kolmogorov's statistic of a sample of n independent numbers, D = sup |F_n - F|, F continuous: its tail and
 * its threshold at a false-alarm rate.
 *
 * The one-sided tail is exact at every n (Birnbaum and Tingey 1951),
 *
 *     P(D+ >= d) = d sum_{j <= n(1-d)} C(n, j) (d + j/n)^(j-1) (1 - d - j/n)^(n-j),
 *
 * and twice that is the two-sided one but for the event that both sides exceed d, about its fourth power: for
 * rates up to 1e-2 right to 1e-6 of itself, and never too small.
 */
#ifndef RMT_KOLMOGOROV_H
#define RMT_KOLMOGOROV_H

#include <stddef.h>

/* 2 P(D+ >= d), at most 1; 0 < d < 1, n >= 1. O(n). */
double rmt_kolmogorov_tail(size_t n, double d);

/* The d with this tail, 0 < rate <= 1e-2. From 100,000 numbers on by Smirnov's limit with its 1/(6n) (relative
 * error 1e-5). */
double rmt_kolmogorov_threshold(size_t n, double rate);

#endif
