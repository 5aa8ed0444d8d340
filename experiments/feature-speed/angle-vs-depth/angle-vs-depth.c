/* Figure 1b of arXiv 2311.18718: the angle at the last feature against depth, one draw for each
 * depth. The networks of one depth share their weights. */
#include "experiments/feature-speed/angle_claims.h"
#include "experiments/feature-speed/angle_theory.h"
#include "experiments/feature-speed/branch_rule.h"
#include "experiments/feature-speed/network_parameters.h"
#include "experiments/feature-speed/rule_family.h"

#include <stdio.h>

static const hodo_parameter parameters[] = {
    PARAMETER_WIDTH("100", "200"),
    PARAMETER_DEPTH(HODO_SWEEP, "10..100", "10..200", NULL),
    PARAMETER_INPUTS,
    PARAMETER_BRANCH_RULES(HODO_LIST, "1/L,0.5/sqrt(L),1/sqrt(L),2/sqrt(L),0.999"),
    PARAMETER_TRIALS(NULL, "1", NULL),
    {.name = NULL},
};

static const hodo_column columns[] = {
    {"beta_rule", "", "how the branch scale follows from the depth", HODO_TEXT},
    {"L", "1", "depth", HODO_INTEGER},
    {"cos", "1", "cosine between the last feature's velocity and minus the backward pass", HODO_REAL},
    {"theta", "rad", "backward-feature angle of the last feature", HODO_REAL},
    {"beta", "1", "branch scale", HODO_REAL},
    {"trial", "1", "draw of the weights; the branch scales of a trial share them", HODO_INTEGER},
    {.name = NULL},
};

static const hodo_column theory_columns[] = {
    {"theta_theory", "rad", "backward-feature angle at infinite width, this depth", HODO_REAL},
    {.name = NULL},
};

/* excerpt: cell */
static hodo_status compute(hodo_cell *cell, hodo_error *error)
{
    rule_family family;
    hodo_status status = rule_family_measure(cell, false, &family, error);
    const network_request *request = &family.request;
    for (size_t member = 0; status == HODO_OK && member < request->members; member++) {
        const hodo_speed *last = hodo_speeds_at(family.speeds, member, request->depth - 1);
        status = hodo_cell_row(cell,
                               (hodo_value[]){hodo_text(family.rules[member]),
                                              hodo_integer((int64_t)request->depth), hodo_real(last->cosine),
                                              hodo_real(last->angle), hodo_real(request->branch_scales[member]),
                                              hodo_integer(hodo_cell_integer(cell, "trials"))},
                               error);
    }
    return status;
}
/* end: cell */

static hodo_status theory(const hodo_run *run, hodo_table *table, hodo_error *error)
{
    (void)run;
    return angle_theory_output(table, "theta_theory", ANGLE_THEORY_MASKS_PERSIST, error);
}

/* Over all depths together, each depth an independent draw: measured minus predicted angle. */
static hodo_status claims(const hodo_run *run, const hodo_table *table, hodo_claims *claims, hodo_error *error)
{
    size_t count;
    const char *const *rules = hodo_run_texts(run, "branch_scale", &count);
    hodo_status status = HODO_OK;
    for (size_t i = 0; i < count && status == HODO_OK; i++) {
        char rule_id[BRANCH_RULE_ID_SIZE], id[BRANCH_RULE_ID_SIZE + 32], statement[160];
        branch_rule_id(rules[i], rule_id);
        (void)snprintf(id, sizeof id, "mean-difference-%s", rule_id);
        (void)snprintf(statement, sizeof statement,
                       "beta = %s: measured minus predicted angle, on average over the depths (rad)", rules[i]);
        const hodo_condition where[] = {{"beta_rule", hodo_text(rules[i])}, {.column = NULL}};
        status = angle_claim_difference(table, where, id, statement, hodo_run_integer(run, "m"), claims, error);
    }
    return status;
}

int main(int argc, char **argv)
{
    static const hodo_experiment experiment = {
        .name = "feature-speed/angle-vs-depth",
        .title = "the angle at the last feature against depth, one draw for each depth",
        .source = "arXiv 2311.18718, Figure 1b; the theory lines are ours",
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
