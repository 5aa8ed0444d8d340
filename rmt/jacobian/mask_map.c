#include "rmt/jacobian/mask_map.h"

#include "rmt/law/complex_log.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>

/* An atom or a difference of ranks below this is rounding of what cancels exactly. */
#define NOTHING 1e-13

static void at(const void *context, double complex log_w, rmt_spectral_point *point)
{
    const rmt_mask_map *map = context;
    const double complex v = rmt_expm1(log_w), w = cexp(log_w), inverse = rmt_inverse(v);
    const double complex whole = log_w - clog(v); /* ln(w/(w - 1)) = ln(1 + psi/K) */
    double complex log_place = map->log_constant + log_w, slope = 1;
    double complex tail = cabs(inverse) < 0.5 ? -rmt_log1p(inverse) : -whole;
    for (size_t i = 0; i < map->count; i++) {
        const rmt_mask_factor *factor = &map->factors[i];
        const double n = factor->count, c = factor->numerator, d = factor->denominator;
        const double complex below = v + d, ratio = factor->step * rmt_inverse(below);
        double complex log_factor, log_numerator;
        if (cabs(ratio) < 0.5) {
            log_factor = rmt_log1p(ratio);
        } else {
            log_factor = (c == 1 ? log_w : clog(v + c)) - clog(below);
        }
        log_place += n * log_factor;
        /* d ln((w - b)/(w - b'))/d ln w = -w step/((w - b)(w - b')), and w - b = w where b = 0. */
        slope -= c == 1 ? n * ratio : n * ratio * (w * rmt_inverse(v + c));
        /* U - ln x: int (K/v) d ln(v + c) = -(K/c) ln((v + c)/v), and K/v for c = 0 (times -1). */
        if (d == 0) {
            log_numerator = log_factor;
            tail += n * (inverse - log_numerator / c);
        } else {
            const double complex log_denominator = cabs(d * inverse) < 0.5 ? rmt_log1p(d * inverse)
                                                                             : clog(below) - clog(v);
            log_numerator = log_factor + log_denominator;
            tail += n * (log_denominator / d - log_numerator / c);
        }
    }
    point->log_place = log_place;
    point->slope = slope;
    point->excess = map->rank * inverse;
    point->excess_slope = -map->rank * (inverse + inverse * inverse); /* -K w/(w - 1)^2 */
    point->tail = map->rank * tail;
}

static int by_numerator(const void *a, const void *b)
{
    const rmt_mask_factor *x = a, *y = b;
    return x->numerator != y->numerator ? (x->numerator > y->numerator ? -1 : 1)
                                        : (x->denominator < y->denominator) - (x->denominator > y->denominator);
}

/* Factors of one kind into one. */
static size_t gather(rmt_mask_factor *factors, size_t count)
{
    size_t kept = 0;
    qsort(factors, count, sizeof *factors, by_numerator);
    for (size_t i = 0; i < count; i++) {
        if (kept > 0 && factors[kept - 1].numerator == factors[i].numerator &&
            factors[kept - 1].denominator == factors[i].denominator) {
            factors[kept - 1].count += factors[i].count;
        } else {
            factors[kept++] = factors[i];
        }
    }
    return kept;
}

hodo_status rmt_mask_map_open(double density, bool orthogonal, const double *widths, size_t depth,
                              rmt_mask_map *map, hodo_error *error)
{
    *map = (rmt_mask_map){0};
    const size_t layers = widths != NULL ? depth : 1; /* equal layers are one, taken depth times */
    rmt_mask_factor *factors = malloc((layers + 1) * sizeof *factors);
    if (factors == NULL) {
        return hodo_fail(error, HODO_NO_MEMORY,
                         "no memory for the %zu layers of a Jacobian: close other programs", depth);
    }
    const double last = widths != NULL ? widths[depth] : 1;
    double rank = widths != NULL ? widths[0] / last : 1, ranks = rank, wholes = 0;
    size_t least = 0; /* the factor 0 .. layers whose numerator is the rank */
    for (size_t l = 1; l <= layers; l++) {
        const double k = density * (widths != NULL ? widths[l] / last : 1);
        const double whole = widths != NULL ? fmax(widths[l], widths[l - 1]) / last : 1;
        const double times = widths != NULL ? 1 : (double)depth;
        ranks += times * k;
        wholes += times * whole;
        if (k < rank) {
            rank = k;
            least = l;
        }
    }
    /* Layers up to the least one pair their denominator with the numerator before it (that of the input first),
     * the others with their own: the pair of the least numerator is left over, and k <= k' in all of them. */
    size_t count = 0;
    for (size_t l = 1; l <= layers; l++) {
        const double times = widths != NULL ? 1 : (double)depth;
        const double here = widths != NULL ? widths[l] / last : 1,
                     before = widths != NULL ? widths[l - 1] / last : 1;
        const double whole = orthogonal ? fmax(here, before) : INFINITY;
        const double shifted = l == 1 ? before : density * before;
        if (widths == NULL && least == 1) {
            /* The first of the equal layers pairs with the input, the others with themselves. */
            factors[count++] = (rmt_mask_factor){shifted, whole, 0, 1};
            factors[count++] = (rmt_mask_factor){density * here, whole, 0, times - 1};
        } else {
            factors[count++] = (rmt_mask_factor){l <= least ? shifted : density * here, whole, 0, times};
        }
    }
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        const double k = factors[i].numerator, whole = factors[i].denominator;
        const double step = isinf(whole) ? rank / k : rank * ((whole - k) / (k * whole));
        if (step > NOTHING && factors[i].count > 0) {
            factors[kept++] = (rmt_mask_factor){rank / k, rank / whole, step, factors[i].count};
        }
    }
    map->factors = factors;
    map->count = gather(factors, kept);
    map->rank = rank;
    map->log_constant = -log(rank);
    double log_top = map->log_constant;
    for (size_t i = 0; i < map->count; i++) {
        map->hard_order += factors[i].numerator == 1 ? factors[i].count : 0;
        log_top += orthogonal ? factors[i].count * log1p(factors[i].step / factors[i].denominator) : 0;
    }
    map->hard_order += map->hard_order > 0 ? 1 : 0;
    map->critical = orthogonal ? ranks - wholes : -INFINITY;
    map->top_mass = map->critical > NOTHING * (double)depth ? map->critical : 0;
    map->top_place = exp(log_top);
    return HODO_OK;
}

void rmt_mask_map_close(rmt_mask_map *map)
{
    free(map->factors);
    *map = (rmt_mask_map){0};
}

hodo_status rmt_mask_spectral_map(const rmt_mask_map *mask, rmt_spectral_map *map, hodo_error *error)
{
    *map = (rmt_spectral_map){.at = at, .context = mask, .rounding = 4 * DBL_EPSILON};
    /* Numerators descend, so b = 1 - numerator ascends: overlapping cuts are neighbours. */
    for (size_t i = 0; i < mask->count; i++) {
        const rmt_spectral_cut cut = {log1p(-mask->factors[i].numerator), log1p(-mask->factors[i].denominator)};
        rmt_spectral_cut *last = map->cut_count > 0 ? &map->cut[map->cut_count - 1] : NULL;
        if (last != NULL && cut.lower <= last->upper) {
            last->upper = fmax(last->upper, cut.upper);
        } else if (map->cut_count < RMT_CUTS_MOST) {
            map->cut[map->cut_count++] = cut;
        } else {
            return hodo_fail(error, HODO_INVALID,
                             "the widths make more than %d separate cuts: take fewer different "
                             "widths",
                             RMT_CUTS_MOST);
        }
    }
    return HODO_OK;
}

/* j times the coefficient of eta^j in ln((1 + psi/k)/(1 + psi/k')): (1 - 1/k')^j - (1 - 1/k)^j, where the
 * powers may be nearly one. upper = 1 - 1/k', step = 1/k - 1/k'. */
static double power_difference(double upper, double step, double j)
{
    return fabs(step) < 0.5 * fabs(upper) ? -pow(upper, j) * expm1(j * log1p(-step / upper))
                                          : pow(upper, j) - pow(upper - step, j);
}

void rmt_mask_series(const rmt_mask_map *map, size_t order, double *ell)
{
    for (size_t n = 1; n <= order; n++) {
        /* ln(x eta) = ln((1 - eta)(1 + psi/K)) + the other factors, 1 + psi/k = (1 - (1 - 1/k) eta)/(1 -
         * eta). */
        const double j = (double)n;
        double sum = power_difference(0, 1 / map->rank - 1, j);
        for (size_t i = 0; i < map->count; i++) {
            const double upper = 1 - map->factors[i].denominator / map->rank; /* 1 for k' infinite */
            sum += map->factors[i].count * power_difference(upper, map->factors[i].step / map->rank, j);
        }
        ell[n - 1] = sum / j;
    }
}
