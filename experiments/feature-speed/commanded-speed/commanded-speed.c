/* The commanded rms speed of the last feature against the achieved one: at initialisation with the angle from
 * theory, over training with the angle measured, from theory, and taken as 0. */
#include "experiments/feature-speed/commanded-speed/command_claims.h"
#include "experiments/feature-speed/commanded-speed/command_theory.h"
#include "experiments/feature-speed/commanded-speed/commanded_network.h"
#include "experiments/feature-speed/network_parameters.h"
#include "experiments/feature-speed/teacher_batches.h"

#include <math.h>

static const hodo_parameter parameters[] = {
    {.name = "network",
     .type = HODO_TEXT,
     .role = HODO_SWEEP,
     .usual = "resnet,mlp",
     .unit = "1",
     .doc = "resnet, beta = c/sqrt(L), or mlp"},
    PARAMETER_DEPTH(HODO_SWEEP, "5,20,40", "5,10,20,40,100", NULL),
    {.name = "m",
     .type = HODO_INTEGER,
     .quick = "256",
     .usual = "512",
     .unit = "1",
     .doc = "width at initialisation",
     .least = 3,
     .most = 1e5},
    {.name = "N",
     .type = HODO_INTEGER,
     .quick = "32",
     .usual = "48",
     .paper = "512",
     .unit = "1",
     .doc = "width in training",
     .least = 3,
     .most = 1e5},
    PARAMETER_INPUTS,
    {.name = "c",
     .type = HODO_REAL,
     .usual = "1",
     .unit = "1",
     .doc = "beta sqrt(L) of a resnet; beta at most 1",
     .least = 0,
     .most = 1e3,
     .least_excluded = true},
    {.name = "speed",
     .type = HODO_REAL,
     .usual = "1",
     .unit = "1",
     .doc = "rms speed commanded of f_{L-1}",
     .least = 0,
     .most = 1e6,
     .least_excluded = true},
    {.name = "brake",
     .type = HODO_REAL,
     .usual = "0.5",
     .unit = "1",
     .doc = "what the command is multiplied by half way through training",
     .least = 0,
     .most = 1e3,
     .least_excluded = true},
    {.name = "cosine",
     .type = HODO_TEXT,
     .role = HODO_LIST,
     .usual = "measured,theory,one",
     .unit = "1",
     .doc = "where training has cos(theta) from"},
    {.name = "time",
     .type = HODO_REAL,
     .usual = "0.02",
     .unit = "1",
     .doc = "time of a training step",
     .least = 0,
     .most = 1e3,
     .least_excluded = true},
    {.name = "steps",
     .type = HODO_INTEGER,
     .quick = "20",
     .usual = "40",
     .paper = "100",
     .unit = "1",
     .doc = "of training",
     .least = 1,
     .most = 1e6},
    {.name = "share",
     .type = HODO_REAL,
     .usual = "1e-6",
     .unit = "1",
     .doc = "of a step, over which features are differenced",
     .least = 0,
     .most = 1,
     .least_excluded = true},
    {.name = "batch",
     .type = HODO_INTEGER,
     .usual = "8",
     .unit = "1",
     .doc = "samples of a training step",
     .least = 1,
     .most = 1e4},
    {.name = "samples",
     .type = HODO_INTEGER,
     .usual = "16",
     .unit = "1",
     .doc = "of the data set",
     .least = 1,
     .most = 1e6},
    {.name = "runs",
     .type = HODO_INTEGER,
     .usual = "5",
     .paper = "20",
     .unit = "1",
     .doc = "of the trials, the first that many, are trained",
     .least = 0,
     .most = 1e6},
    {.name = "trials",
     .type = HODO_INTEGER,
     .role = HODO_REPEAT,
     .usual = "20",
     .paper = "200",
     .unit = "1",
     .doc = "independent draws of all weights",
     .least = 1,
     .most = 1e6},
    {.name = NULL},
};

static const hodo_column columns[] = {
    {"phase", "", "start or training", HODO_TEXT},
    {"network", "", "kind of network", HODO_TEXT},
    {"L", "1", "depth", HODO_INTEGER},
    {"trial", "1", "draw of the weights; in training of data and batches too", HODO_INTEGER},
    {"from", "", "where cos(theta) is from: measured, theory, one", HODO_TEXT},
    {"step", "1", "steps taken before", HODO_INTEGER},
    {"width", "1", "of hidden layers", HODO_INTEGER},
    {"beta", "1", "branch scale", HODO_REAL},
    {"commanded", "1", "rms speed commanded of the last feature", HODO_REAL},
    {"speed", "1", "rms speed achieved: the exact velocity, in training along the step taken", HODO_REAL},
    {"difference", "1", "the same from differences of features over a share of the step", HODO_REAL},
    {"whole", "1", "the same over the whole step", HODO_REAL},
    {"ratio", "1", "speed over commanded", HODO_REAL},
    {"difference_ratio", "1", "difference over commanded", HODO_REAL},
    {"whole_ratio", "1", "whole over commanded", HODO_REAL},
    {"log_ratio", "1", "log10 of ratio", HODO_REAL},
    {"cos", "1", "cos(theta) of the last feature, measured", HODO_REAL},
    {"cos_used", "1", "as the rates were set by", HODO_REAL},
    {"loss", "1", "of the batch", HODO_REAL},
    {.name = NULL},
};

static const hodo_column theory_columns[] = {
    {"ratio_wide", "1", "at the start: what the ratio would be at infinite width", HODO_REAL},
    {"ratio_wrong", "1", "at the start: its rms if masks were free (resnet) or layers linear (mlp): wrong",
     HODO_REAL},
    {.name = NULL},
};

/* Features have size 1 and double precision: what is differenced is then right to 1e-3. */
static const double least_moved = 1e-12;

static hodo_status check(const hodo_cell *cell, hodo_error *error)
{
    const char *network = hodo_cell_text(cell, "network");
    bool known;
    const bool resnet = command_is_resnet(network, &known);
    if (!known) {
        return hodo_fail(error, HODO_INVALID, "network = %s is unknown: choose mlp or resnet", network);
    }
    const double c = hodo_cell_real(cell, "c"), most = sqrt(hodo_cell_real(cell, "L"));
    if (resnet && !(c <= most)) {
        return hodo_fail(error, HODO_INVALID, "c = %g is above sqrt(L) = %g, where beta would pass 1: lower c",
                         c, most);
    }
    size_t ways;
    const char *const *from = hodo_cell_texts(cell, "cosine", &ways);
    for (size_t i = 0; i < ways; i++) {
        hodo_cosine mode;
        if (!commanded_cosine_find(from[i], &mode)) {
            return hodo_fail(error, HODO_INVALID, "cosine = %s is unknown: choose measured, theory or one",
                             from[i]);
        }
    }
    const double moved = hodo_cell_real(cell, "share") * hodo_cell_real(cell, "time") *
                         hodo_cell_real(cell, "speed") * fmin(1.0, hodo_cell_real(cell, "brake"));
    if (moved < least_moved) {
        return hodo_fail(error, HODO_INVALID,
                         "share time speed = %.3g, brake in it, is below %g, where differences of features are "
                         "rounding: raise share, time, speed or brake",
                         moved, least_moved);
    }
    return teacher_batches_check(hodo_cell_integer(cell, "batch"), hodo_cell_integer(cell, "samples"), error);
}

hodo_status commanded_row_put(hodo_cell *cell, commanded_row row, hodo_error *error)
{
    const char *network = hodo_cell_text(cell, "network");
    const int64_t depth = hodo_cell_integer(cell, "L");
    const double beta =
        command_branch_scale(command_is_resnet(network, NULL), hodo_cell_real(cell, "c"), depth);
    return hodo_cell_row(
        cell,
        (hodo_value[]){hodo_text(row.phase), hodo_text(network), hodo_integer(depth),
                       hodo_integer(hodo_cell_integer(cell, "trials")), hodo_text(row.from),
                       hodo_integer((int64_t)row.step), hodo_integer((int64_t)row.width), hodo_real(beta),
                       hodo_real(row.commanded), hodo_real(row.speed), hodo_real(row.difference),
                       hodo_real(row.whole), hodo_real(row.speed / row.commanded),
                       hodo_real(row.difference / row.commanded), hodo_real(row.whole / row.commanded),
                       hodo_real(log10(row.speed / row.commanded)), hodo_real(row.cosine), hodo_real(row.used),
                       hodo_real(row.loss)},
        error);
}

static hodo_status compute(hodo_cell *cell, hodo_error *error)
{
    const hodo_status status = commanded_start(cell, error);
    const bool trained = hodo_cell_integer(cell, "trials") < hodo_cell_integer(cell, "runs");
    return status == HODO_OK && trained ? commanded_training(cell, error) : status;
}

/* As timed, in multiply-adds of training: a weight at the start is drawn and probed, the more often the deeper
 * the network is; small matrices cost as if they were wider. */
static const double drawn = 18.0, probed = 0.64, touches = 30.0, passes = 11.0, narrow = 50.0;

static double cost(const hodo_cell *cell)
{
    const double depth = hodo_cell_real(cell, "L"), start = hodo_cell_real(cell, "m"),
                 trained = hodo_cell_real(cell, "N");
    size_t ways;
    (void)hodo_cell_texts(cell, "cosine", &ways);
    const bool trains = hodo_cell_integer(cell, "trials") < hodo_cell_integer(cell, "runs");
    const double steps = trains ? (double)ways * hodo_cell_real(cell, "steps") : 0.0;
    return depth * start * start * (drawn + probed * depth) +
           depth * trained * (trained + narrow) * steps * (touches + passes * hodo_cell_real(cell, "batch"));
}

static hodo_status theory(const hodo_run *run, hodo_table *table, hodo_error *error)
{
    (void)run;
    const size_t phase = hodo_table_find(table, "phase"), network = hodo_table_find(table, "network"),
                 beta = hodo_table_find(table, "beta"), depth = hodo_table_find(table, "L"),
                 width = hodo_table_find(table, "width"), used = hodo_table_find(table, "cos_used"),
                 wide = hodo_table_find(table, "ratio_wide"), wrong = hodo_table_find(table, "ratio_wrong");
    hodo_status status = HODO_OK;
    for (size_t row = 0; status == HODO_OK && row < hodo_table_rows(table); row++) {
        if (hodo_table_get(table, row, phase).text[0] != 's') {
            continue;
        }
        const bool resnet = command_is_resnet(hodo_table_get(table, row, network).text, NULL);
        const double branch_scale = hodo_table_get(table, row, beta).real;
        const int64_t layers = hodo_table_get(table, row, depth).integer;
        const double cosine = hodo_table_get(table, row, used).real;
        double infinite, refuted;
        status = command_cosine_wide(branch_scale, layers, &infinite, error);
        if (status == HODO_OK) {
            status = command_cosine_wrong(resnet, branch_scale, layers,
                                          hodo_table_get(table, row, width).integer, &refuted, error);
        }
        if (status == HODO_OK) {
            hodo_table_set(table, row, wide, hodo_real(cosine / infinite));
            hodo_table_set(table, row, wrong, hodo_real(cosine / refuted));
        }
    }
    return status;
}

int main(int argc, char **argv)
{
    static const hodo_experiment experiment = {
        .name = "feature-speed/commanded-speed",
        .title = "the commanded rms speed of the last feature against the achieved one",
        .source = "arXiv 2311.18718, Proposition 4.1; commands over training are ours",
        .revision = 1,
        .parameters = parameters,
        .columns = columns,
        .theory_columns = theory_columns,
        .check = check,
        .compute = compute,
        .cost = cost,
        .theory = theory,
        .claims = command_claims,
    };
    return hodo_laboratory(&experiment, argc, argv);
}
