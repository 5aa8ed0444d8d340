/* Figure 2a of arXiv 2311.18718: sensitivity of the last feature of an MLP against depth, under the
 * readouts of three schemes. The schemes of one depth and trial share all draws. */
#include "experiments/feature-speed/sensitivity.h"

#include "experiments/feature-speed/angle_claims.h"
#include "experiments/feature-speed/measured_network.h"
#include "experiments/feature-speed/network_parameters.h"


static const hodo_parameter parameters[] = {
    PARAMETER_WIDTH("200", "400"),
    PARAMETER_DEPTH(HODO_SWEEP, "5..40..5", "5..40", NULL),
    PARAMETER_INPUTS,
    {.name = "scheme", .type = HODO_TEXT, .role = HODO_LIST, .usual = "ntk,mf+mup,fsc", .unit = "1",
     .doc = "ntk, mf+mup or fsc: the deviation of W_L is 1/sqrt(m), 1/m, sqrt(L)/m"},
    PARAMETER_TRIALS("60", "40", "2"),
    {.name = NULL},
};

static const hodo_column columns[] = {
    {"scheme", "", "scheme that sets the readout", HODO_TEXT},
    {"L", "1", "depth", HODO_INTEGER},
    {"trial", "1", "draw of the weights; the schemes of a trial share them", HODO_INTEGER},
    {"sensitivity", "1", "S = rms(f') of the last feature over the loss decay", HODO_REAL},
    {"residual", "1", "|f_L - y|", HODO_REAL},
    {"sensitivity_residual", "1", "S |f_L - y|", HODO_REAL},
    {"cos", "1", "cosine between the last feature's velocity and minus the backward pass", HODO_REAL},
    {.name = NULL},
};

static const hodo_column theory_columns[] = {
    {"theory", "1", "S |f_L - y| at infinite width: sqrt(M2) / (m sigma_L)", HODO_REAL},
    {.name = NULL},
};

static hodo_status check(const hodo_cell *cell, hodo_error *error)
{
    size_t count;
    const char *const *schemes = hodo_cell_texts(cell, "scheme", &count);
    hodo_status status = HODO_OK;
    for (size_t i = 0; i < count && status == HODO_OK; i++) {
        status = rmt_scheme_find(schemes[i], error) == NULL ? HODO_INVALID : HODO_OK;
    }
    return status;
}

/* excerpt: cell */
static hodo_status compute(hodo_cell *cell, hodo_error *error)
{
    network_request request = network_request_of(cell);
    request.readout_scale = 1.0; /* what the schemes' factors multiply */
    request.unit_input = true;
    const char *const *schemes = hodo_cell_texts(cell, "scheme", &request.members);
    double *mlp = hodo_arena_take(hodo_cell_arena(cell), request.members, sizeof *mlp, error);
    double *readout = hodo_arena_take(hodo_cell_arena(cell), request.members, sizeof *readout, error);
    if (mlp == NULL || readout == NULL) {
        return HODO_NO_MEMORY;
    }
    for (size_t i = 0; i < request.members; i++) {
        mlp[i] = 1.0;
        readout[i] =
            rmt_output_std(rmt_scheme_find(schemes[i], error), (double)request.width, (double)request.depth);
    }
    request.branch_scales = mlp;
    request.readout_factors = readout;
    hodo_speeds *speeds;
    hodo_status status = measure_network(cell, &request, &speeds, error);
    for (size_t i = 0; status == HODO_OK && i < request.members; i++) {
        const hodo_speed *last = hodo_speeds_at(speeds, i, request.depth - 1);
        const double residual = measured_residual(speeds, i);
        status = hodo_cell_row(cell,
                               (hodo_value[]){hodo_text(schemes[i]), hodo_integer((int64_t)request.depth),
                                              hodo_integer(hodo_cell_integer(cell, "trials")),
                                              hodo_real(last->sensitivity), hodo_real(residual),
                                              hodo_real(last->sensitivity * residual), hodo_real(last->cosine)},
                               error);
    }
    return status;
}
/* end: cell */

static double cost(const hodo_cell *cell)
{
    size_t members;
    (void)hodo_cell_texts(cell, "scheme", &members);
    return measured_network_cost(cell, members);
}

static hodo_status theory(const hodo_run *run, hodo_table *table, hodo_error *error)
{
    const size_t scheme = hodo_table_find(table, "scheme"), depth = hodo_table_find(table, "L");
    hodo_status status = HODO_OK;
    for (size_t row = 0; row < hodo_table_rows(table) && status == HODO_OK; row++) {
        const rmt_scheme *each = rmt_scheme_find(hodo_table_get(table, row, scheme).text, error);
        status = sensitivity_theory(table, row, each, 1.0, hodo_table_get(table, row, depth).integer,
                                    hodo_run_integer(run, "m"), error);
    }
    return status;
}

/* The schemes of a draw share all weights and S |f_L - y| is exactly proportional to 1 / sigma_L, so they are
 * one measurement: the last of the list is judged. The width allows log S what it adds to the mean of 1/cos^2,
 * which the last claim judges itself, and 1/m for the readout's norm. */
static hodo_status claims(const hodo_run *run, const hodo_table *table, hodo_claims *claims, hodo_error *error)
{
    size_t schemes, depths;
    const char *const *scheme = hodo_run_texts(run, "scheme", &schemes);
    const int64_t *depth = hodo_run_integers(run, "L", &depths);
    const int64_t width = hodo_run_integer(run, "m");
    int64_t deepest = 0;
    for (size_t i = 0; i < depths; i++) {
        deepest = depth[i] > deepest ? depth[i] : deepest;
    }
    const char *judged = scheme[schemes - 1];
    double excess = 0.0;
    hodo_status status = angle_claim_mlp_excess(width, deepest - 2, &excess, error);
    if (status == HODO_OK) {
        status =
            sensitivity_claims(table, "scheme", judged, "", 1.0 / (double)width + 0.5 * excess, claims, error);
    }
    if (status == HODO_OK) {
        const hodo_condition where[] = {{"scheme", hodo_text(judged)}, {.column = NULL}};
        status = angle_claim_mlp(table, where, "L", "inverse-square",
                                 "1/cos^2 over its exact mean at this width, mean over depths", width, claims,
                                 error);
    }
    return status;
}

int main(int argc, char **argv)
{
    static const hodo_experiment experiment = {
        .name = "feature-speed/sensitivity-mlp",
        .title = "sensitivity of the last feature of an MLP against depth, by scheme",
        .source = "arXiv 2311.18718, Figure 2a",
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
