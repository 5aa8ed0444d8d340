/* The first version's figure for an MLP (arXiv 2311.18718v1): aligned part, speed and
 * sensitivity against the layer. */
#include "experiments/feature-speed/observables.h"
#include "experiments/feature-speed/network_parameters.h"
#include "experiments/feature-speed/rule_family.h"

static const hodo_parameter parameters[] = {
    PARAMETER_WIDTH("100", "200"),
    PARAMETER_DEPTH(HODO_ONE, "60", "200", NULL),
    PARAMETER_INPUTS,
    PARAMETER_BRANCH_RULES(HODO_ONE, "1"),
    PARAMETER_TRIALS("200", "250", "5"),
    {.name = NULL},
};

int main(int argc, char **argv)
{
    static const hodo_experiment experiment = {
        .name = "feature-speed/observables-mlp",
        .title = "aligned part, speed and sensitivity against the layer in an MLP",
        .source = "arXiv 2311.18718, first version, observables of the MLP",
        .revision = 1,
        .parameters = parameters,
        .columns = observables_columns,
        .theory_columns = observables_theory_columns,
        .check = rule_family_check,
        .compute = observables_compute,
        .cost = rule_family_cost,
        .theory = observables_theory,
        .claims = observables_claims,
    };
    return hodo_laboratory(&experiment, argc, argv);
}
