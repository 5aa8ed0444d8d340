#include "rmt/law/cumulative_inverse.h"

#include <float.h>
#include <math.h>

enum { STEPS_MOST = 400 };

/* F is right to some 1e-14: nearer to a probability nothing is gained. */
#define ENOUGH 1e-15

static double first_place(const rmt_law *law)
{
    const double interval = law->interval_count > 0 ? law->intervals[0].lower : INFINITY;
    return law->atom_count > 0 ? fmin(interval, law->atoms[0].place) : interval;
}

static double last_place(const rmt_law *law)
{
    const double interval = law->interval_count > 0 ? law->intervals[law->interval_count - 1].upper : -INFINITY;
    return law->atom_count > 0 ? fmax(interval, law->atoms[law->atom_count - 1].place) : interval;
}

/* The atom at which F jumps over the probability; its index, or atom_count. */
static hodo_status jumped(const rmt_law *law, double probability, size_t *atom, hodo_error *error)
{
    for (*atom = 0; *atom < law->atom_count; (*atom)++) {
        double at;
        const hodo_status status = law->row->cumulative(law, &law->atoms[*atom].place, 1, &at, error);
        if (status != HODO_OK) {
            return status;
        }
        if (at >= probability - ENOUGH && at - law->atoms[*atom].mass < probability) {
            return HODO_OK;
        }
    }
    return HODO_OK;
}

static hodo_status invert(const rmt_law *law, double probability, double *x, hodo_error *error)
{
    const double first = first_place(law), last = last_place(law);
    const bool logarithmic = first >= 0;
    double low = logarithmic ? log(fmax(first, DBL_TRUE_MIN)) : first, high = logarithmic ? log(last) : last;
    double at_low = -probability, at_high = 1 - probability, place = high;
    hodo_status status = HODO_OK;
    for (int i = 0; i < STEPS_MOST && status == HODO_OK && high - low > DBL_EPSILON * fmax(1, fabs(high));
         i++) {
        place = i % 3 == 0 ? low + (high - low) / 2 : (low * at_high - high * at_low) / (at_high - at_low);
        place = place > low && place < high ? place : low + (high - low) / 2;
        double at;
        *x = logarithmic ? exp(place) : place;
        status = law->row->cumulative(law, x, 1, &at, error);
        at -= probability;
        if (fabs(at) <= ENOUGH) {
            return status;
        }
        /* Illinois: an end that stays is believed half as much. */
        if (at < 0) {
            low = place;
            at_low = at;
            at_high /= 2;
        } else {
            high = place;
            at_high = at;
            at_low /= 2;
        }
    }
    *x = logarithmic ? (high <= log(DBL_TRUE_MIN) + 1 ? 0 : exp(high)) : high;
    return status;
}

hodo_status rmt_cumulative_inverse(const rmt_law *law, const double *probability, size_t count, double *x,
                                   hodo_error *error)
{
    for (size_t i = 0; i < count; i++) {
        size_t atom = law->atom_count;
        if (probability[i] <= 0 || probability[i] >= 1) {
            x[i] = probability[i] <= 0 ? first_place(law) : last_place(law);
            continue;
        }
        hodo_status status = jumped(law, probability[i], &atom, error);
        if (status == HODO_OK && atom < law->atom_count) {
            x[i] = law->atoms[atom].place;
        } else if (status == HODO_OK) {
            status = invert(law, probability[i], &x[i], error);
        }
        if (status != HODO_OK) {
            return status;
        }
    }
    return HODO_OK;
}
