/* The spectrum of J J^T between two features of a network at initialisation, against its law at infinite width.
 */
#include "experiments/jacobian-spectra/spectral_network.h"
#include "experiments/jacobian-spectra/spectrum_bins.h"
#include "experiments/jacobian-spectra/spectrum_claims.h"
#include "experiments/jacobian-spectra/spectrum_theory.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static const hodo_parameter parameters[] = {
    {.name = "network", .type = HODO_TEXT, .role = HODO_SWEEP,
     .quick = "relu/1,relu/4,relu/16,erf/4,isometry/0.5,critical/0.5,resnet/0.5,resnet/2",
     .usual = "relu/1,relu/2,relu/4,relu/8,relu/32,erf/2,erf/8,isometry/0.5,critical/0.5,resnet/0.25,resnet/0.5,resnet/1,"
              "resnet/2",
     .unit = "1", .doc = "FAMILY/NUMBER: relu, erf or orthogonal-relu/L, isometry or critical/s2, resnet/c"},
    {.name = "m", .type = HODO_INTEGER, .quick = "150", .usual = "300", .paper = "1000", .unit = "1",
     .doc = "width",
     .least = 4, .most = 1e5},
    {.name = "layers", .type = HODO_INTEGER, .quick = "32", .usual = "64", .paper = "200", .unit = "1",
     .doc = "factors of a network whose number is no depth", .least = 1, .most = 1e4},
    {.name = "length", .type = HODO_REAL, .usual = "0.5", .unit = "1",
     .doc = "mean square q of a feature before erf",
     .least = 1e-3, .most = 1e3},
    {.name = "bins", .type = HODO_INTEGER, .usual = "80", .paper = "100", .unit = "1",
     .doc = "bins of ln x; of x from 0 to widest near isometry", .least = 8,
     .most = 1e4},
    {.name = "lowest", .type = HODO_REAL, .usual = "1e-4", .unit = "1", .doc = "first edge: below lies bin 0",
     .least = 1e-30, .most = 1e3},
    {.name = "highest", .type = HODO_REAL, .usual = "3e2", .unit = "1", .doc = "last edge", .least = 1e-3,
     .most = 1e9},
    {.name = "widest", .type = HODO_REAL, .usual = "2", .unit = "1", .doc = "last edge near isometry",
     .least = 1e-3,
     .most = 1e3},
    {.name = "trials", .type = HODO_INTEGER, .role = HODO_REPEAT, .quick = "16", .usual = "16",
     .paper = "32", .unit = "1",
     .doc = "independent draws of all weights", .least = 1, .most = 1e6},
    {.name = NULL},
};

static const hodo_column columns[] = {
    SPECTRUM_COLUMNS,
    {"network", "", "family and number", HODO_TEXT},
    {"trace", "1", "tau(J J^T) over its predicted mean, of the draw", HODO_REAL},
    {"second", "1", "tau((J J^T)^2) over the square of that mean, of the draw", HODO_REAL},
    {.name = NULL},
};

static const hodo_column theory_columns[] = {
    SPECTRUM_THEORY_COLUMNS,
    {.name = NULL},
};

/* The first edge of a linear axis: below lie the zeros, and the few that the picture could not tell from them.
 */
static const double zero = 1e-6;

/* Means of tau(J J^T) are judged up to this Var tau, those of tau((J J^T)^2) up to this mean: beyond, rare
 * draws carry them, and a few draws' mean is too skew for Student's quantile. */
static const double moment_variance = 0.02, second_most = 6.0;

static hodo_status read_network(const hodo_cell *cell, spectral_network *network, hodo_error *error)
{
    return spectral_network_read(hodo_cell_text(cell, "network"), (size_t)hodo_cell_integer(cell, "layers"),
                                 hodo_cell_real(cell, "length"), network, error);
}

static hodo_status check(const hodo_cell *cell, hodo_error *error)
{
    spectral_network network;
    const double lowest = hodo_cell_real(cell, "lowest"), highest = hodo_cell_real(cell, "highest");
    if (!(lowest < highest)) {
        return hodo_fail(error, HODO_INVALID, "lowest = %g is not below highest = %g", lowest, highest);
    }
    return read_network(cell, &network, error);
}

/* excerpt: cell */
static hodo_status compute(hodo_cell *cell, hodo_error *error)
{
    const size_t width = (size_t)hodo_cell_integer(cell, "m"), count = (size_t)hodo_cell_integer(cell, "bins");
    hodo_arena *arena = hodo_cell_arena(cell);
    spectral_network network;
    spectrum_bins bins;
    hodo_status status = read_network(cell, &network, error);
    if (status == HODO_OK) {
        status =
            spectral_network_narrow(&network)
                ? spectrum_bins_make(arena, zero, hodo_cell_real(cell, "widest"), count, false, &bins, error)
                : spectrum_bins_make(arena, hodo_cell_real(cell, "lowest"), hodo_cell_real(cell, "highest"),
                                     count, true, &bins, error);
    }
    double *values = hodo_arena_take(arena, width, sizeof *values, error);
    double *cumulative = hodo_arena_take(arena, count, sizeof *cumulative, error);
    if (status != HODO_OK || values == NULL || cumulative == NULL) {
        return status != HODO_OK ? status : HODO_NO_MEMORY;
    }
    status = spectral_network_measure(cell, &network, width, values, error);
    if (status != HODO_OK) {
        return status;
    }
    spectrum_bins_cumulative(&bins, values, width, cumulative);
    double trace, second;
    spectrum_bins_traces(values, width, &trace, &second);
    for (size_t i = 0; i < count && status == HODO_OK; i++) {
        hodo_value row[SPECTRUM_COLUMN_COUNT + 3];
        spectrum_bins_row(&bins, cumulative, i, network.law, hodo_cell_integer(cell, "trials"), row);
        row[SPECTRUM_COLUMN_COUNT] = hodo_text(hodo_cell_text(cell, "network"));
        row[SPECTRUM_COLUMN_COUNT + 1] = hodo_real(trace);
        row[SPECTRUM_COLUMN_COUNT + 2] = hodo_real(second);
        status = hodo_cell_row(cell, row, error);
    }
    return status;
}
/* end: cell */

static double cost(const hodo_cell *cell)
{
    spectral_network network;
    return read_network(cell, &network, NULL) == HODO_OK
               ? spectral_network_cost(&network, (size_t)hodo_cell_integer(cell, "m"))
               : 1.0;
}

static hodo_status theory(const hodo_run *run, hodo_table *table, hodo_error *error)
{
    (void)run;
    return spectrum_theory(table, error);
}

/* What is claimed of one network, with the same allowance throughout. */
typedef struct subject {
    const hodo_table *table;
    hodo_claims *claims;
    const char *text; /* relu/8 */
    char id[SPECTRAL_ID_SIZE];
    spectral_network network;
    int64_t width;
    double allowance, trace_variance;
} subject;

static const char *id_of(const subject *of, const char *what, char id[SPECTRAL_ID_SIZE + 32])
{
    (void)snprintf(id, SPECTRAL_ID_SIZE + 32, "%s-%s", of->id, what);
    return id;
}

static hodo_status claim_moment(const subject *of, const char *column, const char *what, const char *words,
                                hodo_claim_kind kind, double predicted, double tolerance, double resolution,
                                hodo_error *error)
{
    char id[SPECTRAL_ID_SIZE + 32], statement[192];
    (void)snprintf(statement, sizeof statement, "%s: %s", of->text, words);
    const hodo_condition where[] = {
        {"network", hodo_text(of->text)}, {"bin", hodo_integer(0)}, {.column = NULL}};
    const hodo_claim claim = {.id = id_of(of, what, id),
                              .statement = statement,
                              .kind = kind,
                              .predicted = predicted,
                              .tolerance = tolerance,
                              .resolution = resolution};
    return spectrum_claim_mean(of->table, where, column, claim, of->claims, error);
}

static double zeros_of(const void *context, double cumulative)
{
    const subject *of = context;
    return spectral_network_zero_excess(&of->network, (size_t)of->width, cumulative);
}

static hodo_status claim_law(const subject *of, hodo_error *error)
{
    char id[SPECTRAL_ID_SIZE + 32], statement[192];
    (void)snprintf(statement, sizeof statement,
                   "%s: mean distribution function where it is farthest from the law's", of->text);
    const spectrum_allowance allowance = {
        .trace_variance = spectral_network_narrow(&of->network) ? 0.0 : of->trace_variance, /* an atom at p^-n stays */
        .zeros = zeros_of,
        .context = of,
        .everywhere = spectral_network_narrow(&of->network) ? of->allowance : 1.0 / (double)of->width,
    };
    return spectrum_claim_finite_law(of->table, of->network.law, id_of(of, "law", id), statement, allowance,
                                     of->claims, error);
}

/* The mean of the trace: 1 exactly under Gaussian weights and ReLU or none; elsewhere the length map's, which
 * lengths that fluctuate bias by as much as their variance, here bounded by the trace's. */
static hodo_status claim_trace(const subject *of, hodo_error *error)
{
    double moment;
    hodo_status status = spectral_network_second_moment(&of->network, of->width, &moment, error);
    if (status != HODO_OK || of->trace_variance > moment_variance) {
        return status;
    }
    const bool exact = isfinite(moment);
    status = claim_moment(of, "trace", "trace", exact ? "mean of tau(J J^T), 1 at every width" :
                          "mean of tau(J J^T) over the length map's", HODO_CLAIM_EQUAL, 1.0,
                          exact ? 0.0 : of->trace_variance, 0.2, error);
    if (status == HODO_OK && exact && moment <= second_most) {
        status = claim_moment(of, "second", "second-moment", "mean of tau((J J^T)^2), exact at this width",
                              HODO_CLAIM_EQUAL, moment, 0.0, 0.5 * moment, error);
    }
    if (status == HODO_OK && spectral_network_is(&of->network, "critical")) {
        status = claim_moment(of, "trace", "drift", "the mean 1 of a length that stands still is told apart",
                              HODO_CLAIM_APART, 1.0 / of->network.scale, of->trace_variance,
                              fabs(1.0 - 1.0 / of->network.scale) / 2.0, error);
    }
    return status;
}

/* Of ReLU: the law of the same depth without masks. */
static hodo_status claim_wrong(const subject *of, hodo_error *error)
{
    if (!spectral_network_is(&of->network, "relu")) {
        return HODO_OK;
    }
    char id[SPECTRAL_ID_SIZE + 32], statement[192], wrong[64];
    (void)snprintf(wrong, sizeof wrong, "fuss-catalan --order=%zu", of->network.factors);
    (void)snprintf(statement, sizeof statement, "%s: the law without masks (Fuss-Catalan) is told apart",
                   of->text);
    return spectrum_claim_wrong_law(of->table, of->network.law, wrong, id_of(of, "masks", id), statement,
                                    of->allowance, of->claims, error);
}

static hodo_status claims(const hodo_run *run, const hodo_table *table, hodo_claims *claims, hodo_error *error)
{
    size_t count;
    const char *const *networks = hodo_run_texts(run, "network", &count);
    hodo_status status = HODO_OK;
    for (size_t i = 0; i < count && status == HODO_OK; i++) {
        subject of = {
            .table = table, .claims = claims, .text = networks[i], .width = hodo_run_integer(run, "m")};
        spectral_network_id(networks[i], of.id);
        status = spectral_network_read(networks[i], (size_t)hodo_run_integer(run, "layers"),
                                       hodo_run_real(run, "length"), &of.network, error);
        if (status == HODO_OK) {
            status = spectral_network_trace_variance(&of.network, of.width, &of.trace_variance, error);
        }
        if (status != HODO_OK) {
            return status;
        }
        of.allowance = spectrum_claim_allowance(of.trace_variance, of.width);
        status = claim_law(&of, error);
        if (status == HODO_OK) {
            status = claim_trace(&of, error);
        }
        if (status == HODO_OK) {
            status = claim_wrong(&of, error);
        }
    }
    return status;
}

int main(int argc, char **argv)
{
    static const hodo_experiment experiment = {
        .name = "jacobian-spectra/density",
        .title = "the spectrum of J J^T of deep networks against its law",
        .source = "ours; laws of Pennington, Schoenholz and Ganguli (arXiv 1711.04735, 1802.09979) and of "
                  "Tarnowski et al. (arXiv 1809.08848)",
        .revision = 1,
        .parameters = parameters,
        .columns = columns,
        .theory_columns = theory_columns,
        .check = check,
        .compute = compute,
        .cost = cost,
        .theory = theory,
        .claims = claims,
    };
    return hodo_laboratory(&experiment, argc, argv);
}
