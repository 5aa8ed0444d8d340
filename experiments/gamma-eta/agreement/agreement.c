/* Agreement (arXiv 2410.04642): networks of one regime, lazy or rich, learn one function whatever their initial
 * weights; networks of different regimes do not. Two seeds of weights a trial, on the same images in the same
 * order; each gamma trains both. */
#include "experiments/gamma-eta/dynamics.h"
#include "net/pass.h"
#include "probe/agreement.h"
#include "probe/kernel_alignment.h"

#include "base/hash.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static const hodo_parameter parameters[] = {
    {.name = "gamma",
     .type = HODO_REAL,
     .role = HODO_LIST,
     .quick = "1e-2,3e-2,10,30",
     .usual = "1e-2,0.1,1,10",
     .paper = "1e-2,3e-2,0.1,1,10,30",
     .unit = "1",
     .doc = "richness; below 0.01 in double",
     .least = 1e-8,
     .most = 1e8},
    DYNAMICS_INTEGER("N", "width of hidden layers", "64", "128", "1000", 1, 1e5),
    DYNAMICS_INTEGER("L", "weight matrices", NULL, "3", NULL, 2, 100),
    DYNAMICS_INTEGER("batch", "images of a step", "32", "64", NULL, 1, 1e5),
    DYNAMICS_INTEGER("steps", "steps of a run, T", "160", "300", "10000", 20, 1e7),
    DYNAMICS_INTEGER("images", "test images on which networks are compared", "300", "1000", "5000", 2, 1e4),
    DYNAMICS_TRIALS("5", "12", "8"),
    {.name = NULL},
};

static const hodo_column columns[] = {
    {"trial", "1", "seed of images; two seeds of weights each", HODO_INTEGER},
    {"pair", "1", "seeds: the two networks start from other weights; weights: from the same", HODO_TEXT},
    {"gamma", "1", "of the first network", HODO_REAL},
    {"other", "1", "of the second", HODO_REAL},
    {"determination", "1", "R^2 of the outputs, symmetric", HODO_REAL},
    {"same_class", "1", "share of test images that both put into one class", HODO_REAL},
    {"cka", "1", "centred linear CKA of the last hidden features", HODO_REAL},
    {"loss", "1", "of the first network on test images", HODO_REAL},
    {"accuracy", "1", "of the first network on test images", HODO_REAL},
    {.name = NULL},
};

enum { SEEDS = 2 };

/* A trained network as the comparison sees it. */
typedef struct trained {
    double gamma, loss, accuracy;
    hodo_matrix outputs;  /* (images, k) */
    hodo_matrix features; /* (images, N), behind the activation, what the readout reads */
} trained;

/* Outputs are converted, so that networks of both precisions compare. */
static hodo_status keep(hodo_arena *arena, hodo_arena *scratch, const landscape *of, hodo_cohort *cohort,
                        trained *made, hodo_error *error)
{
    const hodo_cell_state *cell = hodo_cohort_cell(cohort, 0);
    const hodo_precision precision = cell->network.precision;
    const size_t images = of->data->test.x.rows;
    if (cell->stop != HODO_RUNNING) {
        return hodo_fail(error, HODO_NUMERIC, "gamma = %g: %s", made->gamma, cell->reason);
    }
    const hodo_matrix x = hodo_matrix_take(scratch, precision, images, of->data->inputs, error);
    const hodo_matrix f = hodo_matrix_take(scratch, precision, images, of->data->outputs, error);
    hodo_network network = cell->network;
    hodo_pass *pass = hodo_pass_take(scratch, &network, images, HODO_FIRST_ORDER, error);
    made->outputs = hodo_matrix_take(arena, HODO_DOUBLE, images, of->data->outputs, error);
    made->features = hodo_matrix_take(arena, HODO_DOUBLE, images, of->setting.width, error);
    if (x.data == NULL || f.data == NULL || pass == NULL || made->outputs.data == NULL ||
        made->features.data == NULL) {
        return error->status;
    }
    hodo_matrix_convert(of->data->test.x, x);
    hodo_status status = landscape_test(scratch, of, cohort, 0, &made->loss, &made->accuracy, error);
    status = status != HODO_OK ? status : hodo_cohort_outputs(cohort, 0, x, f, error);
    status = status != HODO_OK ? status : hodo_pass_forward(pass, x, NULL, error);
    if (status == HODO_OK) {
        hodo_matrix_convert(f, made->outputs);
        hodo_matrix_convert(hodo_pass_weight_input(pass, of->setting.depth - 1), made->features);
    }
    return status;
}

static hodo_status train(hodo_arena *arena, hodo_arena *scratch, const landscape *of, const hodo_stream *stream,
                         trained *made, hodo_error *error)
{
    double eta;
    hodo_arena_reset(scratch);
    hodo_status status = dynamics_rate(scratch, of, made->gamma, stream, &eta, error);
    hodo_cohort *cohort =
        status == HODO_OK ? landscape_cohort(scratch, of, made->gamma, &eta, 1, error) : NULL;
    if (cohort == NULL) {
        return error->status;
    }
    status = hodo_loop_run(scratch, cohort, &of->data->source, of->setting.steps, NULL, NULL, error);
    return status == HODO_OK ? keep(arena, scratch, of, cohort, made, error) : status;
}

static hodo_status compare(hodo_cell *cell, const char *pair, const trained *a, const trained *b,
                           hodo_error *error)
{
    hodo_agreement agreement;
    double cka;
    hodo_status status = hodo_agreement_of(a->outputs, b->outputs, &agreement, error);
    status = status != HODO_OK ? status : hodo_linear_cka(a->features, b->features, true, &cka, error);
    if (status != HODO_OK) {
        return status;
    }
    const hodo_value row[] = {hodo_integer(hodo_cell_integer(cell, "trials")),
                              hodo_text(pair),
                              hodo_real(a->gamma),
                              hodo_real(b->gamma),
                              hodo_real(agreement.determination),
                              hodo_real(agreement.same_class),
                              hodo_real(cka),
                              hodo_real(a->loss),
                              hodo_real(a->accuracy)};
    return hodo_cell_row(cell, row, error);
}

/* excerpt: cell */
/* Every gamma from the first seed's weights against every gamma from the second's, and against those of its
 * own. */
static hodo_status compare_all(hodo_cell *cell, const trained *made, size_t count, hodo_error *error)
{
    hodo_status status = HODO_OK;
    for (size_t i = 0; i < count; i++) {
        for (size_t j = 0; status == HODO_OK && j < count; j++) {
            status = compare(cell, "seeds", &made[i], &made[count + j], error);
            if (status == HODO_OK && j > i) {
                status = compare(cell, "weights", &made[i], &made[j], error);
            }
        }
    }
    return status;
}
/* end: cell */

static hodo_status train_all(hodo_cell *cell, landscape_data *data, hodo_arena *scratch, hodo_error *error)
{
    hodo_arena *arena = hodo_cell_arena(cell);
    size_t count;
    const double *gamma = hodo_cell_reals(cell, "gamma", &count);
    trained *made = hodo_arena_zero(arena, SEEDS * count, sizeof *made, error);
    landscape of[SEEDS];
    hodo_status status =
        dynamics_open(cell, &hodo_loss_square, (size_t)hodo_cell_integer(cell, "images"), data, &of[0], error);
    if (status == HODO_OK && made != NULL) {
        const landscape_setting setting = dynamics_setting(cell, &hodo_loss_square);
        hodo_stream other = *hodo_cell_stream(cell);
        other.cell = hodo_hash_text(other.cell, "other weights");
        status = landscape_open(arena, data, &setting, &other, &of[1], error);
    }
    for (size_t k = 0; status == HODO_OK && made != NULL && k < SEEDS * count; k++) {
        made[k].gamma = gamma[k % count];
        status = train(arena, scratch, &of[k / count], hodo_cell_stream(cell), &made[k], error);
    }
    return status == HODO_OK && made != NULL ? compare_all(cell, made, count, error) : error->status;
}

static hodo_status compute(hodo_cell *cell, hodo_error *error)
{
    hodo_arena *scratch = hodo_arena_alloc();
    if (scratch == NULL) {
        return hodo_fail(error, HODO_NO_MEMORY, "no memory for runs");
    }
    landscape_data data = {0};
    const hodo_status status = train_all(cell, &data, scratch, error);
    landscape_data_close(&data);
    hodo_arena_free(scratch);
    return status;
}

static double cost(const hodo_cell *cell)
{
    const landscape_setting setting = dynamics_setting(cell, &hodo_loss_square);
    const size_t batch = (size_t)hodo_cell_integer(cell, "batch");
    size_t count;
    const double *gamma = hodo_cell_reals(cell, "gamma", &count);
    double step = (double)batch * LANDSCAPE_IMAGE_COST;
    for (size_t i = 0; i < count; i++) {
        step += SEEDS * landscape_step_cost(&setting, DYNAMICS_INPUTS, DYNAMICS_OUTPUTS, batch, gamma[i], 1);
    }
    return (double)setting.steps * step;
}

/* --- Claims --- */

/* Lazy up to this gamma, rich from that one on: between them the regimes mix. */
static const double lazy_most = 0.05, rich_least = 9;
/* Narrower lazy networks keep so much of their seed's features that they may agree less with each other than with
 * a rich one, which has none: the claim on them begins here. */
static const int64_t lazy_width = 100;

typedef enum pairing { LAZY = 0, RICH, ACROSS, PAIRINGS } pairing;

static bool is_of(pairing which, double a, double b)
{
    const bool lazy = a <= lazy_most && b <= lazy_most, rich = a >= rich_least && b >= rich_least;
    const bool across = (a <= lazy_most && b >= rich_least) || (b <= lazy_most && a >= rich_least);
    return which == LAZY ? lazy : which == RICH ? rich : across;
}

/* Mean of a column over the pairs of one trial from other weights; NaN when there is none. */
static double mean_of(const hodo_table *table, const char *column, int64_t trial, pairing which)
{
    const size_t at = hodo_table_find(table, column), trials = hodo_table_find(table, "trial");
    const size_t pair = hodo_table_find(table, "pair"), first = hodo_table_find(table, "gamma");
    const size_t second = hodo_table_find(table, "other");
    double sum = 0;
    size_t count = 0;
    for (size_t row = 0; row < hodo_table_rows(table); row++) {
        if (hodo_table_get(table, row, trials).integer == trial &&
            strcmp(hodo_table_get(table, row, pair).text, "seeds") == 0 &&
            is_of(which, hodo_table_get(table, row, first).real, hodo_table_get(table, row, second).real)) {
            sum += hodo_table_get(table, row, at).real;
            count++;
        }
    }
    return sum / (double)count;
}

static hodo_status claims(const hodo_run *run, const hodo_table *table, hodo_claims *claims, hodo_error *error)
{
    static const struct {
        const char *column, *id, *name;
    } measures[] = {{"determination", "outputs", "R^2 of outputs"}, {"cka", "features", "CKA of features"}};
    static const char *const regime[] = {"lazy", "rich", "across"};
    const size_t trials = (size_t)hodo_run_integer(run, "trials");
    hodo_arena *arena = hodo_arena_alloc();
    double *value = arena != NULL ? hodo_arena_take(arena, trials, sizeof *value, error) : NULL;
    double *difference = arena != NULL ? hodo_arena_take(arena, trials, sizeof *difference, error) : NULL;
    hodo_status status = value != NULL && difference != NULL
                             ? HODO_OK
                             : hodo_fail(error, HODO_NO_MEMORY, "no memory for the claims");
    status = status != HODO_OK ? status : hodo_claims_quantity(claims, "regime/lazy", lazy_most, 2, error);
    status = status != HODO_OK ? status : hodo_claims_quantity(claims, "regime/rich", rich_least, 1, error);
    status = status != HODO_OK ? status
                               : hodo_claims_quantity(claims, "judged-from", (double)lazy_width, 1, error);
    for (size_t k = 0; k < 2; k++) {
        for (int which = LAZY; status == HODO_OK && which < PAIRINGS; which++) {
            for (size_t t = 0; t < trials; t++) {
                value[t] = mean_of(table, measures[k].column, (int64_t)t, (pairing)which);
                difference[t] = value[t] - mean_of(table, measures[k].column, (int64_t)t, ACROSS);
            }
            const hodo_estimate mean = hodo_estimate_mean(value, trials);
            char id[64], statement[160];
            (void)snprintf(id, sizeof id, "%s/%s", measures[k].id, regime[which]);
            status = isnan(mean.value) ? HODO_OK : hodo_claims_quantity(claims, id, mean.value, 3, error);
            const hodo_estimate more = hodo_estimate_mean(difference, trials);
            const bool narrow = which == LAZY && hodo_run_integer(run, "N") < lazy_width;
            if (status != HODO_OK || which == ACROSS || narrow || isnan(more.value)) {
                continue;
            }
            for (int apart = 0; status == HODO_OK && apart < 2; apart++) {
                (void)snprintf(id, sizeof id, "%s-%s%s", measures[k].id, regime[which], apart ? "-apart" : "");
                (void)snprintf(statement, sizeof statement, "%s: within %s minus across regimes, %s",
                               measures[k].name, regime[which], apart ? "not 0" : "above 0");
                const hodo_claim claim = {.id = id,
                                          .statement = statement,
                                          .kind = apart ? HODO_CLAIM_APART : HODO_CLAIM_AT_LEAST,
                                          .resolution = apart ? 0.1 : 0.2};
                status = hodo_claim_estimate(claims, claim, more, error);
            }
        }
    }
    hodo_arena_free(arena);
    return status;
}

int main(int argc, char **argv)
{
    static const hodo_experiment experiment = {
        .name = "gamma-eta/agreement",
        .title = "networks agree within a regime of gamma, not across",
        .source = "arXiv 2410.04642",
        .revision = 1,
        .parameters = parameters,
        .columns = columns,
        .data = landscape_data_name,
        .compute = compute,
        .cost = cost,
        .claims = claims,
    };
    return hodo_laboratory(&experiment, argc, argv);
}
