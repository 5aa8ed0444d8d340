#include "experiments/spectral-condition/loss_matched.h"

#include "net/gradient.h"

#include <math.h>

typedef struct descent_room {
    hodo_matrix x, frozen, centred, gradient; /* (n, d) of the pass, f_0, f~, d L/d f: (n, 1) */
    double *norms, *scaled;                   /* (depth,) ||grad_k||^2, eta rate_k */
    hodo_optimiser *optimiser;
} descent_room;

static hodo_status take_room(hodo_arena *arena, const width_network *of, hodo_pass *pass,
                             const hodo_dataset *data, descent_room *room, hodo_error *error)
{
    if (of->optimiser.norm != HODO_NORM_NONE ||
        hodo_optimiser_step_kind(of->optimiser.kind) != HODO_STEP_GRADIENT) {
        return hodo_fail(
            error, HODO_INVALID,
            "parametrization '%s' with %s: its steps are not the gradient, so that no step takes a "
            "given share of the loss; give one like ntp, spectral, mup or sp",
            of->setting.parametrization, of->setting.optimiser);
    }
    if (hodo_pass_samples(pass) != data->count || data->inputs != of->setting.inputs) {
        return hodo_fail(error, HODO_MISMATCH, "a pass of %zu x %zu for a set of %zu x %zu",
                         hodo_pass_samples(pass), of->setting.inputs, data->count, data->inputs);
    }
    const hodo_precision precision = of->setting.precision;
    const size_t n = data->count, depth = of->setting.depth;
    *room = (descent_room){.x = hodo_pass_input(pass),
                           .frozen = hodo_matrix_take(arena, precision, n, 1, error),
                           .centred = hodo_matrix_take(arena, precision, n, 1, error),
                           .gradient = hodo_matrix_take(arena, precision, n, 1, error),
                           .norms = hodo_arena_zero(arena, depth, sizeof *room->norms, error),
                           .scaled = hodo_arena_zero(arena, depth, sizeof *room->scaled, error)};
    if (room->frozen.data == NULL || room->centred.data == NULL || room->gradient.data == NULL ||
        room->norms == NULL || room->scaled == NULL) {
        return HODO_NO_MEMORY;
    }
    room->optimiser = hodo_optimiser_take(arena, &of->optimiser, &of->network, error);
    hodo_matrix_convert(data->x, room->x);
    return room->optimiser == NULL ? error->status : HODO_OK;
}

/* L of f~, and f~. */
static hodo_status look(const width_network *of, hodo_pass *pass, const descent_room *room, hodo_matrix y,
                        double *loss, hodo_error *error)
{
    hodo_status status = hodo_pass_forward(pass, room->x, NULL, error);
    if (status != HODO_OK) {
        return status;
    }
    const hodo_matrix f = hodo_pass_output(pass);
    for (size_t s = 0; s < f.rows; s++) {
        hodo_matrix_set(room->centred, s, 0, hodo_matrix_get(f, s, 0) - hodo_matrix_get(room->frozen, s, 0));
    }
    return hodo_loss_value(of->loss, 1, room->centred, y, loss, error);
}

/* excerpt: step */
static hodo_status step(const width_network *of, hodo_pass *pass, const descent_room *room, hodo_matrix y,
                        double fall, double *time, hodo_error *error)
{
    hodo_status status = hodo_loss_gradient(of->loss, 1, room->centred, y, room->gradient, error);
    status = status != HODO_OK ? status : hodo_pass_backward(pass, room->gradient, error);
    status = status != HODO_OK ? status : hodo_gradient_norms(pass, room->norms, error);
    double decay = 0; /* -dL/dt under gradient flow */
    for (size_t k = 0; status == HODO_OK && k < of->setting.depth; k++) {
        decay += of->rates[k] * room->norms[k];
    }
    const double eta = fall / decay;
    if (status == HODO_OK && !isfinite(eta)) {
        return hodo_fail(error, HODO_NUMERIC, "the loss falls by %g a unit of time: no unit is alive", decay);
    }
    for (size_t k = 0; k < of->setting.depth; k++) {
        room->scaled[k] = eta * of->rates[k];
    }
    *time += eta;
    return status != HODO_OK ? status : hodo_optimiser_step(room->optimiser, pass, room->scaled, error);
}
/* end: step */

hodo_status loss_matched_train(hodo_arena *arena, width_network *of, hodo_pass *pass, const hodo_dataset *data,
                               const loss_matched_setting *setting, loss_matched_end *end, hodo_error *error)
{
    descent_room room;
    *end = (loss_matched_end){.first = NAN, .loss = NAN};
    hodo_status status = take_room(arena, of, pass, data, &room, error);
    if (status != HODO_OK) {
        return status;
    }
    const hodo_matrix y = hodo_matrix_take(arena, of->setting.precision, data->count, 1, error);
    if (y.data == NULL) {
        return HODO_NO_MEMORY;
    }
    hodo_matrix_convert(data->y, y);
    hodo_pass_want_input(pass, false);
    hodo_matrix_zero(room.frozen);
    status = look(of, pass, &room, y, &end->loss, error);
    if (status == HODO_OK) {
        hodo_matrix_copy(hodo_pass_output(pass), room.frozen);
        status = look(of, pass, &room, y, &end->first, error);
    }
    const double target = setting->target * end->first;
    end->loss = end->first;
    while (status == HODO_OK) {
        const double left = end->loss - target;
        end->reached = fabs(left) <= LOSS_MATCHED_TOLERANCE * target;
        if (end->reached || end->steps == setting->most) {
            break;
        }
        status = step(of, pass, &room, y, fmin(left, setting->share * end->loss), &end->time, error);
        status = status != HODO_OK ? status : look(of, pass, &room, y, &end->loss, error);
        end->steps++;
    }
    if (status == HODO_NUMERIC) { /* the step was too long for it: a fact about this network, and no failure */
        end->reached = false;
        return HODO_OK;
    }
    return status;
}

double loss_matched_steps(const loss_matched_setting *setting)
{
    static const double newton = 3; /* steps to the target itself */
    return log(setting->target) / log1p(-setting->share) + newton;
}
