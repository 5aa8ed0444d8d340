/* The backward twin of the feature speed formula (arXiv 2311.18718, Proposition 6.1): both sides against the
 * layer, and the angle between b_v' and -f_v, under a linear and a square loss, in an MLP and a ResNet. */
#include "experiments/feature-speed/backward-twin/twin_claims.h"
#include "experiments/feature-speed/backward-twin/twin_network.h"
#include "experiments/feature-speed/backward-twin/twin_theory.h"
#include "experiments/feature-speed/network_parameters.h"
#include "experiments/feature-speed/rule_family.h"

#include <math.h>

static const hodo_parameter parameters[] = {
    PARAMETER_WIDTH("100", "400"),
    PARAMETER_DEPTH(HODO_ONE, "40", "100", "200"),
    PARAMETER_INPUTS,
    PARAMETER_BRANCH_RULES(HODO_LIST, "1,1/sqrt(L)"),
    {.name = "readout", .type = HODO_REAL, .usual = "1", .unit = "1",
     .doc = "R: entries of W_L are N(0, (R/m)^2)", .least = 1e-6, .most = 1e6},
    {.name = "samples", .type = HODO_INTEGER, .role = HODO_LIST, .usual = "1,3", .unit = "1",
     .doc = "sizes of the batch; the angle's theory is of one", .least = 1, .most = 1e4},
    PARAMETER_TRIALS("80", "48", NULL),
    {.name = NULL},
};

static const hodo_column columns[] = {
    {"network", "1", "rule of the branch scale; 1 is the MLP", HODO_TEXT},
    {"loss", "1", "linear or square", HODO_TEXT},
    {"samples", "1", "in the batch", HODO_INTEGER},
    {"trial", "1", "draw of the weights, which losses and networks share", HODO_INTEGER},
    {"layer", "1", "feature index v = 1 .. L - 2", HODO_INTEGER},
    {"above", "1", "n_v = L - 1 - v, trained matrices above the feature", HODO_INTEGER},
    {"left", "1", "||b_v'|| ||f_v|| cos(thetatilde_v)", HODO_REAL},
    {"contributions", "1", "sum over the matrices above of rate ||grad||^2", HODO_REAL},
    {"curvature", "1", "-f_L^T (Hess loss) f_L'", HODO_REAL},
    {"residual", "1", "the same with f_L - y in the place of f_L: wrong", HODO_REAL},
    {"cos", "1", "cos(thetatilde_v), between b_v' and -f_v", HODO_REAL},
    {"turning", "1", "||b_v'|| ||f_v||", HODO_REAL},
    {"cos_contributions", "1", "contributions / turning: the part of cos that f_L does not carry", HODO_REAL},
    {"output", "1", "f_L of the first sample", HODO_REAL},
    {.name = NULL},
};

static hodo_status put_rows(hodo_cell *cell, const char *loss, size_t samples, const twin_view *view,
                            hodo_error *error)
{
    size_t members;
    const char *const *rules = hodo_cell_texts(cell, "branch_scale", &members);
    hodo_status status = HODO_OK;
    for (size_t j = 0; j < members; j++) {
        for (size_t v = 1; v + 2 < view->features && status == HODO_OK; v++) {
            const hodo_twin *twin = &view->twins[j * view->features + v];
            const double entries = (double)samples * hodo_cell_real(cell, "m");
            const double contributions = twin->right - view->curvature[j];
            const double turning =
                entries * twin->backward_speed * hodo_speeds_at(view->speeds, j, v)->feature_rms;
            status = hodo_cell_row(
                cell,
                (hodo_value[]){hodo_text(rules[j]), hodo_text(loss), hodo_integer((int64_t)samples),
                               hodo_integer(hodo_cell_integer(cell, "trials")), hodo_integer((int64_t)v),
                               hodo_integer((int64_t)(view->features - 2 - v)), hodo_real(twin->left),
                               hodo_real(contributions), hodo_real(view->curvature[j]),
                               hodo_real(view->residual[j]), hodo_real(twin->cosine),
                               hodo_real(turning), hodo_real(contributions / turning),
                               hodo_real(view->output[j])},
                error);
        }
    }
    return status;
}

static hodo_status compute(hodo_cell *cell, hodo_error *error)
{
    size_t sizes;
    const int64_t *samples = hodo_cell_integers(cell, "samples", &sizes);
    twin_network network;
    hodo_status status = twin_network_take(cell, &network, error);
    for (size_t i = 0; i < sizes; i++) {
        for (size_t loss = 0; loss < TWIN_LOSSES && status == HODO_OK; loss++) {
            twin_view view;
            status = twin_network_measure(&network, loss, (size_t)samples[i], hodo_cell_arena(cell), &view,
                                          error);
            if (status == HODO_OK) {
                status = put_rows(cell, twin_loss_names[loss], (size_t)samples[i], &view, error);
            }
        }
    }
    return status;
}

static hodo_status check(const hodo_cell *cell, hodo_error *error)
{
    static const int64_t least = 3; /* below, the mean of 1/cos^2 is infinite */
    const int64_t width = hodo_cell_integer(cell, "m");
    return width < least ? hodo_fail(error, HODO_INVALID,
                                     "m = %lld: the theory at this width begins at %lld: raise m",
                                     (long long)width, (long long)least)
                         : rule_family_check(cell, error);
}

/* Multiply-adds: the drawing of a weight, and per loss and batch what reading it and each row of the pass
 * cost. */
static double cost(const hodo_cell *cell)
{
    static const double draw = 20.0, read = 12.0, row = 4.0;
    size_t members, sizes;
    (void)hodo_cell_texts(cell, "branch_scale", &members);
    const int64_t *samples = hodo_cell_integers(cell, "samples", &sizes);
    const double width = hodo_cell_real(cell, "m");
    double each = draw;
    for (size_t i = 0; i < sizes; i++) {
        each += TWIN_LOSSES * (read + row * (double)members * (double)samples[i]);
    }
    return hodo_cell_real(cell, "L") * width * width * each;
}

int main(int argc, char **argv)
{
    static const hodo_experiment experiment = {
        .name = "feature-speed/backward-twin",
        .title = "the backward twin: how fast backward vectors turn, and against what",
        .source = "arXiv 2311.18718, Proposition 6.1",
        .revision = 1,
        .parameters = parameters,
        .columns = columns,
        .theory_columns = twin_theory_columns,
        .check = check,
        .compute = compute,
        .cost = cost,
        .theory = twin_theory,
        .claims = twin_claims,
    };
    return hodo_laboratory(&experiment, argc, argv);
}
