#include "experiments/gamma-eta/boundary.h"
#include "near.h"

#include <string.h>

/* Real landscapes, tiny: networks of 16 units on image-clusters. */

enum { STEPS = 48, TEST = 40 };

typedef struct world {
    hodo_arena *arena, *scratch;
    landscape_data data;
    landscape of;
} world;

static void open_world(world *made)
{
    hodo_error error = {HODO_OK, ""};
    const hodo_stream stream = hodo_stream_open(1, "landscape_test", 0);
    made->arena = hodo_arena_alloc();
    made->scratch = hodo_arena_alloc();
    cr_assert(made->arena != NULL && made->scratch != NULL);
    cr_assert_eq(landscape_data_open(made->arena,
                                     &(landscape_data_setting){.batch = 16, .test = TEST, .synthetic = true},
                                     &stream, &made->data, &error),
                 HODO_OK, "%s", error.message);
    const landscape_setting setting = {
        .model = HODO_MLP, .width = 16, .depth = 3, .steps = STEPS, .loss = &hodo_loss_square};
    cr_assert_eq(landscape_open(made->arena, &made->data, &setting, &stream, &made->of, &error), HODO_OK, "%s",
                 error.message);
}

static void close_world(world *made)
{
    landscape_data_close(&made->data);
    hodo_arena_free(made->arena);
    hodo_arena_free(made->scratch);
}

static void run(world *in, double gamma, const double *etas, size_t count, landscape_outcome *outcomes)
{
    hodo_error error = {HODO_OK, ""};
    cr_assert_eq(landscape_run(in->scratch, &in->of, gamma, etas, count, NULL, outcomes, &error), HODO_OK, "%s",
                 error.message);
}

/* From rates that move nothing to rates that end all: every end in its place, the tail's loss with it. */
Test(landscape, ends_of_real_cells)
{
    world in;
    open_world(&in);
    double etas[9];
    landscape_outcome outcomes[9];
    for (size_t i = 0; i < 9; i++) {
        etas[i] = pow(10, -6 + 2 * (double)i);
    }
    run(&in, 1, etas, 9, outcomes);
    size_t learned = 0;
    for (size_t i = 0; i < 9; i++) {
        learned += outcomes[i].end == LANDSCAPE_LEARNED;
        cr_assert_eq(outcomes[i].eta, etas[i]);
        near(outcomes[i].first_loss, 0.1, 0, 1e-6); /* centred outputs are 0: one of ten classes is wrong by 1 */
    }
    cr_assert_eq(outcomes[0].end, LANDSCAPE_TOO_SLOW);
    near(outcomes[0].last_loss, 0.1, 0, 1e-3);
    cr_assert_eq(outcomes[0].steps, STEPS);
    cr_assert_gt(learned, 0);
    cr_assert(outcomes[8].end == LANDSCAPE_DIVERGED || outcomes[8].end == LANDSCAPE_STUCK);
    cr_assert_lt(outcomes[8].steps, STEPS);
    close_world(&in);
}

/* How a cell ends depends on its rate and gamma: not on the others of its cohort, nor on what ran before. */
Test(landscape, a_cell_does_not_know_its_neighbours)
{
    static const double gammas[] = {1e-3, 1, 100}; /* the first in double */
    for (size_t g = 0; g < 3; g++) {
        world together, apart;
        double etas[10];
        landscape_outcome all[10], one;
        open_world(&together);
        open_world(&apart);
        for (size_t i = 0; i < 10; i++) {
            etas[i] = gammas[g] * gammas[g] * pow(10, -1 + 0.5 * (double)i);
        }
        run(&together, gammas[g], etas, 10, all);
        for (size_t i = 10; i-- > 0;) {
            run(&apart, gammas[g], etas + i, 1, &one);
            cr_assert_eq(one.end, all[i].end, "gamma %g, rate %zu", gammas[g], i);
            cr_assert_eq(one.steps, all[i].steps);
            cr_assert_eq(memcmp(&one.last_loss, &all[i].last_loss, sizeof one.last_loss), 0);
        }
        close_world(&together);
        close_world(&apart);
    }
}

/* The edge that sections find is one of the cells: inside it learns, outside it does not. */
Test(landscape, a_boundary_of_real_cells)
{
    world in, again;
    open_world(&in);
    open_world(&again);
    boundary_runs runs, others;
    boundary found, same;
    hodo_error error = {HODO_OK, ""};
    cr_assert_eq(boundary_runs_take(in.arena, 100, &runs, &error), HODO_OK);
    cr_assert_eq(boundary_runs_take(again.arena, 100, &others, &error), HODO_OK);
    const boundary_rule rule = {.inside = landscape_learned, .least = 0, .most = 3, .resolution = 0.1};
    cr_assert_eq(boundary_find(in.scratch, &in.of, 1, &rule, &runs, &found, &error), HODO_OK, "%s", error.message);
    cr_assert_eq(boundary_find(again.scratch, &again.of, 1, &rule, &others, &same, &error), HODO_OK);
    cr_assert(found.found && found.outside - found.inside <= 0.1 * (1 + 1e-6));
    cr_assert(found.edge == same.edge && found.runs == same.runs);
    const double ends[] = {pow(10, found.inside), pow(10, found.outside)};
    landscape_outcome outcomes[2];
    run(&again, 1, ends, 2, outcomes);
    cr_assert(landscape_learned(&outcomes[0]) && !landscape_learned(&outcomes[1]));
    close_world(&in);
    close_world(&again);
}

typedef struct looker {
    world *in;
    double all[3], one[3];
} looker;

static hodo_status look(void *context, hodo_cohort *cohort, size_t t, hodo_matrix x, hodo_matrix y,
                        hodo_error *error)
{
    looker *of = context;
    (void)t, (void)x, (void)y;
    hodo_status status = landscape_accuracies(of->in->scratch, &of->in->of, cohort, of->all, error);
    for (size_t c = 0; status == HODO_OK && c < 2; c++) {
        status = landscape_test(of->in->scratch, &of->in->of, cohort, c, NULL, &of->one[c], error);
    }
    return status;
}

/* Of all cells at once as of each alone, in either precision; what diverged has none. */
Test(landscape, accuracies)
{
    static const double gammas[] = {1e-3, 1};
    for (size_t g = 0; g < 2; g++) {
        world in;
        open_world(&in);
        const double g2 = gammas[g] * gammas[g], etas[] = {1e-7 * g2, 10 * g2, 1e9 * g2};
        landscape_outcome outcomes[3];
        hodo_error error = {HODO_OK, ""};
        looker looks = {.in = &in};
        const hodo_observer observer = {.look = look, .context = &looks};
        cr_assert_eq(landscape_run(in.scratch, &in.of, gammas[g], etas, 3, &observer, outcomes, &error), HODO_OK,
                     "%s", error.message);
        cr_assert_eq(outcomes[1].end, LANDSCAPE_LEARNED);
        for (size_t c = 0; c < 2; c++) {
            cr_assert_eq(looks.all[c], looks.one[c]);
            near(looks.all[c] * TEST, round(looks.all[c] * TEST), 1e-9, 0);
        }
        cr_assert_gt(looks.all[1], 0.2); /* ten classes */
        cr_assert(outcomes[2].end != LANDSCAPE_DIVERGED || isnan(looks.all[2]));
        close_world(&in);
    }
}
