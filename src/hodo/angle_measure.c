#include "hodo/angle.h"

#include "lab/estimate.h"
#include "net/gradient.h"
#include "probe/stacked.h"

#include <math.h>
#include <string.h>

static hodo_layer *readout_of(hodo_angle *angle)
{
    hodo_architecture *architecture = &angle->network.architecture;
    return &architecture->layers[architecture->weight_layer[architecture->weight_count - 1]];
}

static bool take_view(hodo_angle *angle, hodo_angle_view *view, hodo_arena *arena, hodo_error *error)
{
    view->rows = hodo_arena_zero(arena, angle->features, sizeof *view->rows, error);
    view->rates = hodo_arena_zero(arena, angle->weights, sizeof *view->rates, error);
    return view->rows != NULL && view->rates != NULL;
}

hodo_status hodo_angle_take(hodo_angle *angle, hodo_arena *arena, hodo_error *error)
{
    hodo_network *network = &angle->network.network;
    angle->features = network->architecture->feature_count;
    angle->weights = network->architecture->weight_count;
    angle->multiplier = readout_of(angle)->multiplier / angle->settings->shared.gamma;
    angle->scale = 1.0;
    angle->speeds = hodo_speeds_take(arena, network, angle->x.rows, HODO_FIRST_ORDER, error);
    angle->targets = hodo_matrix_take(arena, network->precision, angle->y.rows, angle->y.columns, error);
    angle->cosine_single = hodo_arena_zero(arena, angle->features, sizeof(double), error);
    angle->step_speed = hodo_arena_zero(arena, angle->features, sizeof(double), error);
    const bool all = take_view(angle, &angle->own, arena, error) &&
                     take_view(angle, &angle->advised, arena, error) && angle->speeds != NULL &&
                     angle->targets.data != NULL && angle->cosine_single != NULL && angle->step_speed != NULL;
    return all ? HODO_OK : error->status;
}

/* f - f_0 against y is f against y + f_0, for the square loss; here f is f_0. */
static hodo_status set_targets(hodo_angle *angle, hodo_pass *pass, hodo_matrix x, hodo_matrix y,
                               hodo_matrix targets, hodo_error *error)
{
    hodo_matrix_copy(y, targets);
    if (!angle->settings->shared.centred) {
        return HODO_OK;
    }
    const hodo_status status = hodo_pass_forward(pass, x, NULL, error);
    const hodo_matrix output = hodo_pass_output(pass);
    for (size_t i = 0; i < y.rows && status == HODO_OK; i++) {
        for (size_t j = 0; j < y.columns; j++) {
            hodo_matrix_set(targets, i, j, hodo_matrix_get(y, i, j) + hodo_matrix_get(output, i, j));
        }
    }
    return status;
}

hodo_status hodo_angle_measure(hodo_angle *angle, double scale, hodo_flow flow, hodo_angle_view *view,
                               hodo_error *error)
{
    hodo_speeds *speeds = angle->speeds;
    readout_of(angle)->multiplier = angle->multiplier * scale;
    hodo_status status = set_targets(angle, speeds->pass, angle->x, angle->y, angle->targets, error);
    if (status == HODO_OK) {
        status = hodo_speeds_measure(speeds, angle->x, angle->targets, angle->loss, flow, NULL, error);
    }
    if (status == HODO_OK && view != NULL) {
        memcpy(view->rows, speeds->rows, angle->features * sizeof *view->rows);
        memcpy(view->rates, speeds->rates, angle->weights * sizeof *view->rates);
        view->loss = speeds->loss[0];
        view->decay = speeds->rows[angle->features - 1].loss_decay;
    }
    return status;
}

hodo_status hodo_angle_measure_singles(hodo_angle *angle, hodo_arena *arena, hodo_error *error)
{
    const size_t asked = (size_t)angle->settings->singles;
    angle->singles = asked < angle->x.rows ? asked : angle->x.rows;
    hodo_speeds *one = hodo_speeds_take(arena, &angle->network.network, 1, HODO_FIRST_ORDER, error);
    double *cosines = hodo_arena_take(arena, angle->features * angle->singles, sizeof *cosines, error);
    if (one == NULL || cosines == NULL) {
        return HODO_NO_MEMORY;
    }
    readout_of(angle)->multiplier = angle->multiplier;
    for (size_t s = 0; s < angle->singles; s++) {
        const hodo_matrix x = hodo_matrix_rows(angle->x, s, 1), y = hodo_matrix_rows(angle->y, s, 1),
                          targets = hodo_matrix_rows(angle->targets, s, 1);
        hodo_status status = set_targets(angle, one->pass, x, y, targets, error);
        if (status == HODO_OK) {
            status = hodo_speeds_measure(one, x, targets, angle->loss, (hodo_flow){.kind = HODO_BALANCED}, NULL,
                                         error);
        }
        if (status != HODO_OK) {
            return status;
        }
        for (size_t v = 1; v < angle->features; v++) {
            cosines[v * angle->singles + s] = hodo_speeds_at(one, 0, v)->cosine;
        }
    }
    for (size_t v = 1; v < angle->features; v++) {
        angle->cosine_single[v] = hodo_estimate_median(cosines + v * angle->singles, angle->singles).value;
    }
    return HODO_OK;
}

/* The largest relative change of a feature by the step: near the root of the rounding of its precision, where
 * rounding and curvature take alike from the difference. */
static double step_share(hodo_precision precision) { return precision == HODO_DOUBLE ? 1e-7 : 1e-3; }

hodo_status hodo_angle_take_step(hodo_angle *angle, hodo_arena *arena, hodo_error *error)
{
    hodo_pass *pass = angle->speeds->pass;
    const hodo_precision precision = angle->network.network.precision;
    hodo_matrix *before = hodo_arena_take(arena, angle->features, sizeof *before, error);
    if (before == NULL) {
        return HODO_NO_MEMORY;
    }
    double fastest = 0.0; /* of the features' relative speeds */
    for (size_t v = 1; v < angle->features; v++) {
        const hodo_matrix feature = hodo_pass_feature(pass, v);
        before[v] = hodo_matrix_take(arena, precision, feature.rows, feature.columns, error);
        if (before[v].data == NULL) {
            return HODO_NO_MEMORY;
        }
        hodo_matrix_copy(feature, before[v]);
        const hodo_speed *row = &angle->advised.rows[v];
        fastest = fmax(fastest, v + 1 < angle->features ? row->speed / row->feature_rms : 0.0);
    }
    angle->step = step_share(precision) / fastest;
    for (size_t k = 0; k < angle->weights; k++) { /* the pass holds the last measurement's gradient */
        hodo_gradient_weight(pass, k, 0, -angle->step * angle->advised.rates[k], 1.0,
                             angle->network.network.weights[k]);
    }
    const hodo_status status = hodo_pass_forward(pass, angle->x, NULL, error);
    for (size_t v = 1; v < angle->features && status == HODO_OK; v++) {
        const hodo_matrix feature = hodo_pass_feature(pass, v);
        double sum = 0.0;
        for (size_t i = 0; i < feature.rows; i++) {
            for (size_t j = 0; j < feature.columns; j++) {
                const double change = hodo_matrix_get(feature, i, j) - hodo_matrix_get(before[v], i, j);
                sum += change * change;
            }
        }
        angle->step_speed[v] = hodo_rms(sqrt(sum), feature.rows * feature.columns) / angle->step;
    }
    return status;
}
