#include "rmt/law/edge_map.h"

#include <float.h>
#include <math.h>

/* Beside an edge at 0 a place below this may come from a product that underflows. */
#define PLACE_LEAST 1e-290
/* Beside another edge distances of fewer units in the last place have no digits. */
#define UNITS_LEAST 4
#define DENOMINATOR_MOST 1024
/* An exponent such as -99/100 is a fraction to rounding of what was typed as one. */
#define FRACTION_TOLERANCE 1e-10

static double power_of(double exponent)
{
    for (int k = 1; k <= DENOMINATOR_MOST; k++) {
        const double multiple = k * (1 + exponent);
        if (multiple > 0.5 && fabs(multiple - nearbyint(multiple)) <= FRACTION_TOLERANCE * k) {
            return k;
        }
    }
    return exponent < 0 ? 1 / (1 + exponent) : 1;
}

rmt_edge_map rmt_edge_map_of(double edge, double exponent, double length)
{
    const double power = power_of(exponent);
    const double distance = fmax(PLACE_LEAST, UNITS_LEAST * DBL_EPSILON * fabs(edge));
    return (rmt_edge_map){edge, length, power, pow(distance / fabs(length), 1 / power)};
}

double rmt_edge_map_place(const rmt_edge_map *map, double t)
{
    const double x = map->edge + map->length * pow(t, map->power);
    return x == map->edge && t > 0 ? nextafter(x, map->edge + map->length) : x;
}

double rmt_edge_map_parameter(const rmt_edge_map *map, double x)
{
    const double share = (x - map->edge) / map->length;
    return share <= 0 ? 0 : share >= 1 ? 1 : pow(share, 1 / map->power);
}

double rmt_edge_map_slope(const rmt_edge_map *map, double t)
{
    return map->power == 1 ? fabs(map->length) : fabs(map->length) * map->power * pow(t, map->power - 1);
}
