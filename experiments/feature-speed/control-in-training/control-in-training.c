/* Training under the scalings of the table and under feature speed control, depth by depth. */
#include "experiments/feature-speed/control-in-training/control_cell.h"
#include "experiments/feature-speed/control-in-training/control_claims.h"
#include "experiments/feature-speed/control-in-training/start_kernel.h"
#include "experiments/feature-speed/training_looks.h"

#include <math.h>

static const hodo_parameter parameters[] = {
    {.name = "samples",
     .type = HODO_INTEGER,
     .quick = "8",
     .usual = "12",
     .paper = "64",
     .unit = "1",
     .doc = "rows of the batch, all of it at every step",
     .least = 2,
     .most = HODO_TWO_CLASSES_MOST},
    {.name = "steps",
     .type = HODO_INTEGER,
     .usual = "45",
     .paper = "200",
     .unit = "1",
     .doc = "steps of training",
     .least = 4,
     .most = 1e6},
    {.name = "eta",
     .type = HODO_REAL,
     .usual = "0.01",
     .unit = "1",
     .doc = "loss decay a step: commanded, or of the table's network of depth 5",
     .least = 0,
     .least_excluded = true,
     .most = 1},
    {.name = "starts",
     .type = HODO_INTEGER,
     .quick = "8",
     .usual = "32",
     .unit = "1",
     .doc = "draws of weights for the decay of one sample at the start",
     .least = 1,
     .most = 1e6},
    {.name = "target",
     .type = HODO_REAL,
     .usual = "0.5",
     .unit = "1",
     .doc = "trained: the loss over its first value",
     .least = 0,
     .least_excluded = true,
     .most = 1,
     .most_excluded = true},
    {.name = "data",
     .type = HODO_TEXT,
     .role = HODO_SWEEP,
     .usual = "mnist,clusters",
     .unit = "1",
     .doc = "two digits (mnist), two Gaussian clusters (clusters), two classes of images (cifar10)"},
    {.name = "scheme",
     .type = HODO_TEXT,
     .role = HODO_LIST,
     .usual = "ntk,mf-mup,fsc-table,fsc-start,fsc,bafu",
     .unit = "1",
     .doc = "scalings of weights and rates"},
    {.name = "size",
     .type = HODO_TEXT,
     .role = HODO_SWEEP,
     .quick = "5/64,10/64,16/64,5/16,5/32",
     .usual = "5/96,10/96,20/96,40/96,80/96,5/24,5/48",
     .unit = "1",
     .doc = "L/m: depth and width",
     .shares_draws = true},
    {.name = "trials",
     .type = HODO_INTEGER,
     .role = HODO_REPEAT,
     .quick = "5",
     .usual = "7",
     .paper = "20",
     .unit = "1",
     .doc = "draws of weights and samples",
     .least = 1,
     .most = 1e6},
    {.name = NULL},
};

static const hodo_column columns[] = {
    {"data", "1", "what is learned", HODO_TEXT},
    {"scheme", "1", "scaling of weights and rates", HODO_TEXT},
    {"L", "1", "depth: weight matrices, all trained", HODO_INTEGER},
    {"m", "1", "width", HODO_INTEGER},
    {"trial", "1", "draw of weights and samples; schemes and sizes of a trial share it", HODO_INTEGER},
    {"step", "1", "steps taken", HODO_INTEGER},
    {"loss", "1", "loss over its first value", HODO_REAL},
    {"achieved", "1",
     "decay of the loss since the start over the command, eta t or all of it; nan at the start", HODO_REAL},
    {"decay", "1", "-loss' a step over the commanded eta", HODO_REAL},
    {"speed", "1", "rms(f_(L-1)') a step over eta", HODO_REAL},
    {"cos", "1", "cosine of the backward-feature angle of f_(L-1)", HODO_REAL},
    {"balance", "1", "largest contribution to the decay over the mean one", HODO_REAL},
    {"change", "1", "rms(f_(L-1) - f_(L-1) at the start)", HODO_REAL},
    {"moved", "1", "change times the rms of f_L - y at the start, which it is inversely proportional to",
     HODO_REAL},
    {"log_start", "1",
     "mean over draws of log10 of -loss'/(2 loss) of one sample at the start; nan of measured rates",
     HODO_REAL},
    {"first_loss", "1", "loss before the first step", HODO_REAL},
    {"largest", "1", "largest loss of all steps over the first", HODO_REAL},
    {"trained", "1", "steps to the target; nan if never", HODO_REAL},
    {.name = NULL},
};
enum { COLUMNS = 18 };

static const hodo_column theory_columns[] = {
    {"start_law", "1", "log10 of the mean of -loss'/(2 loss), exact at every width", HODO_REAL},
    {"start_lowest", "1", "the least that the mean of its log10 can be at this width", HODO_REAL},
    {"law", "1", "loss over its first value as commanded, 1 - eta t/first_loss; of tables the first tangent",
     HODO_REAL},
    {.name = NULL},
};

/* A look at every so many steps. */
static size_t every_of(size_t steps) { return steps >= CONTROL_LOOKS ? steps / CONTROL_LOOKS : 1; }

static hodo_status write_rows(hodo_cell *cell, const trained_tower_setting *own, double log_start,
                              const training_looks *seen, hodo_error *error)
{
    hodo_status status = HODO_OK;
    for (size_t i = 0; status == HODO_OK && i < seen->count; i++) {
        const training_look *look = &seen->looks[i];
        const double commanded = fmin(own->eta * (double)look->step, seen->first_loss);
        const hodo_value row[COLUMNS] = {
            hodo_text(hodo_cell_text(cell, "data")),
            hodo_text(own->scheme->name),
            hodo_integer((int64_t)own->depth),
            hodo_integer((int64_t)own->width),
            hodo_integer(hodo_cell_integer(cell, "trials")),
            hodo_integer((int64_t)look->step),
            hodo_real(look->loss / seen->first_loss),
            hodo_real((seen->first_loss - look->loss) / commanded), /* 0/0 at the start: nan */
            hodo_real(look->decay / own->eta),
            hodo_real(look->speed / own->eta),
            hodo_real(look->cosine),
            hodo_real(look->balance),
            hodo_real(look->change),
            hodo_real(look->change * sqrt(2 * seen->first_loss)),
            hodo_real(log_start),
            hodo_real(seen->first_loss),
            hodo_real(seen->largest_loss / seen->first_loss),
            hodo_real(seen->target_step < 0 ? NAN : (double)seen->target_step)};
        status = hodo_cell_row(cell, row, error);
    }
    return status;
}

/* excerpt: cell */
static hodo_status train(hodo_cell *cell, hodo_arena *scratch, const char *scheme, double log_start,
                         const hodo_dataset *data, hodo_error *error)
{
    const size_t steps = (size_t)hodo_cell_integer(cell, "steps");
    trained_tower_setting own = {.scheme = trained_tower_find(scheme, error),
                                 .eta = hodo_cell_real(cell, "eta")};
    hodo_status status = control_size(cell, &own.depth, &own.width, error);
    hodo_observer watch;
    trained_tower *tower =
        status == HODO_OK ? trained_tower_open(scratch, &own, data, hodo_cell_stream(cell), error) : NULL;
    training_looks *seen = tower == NULL
                               ? NULL
                               : training_looks_take(scratch, tower, data->count, steps, every_of(steps),
                                                     hodo_cell_real(cell, "target"), &watch, error);
    if (seen == NULL) {
        return error->status;
    }
    tower->control.next = &watch;
    const hodo_source source = hodo_source_full(data);
    status = hodo_loop_run(scratch, tower->cohort, &source, steps,
                           tower->control.look != NULL ? &tower->control : &watch, NULL, error);
    return status == HODO_OK ? write_rows(cell, &own, log_start, seen, error) : status;
}
/* end: cell */

/* All schemes on the same samples, read once. */
static hodo_status compute(hodo_cell *cell, hodo_error *error)
{
    size_t schemes, depth, width;
    const char *const *names = hodo_cell_texts(cell, "scheme", &schemes);
    const hodo_two_classes_setting setting = control_data(cell);
    hodo_dataset data;
    hodo_arena *arena = hodo_cell_arena(cell), *scratch = hodo_arena_alloc();
    double *log_start = hodo_arena_take(arena, schemes, sizeof *log_start, error);
    hodo_status status = scratch == NULL || log_start == NULL
                             ? hodo_fail(error, HODO_NO_MEMORY, "no memory for an arena")
                             : hodo_two_classes_open(arena, &setting, hodo_cell_stream(cell), &data, error);
    status = status != HODO_OK ? status : control_size(cell, &depth, &width, error);
    status = status != HODO_OK ? status
                               : start_kernel_measure(scratch, names, schemes, width, depth, &data,
                                                      control_starts(cell, depth, width),
                                                      hodo_cell_stream(cell), log_start, error);
    for (size_t i = 0; status == HODO_OK && i < schemes; i++) {
        hodo_arena_reset(scratch);
        status = train(cell, scratch, names[i], log_start[i], &data, error);
    }
    hodo_arena_free(scratch);
    return status;
}

/* 1 - eta t/first_loss where eta is commanded; the table's, relative to the base depth, else. */
static hodo_status theory(const hodo_run *run, hodo_table *table, hodo_error *error)
{
    const size_t scheme = hodo_table_find(table, "scheme"), step = hodo_table_find(table, "step");
    const size_t depth = hodo_table_find(table, "L"), first = hodo_table_find(table, "first_loss");
    const size_t law = hodo_table_find(table, "law"), start = hodo_table_find(table, "start_law");
    const size_t lowest = hodo_table_find(table, "start_lowest"), width = hodo_table_find(table, "m");
    const double eta = hodo_run_real(run, "eta");
    for (size_t row = 0; row < hodo_table_rows(table); row++) {
        const trained_tower_scheme *of = trained_tower_find(hodo_table_get(table, row, scheme).text, error);
        const double deeper = (double)hodo_table_get(table, row, depth).integer / TRAINED_TOWER_BASE;
        const double loss = eta * pow(deeper, of->decay_power) *
                            (double)hodo_table_get(table, row, step).integer /
                            hodo_table_get(table, row, first).real;
        hodo_table_set(table, row, law, hodo_real(fmax(0.0, 1.0 - loss)));
        double mean, least;
        const hodo_status status =
            start_kernel_law(of->decay_power, hodo_table_get(table, row, width).integer,
                             hodo_table_get(table, row, depth).integer, &mean, &least, error);
        if (status != HODO_OK) {
            return status;
        }
        hodo_table_set(table, row, start, hodo_real(of->measured ? NAN : mean));
        hodo_table_set(table, row, lowest, hodo_real(of->measured ? NAN : least));
    }
    return HODO_OK;
}

int main(int argc, char **argv)
{
    static const hodo_experiment experiment = {
        .name = "feature-speed/control-in-training",
        .title = "training under feature speed control and under the table's scalings, depth by depth",
        .source = "arXiv 2311.18718, after its first version; the figure is ours",
        .revision = 1,
        .parameters = parameters,
        .columns = columns,
        .theory_columns = theory_columns,
        .data = hodo_two_classes_data_name,
        .check = control_check,
        .compute = compute,
        .cost = control_cost,
        .theory = theory,
        .claims = control_claims,
    };
    return hodo_laboratory(&experiment, argc, argv);
}
