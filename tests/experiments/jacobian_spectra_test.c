#include "experiments/jacobian-spectra/edge_theory.h"
#include "experiments/jacobian-spectra/law_tail.h"
#include "experiments/jacobian-spectra/length_map.h"
#include "experiments/jacobian-spectra/spectral_network.h"
#include "experiments/jacobian-spectra/spectrum_bins.h"
#include "experiments/jacobian-spectra/spectrum_claims.h"
#include "experiments/jacobian-spectra/spectrum_theory.h"
#include "base/activation.h"
#include "near.h"

#include <gsl/gsl_errno.h>
#include <gsl/gsl_integration.h>
#include <gsl/gsl_randist.h>
#include <string.h>

/* What the figures of Jacobian spectra share: bins, theory in bins, claims, networks and lengths. */

static void turn_off(void)
{
    (void)gsl_set_error_handler_off();
}

TestSuite(spectra, .init = turn_off);

Test(spectra, bins_hold_what_lies_at_or_below_their_edge)
{
    hodo_arena *arena = hodo_arena_alloc();
    spectrum_bins bins;
    cr_assert_eq(spectrum_bins_make(arena, 1.0, 16.0, 5, true, &bins, NULL), HODO_OK); /* 1 2 4 8 16 */
    near(bins.edge[2], 4.0, 0, 1e-15);
    near(spectrum_bins_middle(&bins, 2), sqrt(8.0), 0, 1e-15);
    near(spectrum_bins_width(&bins, 2), log(2.0), 0, 1e-14);
    bins.edge[2] = 4.0;
    const double values[] = {0.0, 0.5, 3.0, 4.0, 4.5, 9.0, 17.0, 99.0};
    const double want[] = {2.0, 2.0, 4.0, 5.0, 6.0};
    double cumulative[5];
    spectrum_bins_cumulative(&bins, values, 8, cumulative);
    for (size_t i = 0; i < 5; i++) {
        near(cumulative[i], want[i] / 8.0, 0, 0);
    }
    cr_assert_eq(spectrum_bins_make(arena, 0.0, 16.0, 5, true, &bins, NULL), HODO_INVALID);
    cr_assert_eq(spectrum_bins_make(arena, 0.0, 16.0, 5, false, &bins, NULL), HODO_OK);
    near(bins.edge[1], 4.0, 0, 1e-15);
    cr_assert_eq(spectrum_bins_make(arena, 2.0, 1.0, 5, false, &bins, NULL), HODO_INVALID);
    cr_assert_eq(spectrum_bins_make(arena, 0.0, 1.0, 1, false, &bins, NULL), HODO_INVALID);
    hodo_arena_free(arena);
}

/* A table of `draws` draws of the law's own values: the quantiles, shifted by `shift`, draws apart by `spread`;
 * bins of -reach..reach. */
static hodo_table *table_of(const char *law, double shift, double spread, double reach, size_t draws)
{
    static const hodo_column columns[] = {
        SPECTRUM_COLUMNS,
        {"density_theory", "1", "", HODO_REAL},
        {"cumulative_theory", "1", "", HODO_REAL},
    };
    enum { COLUMNS = sizeof columns / sizeof columns[0], VALUES = 400, BINS = 20 };
    hodo_arena *arena = hodo_arena_alloc();
    hodo_table *table = hodo_table_alloc(columns, COLUMNS, NULL);
    spectrum_bins bins;
    cr_assert_eq(spectrum_bins_make(arena, -reach, reach, BINS, false, &bins, NULL), HODO_OK);
    for (size_t draw = 0; draw < draws; draw++) {
        double values[VALUES], cumulative[BINS];
        for (size_t i = 0; i < VALUES;
             i++) { /* of the semicircle: sin^2 spaced, by bisection of its distribution */
            double low = -2.0, high = 2.0;
            for (int step = 0; step < 60; step++) {
                const double x = (low + high) / 2.0;
                const double below = 0.5 + x * sqrt(4.0 - x * x) / (4.0 * M_PI) + asin(x / 2.0) / M_PI;
                *(below < ((double)i + 0.5) / VALUES ? &low : &high) = x;
            }
            values[i] = low + shift + spread * ((double)draw - (double)(draws - 1) / 2.0);
        }
        spectrum_bins_cumulative(&bins, values, VALUES, cumulative);
        for (size_t i = 0; i < BINS; i++) {
            hodo_value row[COLUMNS] = {{0}};
            spectrum_bins_row(&bins, cumulative, i, law, (int64_t)draw, row);
            row[SPECTRUM_COLUMN_COUNT] = row[SPECTRUM_COLUMN_COUNT + 1] = hodo_real(NAN);
            cr_assert_eq(hodo_table_add(table, row, NULL), HODO_OK);
        }
    }
    hodo_arena_free(arena);
    return table;
}

static hodo_verdict verdict_of_draws(double shift, double spread, size_t draws, spectrum_allowance allowance)
{
    hodo_error error = {0};
    hodo_table *table = table_of("semicircle", shift, spread, spread > 0.05 ? 2.5 : 2.0, draws);
    hodo_claims *claims = hodo_claims_alloc(&error);
    cr_assert_eq(spectrum_theory(table, &error), HODO_OK, "%s", error.message);
    cr_assert_eq(spectrum_claim_finite_law(table, "semicircle", "law", "words", allowance, claims, &error),
                 HODO_OK, "%s", error.message);
    const hodo_verdict verdict = hodo_claim_verdict(hodo_claims_at(claims, 0), NULL);
    hodo_claims_free(claims);
    hodo_table_free(table);
    return verdict;
}

static hodo_verdict verdict_of(double shift, spectrum_allowance allowance)
{
    return verdict_of_draws(shift, 1e-3, 6, allowance);
}

static double zeros_of(const void *context, double cumulative)
{
    return fmax(0.0, *(const double *)context - cumulative);
}

/* Values a tenth of a standard deviation off are told apart; the law's own are not. */
Test(spectra, claims_on_distribution_functions)
{
    static const double half = 0.5, whole = 1.05;
    cr_assert_eq(verdict_of(0.0, (spectrum_allowance){.everywhere = 0.005}), HODO_AGREES);
    cr_assert_eq(verdict_of(0.1, (spectrum_allowance){.everywhere = 0.005}),
                 HODO_DIFFERS); /* F moves by 0.1/pi = 0.032 */
    /* Two draws that scatter tell nothing, though beyond the spectrum they have no noise. */
    cr_assert_eq(verdict_of_draws(0.0, 0.1, 2, (spectrum_allowance){.everywhere = 0.005}), HODO_TOO_NOISY);
    /* Zeros that excuse the lower half of the spectrum do not excuse the upper; zeros everywhere do. */
    cr_assert_eq(
        verdict_of(0.1, (spectrum_allowance){.everywhere = 0.005, .zeros = zeros_of, .context = &half}),
        HODO_DIFFERS);
    cr_assert_eq(
        verdict_of(0.1, (spectrum_allowance){.everywhere = 0.005, .zeros = zeros_of, .context = &whole}),
        HODO_AGREES);
    hodo_error error = {0};
    hodo_table *table = table_of("semicircle", 0.0, 1e-3, 2.0, 6);
    hodo_claims *claims = hodo_claims_alloc(&error);
    cr_assert_eq(spectrum_theory(table, &error), HODO_OK);
    cr_assert_eq(spectrum_claim_wrong_law(table, "semicircle", "marchenko-pastur --ratio=1", "wrong", "words",
                                          0.005, claims, &error),
                 HODO_OK, "%s", error.message);
    cr_assert_eq(hodo_claim_verdict(hodo_claims_at(claims, 0), NULL), HODO_AGREES);
    cr_assert_eq(spectrum_claim_law(table, "no such law", "none", "words", 0.0, claims, &error), HODO_MISMATCH);
    hodo_claims_free(claims);
    hodo_table_free(table);
}

/* Theory in a bin: the semicircle's mass below each edge in closed form, densities that sum to the mass. */
Test(spectra, theory_in_bins)
{
    hodo_error error = {0};
    hodo_table *table = table_of("semicircle", 0.0, 1e-3, 2.0, 2);
    cr_assert_eq(spectrum_theory(table, &error), HODO_OK, "%s", error.message);
    double mass = 0.0;
    for (size_t row = 0; row < hodo_table_rows(table); row++) {
        const double x = hodo_table_get(table, row, hodo_table_find(table, "edge")).real;
        const double root = sqrt(fmax(4.0 - x * x, 0.0));
        near(hodo_table_get(table, row, hodo_table_find(table, "cumulative_theory")).real,
             0.5 + x * root / (4.0 * M_PI) + asin(x / 2.0) / M_PI, 1e-10, 0);
        mass += hodo_table_get(table, row, hodo_table_find(table, "density_theory")).real *
                hodo_table_get(table, row, hodo_table_find(table, "width")).real;
    }
    near(mass, 2.0, 1e-10, 0); /* two draws */
    hodo_table_free(table);
}

/* From above and by the law's own distribution function, with atoms, soft and hard edges. */
Test(spectra, distribution_from_above)
{
    static const char *const lines[] = {"marchenko-pastur --ratio=2", "marchenko-pastur --ratio=1",
                                        "fuss-catalan --order=3", "jacobian --activation=relu --depth=4",
                                        "jacobian-resnet --scale=1"};
    const double x[] = {1e-3, 0.1, 0.5, 1.0, 2.0, 5.0, 9.0, 30.0};
    for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++) {
        rmt_law *law = NULL;
        hodo_error error = {0};
        double above[8], own[8];
        cr_assert_eq(rmt_law_open(&law, &error, "%s", lines[i]), HODO_OK, "%s", error.message);
        cr_assert_eq(law_tail_from_above(law, x, 8, above, &error), HODO_OK, "%s", error.message);
        cr_assert_eq(rmt_law_cumulative(law, x, 8, own, &error), HODO_OK, "%s", error.message);
        for (size_t k = 0; k < 8; k++) {
            near(above[k], own[k], 1e-9, 0);
        }
        rmt_law_close(law);
    }
}

typedef struct integrand {
    const hodo_activation *phi;
    double q;
    int power; /* of phi'^2; 0: phi^2 */
} integrand;

static double value(double z, void *data)
{
    const integrand *of = data;
    const double s = sqrt(of->q) * z, slope = of->phi->derivative(s, 0, 0), f = of->phi->value(s, 0, 0);
    return gsl_ran_ugaussian_pdf(z) * (of->power == 0 ? f * f : pow(slope * slope, of->power));
}

static double mean(const char *name, double q, int power)
{
    integrand of = {hodo_activation_find(name, NULL), q, power};
    gsl_integration_workspace *work = gsl_integration_workspace_alloc(1000);
    const double a = 1.0 / sqrt(q); /* where hard-tanh has its kinks */
    double points[] = {-12.0, -a, 0.0, a, 12.0}, result, miss;
    gsl_function f = {value, &of};
    cr_assert_eq(gsl_integration_qagp(&f, points, 5, 0, 1e-10, 1000, work, &result, &miss), 0);
    gsl_integration_workspace_free(work);
    return result;
}

Test(spectra, length_maps)
{
    static const double lengths[] = {0.1, 0.5, 2.0};
    for (size_t i = 0; i < 3; i++) {
        const double q = lengths[i];
        const length_means at[] = {length_means_erf(q), length_means_hard_tanh(q), length_means_relu(q)};
        const char *const names[] = {"erf", "hard-tanh", "relu"};
        for (size_t k = 0; k < 3; k++) {
            near(at[k].square, mean(names[k], q, 0), 0, 1e-8);
            near(at[k].slope_square, mean(names[k], q, 1), 0, 1e-8);
            near(at[k].slope_fourth, mean(names[k], q, 2), 0, 1e-8);
        }
        near(length_of_open_fraction(length_means_hard_tanh(q).slope_square), q, 0, 1e-9);
    }
}

Test(spectra, networks_by_name)
{
    spectral_network network;
    hodo_error error = {0};
    cr_assert_eq(spectral_network_read("relu/8", 64, 1.0, &network, &error), HODO_OK);
    cr_assert_eq(network.factors, 8);
    near(network.gain, sqrt(2.0), 0, 1e-15);
    cr_assert_eq(spectral_network_read("resnet/2", 64, 1.0, &network, &error), HODO_OK);
    near(network.branch_scale, 0.25, 0, 1e-15);
    /* Where q stands still chi is above 1; where the gain is critical q falls and the mean rises, to first
     * order by the same factors. */
    cr_assert_eq(spectral_network_read("isometry/0.5", 64, 1.0, &network, &error), HODO_OK);
    const double p = length_means_hard_tanh(network.length).slope_square;
    near(64.0 * (1.0 / p - 1.0), 0.5, 0, 1e-9);
    near(network.gain * network.gain * length_means_hard_tanh(network.length).square, network.length, 0, 1e-12);
    cr_assert(network.scale > 1.0);
    spectral_network critical;
    cr_assert_eq(spectral_network_read("critical/0.5", 64, 1.0, &critical, &error), HODO_OK);
    near(critical.gain * critical.gain * p, 1.0, 0, 1e-9);
    cr_assert(critical.scale > 1.01 && critical.scale < network.scale);
    double variance;
    cr_assert_eq(spectral_network_read("relu/4", 64, 1.0, &network, &error), HODO_OK);
    cr_assert_eq(spectral_network_trace_variance(&network, 1000, &variance, &error), HODO_OK);
    near(variance, 0.004, 1e-4, 0);
    char id[SPECTRAL_ID_SIZE];
    spectral_network_id("resnet/0.5", id);
    cr_assert_str_eq(id, "resnet-0p5");
    static const char *const wrong[] = {"relu", "relu/0",   "relu/1.5", "tanh/3",
                                        "/2",   "resnet/9", "resnet/x", ""};
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        cr_assert_eq(spectral_network_read(wrong[i], 64, 1.0, &network, &error), HODO_INVALID, "%s", wrong[i]);
    }
}

/* E max of n binomials over m, against the sum over all pairs of outcomes. */
Test(spectra, zeros_of_masks)
{
    enum { UNITS = 6 };
    static const double ways[UNITS + 1] = {1, 6, 15, 20, 15, 6, 1};
    spectral_network network;
    double both = 0.0, excess = 0.0;
    for (int j = 0; j <= UNITS; j++) {
        for (int k = 0; k <= UNITS; k++) {
            const double zeros = (double)(j > k ? j : k) / UNITS;
            both += ways[j] * ways[k] / 4096.0 * zeros;
            excess += ways[j] * ways[k] / 4096.0 * fmax(zeros - 0.4, 0.0);
        }
    }
    cr_assert_eq(spectral_network_at_depth("relu", 1, &network, NULL), HODO_OK);
    near(spectral_network_zero_excess(&network, UNITS, 0.0), 0.5, 0, 1e-12);
    cr_assert_eq(spectral_network_at_depth("relu", 2, &network, NULL), HODO_OK);
    near(spectral_network_zero_excess(&network, UNITS, 0.0), both, 0, 1e-12);
    near(spectral_network_zero_excess(&network, UNITS, 0.4), excess, 0, 1e-12);
    cr_assert_eq(spectral_network_at_depth("resnet/1", 9, &network, NULL), HODO_OK);
    near(spectral_network_zero_excess(&network, UNITS, 0.0), 0.0, 0, 0);
    cr_assert_eq(network.factors, 9);
}

/* Marchenko-Pastur with ratio r = 1/4: ends (1 +- 1/2)^2, both soft, with kappa in closed form; the extremes
 * lie inside. A hard edge has none. */
Test(spectra, edges)
{
    edge_theory edges;
    hodo_error error = {0};
    cr_assert_eq(edge_theory_find("marchenko-pastur --ratio=0.25", 400, &edges, &error), HODO_OK, "%s",
                 error.message);
    near(edges.upper, 2.25, 0, 1e-10);
    near(edges.lower, 0.25, 0, 1e-10);
    /* rho = sqrt((b - x)(x - a)) / (2 pi r x): kappa = sqrt(b - a)/(2 r x) */
    const double mean_of_f1 = -1.2065335745820, upper = sqrt(2.0) / (0.5 * 2.25),
                 lower = sqrt(2.0) / (0.5 * 0.25);
    near(edges.upper_mean, 2.25 + mean_of_f1 * pow(400.0 * upper, -2.0 / 3.0), 0, 1e-6);
    near(edges.lower_mean, 0.25 - mean_of_f1 * pow(400.0 * lower, -2.0 / 3.0), 0, 1e-6);
    cr_assert_eq(edge_theory_find("fuss-catalan --order=2", 400, &edges, &error), HODO_OK, "%s", error.message);
    near(edges.upper, 6.75, 0, 1e-9);
    near(edges.lower, 0.0, 0, 0);
    cr_assert(isnan(edges.lower_mean)); /* hard */
}
