/* Figure 1a of arXiv 2311.18718: the angle between feature updates and the backward pass, against
 * the layer, for five branch scales. The networks of one trial share their weights. */
#include "experiments/feature-speed/angle_claims.h"
#include "experiments/feature-speed/angle_theory.h"
#include "experiments/feature-speed/branch_rule.h"
#include "experiments/feature-speed/network_parameters.h"
#include "experiments/feature-speed/rule_family.h"

#include <stdio.h>
#include <string.h>

static const hodo_parameter parameters[] = {
    PARAMETER_WIDTH("100", "200"),
    PARAMETER_DEPTH(HODO_ONE, "60", "200", NULL),
    PARAMETER_INPUTS,
    PARAMETER_BRANCH_RULES(HODO_LIST, "1/L,0.5/sqrt(L),1/sqrt(L),2/sqrt(L),1"),
    PARAMETER_TRIALS("150", "300", "5"),
    {.name = NULL},
};

static const hodo_column columns[] = {
    {"beta", "1", "branch scale", HODO_REAL},
    {"trial", "1", "draw of the weights; the branch scales of a trial share them", HODO_INTEGER},
    {"layer", "1", "feature index v = 2 .. L - 1", HODO_INTEGER},
    {"cos", "1", "cosine between the feature velocity and minus the backward pass", HODO_REAL},
    {"theta", "rad", "backward-feature angle", HODO_REAL},
    {"beta_rule", "", "how the branch scale follows from the depth", HODO_TEXT},
    {.name = NULL},
};

static const hodo_column theory_columns[] = {
    {"theta_theory", "rad", "backward-feature angle at infinite width, this depth and layer", HODO_REAL},
    {"theta_free_masks", "rad", "wrong on purpose: the angle if the masks of all layers were independent",
     HODO_REAL},
    {.name = NULL},
};

/* excerpt: cell */
static hodo_status compute(hodo_cell *cell, hodo_error *error)
{
    rule_family family;
    hodo_status status = rule_family_measure(cell, false, &family, error);
    const network_request *request = &family.request;
    for (size_t member = 0; status == HODO_OK && member < request->members; member++) {
        for (size_t layer = 2; status == HODO_OK && layer < request->depth; layer++) {
            const hodo_speed *speed = hodo_speeds_at(family.speeds, member, layer);
            status = hodo_cell_row(cell,
                                   (hodo_value[]){hodo_real(request->branch_scales[member]),
                                                  hodo_integer(hodo_cell_integer(cell, "trials")),
                                                  hodo_integer((int64_t)layer), hodo_real(speed->cosine),
                                                  hodo_real(speed->angle), hodo_text(family.rules[member])},
                                   error);
        }
    }
    return status;
}
/* end: cell */

static hodo_status theory(const hodo_run *run, hodo_table *table, hodo_error *error)
{
    const int64_t depth = hodo_run_integer(run, "L");
    const hodo_status status =
        angle_theory_profile(table, "theta_theory", ANGLE_THEORY_MASKS_PERSIST, depth, error);
    return status == HODO_OK
               ? angle_theory_profile(table, "theta_free_masks", ANGLE_THEORY_MASKS_FREE, depth, error)
               : status;
}

/* Every rule at a quarter, a half and the whole of the depth; where beta = 2/sqrt(L) ends, the wrong
 * theory too. */
static hodo_status claims(const hodo_run *run, const hodo_table *table, hodo_claims *claims, hodo_error *error)
{
    const int64_t depth = hodo_run_integer(run, "L"), width = hodo_run_integer(run, "m");
    const struct {
        int64_t layer;
        const char *name;
    } places[] = {{depth / 4, "quarter"}, {depth / 2, "half"}, {depth - 1, "last"}};
    size_t count;
    const char *const *rules = hodo_run_texts(run, "branch_scale", &count);
    hodo_status status = HODO_OK;
    for (size_t i = 0; i < 3 * count && status == HODO_OK; i++) {
        const char *rule = rules[i / 3];
        const int64_t layer = places[i % 3].layer;
        char rule_id[BRANCH_RULE_ID_SIZE], id[BRANCH_RULE_ID_SIZE + 32], statement[160];
        double branch_scale;
        status = branch_rule_scale(rule, depth, &branch_scale, error);
        if (status != HODO_OK || layer < 2) {
            continue;
        }
        branch_rule_id(rule, rule_id);
        const hodo_condition where[] = {
            {"beta_rule", hodo_text(rule)}, {"layer", hodo_integer(layer)}, {.column = NULL}};
        const bool mlp = branch_scale == 1.0;
        (void)snprintf(id, sizeof id, "%s-%s-%s", mlp ? "inverse-square" : "difference", rule_id,
                       places[i % 3].name);
        (void)snprintf(statement, sizeof statement, "beta = %s, v = %lld: %s", rule, (long long)layer,
                       mlp ? "mean of 1/cos^2 over its exact value at this width"
                           : "measured minus predicted angle (rad)");
        status = mlp ? angle_claim_mlp(table, where, "layer", id, statement, width, claims, error)
                     : angle_claim_difference(table, where, id, statement, width, claims, error);
        if (status == HODO_OK && strcmp(rule, "2/sqrt(L)") == 0 && i % 3 == 2) {
            (void)snprintf(statement, sizeof statement,
                           "beta = %s, v = %lld: the theory with independent masks is told apart (rad)", rule,
                           (long long)layer);
            status = angle_claim_wrong_theory(table, where, "theta_free_masks", "free-masks-fall", statement,
                                              width, claims, error);
        }
    }
    return status;
}

int main(int argc, char **argv)
{
    static const hodo_experiment experiment = {
        .name = "feature-speed/angle-vs-layer",
        .title = "the angle between feature updates and the backward pass, against the layer",
        .source = "arXiv 2311.18718, Figure 1a; the theory lines are ours",
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
