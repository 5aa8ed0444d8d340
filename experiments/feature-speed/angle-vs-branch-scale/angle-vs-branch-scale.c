/* Figure 1c of arXiv 2311.18718: the angle at the last feature against c = beta sqrt(L). The
 * networks of one trial and depth share their weights. */
#include "experiments/feature-speed/angle_claims.h"
#include "experiments/feature-speed/angle_theory.h"
#include "experiments/feature-speed/measured_network.h"
#include "experiments/feature-speed/network_parameters.h"

#include <math.h>
#include <stdio.h>

static const hodo_parameter parameters[] = {
    PARAMETER_WIDTH("200", "500"),
    PARAMETER_DEPTH(HODO_SWEEP, "30,100", "30,100,500", NULL),
    PARAMETER_INPUTS,
    {.name = "branch_scale", .type = HODO_REAL, .role = HODO_LIST, .quick = "logspace(-3,0,10)",
     .usual = "logspace(-3,0,20)", .unit = "1", .doc = "beta, in (0, 1]", .least = 0, .most = 1,
     .least_excluded = true},
    PARAMETER_TRIALS("60", "40", "5"),
    {.name = NULL},
};

static const hodo_column columns[] = {
    {"L", "1", "depth", HODO_INTEGER},
    {"beta", "1", "branch scale", HODO_REAL},
    {"c", "1", "beta sqrt(L)", HODO_REAL},
    {"trial", "1", "draw of the weights; the branch scales of a trial share them", HODO_INTEGER},
    {"cos", "1", "cosine between the last feature's velocity and minus the backward pass", HODO_REAL},
    {"theta", "rad", "backward-feature angle of the last feature", HODO_REAL},
    {.name = NULL},
};

static const hodo_column theory_columns[] = {
    {"theta_theory", "rad", "the angle at infinite width, this depth", HODO_REAL},
    {"theta_limit", "rad", "phi(c): the angle at infinite width and depth", HODO_REAL},
    {"theta_free_masks", "rad", "wrong on purpose: the angle if the masks of all layers were independent",
     HODO_REAL},
    {.name = NULL},
};

/* excerpt: cell */
static hodo_status compute(hodo_cell *cell, hodo_error *error)
{
    network_request request = network_request_of(cell);
    request.branch_scales = hodo_cell_reals(cell, "branch_scale", &request.members);
    hodo_speeds *speeds;
    hodo_status status = measure_network(cell, &request, &speeds, error);
    for (size_t member = 0; status == HODO_OK && member < request.members; member++) {
        const double beta = request.branch_scales[member];
        const hodo_speed *last = hodo_speeds_at(speeds, member, request.depth - 1);
        status = hodo_cell_row(cell,
                               (hodo_value[]){hodo_integer((int64_t)request.depth), hodo_real(beta),
                                              hodo_real(beta * sqrt((double)request.depth)),
                                              hodo_integer(hodo_cell_integer(cell, "trials")),
                                              hodo_real(last->cosine), hodo_real(last->angle)},
                               error);
    }
    return status;
}
/* end: cell */

static double cost(const hodo_cell *cell)
{
    size_t members;
    (void)hodo_cell_reals(cell, "branch_scale", &members);
    return measured_network_cost(cell, members);
}

static hodo_status theory(const hodo_run *run, hodo_table *table, hodo_error *error)
{
    (void)run;
    hodo_status status = angle_theory_output(table, "theta_theory", ANGLE_THEORY_MASKS_PERSIST, error);
    if (status == HODO_OK) {
        status = angle_theory_output(table, "theta_free_masks", ANGLE_THEORY_MASKS_FREE, error);
    }
    return status == HODO_OK ? angle_theory_limit(table, "theta_limit", error) : status;
}

/* For each depth and scale: the right theory holds, and near c = 2 the wrong one falls. */
static hodo_status claims(const hodo_run *run, const hodo_table *table, hodo_claims *claims, hodo_error *error)
{
    size_t depths, scales;
    const int64_t *depth = hodo_run_integers(run, "L", &depths);
    const double *beta = hodo_run_reals(run, "branch_scale", &scales);
    const double nominal[] = {0.3, 1.0, 2.0}; /* of c; the nearest scale of the sweep is judged */
    hodo_status status = HODO_OK;
    for (size_t k = 0; k < 3 && status == HODO_OK; k++) {
        char key[32];
        (void)snprintf(key, sizeof key, "nominal/%zu", k + 1);
        status = hodo_claims_quantity(claims, key, nominal[k], 1, error);
    }
    for (size_t l = 0; l < depths && status == HODO_OK; l++) {
        for (size_t k = 0; k < 3 && status == HODO_OK; k++) {
            size_t nearest = 0;
            for (size_t b = 0; b < scales; b++) {
                const double wanted = nominal[k] / sqrt((double)depth[l]);
                if (fabs(log(beta[b] / wanted)) < fabs(log(beta[nearest] / wanted))) {
                    nearest = b;
                }
            }
            const double c = beta[nearest] * sqrt((double)depth[l]);
            const hodo_condition where[] = {
                {"L", hodo_integer(depth[l])}, {"beta", hodo_real(beta[nearest])}, {.column = NULL}};
            char id[64], statement[160];
            (void)snprintf(id, sizeof id, "theta-depth-%lld-scale-%zu", (long long)depth[l], k + 1);
            (void)snprintf(statement, sizeof statement,
                           "L = %lld, c = %.2f: measured minus predicted angle (rad)", (long long)depth[l], c);
            status =
                angle_claim_difference(table, where, id, statement, hodo_run_integer(run, "m"), claims, error);
            if (status == HODO_OK && k == 2) {
                (void)snprintf(id, sizeof id, "free-masks-fall-depth-%lld", (long long)depth[l]);
                (void)snprintf(statement, sizeof statement,
                               "L = %lld, c = %.2f: the theory with independent masks is told apart (rad)",
                               (long long)depth[l], c);
                status = angle_claim_wrong_theory(table, where, "theta_free_masks", id, statement,
                                                  hodo_run_integer(run, "m"), claims, error);
            }
        }
    }
    return status;
}

int main(int argc, char **argv)
{
    static const hodo_experiment experiment = {
        .name = "feature-speed/angle-vs-branch-scale",
        .title = "the angle at the last feature against c = beta sqrt(L)",
        .source = "arXiv 2311.18718, Figure 1c; the theory lines are ours",
        .revision = 1,
        .parameters = parameters,
        .columns = columns,
        .theory_columns = theory_columns,
        .compute = compute,
        .cost = cost,
        .theory = theory,
        .claims = claims,
    };
    return hodo_laboratory(&experiment, argc, argv);
}
