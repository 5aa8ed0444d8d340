/* Spectra of backward-to-feature kernels of networks at initialisation, against their laws at infinite
 * width. */
#include "experiments/jacobian-spectra/kernel_claims.h"
#include "experiments/jacobian-spectra/kernel_network.h"
#include "experiments/jacobian-spectra/spectrum_bins.h"
#include "experiments/jacobian-spectra/spectrum_theory.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static const hodo_parameter parameters[] = {
    {.name = "network", .type = HODO_TEXT, .role = HODO_SWEEP,
     .quick = "linear/2,linear/8,relu/2,relu/8,resnet/0.5,resnet/2,relu-resnet/2",
     .usual = "linear/2,linear/4,linear/8,relu/2,relu/4,relu/8,"
              "resnet/0.5,resnet/1,resnet/2,relu-resnet/1,relu-resnet/2",
     .unit = "1", .doc = "FAMILY/NUMBER: linear or relu/V, resnet or relu-resnet/c"},
    {.name = "m", .type = HODO_INTEGER, .role = HODO_SWEEP, .quick = "50,100", .usual = "100,200",
     .paper = "250,500",
     .unit = "1", .doc = "widths; claims extrapolate the two largest", .least = 4, .most = 1e5},
    {.name = "layers", .type = HODO_INTEGER, .usual = "32", .paper = "64", .unit = "1",
     .doc = "trained matrices of a residual network", .least = 2, .most = 1e4},
    {.name = "bins", .type = HODO_INTEGER, .usual = "40", .unit = "1", .doc = "bins of ln x", .least = 8,
     .most = 1e4},
    {.name = "trials", .type = HODO_INTEGER, .role = HODO_REPEAT, .quick = "80", .usual = "48", .unit = "1",
     .doc = "independent draws of all weights", .least = 1, .most = 1e6},
    {.name = NULL},
};

static const hodo_column columns[] = {
    SPECTRUM_COLUMNS,
    {"network", "", "family and number", HODO_TEXT},
    {"m", "1", "width", HODO_INTEGER},
    {"ensemble", "", "network and width, as the picture names them", HODO_TEXT},
    {"mean", "1", "tau(K) of the draw", HODO_REAL},
    {"second", "1", "tau(K^2)/tau(K)^2 of the draw", HODO_REAL},
    {.name = NULL},
};

static const hodo_column theory_columns[] = {
    SPECTRUM_THEORY_COLUMNS,
    {.name = NULL},
};

/* The atom of a ReLU kernel stands at 1/V but for rounding, and is all that bin 0 holds: of the linear law,
 * whose distribution goes as the square root of the distance, a share of 1e-3. */
#define ABOVE_ATOM 1e-6
/* The smallest error that a reader of the figure would notice: of a distribution function; of a second moment,
 * which scatters more, relative. */
#define RESOLUTION 0.05
#define MOMENT_RESOLUTION 0.25

/* The same for all draws of a network: what laws fill, with room beside. An MLP's kernels lie above 1/V
 * exactly. */
static void range_of(const kernel_network *network, double *lowest, double *highest)
{
    const double n = network->number, masks = network->masked ? 1.6 : 1;
    if (network->residual) {
        *lowest = 0.75 / (1 + 6 * n * n);
        *highest = 1.2 * masks * (1 + 1.8 * n + 2.3 * n * n);
    } else {
        *lowest = (1 + ABOVE_ATOM) / n;
        *highest = 1.6 * masks * n;
    }
}

/* excerpt: cell */
static hodo_status compute(hodo_cell *cell, hodo_error *error)
{
    const size_t width = (size_t)hodo_cell_integer(cell, "m"), count = (size_t)hodo_cell_integer(cell, "bins");
    kernel_network network;
    kernel_measurement measured;
    spectrum_bins bins;
    double lowest = 0, highest = 0;
    hodo_status status = kernel_cell_network(cell, &network, error);
    if (status == HODO_OK) {
        range_of(&network, &lowest, &highest);
        status = spectrum_bins_make(hodo_cell_arena(cell), lowest, highest, count, true, &bins, error);
    }
    if (status == HODO_OK) {
        status = kernel_network_measure(cell, &network, width, &measured, error);
    }
    double *cumulative = hodo_arena_take(hodo_cell_arena(cell), count, sizeof *cumulative, error);
    if (status != HODO_OK || cumulative == NULL) {
        return status != HODO_OK ? status : HODO_NO_MEMORY;
    }
    spectrum_bins_cumulative(&bins, measured.values, width, cumulative);
    char ensemble[KERNEL_ID_SIZE + 32];
    (void)snprintf(ensemble, sizeof ensemble, "%s/%zu", hodo_cell_text(cell, "network"), width);
    for (size_t i = 0; i < count && status == HODO_OK; i++) {
        hodo_value row[SPECTRUM_COLUMN_COUNT + 5];
        spectrum_bins_row(&bins, cumulative, i, network.law, hodo_cell_integer(cell, "trials"), row);
        row[SPECTRUM_COLUMN_COUNT] = hodo_text(hodo_cell_text(cell, "network"));
        row[SPECTRUM_COLUMN_COUNT + 1] = hodo_integer((int64_t)width);
        row[SPECTRUM_COLUMN_COUNT + 2] = hodo_text(ensemble);
        row[SPECTRUM_COLUMN_COUNT + 3] = hodo_real(measured.mean);
        row[SPECTRUM_COLUMN_COUNT + 4] = hodo_real(1 + measured.spectrum_square);
        status = hodo_cell_row(cell, row, error);
    }
    return status;
}
/* end: cell */

static hodo_status theory(const hodo_run *run, hodo_table *table, hodo_error *error)
{
    (void)run;
    return spectrum_theory(table, error);
}

/* What is claimed of one network. */
typedef struct subject {
    const hodo_table *table;
    hodo_claims *claims;
    const char *text;
    kernel_network network;
    kernel_widths widths;
    size_t bins;
} subject;

static hodo_status state(const subject *of, const char *what, const char *words, hodo_claim claim,
                         const kernel_estimate *estimate, double scale, double right, hodo_error *error)
{
    return kernel_claim_add(of->text, what, words, claim, estimate, scale, right, of->claims, error);
}

/* The upper edge of bin i, which all draws of a network share. */
static hodo_status edge_of(const subject *of, size_t bin, double *edge, hodo_error *error)
{
    kernel_estimate same;
    const hodo_status status =
        kernel_estimate_column(of->table, of->text, (int64_t)bin, "edge", of->widths, &same, error);
    *edge = same.infinite.value;
    return status;
}

/* The distribution function, bin by bin: the law where it is farthest beyond the noise, whose error is enlarged
 * for the choice among all bins, and the wrong one where it is farthest from the law. */
static hodo_status claim_law(const subject *of, const char *wrong, const char *wrong_words, hodo_error *error)
{
    kernel_estimate worst = {0}, apart = {0};
    double farthest = -INFINITY, widest = -1, predicted = NAN, wrong_predicted = NAN, right = NAN;
    hodo_status status = HODO_OK;
    for (size_t bin = 0; bin < of->bins && status == HODO_OK; bin++) {
        kernel_estimate got = {0};
        double edge, law = NAN, other = NAN;
        status = edge_of(of, bin, &edge, error);
        if (status == HODO_OK) {
            status = kernel_estimate_column(of->table, of->text, (int64_t)bin, "cumulative", of->widths, &got,
                                            error);
        }
        if (status == HODO_OK) {
            status = spectrum_theory_cumulative(of->network.law, edge, &law, error);
        }
        if (status == HODO_OK) {
            status = spectrum_theory_cumulative(wrong, edge, &other, error);
        }
        kernel_estimate among = got;
        among.infinite.standard_error *= hodo_claim_worst_of(HODO_CLAIM_EQUAL, got.infinite.draws, of->bins);
        const double noise =
            hodo_claim_quantile(HODO_CLAIM_EQUAL, got.infinite.draws) * among.infinite.standard_error;
        const double excess = fabs(got.infinite.value - law) - noise;
        if (status == HODO_OK && !(excess <= farthest)) { /* a NaN is the worst */
            farthest = excess;
            predicted = law;
            worst = among;
        }
        if (status == HODO_OK && fabs(other - law) > widest) {
            widest = fabs(other - law);
            wrong_predicted = other;
            right = law;
            apart = got;
        }
    }
    const double granted = 1 / (double)of->widths.largest;
    if (status == HODO_OK) {
        const hodo_claim claim = {
            .kind = HODO_CLAIM_EQUAL, .predicted = predicted, .tolerance = granted, .resolution = RESOLUTION};
        status = state(
            of, "law",
            "mean distribution function, extrapolated in 1/m, where it is farthest off the law's for its noise",
            claim, &worst, 1, predicted, error);
    }
    if (status == HODO_OK) {
        const hodo_claim claim = {.kind = HODO_CLAIM_APART, .predicted = wrong_predicted, .tolerance = granted};
        status = state(of, "wrong", wrong_words, claim, &apart, 1, right, error);
    }
    return status;
}

/* tau(K^2)/tau(K)^2 against the exact second moment of n layers. */
static hodo_status claim_moment(const subject *of, hodo_error *error)
{
    kernel_estimate got;
    double tangent_square;
    hodo_status status = kernel_estimate_column(of->table, of->text, 0, "second", of->widths, &got, error);
    if (status == HODO_OK) {
        status = kernel_network_tangent_square(&of->network, &tangent_square, error);
    }
    if (status != HODO_OK) {
        return status;
    }
    const double predicted = 1 + tangent_square;
    const hodo_claim claim = {
        .kind = HODO_CLAIM_EQUAL, .predicted = predicted, .resolution = MOMENT_RESOLUTION * predicted};
    return state(of, "second-moment", "mean of M2/M1^2, extrapolated in 1/m", claim, &got, predicted, predicted,
                 error);
}

/* V D J has the rank of the mask D: what is orthogonal to it is moved by the last layer only. Half of the units
 * are off on average, at every width. */
static hodo_status claim_atom(const subject *of, hodo_error *error)
{
    kernel_estimate got;
    const kernel_widths plain = {.largest = of->widths.largest};
    hodo_status status = kernel_estimate_column(of->table, of->text, 0, "cumulative", plain, &got, error);
    if (status != HODO_OK) {
        return status;
    }
    const hodo_claim claim = {.kind = HODO_CLAIM_EQUAL, .predicted = 0.5, .resolution = RESOLUTION};
    return state(of, "atom", "fraction of the eigenvalues at 1/V", claim, &got, 1, 0.5, error);
}

static hodo_status claim_network(const subject *of, hodo_error *error)
{
    const kernel_network *network = &of->network;
    char wrong[KERNEL_LAW_SIZE + 16];
    hodo_status status = claim_moment(of, error);
    if (status != HODO_OK || network->law[0] == '\0') {
        return status; /* ReLU ResNet: no law is known beyond its second moment */
    }
    if (network->residual) {
        (void)snprintf(wrong, sizeof wrong, "bfk-resnet --scale=%.15g", 1.5 * network->number);
        return claim_law(of, wrong, "the law of a scale half as large again is told apart", error);
    }
    (void)snprintf(wrong, sizeof wrong, "bfk --activation=%s --depth=%zu", network->masked ? "linear" : "relu",
                   network->layers);
    status = claim_law(of, wrong, network->masked ? "the law without masks is told apart" :
                       "the law with ReLU's masks is told apart", error);
    return status == HODO_OK && network->masked ? claim_atom(of, error) : status;
}

static hodo_status claims(const hodo_run *run, const hodo_table *table, hodo_claims *claims, hodo_error *error)
{
    size_t count;
    const char *const *networks = hodo_run_texts(run, "network", &count);
    subject of = {.table = table,
                  .claims = claims,
                  .widths = kernel_widths_of(run),
                  .bins = (size_t)hodo_run_integer(run, "bins")};
    hodo_status status = HODO_OK;
    for (size_t i = 0; i < count && of.widths.next > 0 && status == HODO_OK; i++) {
        of.text = networks[i];
        status = kernel_network_read(of.text, (size_t)hodo_run_integer(run, "layers"), &of.network, error);
        if (status == HODO_OK) {
            status = claim_network(&of, error);
        }
    }
    return status;
}

int main(int argc, char **argv)
{
    static const hodo_experiment experiment = {
        .name = "jacobian-spectra/bfk-spectra",
        .title = "spectra of backward-to-feature kernels, against their laws",
        .source = "ours",
        .revision = 1,
        .parameters = parameters,
        .columns = columns,
        .theory_columns = theory_columns,
        .check = kernel_cell_check,
        .compute = compute,
        .cost = kernel_cell_cost,
        .theory = theory,
        .claims = claims,
    };
    return hodo_laboratory(&experiment, argc, argv);
}
