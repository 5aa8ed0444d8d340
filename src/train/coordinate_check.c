#include "train/coordinate_check.h"

#include "probe/slice.h"
#include "train/loop.h"

#include <float.h>
#include <math.h>
#include <string.h>

static const char *const names[HODO_COORDINATES] = {
    [HODO_COORDINATE_SIZE] = "size", [HODO_COORDINATE_CHANGE] = "change", [HODO_COORDINATE_OWN] = "own"};

const char *hodo_coordinate_name(hodo_coordinate which)
{
    return (unsigned)which < HODO_COORDINATES ? names[which] : "unknown";
}

/* What looks at the network between two steps. */
typedef struct checker {
    const hodo_architecture *architecture;
    hodo_coordinate_record *record;
    hodo_matrix probe;        /* (rows, inputs) */
    hodo_pass *initial, *now; /* of the probe; `initial` has run once and keeps every h_l^0 */
    hodo_feature_change *change;
    hodo_slice **slices; /* (features,) from feature l - 1 to l of the trained network; NULL where none */
    bool lost;           /* a number was not finite */
} checker;

/* Weights lie between features l - 1 and l. */
static bool has_own(const hodo_architecture *architecture, size_t l)
{
    return l > 0 && architecture->feature_depth[l] > architecture->feature_depth[l - 1];
}

/* rms(a - b), differences in double. */
static double distance(hodo_matrix a, hodo_matrix b)
{
    double sum = 0.0;
    for (size_t i = 0; i < a.rows; i++) {
        for (size_t j = 0; j < a.columns; j++) {
            const double difference = hodo_matrix_get(a, i, j) - hodo_matrix_get(b, i, j);
            sum += difference * difference;
        }
    }
    return sqrt(sum / ((double)a.rows * (double)a.columns));
}

/* excerpt: own */
/* rms(h_l' - h_l^0), h_l' by the weights as they are now from h_{l-1} as it was at first. */
static hodo_status measure_own(const checker *of, double *own, hodo_error *error)
{
    hodo_status status = HODO_OK;
    for (size_t l = 0; status == HODO_OK && l < of->record->features; l++) {
        own[l] = NAN;
        if (of->slices[l] == NULL) {
            continue;
        }
        hodo_pass *pass = of->slices[l]->pass;
        status = hodo_pass_forward(pass, hodo_pass_feature(of->initial, l - 1), NULL, error);
        if (status == HODO_OK) {
            own[l] = distance(hodo_pass_output(pass), hodo_pass_feature(of->initial, l));
        }
        if (status == HODO_OK && !isfinite(own[l])) {
            status = hodo_fail(error, HODO_NUMERIC, "its own weights move feature %zu by rms %g", l, own[l]);
        }
    }
    return status;
}
/* end: own */

/* Everything of step t that is not finite, and of all that would have followed. */
static void lose(hodo_coordinate_record *record, size_t t)
{
    for (; t <= record->steps; t++) {
        for (size_t l = 0; l < record->features; l++) {
            record->moves[t * record->features + l] = (hodo_feature_move){.change = INFINITY,
                                                                          .relative = INFINITY,
                                                                          .rms = INFINITY,
                                                                          .mean_magnitude = INFINITY,
                                                                          .cosine = NAN};
            record->own[t * record->features + l] = INFINITY;
        }
    }
}

static hodo_status look(void *context, hodo_cohort *cohort, size_t t, hodo_matrix x, hodo_matrix y,
                        hodo_error *error)
{
    (void)x, (void)y;
    checker *of = context;
    hodo_coordinate_record *record = of->record;
    /* The step that found a number that is not finite took none: its weights are those of the look before. */
    of->lost = of->lost || hodo_cohort_cell(cohort, 0)->stop == HODO_DIVERGED;
    if (of->lost) {
        return HODO_OK;
    }
    hodo_error mine = {HODO_OK, ""};
    hodo_status status = hodo_pass_forward(of->now, of->probe, NULL, &mine);
    if (status == HODO_OK) {
        status = hodo_feature_change_measure(of->change, of->now, record->moves + t * record->features, &mine);
    }
    if (status == HODO_OK) {
        status = measure_own(of, record->own + t * record->features, &mine);
    }
    of->lost = status != HODO_OK;
    record->finite += of->lost ? 0 : 1;
    return status == HODO_OK || status == HODO_NUMERIC ? HODO_OK : hodo_fail(error, status, "%s", mine.message);
}

static hodo_status check(const hodo_network *initial, hodo_matrix probe, size_t steps, hodo_error *error)
{
    const hodo_architecture *architecture = initial->architecture;
    if (steps == 0 || probe.rows == 0) {
        return hodo_fail(error, HODO_INVALID,
                         "%zu steps looked at on %zu rows: a coordinate check needs at least 1 of each", steps,
                         probe.rows);
    }
    if (architecture->members != 1) {
        return hodo_fail(error, HODO_INVALID,
                         "a family of %zu members shares its weights and cannot be trained: train one member",
                         architecture->members);
    }
    if (probe.columns != architecture->inputs || probe.precision != initial->precision) {
        return hodo_fail(
            error, HODO_MISMATCH,
            "a probe batch of %zu columns in %s, of a network with %zu inputs in %s: they must agree",
            probe.columns, probe.precision == HODO_FLOAT ? "float" : "double", architecture->inputs,
            initial->precision == HODO_FLOAT ? "float" : "double");
    }
    return HODO_OK;
}

static hodo_status failed(const hodo_error *error)
{
    return error != NULL && error->status != HODO_OK ? error->status : HODO_NO_MEMORY;
}

/* The passes and slices of a checker, and room for what it will write. */
static hodo_status take(hodo_arena *arena, const hodo_network *initial, hodo_network *trained, checker *of,
                        hodo_error *error)
{
    hodo_coordinate_record *record = of->record;
    const size_t rows = of->probe.rows, features = record->features;
    /* A pass reads a network; it never writes its weights. */
    of->initial = hodo_pass_take(arena, (hodo_network *)(uintptr_t)initial, rows, HODO_FIRST_ORDER, error);
    of->now = hodo_pass_take(arena, trained, rows, HODO_FIRST_ORDER, error);
    of->slices = hodo_arena_zero(arena, features, sizeof(hodo_slice *), error);
    record->moves = hodo_arena_zero(arena, (record->steps + 1) * features, sizeof *record->moves, error);
    record->own = hodo_arena_zero(arena, (record->steps + 1) * features, sizeof *record->own, error);
    if (of->initial == NULL || of->now == NULL || of->slices == NULL || record->moves == NULL ||
        record->own == NULL) {
        return failed(error);
    }
    const hodo_status status = hodo_pass_forward(of->initial, of->probe, NULL, error);
    if (status != HODO_OK) {
        return status;
    }
    of->change = hodo_feature_change_take(arena, of->initial, 0, error);
    bool taken = of->change != NULL;
    for (size_t l = 1; taken && l < features; l++) {
        if (has_own(of->architecture, l)) {
            of->slices[l] = hodo_slice_take(arena, trained, 0, l - 1, l, rows, error);
            taken = of->slices[l] != NULL;
        }
    }
    return taken ? HODO_OK : failed(error);
}

hodo_status hodo_coordinate_check(hodo_arena *arena, const hodo_network *initial, const hodo_training *training,
                                  hodo_cell_setting setting, const hodo_source *source, hodo_matrix probe,
                                  size_t steps, hodo_coordinate_record *record, hodo_error *error)
{
    *record = (hodo_coordinate_record){.features = initial->architecture->feature_count, .steps = steps};
    hodo_status status = check(initial, probe, steps, error);
    if (status != HODO_OK) {
        return status;
    }
    hodo_training unstopped = *training;
    unstopped.stop = (hodo_stop_rule){.diverged = DBL_MAX};
    hodo_cohort *cohort = hodo_cohort_take(arena, initial, &unstopped, &setting, 1, error);
    if (cohort == NULL) {
        return failed(error);
    }
    hodo_cell_state *cell = hodo_cohort_cell(cohort, 0);
    checker of = {.architecture = initial->architecture, .record = record, .probe = probe};
    status = take(arena, initial, &cell->network, &of, error);
    const hodo_observer observer = {.look = look, .every = 1, .context = &of};
    if (status == HODO_OK) {
        status = hodo_loop_run(arena, cohort, source, steps, &observer, NULL, error);
    }
    if (status != HODO_OK) {
        return status;
    }
    record->stop = cell->stop;
    memcpy(record->reason, cell->reason, sizeof record->reason);
    lose(record, record->finite);
    return HODO_OK;
}

double hodo_coordinate_value(const hodo_coordinate_record *record, hodo_coordinate which, size_t step,
                             size_t feature)
{
    const size_t at = step * record->features + feature;
    const hodo_feature_move *move = &record->moves[at];
    return which == HODO_COORDINATE_SIZE     ? move->mean_magnitude
           : which == HODO_COORDINATE_CHANGE ? move->change
                                             : record->own[at];
}

hodo_coordinate_demand hodo_coordinate_judged(const hodo_architecture *architecture, hodo_coordinate which,
                                              size_t step, size_t feature)
{
    const bool output = feature + 1 == architecture->feature_count;
    if (feature == 0 || feature >= architecture->feature_count) {
        return HODO_DEMAND_NONE;
    }
    if (which == HODO_COORDINATE_SIZE) {
        return !output ? HODO_DEMAND_CONSTANT : step == 0 ? HODO_DEMAND_NO_GROWTH : HODO_DEMAND_NONE;
    }
    if (step == 0 || (which == HODO_COORDINATE_OWN && (feature == 1 || !has_own(architecture, feature)))) {
        return HODO_DEMAND_NONE;
    }
    return HODO_DEMAND_CONSTANT;
}
