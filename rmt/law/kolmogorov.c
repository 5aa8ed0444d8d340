#include "rmt/law/kolmogorov.h"

#include <math.h>

#define EXACT_MOST 100000

enum { HALVINGS = 60 };

double rmt_kolmogorov_tail(size_t n, double d)
{
    const double count = (double)n, whole = lgamma(count + 1);
    double sum = 0;
    for (size_t i = 0; i <= n; i++) {
        const double j = (double)i, low = d + j / count, high = 1 - d - j / count;
        if (high < 0) {
            break;
        }
        const double rest = count - j, last = rest > 0 ? rest * log(high) : 0;
        sum += exp(whole - lgamma(j + 1) - lgamma(rest + 1) + (j - 1) * log(low) + last);
    }
    return fmin(2 * d * sum, 1);
}

double rmt_kolmogorov_threshold(size_t n, double rate)
{
    const double count = (double)n;
    if (n >= EXACT_MOST) {
        return sqrt(-log(rate / 2) / (2 * count)) - 1 / (6 * count);
    }
    double low = 0, high = 1;
    for (int i = 0; i < HALVINGS; i++) {
        const double middle = (low + high) / 2;
        *(rmt_kolmogorov_tail(n, middle) > rate ? &low : &high) = middle;
    }
    return high;
}
