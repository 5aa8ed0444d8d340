#include "rmt/law/moment_integral.h"

#include <math.h>
#include <stdbool.h>

enum {
    NODES = 32, /* exact to degree 63: the series has 31, x^k may have the rest */
    DEGREE_SPARE = 32,
    HALVINGS_MOST = 60,
};

/* x^k for the highest k may change by exp(GROWTH) on a piece: its Taylor terms beyond degree 32 are then below
 * 1e-16. */
#define GROWTH 6.0
/* Where |x| is this small beside the ends of the half, x^k adds nothing for any k >= 1. */
#define SMALL 1e-18

/* Positive nodes and weights of the 32-point rule on [-1, 1]. */
static const double node[NODES / 2] = {
    0.048307665687738316234812570440502, 0.144471961582796493485186373598811,
    0.239287362252137074544603209165502, 0.331868602282127649779916805730188,
    0.421351276130635345364119436172427, 0.506899908932229390023747474377821,
    0.587715757240762329040745476401851, 0.663044266930215200975115168663238,
    0.732182118740289680387426665091270, 0.794483795967942406963097298970430,
    0.849367613732569970133693004967745, 0.896321155766052123965307243719214,
    0.934906075937739689170919134835409, 0.964762255587506430773811928118294,
    0.985611511545268335400175044630757, 0.997263861849481563544981128665052,
};
static const double node_weight[NODES / 2] = {
    0.096540088514727800566764830063574, 0.095638720079274859419082002204131,
    0.093844399080804565639180237668117, 0.091173878695763884712868577111637,
    0.087652093004403811142771462751802, 0.083311924226946755222199074604351,
    0.078193895787070306471740918828306, 0.072345794108848506225399356478488,
    0.065822222776361846837650063706967, 0.058684093478535547145283637300170,
    0.050998059262376176196163244689523, 0.042835898022226680656878646606126,
    0.034273862913021433102687732252373, 0.025392065309262059455752589789223,
    0.016274394730905670605170562206387, 0.007018610009470096600407063738853,
};

typedef struct span {
    double lower, upper;
    int halvings;
} span;

static bool nearly_polynomial(const rmt_edge_map *map, const span *now, size_t order, double scale)
{
    if ((double)order * map->power <= DEGREE_SPARE && map->power == nearbyint(map->power)) {
        return true;
    }
    const double a = rmt_edge_map_place(map, now->lower), b = rmt_edge_map_place(map, now->upper);
    const double most = fmax(fabs(a), fabs(b)), least = a * b > 0 ? fmin(fabs(a), fabs(b)) : 0;
    return most <= SMALL * scale || (double)order * log(most / least) <= GROWTH ||
           now->halvings >= HALVINGS_MOST;
}

static void add_node(const rmt_edge_map *map, const rmt_piece *piece, double t, double weight, size_t order,
                     double *moment)
{
    const double x = rmt_edge_map_place(map, t);
    double power = weight * rmt_piece_value(piece, t);
    for (size_t k = 0; k < order; k++) {
        power *= x;
        moment[k] += power;
    }
}

static void add_piece(const rmt_edge_map *map, const rmt_piece *piece, double from, size_t order, double scale,
                      double *moment)
{
    span stack[HALVINGS_MOST + 2] = {{from, piece->upper, 0}};
    size_t waiting = 1;
    while (waiting > 0) {
        const span now = stack[--waiting];
        const double middle = (now.lower + now.upper) / 2, half = (now.upper - now.lower) / 2;
        if (!nearly_polynomial(map, &now, order, scale)) {
            stack[waiting++] = (span){middle, now.upper, now.halvings + 1};
            stack[waiting++] = (span){now.lower, middle, now.halvings + 1};
            continue;
        }
        for (size_t i = 0; i < NODES / 2; i++) {
            add_node(map, piece, middle - half * node[i], half * node_weight[i], order, moment);
            add_node(map, piece, middle + half * node[i], half * node_weight[i], order, moment);
        }
    }
}

void rmt_moment_integral_add(const rmt_edge_map *map, const rmt_piecewise *weight, size_t order, double *moment)
{
    const double scale = fmax(fabs(map->edge), fabs(map->edge + map->length));
    for (size_t i = 0; i < weight->count; i++) {
        const rmt_piece *piece = &weight->pieces[i];
        add_piece(map, piece, i == 0 ? 0 : piece->lower, order, scale, moment);
    }
}
