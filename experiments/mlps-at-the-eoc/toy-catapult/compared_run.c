#include "experiments/mlps-at-the-eoc/toy-catapult/compared_run.h"

#include <math.h>

/* u^T v is known to some eps sqrt(m) of lambda m; below this |q| that is no longer a small share of f. */
static const double output_floor = 1e-9;
/* A difference that grows from rounding is followed between these two. */
static const double growth_from = 1e-12, growth_to = 1e-3;
static const double one_percent = 0.01;
static double distance_of(const linear_pair_state *network, catapult map, bool scheduled)
{
    const double of_lambda = log(network->sharpness / map.sharpness);
    if (scheduled) {
        const catapult own = {network->output, network->sharpness};
        return 2 * fabs(catapult_ratio(own) - catapult_ratio(map)) + fabs(of_lambda);
    }
    const bool known = fabs(catapult_ratio(map)) > output_floor;
    return fmax(fabs(expm1(of_lambda)), known ? fabs(network->output / map.output - 1) : 0);
}

/* excerpt: compare */
/* The map goes its own way from the network's first f and lambda: its rate is c over its own lambda. */
hodo_status compared_run_follow(hodo_arena *arena, compared_run *of, size_t steps, hodo_error *error)
{
    const size_t last = of->compared = of->path.steps < steps ? of->path.steps : steps;
    const linear_pair_state *at = of->path.at;
    of->map = hodo_arena_take(arena, last + 1, sizeof *of->map, error);
    of->distance = hodo_arena_take(arena, last + 1, sizeof *of->distance, error);
    if (of->map == NULL || of->distance == NULL) {
        return HODO_NO_MEMORY;
    }
    catapult map = {at[0].output, at[0].sharpness};
    of->growth = of->growth_steps = NAN;
    of->alike = last;
    size_t from = SIZE_MAX;
    for (size_t t = 0; t <= last; t++) {
        const double distance = distance_of(&at[t], map, of->run.scheduled);
        of->map[t] = map;
        of->distance[t] = distance;
        of->largest = fmax(of->largest, isnan(distance) ? INFINITY : distance);
        of->alike = of->alike == last && of->largest > one_percent ? t - 1 : of->alike;
        from = from == SIZE_MAX && distance > growth_from ? t : from;
        if (isnan(of->growth) && distance > growth_to && from < t) {
            of->growth = log(distance / of->distance[from]);
            of->growth_steps = (double)(t - from);
        }
        map = catapult_step(map, of->run.product / (of->run.scheduled ? map.sharpness : at[0].sharpness));
    }
    return HODO_OK;
}
/* end: compare */

void compared_run_state(const compared_run *of, size_t t, bool with_map, double width, hodo_value *row)
{
    const linear_pair_state *at = &of->path.at[t];
    const double first = of->path.at[0].sharpness, root = sqrt(width);
    const double rate = t < of->path.steps ? at->eta : t > 0 ? at[-1].eta : NAN;
    const catapult map = with_map ? of->map[t] : (catapult){NAN, NAN};
    const double map_rate = of->run.product / (of->run.scheduled ? map.sharpness : first);
    row[0] = hodo_integer((int64_t)t);
    row[1] = hodo_real(root * at->output);
    row[2] = hodo_real(at->output / at->sharpness);
    row[3] = hodo_real(rate * at->sharpness);
    row[4] = hodo_real(log10(at->sharpness / first));
    row[5] = hodo_real(root * map.output);
    row[6] = hodo_real(map_rate * map.sharpness);
    row[7] = hodo_real(log10(map.sharpness / first));
    row[8] = hodo_real(with_map ? of->distance[t] : of->largest);
}

void compared_run_end(const compared_run *of, size_t burn, hodo_value *row)
{
    const linear_pair_path *path = &of->path;
    const catapult start = {path->at[0].output, path->at[0].sharpness};
    double held = 0, square = 0;
    for (size_t t = 0; t < path->steps; t++) {
        held = fmax(held, fabs(path->at[t].eta * path->at[t].sharpness / of->run.product - 1));
        const double ratio = path->at[t].output / path->at[t].sharpness;
        square += t >= burn ? ratio * ratio : 0;
    }
    const bool averaged = of->run.scheduled && path->steps > burn;
    const double counted = averaged ? (double)(path->steps - burn) : NAN;
    const double fallen = averaged ? log(path->at[burn].sharpness / path->at[path->steps].sharpness) : NAN;
    const double wrong = of->run.scheduled ? NAN
                                           : catapult_end(start, of->run.product / start.sharpness,
                                                          of->run.most, catapult_step_without);
    row[0] = hodo_integer((int64_t)of->alike);
    row[1] = hodo_integer(path->settled);
    row[2] = hodo_integer(path->diverged);
    row[3] = hodo_real(of->run.scheduled ? held : NAN);
    row[4] = hodo_real(fallen / counted);
    row[5] = hodo_real(square / counted);
    row[6] = hodo_real(of->growth);
    row[7] = hodo_real(of->growth_steps);
    row[8] = hodo_real(wrong);
}
