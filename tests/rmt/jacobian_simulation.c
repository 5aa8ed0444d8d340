/* Real networks against their laws, two widths extrapolated (rmt/law/compare.h, false alarm 1e-4 a comparison),
 * and wrong laws that the same networks refuse. */
#include "base/pool.h"
#include "effort.h"
#include "near.h"
#include "rmt/law/compare.h"

#include <criterion/parameterized.h>
#include <gsl/gsl_errno.h>

static void init(void)
{
    gsl_set_error_handler_off();
    hodo_pool_single_blas_thread();
}

TestSuite(jacobian_simulation, .init = init);

typedef struct trial {
    const char *law, *network;
    size_t width, draws;
    bool agrees;
} trial;

#define RELU3 "jacobian --activation=relu --depth=3"
#define TANH3 "jacobian --activation=tanh --length=0.5 --depth=3"

static const trial trials[] = {
    {RELU3, RELU3, 64, 40, true},
    {RELU3 " --widths=1,2,3,1.5", RELU3 " --widths=1,2,3,1.5", 48, 40, true},
    {RELU3 " --widths=1,2,3,1.5 --weights=orthogonal", RELU3 " --widths=1,2,3,1.5 --weights=orthogonal", 48, 40,
     true},
    {RELU3 " --widths=4,2,1,1.5 --weights=orthogonal", RELU3 " --widths=4,2,1,1.5 --weights=orthogonal", 48, 40,
     true},
    {TANH3, TANH3, 64, 40, true},
    {TANH3 " --weights=orthogonal", TANH3 " --weights=orthogonal", 64, 40, true},
    {"jacobian --activation=gelu --bias-variance=0.17 --depth=2",
     "jacobian --activation=gelu --bias-variance=0.17 --depth=2", 64, 40, true},
    {"jacobian --activation=erf --weight-variance=2 --bias-variance=0.1 --depth=2",
     "jacobian --activation=erf --weight-variance=2 --bias-variance=0.1 --depth=2", 64, 40, true},
    {"jacobian --activation=abrelu --shape=1,0.5 --depth=2 --weights=orthogonal",
     "jacobian --activation=abrelu --shape=1,0.5 --depth=2 --weights=orthogonal", 64, 40, true},
    {"jacobian-resnet --scale=1 --depth=6", "jacobian-resnet --scale=1 --depth=6", 64, 40, true},
    {"isometry --variance=0.5", "isometry --variance=0.5", 48, 20, true},
    /* Wrong laws: kappa 1 in place of 2, a layer too many, orthogonal for Gaussian, widths in the wrong order,
     * the linear network for tanh. */
    {"jacobian --activation=linear --depth=3", RELU3, 64, 40, false},
    {"jacobian --activation=relu --depth=4 --weights=orthogonal", RELU3 " --weights=orthogonal", 128, 60,
     false},
    {RELU3, RELU3 " --weights=orthogonal", 64, 40, false},
    {RELU3 " --widths=1.5,3,2,1", RELU3 " --widths=1,2,3,1.5", 64, 40, false},
    {"jacobian --activation=tanh --depth=3", TANH3, 64, 60, false},
    /* p = 0.826 in place of 0.787: 5 per cent. */
    {"jacobian --activation=hard-tanh --length=0.543 --depth=5 --weights=orthogonal",
     "jacobian --activation=hard-tanh --length=0.645 --depth=5 --weights=orthogonal", 128, 60, false},
    {"jacobian-resnet --scale=1 --depth=6", "jacobian-resnet --scale=1.1 --depth=6", 128, 60, false},
};

enum { TRIALS = sizeof trials / sizeof trials[0] };
static int indices[TRIALS];

ParameterizedTestParameters(jacobian_simulation, networks_follow_their_laws_and_no_others)
{
    for (int i = 0; i < TRIALS; i++) {
        indices[i] = i;
    }
    return cr_make_param_array(int, indices, TRIALS);
}

ParameterizedTest(int *index, jacobian_simulation, networks_follow_their_laws_and_no_others)
{
    const trial *own = &trials[*index];
    rmt_law *law, *network;
    rmt_comparison got;
    hodo_error error = {0};
    const size_t draws = (size_t)fmax(20, (double)own->draws * test_effort());
    cr_assert_eq(rmt_law_open(&law, &error, "%s", own->law), HODO_OK, "%s", error.message);
    cr_assert_eq(rmt_law_open(&network, &error, "%s", own->network), HODO_OK, "%s", error.message);
    cr_assert_eq(rmt_compare_with(law, network, own->width, draws, 20231118, &got, &error), HODO_OK, "%s",
                 error.message);
    cr_assert_eq(got.agrees, own->agrees, "%s: z %.2f %.2f %.2f %.2f, distance %.4f of %.4f", own->network,
                 got.moment[0].z, got.moment[1].z, got.moment[2].z, got.moment[3].z, got.distance,
                 got.distance_threshold);
    rmt_law_close(law);
    rmt_law_close(network);
}
