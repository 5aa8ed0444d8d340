/* Figure 2b of arXiv 2311.18718: sensitivity of the last feature of a ResNet against depth, at branch
 * scales 1/sqrt(L) and 1/L. The networks of one depth and trial share their weights. */
#include "experiments/feature-speed/branch_rule.h"
#include "experiments/feature-speed/network_parameters.h"
#include "experiments/feature-speed/rule_family.h"
#include "experiments/feature-speed/sensitivity.h"

#include <stdio.h>

static const hodo_parameter parameters[] = {
    PARAMETER_WIDTH("200", "400"),
    PARAMETER_DEPTH(HODO_SWEEP, "20..100..20", "20..100..5", "20..100"),
    PARAMETER_INPUTS,
    PARAMETER_BRANCH_RULES(HODO_LIST, "1/sqrt(L),1/L"),
    PARAMETER_TRIALS("8", "10", "2"),
    {.name = NULL},
};

static const hodo_column columns[] = {
    {"beta_rule", "", "how the branch scale follows from the depth", HODO_TEXT},
    {"L", "1", "depth", HODO_INTEGER},
    {"trial", "1", "draw of the weights; the branch scales of a trial share them", HODO_INTEGER},
    {"beta", "1", "branch scale", HODO_REAL},
    {"sensitivity", "1", "S = rms(f') of the last feature over the loss decay", HODO_REAL},
    {"residual", "1", "|f_L - y|", HODO_REAL},
    {"sensitivity_residual", "1", "S |f_L - y|", HODO_REAL},
    {.name = NULL},
};

static const hodo_column theory_columns[] = {
    {"theory", "1", "S |f_L - y| at infinite width: sqrt(M2)", HODO_REAL},
    {.name = NULL},
};

/* excerpt: cell */
static hodo_status compute(hodo_cell *cell, hodo_error *error)
{
    rule_family family;
    hodo_status status = rule_family_measure(cell, true, &family, error);
    const network_request *request = &family.request;
    for (size_t member = 0; status == HODO_OK && member < request->members; member++) {
        const hodo_speed *last = hodo_speeds_at(family.speeds, member, request->depth - 1);
        const double residual = measured_residual(family.speeds, member);
        status = hodo_cell_row(
            cell,
            (hodo_value[]){hodo_text(family.rules[member]), hodo_integer((int64_t)request->depth),
                           hodo_integer(hodo_cell_integer(cell, "trials")),
                           hodo_real(request->branch_scales[member]), hodo_real(last->sensitivity),
                           hodo_real(residual), hodo_real(last->sensitivity * residual)},
            error);
    }
    return status;
}
/* end: cell */

static hodo_status theory(const hodo_run *run, hodo_table *table, hodo_error *error)
{
    const rmt_scheme *readout = rmt_scheme_find("mf+mup", error); /* W_L ~ N(0, 1/m^2) */
    const size_t beta = hodo_table_find(table, "beta"), depth = hodo_table_find(table, "L");
    hodo_status status = HODO_OK;
    for (size_t row = 0; row < hodo_table_rows(table) && status == HODO_OK; row++) {
        status =
            sensitivity_theory(table, row, readout, hodo_table_get(table, row, beta).real,
                               hodo_table_get(table, row, depth).integer, hodo_run_integer(run, "m"), error);
    }
    return status;
}

static hodo_status claims(const hodo_run *run, const hodo_table *table, hodo_claims *claims, hodo_error *error)
{
    size_t count;
    const char *const *rules = hodo_run_texts(run, "branch_scale", &count);
    /* ||W_L|| and the angle each move the mean of log S by a fraction of 1/m. */
    const double tolerance = 2.0 / (double)hodo_run_integer(run, "m");
    hodo_status status = HODO_OK;
    for (size_t i = 0; i < count && status == HODO_OK; i++) {
        char rule_id[BRANCH_RULE_ID_SIZE], id[BRANCH_RULE_ID_SIZE + 1];
        branch_rule_id(rules[i], rule_id);
        (void)snprintf(id, sizeof id, "-%s", rule_id);
        status = sensitivity_claims(table, "beta_rule", rules[i], id, tolerance, claims, error);
    }
    return status;
}

int main(int argc, char **argv)
{
    static const hodo_experiment experiment = {
        .name = "feature-speed/sensitivity-resnet",
        .title = "sensitivity of the last feature of a ResNet against depth, by branch scale",
        .source = "arXiv 2311.18718, Figure 2b",
        .revision = 1,
        .parameters = parameters,
        .columns = columns,
        .theory_columns = theory_columns,
        .check = rule_family_check,
        .compute = compute,
        .cost = rule_family_cost,
        .theory = theory,
        .claims = claims,
    };
    return hodo_laboratory(&experiment, argc, argv);
}
