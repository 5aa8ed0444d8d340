#include "experiments/spectral-condition/muon/steepest.h"

#include "experiments/spectral-condition/first_gradient.h"
#include "experiments/spectral-condition/muon/muon_row.h"
#include "experiments/spectral-condition/muon/polar_map.h"
#include "data/two_classes.h"
#include "probe/spectral_norm.h"
#include "train/newton_schulz.h"

#include <lapacke.h>
#include <math.h>

enum { NAME_SIZE = 32, HIDDEN = 1 };

/* Singular values of a gradient below this part of the largest are the rounding of float. */
static const double rounding = 1e-6;

static const double norm_tolerance = 1e-5; /* of ||step||_*, certified */

/* One hidden gradient and what belongs to it, (n, n). */
typedef struct descent {
    hodo_cell *cell;
    hodo_arena *scratch;
    const hodo_dataset *data;
    width_network *of;
    size_t batch;
    hodo_matrix g, u, v; /* float; double: left singular vectors as columns, right ones as rows */
    double *s, nuclear, first_loss;
} descent;

static size_t largest_of(const hodo_cell *cell, const char *name)
{
    size_t count, most = 0;
    const int64_t *value = hodo_cell_integers(cell, name, &count);
    for (size_t i = 0; i < count; i++) {
        most = (size_t)value[i] > most ? (size_t)value[i] : most;
    }
    return most;
}

static hodo_two_classes_setting data_of(const hodo_cell *cell, char name[NAME_SIZE])
{
    (void)muon_part(cell, name, NAME_SIZE);
    return (hodo_two_classes_setting){.name = name, .samples = largest_of(cell, "batch")};
}

hodo_status steepest_check(const hodo_cell *cell, hodo_error *error)
{
    char name[NAME_SIZE];
    const hodo_two_classes_setting data = data_of(cell, name);
    return hodo_two_classes_check(&data, error);
}

static hodo_status loss_of(descent *on, double *loss, hodo_error *error)
{
    hodo_pass *pass = hodo_pass_take(on->scratch, &on->of->network, on->batch, HODO_FIRST_ORDER, error);
    hodo_status status = pass != NULL ? HODO_OK : HODO_NO_MEMORY;
    status = status == HODO_OK
                 ? hodo_pass_forward(pass, hodo_matrix_rows(on->data->x, 0, on->batch), NULL, error)
                 : status;
    return status == HODO_OK ? hodo_loss_value(on->of->loss, 1, hodo_pass_output(pass),
                                               hodo_matrix_rows(on->data->y, 0, on->batch), loss, error)
                             : status;
}

/* excerpt: steepest */
/* <G, step>/(||step||_* ||G||_nuclear), and the loss that the step takes away when it is made. */
static hodo_status judge(descent *on, const char *what, const char *what_loss, hodo_matrix step, double theory,
                         hodo_error *error)
{
    const hodo_matrix w = on->of->network.weights[HIDDEN];
    const hodo_matrix kept = hodo_matrix_take(on->scratch, w.precision, w.rows, w.columns, error);
    double norm = NAN, size = NAN, loss = NAN;
    if (kept.data == NULL) {
        return HODO_NO_MEMORY;
    }
    hodo_status status = hodo_spectral_norm(step, norm_tolerance, on->scratch, &norm, error);
    status =
        status == HODO_OK ? hodo_spectral_norm(w, norm_tolerance * 100, on->scratch, &size, error) : status;
    if (status != HODO_OK) {
        return status;
    }
    const double radius = size * hodo_cell_real(on->cell, "radius");
    const double linear = hodo_matrix_dot(on->g, step) / (norm * on->nuclear);
    hodo_matrix_copy(w, kept);
    for (size_t i = 0; i < w.rows * w.columns; i++) {
        ((float *)w.data)[i] -= (float)(radius / norm * (double)((const float *)step.data)[i]);
    }
    status = loss_of(on, &loss, error);
    hodo_matrix_copy(kept, w);
    muon_row row = {what, w.rows, HIDDEN + 1, 0, (double)on->batch, linear, theory};
    status = status == HODO_OK ? muon_row_put(on->cell, row, error) : status;
    row.what = what_loss;
    row.value = (on->first_loss - loss) / (radius * on->nuclear);
    return status == HODO_OK ? muon_row_put(on->cell, row, error) : status;
}
/* end: steepest */

/* G = U S V^T, from G in double. */
static hodo_status decompose(descent *on, hodo_error *error)
{
    const size_t n = on->g.rows;
    const hodo_matrix copy = hodo_matrix_take(on->scratch, HODO_DOUBLE, n, n, error);
    on->u = hodo_matrix_take(on->scratch, HODO_DOUBLE, n, n, error);
    on->v = hodo_matrix_take(on->scratch, HODO_DOUBLE, n, n, error);
    on->s = hodo_arena_take(on->scratch, n, sizeof *on->s, error);
    if (copy.data == NULL || on->u.data == NULL || on->v.data == NULL || on->s == NULL) {
        return HODO_NO_MEMORY;
    }
    hodo_matrix_convert(on->g, copy);
    const lapack_int side = (lapack_int)n;
    const lapack_int info = LAPACKE_dgesdd(LAPACK_ROW_MAJOR, 'S', side, side, copy.data, side, on->s,
                                           on->u.data, side, on->v.data, side);
    on->nuclear = 0;
    for (size_t i = 0; i < n; i++) {
        on->nuclear += on->s[i];
    }
    return info == 0 ? HODO_OK
                     : hodo_fail(error, HODO_NUMERIC,
                                 "LAPACK did not decompose a gradient of side %zu (info %d)", n, (int)info);
}

/* step <- U V^T over the singular values that are not rounding. */
static void polar(const descent *on, hodo_matrix work, hodo_matrix step)
{
    size_t rank = 0;
    const size_t n = on->g.rows;
    while (rank < n && on->s[rank] > rounding * on->s[0]) {
        rank++;
    }
    hodo_matrix left = on->u;
    left.columns = rank;
    hodo_matrix_multiply(1.0, left, false, hodo_matrix_rows(on->v, 0, rank), false, 0.0, work);
    hodo_matrix_convert(work, step);
}

static hodo_status steps_of(descent *on, hodo_error *error)
{
    const size_t n = on->g.rows;
    const hodo_matrix step = hodo_matrix_take(on->scratch, HODO_FLOAT, n, n, error);
    const hodo_matrix work = hodo_matrix_take(on->scratch, HODO_DOUBLE, n, n, error);
    hodo_newton_schulz_scratch newton;
    hodo_status status = hodo_newton_schulz_take(on->scratch, HODO_FLOAT, n, n * n, &newton, error);
    if (status != HODO_OK || step.data == NULL || work.data == NULL) {
        return status != HODO_OK ? status : HODO_NO_MEMORY;
    }
    double raised = 0, most = 0;
    const double frobenius = hodo_matrix_norm(on->g);
    for (size_t i = 0; i < n; i++) {
        raised += on->s[i] * polar_map(on->s[i] / frobenius);
        most = fmax(most, polar_map(on->s[i] / frobenius));
    }
    polar(on, work, step);
    status = judge(on, "polar", "polar-loss", step, 1, error);
    hodo_matrix_copy(on->g, step);
    status = status == HODO_OK ? hodo_newton_schulz(step, HODO_NEWTON_SCHULZ_STEPS, &newton, error) : status;
    status =
        status == HODO_OK ? judge(on, "muon", "muon-loss", step, raised / (most * on->nuclear), error) : status;
    status = status == HODO_OK ? judge(on, "gradient", "gradient-loss", on->g,
                                       frobenius * frobenius / (on->s[0] * on->nuclear), error)
                               : status;
    for (size_t i = 0; i < n * n; i++) {
        const float entry = ((const float *)on->g.data)[i];
        ((float *)step.data)[i] = (float)(entry > 0) - (float)(entry < 0);
    }
    return status == HODO_OK ? judge(on, "sign", "sign-loss", step, NAN, error) : status;
}

hodo_status steepest_rows(hodo_cell *cell, hodo_error *error)
{
    char name[NAME_SIZE];
    size_t batches;
    const int64_t *batch = hodo_cell_integers(cell, "batch", &batches);
    const hodo_two_classes_setting setting = data_of(cell, name);
    hodo_arena *scratch = hodo_arena_alloc();
    hodo_dataset data;
    hodo_status status = scratch != NULL ? hodo_two_classes_open(hodo_cell_arena(cell), &setting,
                                                            hodo_cell_stream(cell), &data, error)
                                         : hodo_fail(error, HODO_NO_MEMORY, "no memory for an arena");
    for (size_t b = 0; status == HODO_OK && b < batches; b++) {
        const width_network_setting network = {
            .inputs = data.inputs, .width = largest_of(cell, "N"), .parametrization = "spectral"};
        width_network of;
        descent on = {.cell = cell, .scratch = scratch, .data = &data, .of = &of, .batch = (size_t)batch[b]};
        hodo_arena_reset(scratch);
        status = width_network_open(scratch, &network, hodo_cell_stream(cell), &of, error);
        hodo_pass *pass = status == HODO_OK ? first_gradient(scratch, &of, &data, on.batch, error) : NULL;
        if (pass == NULL) {
            status = error->status;
            break;
        }
        on.g = hodo_matrix_take(scratch, HODO_FLOAT, network.width, network.width, error);
        if (on.g.data == NULL) {
            status = HODO_NO_MEMORY;
            break;
        }
        hodo_gradient_weight(pass, HIDDEN, 0, 1.0, 0.0, on.g);
        status = decompose(&on, error);
        status = status == HODO_OK ? loss_of(&on, &on.first_loss, error) : status;
        status = status == HODO_OK ? steps_of(&on, error) : status;
    }
    hodo_arena_free(scratch);
    return status;
}

double steepest_cost(const hodo_cell *cell)
{
    size_t batches;
    (void)hodo_cell_integers(cell, "batch", &batches);
    return 2e7 + 85 * (double)batches * pow((double)largest_of(cell, "N"), 3);
}
