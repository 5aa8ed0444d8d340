#include "experiments/gamma-eta/landscape.h"

#include <math.h>

hodo_precision landscape_precision(double gamma)
{
    return gamma < HODO_CENTRED_FLOAT_LEAST ? HODO_DOUBLE : HODO_FLOAT;
}

static hodo_status architecture(hodo_arena *arena, landscape *made, hodo_error *error)
{
    const landscape_data *data = made->data;
    const hodo_model model = {.kind = made->setting.model,
                              .inputs = data->inputs,
                              .width = made->setting.width,
                              .depth = made->setting.depth,
                              .outputs = data->outputs,
                              .channels = data->channels,
                              .height = data->height,
                              .image_width = data->width};
    return hodo_model_architecture(arena, &model, &made->architecture, error);
}

/* Multipliers, deviations and rates; gain 1: the paper's ReLU has no sqrt 2. */
static hodo_status parametrize(hodo_arena *arena, landscape *made, hodo_error *error)
{
    const hodo_parametrization *row = hodo_parametrization_find(made->setting.parametrization, error);
    if (row == NULL) {
        return HODO_INVALID;
    }
    made->rates = hodo_arena_zero(arena, made->architecture.weight_count, sizeof *made->rates, error);
    if (made->rates == NULL) {
        return HODO_NO_MEMORY;
    }
    const hodo_scales scales = {
        .width = (double)made->setting.width, .depth = (double)made->architecture.weight_count, .gain = 1};
    const hodo_step_kind step = hodo_optimiser_step_kind(made->training.optimiser.kind);
    return hodo_parametrization_apply(row, &scales, step, &made->architecture, made->rates, error);
}

/* Drawn in float, so that a gamma in double starts from the weights of one in float. */
static hodo_status draw(hodo_arena *arena, landscape *made, const hodo_stream *stream, hodo_error *error)
{
    hodo_network *single = &made->initial[HODO_FLOAT], *two = &made->initial[HODO_DOUBLE];
    hodo_status status = hodo_network_take(arena, &made->architecture, HODO_FLOAT, single, error);
    status =
        status != HODO_OK ? status : hodo_network_take(arena, &made->architecture, HODO_DOUBLE, two, error);
    status = status != HODO_OK ? status : hodo_network_draw(single, stream, error);
    if (status == HODO_OK) {
        hodo_network_convert(single, two);
    }
    return status;
}

/* Room for frozen outputs, taken step by step when they are first kept. */
static hodo_status remember(hodo_arena *arena, landscape *made, hodo_error *error)
{
    hodo_status status = HODO_OK;
    for (size_t p = 0; status == HODO_OK && p < 2; p++) {
        const hodo_precision precision = made->initial[p].precision;
        const size_t batch = made->data->batch, outputs = made->data->outputs;
        const size_t room = LANDSCAPE_FROZEN_BYTES / (batch * outputs * hodo_precision_size(precision));
        made->frozen[p] = hodo_frozen_memo_take(arena, precision, batch, outputs,
                                                room < made->setting.steps ? room : made->setting.steps, error);
        status = made->frozen[p] != NULL ? HODO_OK : HODO_NO_MEMORY;
    }
    return status;
}

hodo_status landscape_open(hodo_arena *arena, const landscape_data *data, const landscape_setting *setting,
                           const hodo_stream *stream, landscape *made, hodo_error *error)
{
    *made = (landscape){.setting = *setting, .data = data};
    landscape_setting *own = &made->setting;
    own->optimiser = own->optimiser != NULL ? own->optimiser : "sgd";
    own->parametrization = own->parametrization != NULL ? own->parametrization : "mup";
    own->learned = own->learned > 0.0 ? own->learned : LANDSCAPE_LEARNED_RATIO;
    if (own->steps == 0) {
        return hodo_fail(error, HODO_INVALID, "0 steps: a landscape needs at least 1");
    }
    /* The square loss is a mean over classes too; cross-entropy over the batch alone. */
    const double factor = own->loss == &hodo_loss_square ? 1 / (double)data->outputs : 1;
    made->training = (hodo_training){.loss = {own->loss, factor},
                                     .centred = true,
                                     .batch = data->batch,
                                     .steps = own->steps,
                                     .optimiser = hodo_optimiser_find(own->optimiser, error),
                                     .stop = {.check = LANDSCAPE_DEAD_CHECK}};
    if (made->training.optimiser.kind == NULL) {
        return HODO_INVALID;
    }
    hodo_status status = architecture(arena, made, error);
    status = status != HODO_OK ? status : parametrize(arena, made, error);
    status = status != HODO_OK ? status : draw(arena, made, stream, error);
    status = status != HODO_OK ? status : remember(arena, made, error);
    made->training.rates = made->rates;
    for (size_t k = 0; k < 2; k++) { /* `made` is the caller's: it does not move */
        made->initial[k].architecture = &made->architecture;
    }
    return status;
}

hodo_cohort *landscape_cohort(hodo_arena *arena, const landscape *of, double gamma, const double *etas,
                              size_t count, hodo_error *error)
{
    hodo_cell_setting *cells = hodo_arena_take(arena, count, sizeof *cells, error);
    if (cells == NULL) {
        return NULL;
    }
    for (size_t c = 0; c < count; c++) {
        cells[c] = (hodo_cell_setting){.eta = etas[c], .gamma = gamma};
    }
    const hodo_precision precision = landscape_precision(gamma);
    hodo_cohort *cohort = hodo_cohort_take(arena, &of->initial[precision], &of->training, cells, count, error);
    return cohort != NULL && hodo_cohort_remember(cohort, of->frozen[precision], error) == HODO_OK ? cohort
                                                                                                   : NULL;
}

/* Sums of the batch losses of the last tenth of the steps. */
typedef struct tail {
    size_t first, count;
    double *sums; /* (cells,) */
} tail;

/* Before step t a cell's loss is that of step t - 1. */
static hodo_status add_loss(void *context, hodo_cohort *cohort, size_t t, hodo_matrix x, hodo_matrix y,
                            hodo_error *error)
{
    tail *of = context;
    (void)x, (void)y, (void)error;
    if (t > of->first) {
        of->count++;
        for (size_t c = 0; c < hodo_cohort_cells(cohort); c++) {
            of->sums[c] += hodo_cohort_cell(cohort, c)->loss;
        }
    }
    return HODO_OK;
}

static hodo_status run_cohort(hodo_arena *scratch, const landscape *of, double gamma, const double *etas,
                              size_t count, const hodo_observer *observer, landscape_outcome *outcomes,
                              hodo_error *error)
{
    const size_t steps = of->setting.steps;
    hodo_cohort *cohort = landscape_cohort(scratch, of, gamma, etas, count, error);
    tail last = {.first = steps - (steps + 9) / 10,
                 .sums = hodo_arena_zero(scratch, count, sizeof(double), error)};
    if (cohort == NULL || last.sums == NULL) {
        return error != NULL ? error->status : HODO_NO_MEMORY;
    }
    const hodo_observer adds = {.look = add_loss, .every = 1, .context = &last, .next = observer};
    const hodo_status status = hodo_loop_run(scratch, cohort, &of->data->source, steps, &adds, NULL, error);
    for (size_t c = 0; status == HODO_OK && c < count; c++) {
        const hodo_cell_state *cell = hodo_cohort_cell(cohort, c);
        const double mean = last.count > 0 ? last.sums[c] / (double)last.count : NAN;
        outcomes[c] = landscape_judge(cell, mean, of->setting.learned);
    }
    return status;
}

hodo_status landscape_run(hodo_arena *scratch, const landscape *of, double gamma, const double *etas,
                          size_t count, const hodo_observer *observer, landscape_outcome *outcomes,
                          hodo_error *error)
{
    hodo_status status = HODO_OK;
    const size_t most = observer != NULL ? count : LANDSCAPE_COHORT;
    for (size_t first = 0; status == HODO_OK && first < count; first += most) {
        const size_t cells = count - first < most ? count - first : most;
        hodo_arena_reset(scratch);
        status = run_cohort(scratch, of, gamma, etas + first, cells, observer, outcomes + first, error);
    }
    return status;
}

/* The test set in the precision of a cohort. */
static hodo_status test_rows(hodo_arena *arena, const landscape *of, const hodo_cohort *cohort, hodo_matrix *x,
                             hodo_matrix *y, hodo_error *error)
{
    const hodo_matrix images = of->data->test.x, targets = of->data->test.y;
    const hodo_precision precision = hodo_cohort_initial(cohort)->precision;
    *x = images;
    *y = targets;
    if (precision != images.precision) {
        *x = hodo_matrix_take(arena, precision, images.rows, images.columns, error);
        *y = hodo_matrix_take(arena, precision, targets.rows, targets.columns, error);
        if (x->data == NULL || y->data == NULL) {
            return HODO_NO_MEMORY;
        }
        hodo_matrix_convert(images, *x);
        hodo_matrix_convert(targets, *y);
    }
    return HODO_OK;
}

hodo_status landscape_test(hodo_arena *arena, const landscape *of, hodo_cohort *cohort, size_t cell,
                           double *loss, double *accuracy, hodo_error *error)
{
    hodo_matrix x, y;
    const hodo_status status = test_rows(arena, of, cohort, &x, &y, error);
    return status == HODO_OK ? hodo_cohort_evaluate(cohort, cell, x, y, loss, accuracy, error) : status;
}

hodo_status landscape_accuracies(hodo_arena *arena, const landscape *of, hodo_cohort *cohort,
                                 double *accuracies, hodo_error *error)
{
    hodo_matrix x, y;
    hodo_status status = test_rows(arena, of, cohort, &x, &y, error);
    for (size_t c = 0; status == HODO_OK && c < hodo_cohort_cells(cohort); c++) {
        accuracies[c] = NAN;
        if (hodo_cohort_cell(cohort, c)->stop != HODO_DIVERGED) {
            hodo_error own = {HODO_OK, ""};
            status = hodo_cohort_evaluate(cohort, c, x, y, NULL, &accuracies[c], &own);
            if (status == HODO_NUMERIC) { /* its last step went too far */
                status = HODO_OK;
            } else if (status != HODO_OK) {
                status = hodo_fail(error, status, "%s", own.message);
            }
        }
    }
    return status;
}

/* A convolution multiplies all patches of a batch at once, and takes this part of the time that an MLP of a
 * hundred units takes for as many multiply-adds; at this many channels patches, entrywise passes and thin
 * products take as long again. */
static const double large_products = 0.4, few_channels = 20;

/* Multiply-adds of one forward pass of one sample, and those behind its first matrix. */
static double forward_cost(const landscape_setting *setting, const landscape_images *images, double *behind)
{
    const double n = (double)setting->width, k = (double)images->classes;
    const double pixels = (double)(images->height * images->width), d = pixels * (double)images->channels;
    if (setting->model == HODO_CNN) { /* conv of all pixels, of a quarter, then dense from a sixteenth */
        const double slow = large_products * (1 + few_channels / n);
        *behind = slow * (pixels / 4 * 9 * n * 2 * n + pixels / 16 * 2 * n * 8 * n + 8 * n * k);
        return slow * d * 9 * n + *behind;
    }
    *behind = (double)(setting->depth - 2) * n * n + n * k;
    return d * n + *behind;
}

/* A step runs forward, backward through all but the first matrix, and makes a gradient. */
double landscape_image_step_cost(const landscape_setting *setting, const landscape_images *images, size_t batch,
                                 double gamma, size_t running)
{
    double behind;
    const double forward = forward_cost(setting, images, &behind);
    const double step = forward + (double)running * (2 * forward + behind);
    return (double)batch * step * (landscape_precision(gamma) == HODO_DOUBLE ? 2 : 1);
}

double landscape_step_cost(const landscape_setting *setting, size_t inputs, size_t outputs, size_t batch,
                           double gamma, size_t running)
{
    const landscape_images row = {.channels = 1, .height = 1, .width = inputs, .classes = outputs};
    return landscape_image_step_cost(setting, &row, batch, gamma, running);
}
