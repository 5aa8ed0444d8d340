/* The backward-feature angle three ways: from the spectrum of the measured kernel, from the velocity of the
 * same network, and from theory at infinite width. */
#include "experiments/jacobian-spectra/kernel_claims.h"
#include "experiments/jacobian-spectra/kernel_network.h"
#include "rmt/angle/angle.h"
#include "rmt/angle/angle_free_mask.h"
#include "rmt/angle/angle_spectrum.h"
#include "rmt/angle/layer_law.h"

#include <math.h>
#include <stdio.h>

static const hodo_parameter parameters[] = {
    {.name = "network", .type = HODO_TEXT, .role = HODO_SWEEP,
     .quick = "linear/2,linear/8,relu/2,relu/8,resnet/0.5,resnet/2,relu-resnet/0.5,relu-resnet/2",
     .usual = "linear/2,linear/4,linear/8,linear/16,relu/2,relu/4,relu/8,relu/16,"
              "resnet/0.25,resnet/0.5,resnet/1,resnet/2,"
              "relu-resnet/0.25,relu-resnet/0.5,relu-resnet/1,relu-resnet/2",
     .unit = "1", .doc = "FAMILY/NUMBER: linear or relu/V, resnet or relu-resnet/c"},
    {.name = "m", .type = HODO_INTEGER, .role = HODO_SWEEP, .quick = "50,100", .usual = "80,160",
     .paper = "200,400",
     .unit = "1", .doc = "widths; claims extrapolate the two largest", .least = 4, .most = 1e5},
    {.name = "layers", .type = HODO_INTEGER, .usual = "32", .paper = "64", .unit = "1",
     .doc = "trained matrices of a residual network", .least = 2, .most = 1e4},
    {.name = "trials", .type = HODO_INTEGER, .role = HODO_REPEAT, .quick = "40", .usual = "60", .paper = "100",
     .unit = "1", .doc = "independent draws of all weights", .least = 1, .most = 1e6},
    {.name = NULL},
};

static const hodo_column columns[] = {
    {"network", "", "family and number", HODO_TEXT},
    {"ensemble", "", "family and width, as the picture names them", HODO_TEXT},
    {"number", "1", "trained matrices V of an MLP, scale c of a residual network", HODO_REAL},
    {"m", "1", "width", HODO_INTEGER},
    {"trial", "1", "draw of the weights", HODO_INTEGER},
    {"theta_spectrum", "rad", "angle of the moments of the draw's kernel: cos = M_1/sqrt(M_2)", HODO_REAL},
    {"theta_direct", "rad", "angle between the same network's velocity and -b", HODO_REAL},
    {"second", "1", "M_2/M_1^2 of the draw's kernel", HODO_REAL},
    {"gap", "1", "ln(1/cos^2) of the velocity minus ln(M_2/M_1^2)", HODO_REAL},
    {"excess_gap", "1", "gap minus what isotropic backward vectors make of it to first order in 1/m",
     HODO_REAL},
    {.name = NULL},
};

static const hodo_column theory_columns[] = {
    {"theta_theory", "rad", "angle at infinite width, this number of layers", HODO_REAL},
    {"theta_law", "rad", "angle of the moments of the law of the kernel; not a number where no law is known",
     HODO_REAL},
    {.name = NULL},
};

/* The smallest errors that matter: of ln(1/cos^2), and of M_2, relative. */
#define GAP_RESOLUTION 0.15
#define MOMENT_RESOLUTION 0.25

/* excerpt: cell */
static hodo_status compute(hodo_cell *cell, hodo_error *error)
{
    const int64_t width = hodo_cell_integer(cell, "m");
    kernel_network network;
    kernel_measurement measured;
    hodo_status status = kernel_cell_network(cell, &network, error);
    if (status == HODO_OK) {
        status = kernel_network_measure(cell, &network, (size_t)width, &measured, error);
    }
    if (status != HODO_OK) {
        return status;
    }
    char ensemble[KERNEL_ID_SIZE];
    (void)snprintf(ensemble, sizeof ensemble, "%s/%lld", kernel_network_family(&network), (long long)width);
    const double gap = log1p(measured.direct_square) - log1p(measured.spectrum_square);
    return hodo_cell_row(cell,
                         (hodo_value[]){hodo_text(hodo_cell_text(cell, "network")), hodo_text(ensemble),
                                        hodo_real(network.number), hodo_integer(width),
                                        hodo_integer(hodo_cell_integer(cell, "trials")),
                                        hodo_real(rmt_theta(measured.spectrum_square)),
                                        hodo_real(rmt_theta(measured.direct_square)),
                                        hodo_real(1 + measured.spectrum_square), hodo_real(gap),
                                        hodo_real(gap - measured.isotropic_gap)},
                         error);
}
/* end: cell */

/* excerpt: theory */
static hodo_status angles_of(const kernel_network *network, double *theory, double *law_angle,
                             hodo_error *error)
{
    double tangent_square;
    hodo_status status = kernel_network_tangent_square(network, &tangent_square, error);
    *theory = status == HODO_OK ? rmt_theta(tangent_square) : NAN;
    *law_angle = NAN;
    if (status != HODO_OK || network->law[0] == '\0') {
        return status;
    }
    rmt_law *law;
    status = rmt_law_open(&law, error, "%s", network->law);
    if (status == HODO_OK) {
        status = rmt_law_tangent_square(law, &tangent_square, error);
        rmt_law_close(law);
    }
    *law_angle = status == HODO_OK ? rmt_theta(tangent_square) : NAN;
    return status;
}
/* end: theory */

static hodo_status theory(const hodo_run *run, hodo_table *table, hodo_error *error)
{
    const size_t from = hodo_table_find(table, "network"), to = hodo_table_find(table, "theta_theory"),
                 to_law = hodo_table_find(table, "theta_law");
    const size_t layers = (size_t)hodo_run_integer(run, "layers");
    hodo_status status = HODO_OK;
    for (size_t row = 0; row < hodo_table_rows(table) && status == HODO_OK; row++) {
        kernel_network network;
        double angle = NAN, law_angle = NAN;
        status = kernel_network_read(hodo_table_get(table, row, from).text, layers, &network, error);
        if (status == HODO_OK) {
            status = angles_of(&network, &angle, &law_angle, error);
        }
        hodo_table_set(table, row, to, hodo_real(angle));
        hodo_table_set(table, row, to_law, hodo_real(law_angle));
    }
    return status;
}

/* tan^2 that a wrong theory gives: the other kappa, or masks that are fresh at every layer of a ReLU ResNet;
 * NaN where masks make no difference. */
static hodo_status wrong_tangent(const kernel_network *network, double *tangent_square, hodo_error *error)
{
    *tangent_square = NAN;
    if (network->residual) {
        return network->masked
                   ? rmt_wrong_free_mask_angle(network->branch_scale, network->layers, tangent_square, error)
                   : HODO_OK;
    }
    const rmt_layer_law *other = rmt_layer_law_find(network->masked ? "linear" : "relu", "gaussian", error);
    if (other == NULL) {
        return HODO_INVALID;
    }
    *tangent_square = rmt_layer_tangent_square(other, 1, network->layers);
    return HODO_OK;
}

typedef struct subject {
    const hodo_table *table;
    hodo_claims *claims;
    const char *text;
    kernel_network network;
    kernel_widths widths;
} subject;

static hodo_status state(const subject *of, const char *what, const char *words, hodo_claim claim,
                         const kernel_estimate *estimate, double scale, double right, hodo_error *error)
{
    return kernel_claim_add(of->text, what, words, claim, estimate, scale, right, of->claims, error);
}

static hodo_status claim_network(const subject *of, hodo_error *error)
{
    kernel_estimate gap, second;
    double tangent_square, wrong;
    const kernel_widths plain = {.largest = of->widths.largest};
    hodo_status status = kernel_estimate_column(of->table, of->text, -1, "excess_gap", plain, &gap, error);
    if (status == HODO_OK) {
        status = kernel_estimate_column(of->table, of->text, -1, "second", of->widths, &second, error);
    }
    if (status == HODO_OK) {
        status = kernel_network_tangent_square(&of->network, &tangent_square, error);
    }
    if (status == HODO_OK) {
        /* The rates know b: eta_k goes as 1/|b_k|^2, which moves the weight of a layer by a share of sqrt(2
         * m2/m) that is correlated with b^T K b. Not derived; of the order of M_2/m. */
        const hodo_claim claim = {.kind = HODO_CLAIM_EQUAL,
                                  .predicted = 0,
                                  .tolerance = (1 + tangent_square) / (double)of->widths.largest,
                                  .resolution = GAP_RESOLUTION};
        status = state(of, "velocity",
                       "ln(1/cos^2) of the velocity minus ln(M2/M1^2) of the kernel, less the isotropic 1/m",
                       claim, &gap, 1, 0, error);
    }
    if (status == HODO_OK) {
        const hodo_claim claim = {.kind = HODO_CLAIM_EQUAL,
                                  .predicted = 1 + tangent_square,
                                  .resolution = MOMENT_RESOLUTION * (1 + tangent_square)};
        status = state(of, "theory", "M2/M1^2 of the kernel, extrapolated in 1/m, against theory", claim,
                       &second, 1 + tangent_square, 1 + tangent_square, error);
    }
    if (status == HODO_OK) {
        status = wrong_tangent(&of->network, &wrong, error);
    }
    if (status == HODO_OK && fabs(wrong - tangent_square) > MOMENT_RESOLUTION * (1 + tangent_square)) {
        const hodo_claim claim = {.kind = HODO_CLAIM_APART, .predicted = 1 + wrong};
        status = state(of, "wrong", of->network.residual ? "masks fresh at every layer are told apart" :
                       "kappa of the other activation is told apart", claim, &second, 1 + tangent_square,
                       1 + tangent_square, error);
    }
    return status;
}

static hodo_status claims(const hodo_run *run, const hodo_table *table, hodo_claims *claims, hodo_error *error)
{
    size_t count;
    const char *const *networks = hodo_run_texts(run, "network", &count);
    subject of = {.table = table, .claims = claims, .widths = kernel_widths_of(run)};
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
        .name = "jacobian-spectra/angle-from-spectrum",
        .title =
            "the backward-feature angle from the spectrum of the kernel, from the velocity and from theory",
        .source = "ours; cos(theta) = M_1/sqrt(M_2) is of arXiv 2311.18718, Thm 3.2",
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
