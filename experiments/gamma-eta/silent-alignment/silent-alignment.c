/* Silent alignment (arXiv 2410.04642): at large gamma the tangent kernel turns towards the task while the loss
 * stands on its plateau; at small gamma it does not turn at all. */
#include "experiments/gamma-eta/silent-alignment/alignment_claims.h"
#include "probe/kernel_alignment.h"
#include "probe/tangent_kernel.h"

static const hodo_parameter parameters[] = {
    {.name = "gamma",
     .type = HODO_REAL,
     .role = HODO_SWEEP,
     .quick = "1e-2,1e3",
     .usual = "1e-2,1,1e2,1e3",
     .unit = "1",
     .doc = "richness; below 0.01 in double",
     .least = 1e-8,
     .most = 1e8,
     .shares_draws = true},
    DYNAMICS_INTEGER("N", "width of hidden layers", "48", "128", "1000", 1, 1e5),
    DYNAMICS_INTEGER("L", "weight matrices", NULL, "3", NULL, 2, 100),
    DYNAMICS_INTEGER("batch", "images of a step", NULL, "64", NULL, 1, 1e5),
    DYNAMICS_INTEGER("steps", "steps of a run, T", "240", "400", "3000", 20, 1e7),
    DYNAMICS_INTEGER("looks", "looks at the network between its start and its end", "80", "100", "200", 1, 1e5),
    DYNAMICS_INTEGER("images", "test images of the kernel and of the loss", "64", "100", "200", 2, 1e4),
    {.name = "fall",
     .type = HODO_REAL,
     .usual = "0.05",
     .unit = "1",
     .doc = "the plateau ends when the loss has fallen by this share",
     .least = 0,
     .most = 1,
     .least_excluded = true,
     .most_excluded = true},
    DYNAMICS_TRIALS("5", "6", "8"),
    {.name = NULL},
};

static const hodo_column columns[] = {
    {"gamma", "1", "richness", HODO_REAL},
    {"trial", "1", "seed of images and weights; all gamma share it", HODO_INTEGER},
    {"eta", "1", "learning rate", HODO_REAL},
    {"step", "1", "steps taken", HODO_INTEGER},
    {"tau", "1", "eta t/gamma", HODO_REAL},
    {"loss", "1", "on test images, over the first", HODO_REAL},
    {"varied", "1", "the same of outputs and targets less their means over images: blind to a constant",
     HODO_REAL},
    {"accuracy", "1", "on test images", HODO_REAL},
    {"alignment", "1", "centred alignment of the tangent kernel, traced over outputs, with that of the targets",
     HODO_REAL},
    {"raw", "1", "the same alignment without centring", HODO_REAL},
    {.name = NULL},
};

/* What a look needs. */
typedef struct watch {
    hodo_cell *cell;
    double gamma, eta, first, first_varied;
    int64_t trial;
    hodo_matrix x, y;    /* (images, .) in the network's precision */
    hodo_matrix f;       /* (images, k) as x */
    hodo_matrix targets; /* (images, k), double */
    hodo_matrix kernel;  /* (images, images), double */
    hodo_tangent_kernel *probe;
} watch;

/* Mean square of f - y, each less its mean over rows. */
static double varied_loss(hodo_matrix f, hodo_matrix y)
{
    double sum = 0;
    for (size_t c = 0; c < f.columns; c++) {
        double mean = 0, square = 0;
        for (size_t i = 0; i < f.rows; i++) {
            const double off = hodo_matrix_get(f, i, c) - hodo_matrix_get(y, i, c);
            mean += off / (double)f.rows;
            square += off * off / (double)f.rows;
        }
        sum += square - mean * mean;
    }
    return sum / (double)f.columns;
}

/* excerpt: cell */
static hodo_status look(void *context, hodo_cohort *cohort, size_t t, hodo_matrix x, hodo_matrix y,
                        hodo_error *error)
{
    watch *of = context;
    (void)x, (void)y;
    if (hodo_cohort_cell(cohort, 0)->stop != HODO_RUNNING) {
        return hodo_fail(error, HODO_NUMERIC, "gamma = %g, eta = %g: %s", of->gamma, of->eta,
                         hodo_cohort_cell(cohort, 0)->reason);
    }
    double loss, accuracy, alignment, raw;
    hodo_status status = hodo_cohort_evaluate(cohort, 0, of->x, of->y, &loss, &accuracy, error);
    status = status == HODO_OK ? hodo_cohort_outputs(cohort, 0, of->x, of->f, error) : status;
    if (status == HODO_OK) {
        status = hodo_tangent_kernel_measure(of->probe, of->x, (hodo_matrix){0}, NULL, of->kernel, error);
    }
    if (status == HODO_OK) {
        status = hodo_kernel_target_alignment(of->kernel, of->targets, true, &alignment, error);
    }
    if (status == HODO_OK) {
        status = hodo_kernel_target_alignment(of->kernel, of->targets, false, &raw, error);
    }
    if (status != HODO_OK) {
        return status;
    }
    const double varied = varied_loss(of->f, of->y);
    of->first = t == 0 ? loss : of->first;
    of->first_varied = t == 0 ? varied : of->first_varied;
    const hodo_value row[] = {hodo_real(of->gamma),
                              hodo_integer(of->trial),
                              hodo_real(of->eta),
                              hodo_integer((int64_t)t),
                              hodo_real(of->eta * (double)t / of->gamma),
                              hodo_real(loss / of->first),
                              hodo_real(varied / of->first_varied),
                              hodo_real(accuracy),
                              hodo_real(alignment),
                              hodo_real(raw)};
    return hodo_cell_row(of->cell, row, error);
}
/* end: cell */

static hodo_status convert(hodo_arena *arena, hodo_matrix from, hodo_precision precision, hodo_matrix *to,
                           hodo_error *error)
{
    *to = hodo_matrix_take(arena, precision, from.rows, from.columns, error);
    if (to->data == NULL) {
        return HODO_NO_MEMORY;
    }
    hodo_matrix_convert(from, *to);
    return HODO_OK;
}

static hodo_status train(hodo_cell *cell, const landscape *of, hodo_error *error)
{
    hodo_arena *arena = hodo_cell_arena(cell);
    watch seen = {
        .cell = cell, .gamma = hodo_cell_real(cell, "gamma"), .trial = hodo_cell_integer(cell, "trials")};
    const size_t steps = of->setting.steps, images = (size_t)hodo_cell_integer(cell, "images");
    const size_t looks = (size_t)hodo_cell_integer(cell, "looks");
    const hodo_precision precision = landscape_precision(seen.gamma);
    hodo_status status = dynamics_rate(arena, of, seen.gamma, hodo_cell_stream(cell), &seen.eta, error);
    status = status != HODO_OK ? status : convert(arena, of->data->test.x, precision, &seen.x, error);
    status = status != HODO_OK ? status : convert(arena, of->data->test.y, precision, &seen.y, error);
    status = status != HODO_OK ? status : convert(arena, of->data->test.y, HODO_DOUBLE, &seen.targets, error);
    if (status != HODO_OK) {
        return status;
    }
    seen.kernel = hodo_matrix_take(arena, HODO_DOUBLE, images, images, error);
    seen.f = hodo_matrix_take(arena, precision, images, of->data->outputs, error);
    hodo_cohort *cohort = landscape_cohort(arena, of, seen.gamma, &seen.eta, 1, error);
    if (seen.kernel.data == NULL || seen.f.data == NULL || cohort == NULL) {
        return error->status;
    }
    seen.probe = hodo_tangent_kernel_take(arena, &hodo_cohort_cell(cohort, 0)->network, HODO_KERNEL_TRACED,
                                          HODO_KERNEL_BY_GRAMS, 0, images, error);
    if (seen.probe == NULL) {
        return error->status;
    }
    const hodo_observer observer = {.look = look, .every = steps > looks ? steps / looks : 1, .context = &seen};
    return hodo_loop_run(arena, cohort, &of->data->source, steps, &observer, NULL, error);
}

static hodo_status compute(hodo_cell *cell, hodo_error *error)
{
    landscape_data data = {0};
    landscape of;
    hodo_status status =
        dynamics_open(cell, &hodo_loss_square, (size_t)hodo_cell_integer(cell, "images"), &data, &of, error);
    status = status == HODO_OK ? train(cell, &of, error) : status;
    landscape_data_close(&data);
    return status;
}

/* A kernel runs backward once an output. */
static double cost(const hodo_cell *cell)
{
    const landscape_setting setting = dynamics_setting(cell, &hodo_loss_square);
    const size_t batch = (size_t)hodo_cell_integer(cell, "batch");
    const double gamma = hodo_cell_real(cell, "gamma"), steps = (double)setting.steps;
    const double images = (double)hodo_cell_integer(cell, "images"),
                 looks = (double)hodo_cell_integer(cell, "looks");
    const double step = landscape_step_cost(&setting, DYNAMICS_INPUTS, DYNAMICS_OUTPUTS, batch, gamma, 1);
    return steps * (step + (double)batch * LANDSCAPE_IMAGE_COST) +
           looks * images / (double)batch * step * DYNAMICS_OUTPUTS / 2;
}

int main(int argc, char **argv)
{
    static const hodo_experiment experiment = {
        .name = "gamma-eta/silent-alignment",
        .title = "the kernel turns towards the task while the loss stands still",
        .source = "arXiv 2410.04642",
        .revision = 1,
        .parameters = parameters,
        .columns = columns,
        .data = landscape_data_name,
        .compute = compute,
        .cost = cost,
        .claims = alignment_claims,
    };
    return hodo_laboratory(&experiment, argc, argv);
}
