#include "rmt/jacobian/spectral_arc.h"

#include <math.h>
#include <stdlib.h>

enum { KNOTS_MOST = 4096, TRACE_NEWTON_MOST = 8, HALVINGS_MOST = 100 };

/* The lowest ln x that is traced: below the least double even after a scale of e^700. Guesses beyond are
 * linear. */
#define LOWEST (-1500.0)
/* Losing the curve of a map by quadrature is no failure where no double is. */
#define BEYOND (-750.0)
/* The linear guess of the tracer may miss by this part of the height: Hermite's cubic then misses by some 1e-5
 * of it. */
#define MISS_MOST 0.05
/* The least step of a numerical derivative of D, as a part of the room beside an edge. */
#define ROOM_PART 1e-3

double rmt_spectral_place(const rmt_spectral_arc *on, double t)
{
    if (isfinite(on->lower)) {
        const double share = cos(t / 2);
        return on->lower + (on->upper - on->lower) * share * share;
    }
    return on->upper - t * t;
}

double rmt_spectral_t(const rmt_spectral_arc *on, double log_place)
{
    const double above = fmax(0, on->upper - log_place);
    return isfinite(on->lower) ? 2 * atan2(sqrt(above), sqrt(fmax(0, log_place - on->lower))) : sqrt(above);
}

/* d ln x/dt. */
static double place_rate(const rmt_spectral_arc *on, double t)
{
    return isfinite(on->lower) ? -(on->upper - on->lower) * sin(t) / 2 : -2 * t;
}

static double height(double complex log_w)
{
    return fmin(cimag(log_w), M_PI - cimag(log_w));
}

/* d ln w/dt at an edge, i sqrt(2 c/|D'|) with ln x = edge -+ c t^2. */
static double complex edge_rate(const rmt_spectral_map *map, const rmt_spectral_arc *on, bool upper)
{
    const double edge = upper ? on->stretch.upper : on->stretch.lower;
    const double room = upper ? on->stretch.upper_room : on->stretch.lower_room;
    const double step = ROOM_PART * room * (upper ? 1 : -1);
    const double c = isfinite(on->lower) ? (on->upper - on->lower) / 4 : 1;
    rmt_spectral_point inner, outer;
    map->at(map->context, CMPLX(edge + step / 2, 0.0), &inner);
    map->at(map->context, CMPLX(edge + step, 0.0), &outer);
    /* D vanishes at the edge itself: D' = (4 D(h/2) - D(h))/h. */
    const double change = (4 * creal(inner.slope) - creal(outer.slope)) / step;
    return CMPLX(0.0, (upper ? 1 : -1) * sqrt(2 * c / fabs(change)));
}

hodo_status rmt_spectral_lost(const rmt_spectral_arc *on, double log_place, hodo_error *error)
{
    return hodo_fail(error, HODO_NUMERIC, "the spectrum between ln x = %.6g and %.6g is lost at ln x = %.6g",
                     on->lower, on->upper, log_place);
}

/* Whether the tangent's miss is small beside the height, and along the axis beside the room that D leaves: near
 * a soft edge both are the distance from it, on a flat curve the room is of order 1. */
static bool is_near(double complex miss, double complex log_w, double complex slope)
{
    const double room = fmax(2 * height(log_w), 0.1 * cabs(slope));
    return fabs(cimag(miss)) <= MISS_MOST * fmin(1, 2 * height(log_w)) &&
           fabs(creal(miss)) <= MISS_MOST * fmin(1, room);
}

/* Knots from the upper edge to the lower. Steps are as long as the tangent is a good guess. */
hodo_status rmt_spectral_trace(const rmt_spectral_map *map, rmt_spectral_arc *on, hodo_error *error)
{
    const double end = isfinite(on->lower) ? M_PI : sqrt(on->upper - LOWEST);
    on->knots = malloc(KNOTS_MOST * sizeof *on->knots);
    if (on->knots == NULL) {
        return hodo_fail(error, HODO_NO_MEMORY, "no memory for the curve of a spectrum: close other programs");
    }
    rmt_spectral_knot now = {0, CMPLX(on->stretch.upper, 0.0), edge_rate(map, on, true)};
    on->knots[on->count++] = now;
    on->floor = -INFINITY;
    double step = end / 64;
    bool empty = false;
    double rate = 0, rate_before = 0; /* |Im psi| */
    for (int halvings = 0; now.t < end;) {
        const bool last = isfinite(on->lower) && now.t + step >= end * (1 - 1e-3);
        rmt_spectral_knot next = {.t = last ? end : fmin(now.t + step, end)};
        bool found = true;
        if (last) {
            next.log_w = CMPLX(on->stretch.lower, 0.0);
            next.rate = edge_rate(map, on, false);
            /* As far from a straight line as two tangents tell. */
            found = cabs(now.log_w + (end - now.t) * now.rate - next.log_w) <= MISS_MOST * cimag(now.log_w) ||
                    end - now.t < 1e-2;
        } else {
            const double complex guess = now.log_w + (next.t - now.t) * now.rate;
            rmt_spectral_point point = {0};
            next.log_w = guess;
            found = cimag(guess) > 0 && cimag(guess) < M_PI &&
                    rmt_spectral_newton(map, rmt_spectral_place(on, next.t), TRACE_NEWTON_MOST, &next.log_w,
                                        &point) &&
                    is_near(guess - next.log_w, next.log_w, point.slope);
            next.rate = place_rate(on, next.t) / point.slope;
            empty = found ? rmt_spectral_is_empty(&point) : empty;
            rate = fabs(cimag(point.excess));
        }
        if (!found && halvings < HALVINGS_MOST) {
            step = fmin(step, next.t - now.t) / 2;
            halvings++;
            continue;
        }
        const bool full = on->count == KNOTS_MOST;
        if ((!found || full) && (map->tapers || !isfinite(on->lower)) &&
            (empty || rmt_spectral_place(on, now.t) < BEYOND)) {
            on->floor = rmt_spectral_place(on, now.t);
            break;
        }
        if (!found || full) {
            return rmt_spectral_lost(on, rmt_spectral_place(on, next.t), error);
        }
        halvings = 0;
        step = fmin(1.5 * step, end / 32);
        const bool tapered = map->tapers && !last && rate < fmin(rate_before, RMT_TAPERED);
        rate_before = rate;
        now = next;
        on->knots[on->count++] = now;
        if (tapered) {
            on->floor = rmt_spectral_place(on, now.t);
            break;
        }
    }
    return HODO_OK;
}

