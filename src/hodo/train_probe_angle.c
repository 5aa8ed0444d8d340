#include "hodo/train_probe_rows.h"

#include "probe/angle.h"

#include <math.h>

typedef struct angle_state {
    hodo_speeds *speeds;
    hodo_matrix targets; /* of the plain output: see take */
    double *rates;       /* (weight_count,) with eta */
} angle_state;

/* The angle is between directions, so that of f~ = (f - f_0)/gamma is that of f against gamma y + f_0, where
 * the loss is square: its gradient in f is the one in f~ times a number. Speeds are then those of this loss,
 * which is gamma^2 times that of f~; the rates take the factor in. */
void *hodo_train_probe_take_angle(hodo_train_scene *scene, hodo_error *error)
{
    const size_t rows = scene->probe_x.rows, outputs = scene->probe_y.columns;
    const double gamma = scene->cell->setting.gamma;
    if ((scene->settings->centred || gamma != 1.0) && scene->loss.kind != &hodo_loss_square) {
        (void)hodo_fail(
            error, HODO_INVALID,
            "of a centred or scaled output the angle is known for the square loss: give --loss=square");
        return NULL;
    }
    angle_state *own = hodo_arena_zero(scene->arena, 1, sizeof *own, error);
    if (own == NULL) {
        return NULL;
    }
    hodo_network *network = &scene->cell->network;
    own->speeds = hodo_speeds_take(scene->arena, network, rows, HODO_FIRST_ORDER, error);
    own->targets = hodo_matrix_take(scene->arena, network->precision, rows, outputs, error);
    own->rates = hodo_arena_take(scene->arena, network->architecture->weight_count, sizeof(double), error);
    if (own->speeds == NULL || own->targets.data == NULL || own->rates == NULL) {
        return NULL;
    }
    for (size_t i = 0; i < rows; i++) {
        for (size_t j = 0; j < outputs; j++) {
            const double offset = scene->offset.data != NULL ? hodo_matrix_get(scene->offset, i, j) : 0.0;
            hodo_matrix_set(own->targets, i, j, gamma * hodo_matrix_get(scene->probe_y, i, j) + offset);
        }
    }
    return own;
}

hodo_status hodo_train_probe_angle(hodo_train_scene *scene, void *state, double *values, hodo_error *error)
{
    const angle_state *own = state;
    const hodo_architecture *architecture = scene->cell->network.architecture;
    const size_t features = architecture->feature_count;
    const double gamma = scene->cell->setting.gamma;
    for (size_t k = 0; k < architecture->weight_count; k++) {
        own->rates[k] = scene->cell->setting.eta * scene->cell->rates[k] / (gamma * gamma);
    }
    const hodo_flow flow = {.kind = HODO_GIVEN, .given = own->rates};
    const hodo_status status =
        hodo_speeds_measure(own->speeds, scene->probe_x, own->targets, scene->loss, flow, NULL, error);
    for (size_t l = 1; l < features && status == HODO_OK; l++) {
        const hodo_speed *speed = hodo_speeds_at(own->speeds, 0, l);
        values[l - 1] = speed->moves ? speed->angle : NAN;
        values[features - 1 + l - 1] = speed->moves ? speed->speed : 0.0;
    }
    return status;
}
