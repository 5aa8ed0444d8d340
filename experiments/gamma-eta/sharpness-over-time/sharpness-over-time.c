/* Sharpness during training beside 2/eta: it rises until the edge of stability stops it. */
#include "experiments/gamma-eta/descent.h"
#include "lab/trials.h"

#include <math.h>
#include <stdio.h>

#define LOOK_TOLERANCE 1e-2 /* a look's residual over its eigenvalue */
#define LOOK_COST 12.0   /* steps that a look takes as long as */
#define PLATEAU 0.95     /* of the first loss: above it nothing has been learned */
#define TOUCH 0.9        /* of the edge: the sharpness of a look is not the largest since the last one */
#define LAZY 1e-2        /* largest gamma that is called so here */
#define LARGEST_FLOW 2.0 /* `steps` are steps at this one */

static const hodo_parameter parameters[] = {
    {.name = "N", .type = HODO_INTEGER, .quick = "64", .usual = "128", .paper = "1000", .unit = "1",
     .doc = "width of hidden layers", .least = 8, .most = 1e5},
    {.name = "L", .type = HODO_INTEGER, .usual = "3", .unit = "1", .doc = "weight matrices", .least = 2,
     .most = 20},
    {.name = "images", .type = HODO_INTEGER, .quick = "24", .usual = "48", .paper = "512", .unit = "1",
     .doc = "digits, all of them at every step", .least = 4, .most = 1e4},
    {.name = "target", .type = HODO_REAL, .usual = "0.1", .unit = "1",
     .doc = "loss over its first value where gradient flow's sharpness S_flow is read", .least = 0, .most = 1,
     .least_excluded = true},
    {.name = "steps", .type = HODO_INTEGER, .quick = "200", .usual = "400", .paper = "4000", .unit = "1",
     .doc = "steps at eta S_flow/2 = 2; other rates go as far by eta times steps", .least = 10, .most = 1e9},
    {.name = "looks", .type = HODO_INTEGER, .quick = "25", .usual = "40", .paper = "200", .unit = "1",
     .doc = "measurements of the sharpness", .least = 5, .most = 1e6},
    {.name = "gamma", .type = HODO_REAL, .role = HODO_SWEEP, .usual = "1e-3,1,1000",
     .paper = "1e-3,1e-2,0.1,1,10,100,1000", .unit = "1", .doc = "learning strength",
     .least = 1e-8, .most = 1e8, .shares_draws = true},
    {.name = "flow", .type = HODO_REAL, .role = HODO_SWEEP, .usual = "0.5,2", .unit = "1",
     .doc = "eta S_flow/2: above 1 gradient flow would pass the edge", .least = 1e-3,
     .most = 1e3, .shares_draws = true},
    {.name = "trials", .type = HODO_INTEGER, .role = HODO_REPEAT, .quick = "5", .usual = "8", .paper = "5",
     .unit = "1", .doc = "weights and digits"},
    {.name = NULL},
};

static const hodo_column columns[] = {
    {"gamma", "1", "learning strength", HODO_REAL},
    {"flow", "1", "eta S_flow/2", HODO_REAL},
    {"trial", "1", "weights and digits, shared by all gamma and flow", HODO_INTEGER},
    {"step", "1", "steps before this measurement", HODO_INTEGER},
    {"eta", "1", "learning rate", HODO_REAL},
    {"tau", "1", "eta step/gamma", HODO_REAL},
    {"loss", "1", "over its first value", HODO_REAL},
    {"sharpness", "1", "S = N lambda_max of the Hessian", HODO_REAL},
    {"edge", "1", "eta S/2: 1 is the edge of stability", HODO_REAL},
    {"end", "1", "0 running, 2 stuck, 3 diverged", HODO_INTEGER},
    {.name = NULL},
};

/* Where gradient flow ends. */
static hodo_status flow_sharpness(hodo_cell *cell, const full_batch *on, double *sharpness, hodo_error *error)
{
    descent of;
    hodo_status status = descent_begin(hodo_cell_arena(cell), on, hodo_cell_real(cell, "gamma"),
                                       hodo_cell_stream(cell), &of, error);
    status = status != HODO_OK ? status
                               : descent_flow_to(&of, hodo_cell_real(cell, "target"), error);
    return status != HODO_OK ? status
                             : descent_eigenvalue(&of, HODO_HESSIAN, HODO_RITZ_HIGHEST, EIGENVALUE_TOLERANCE,
                                                  sharpness, error);
}

/* All rates go as far by eta t. */
static size_t planned(const hodo_cell *cell)
{
    return (size_t)ceil(hodo_cell_real(cell, "steps") * LARGEST_FLOW / hodo_cell_real(cell, "flow"));
}

/* excerpt: cell */
/* Steps at a fixed rate, with the sharpness of the full Hessian now and then. */
static hodo_status descend(hodo_cell *cell, const full_batch *on, double eta, hodo_error *error)
{
    const double gamma = hodo_cell_real(cell, "gamma");
    const size_t steps = planned(cell), looks = (size_t)hodo_cell_integer(cell, "looks");
    const size_t every = steps / looks > 0 ? steps / looks : 1;
    descent of;
    hodo_status status =
        descent_begin(hodo_cell_arena(cell), on, gamma, hodo_cell_stream(cell), &of, error);
    double first = NAN;
    for (size_t t = 0; status == HODO_OK && t <= steps; t++) {
        const bool running = of.cell->stop == HODO_RUNNING;
        if (t % every == 0 || !running) {
            double sharpness = NAN, loss = INFINITY;
            if (running) {
                status = descent_eigenvalue(&of, HODO_HESSIAN, HODO_RITZ_HIGHEST, LOOK_TOLERANCE, &sharpness,
                                            error);
                status = status != HODO_OK ? status : descent_loss(&of, &loss, error);
            }
            first = t == 0 ? loss : first;
            const int64_t end = running ? LANDSCAPE_TOO_SLOW
                                        : of.cell->stop == HODO_STUCK ? LANDSCAPE_STUCK : LANDSCAPE_DIVERGED;
            const hodo_value row[] = {hodo_real(gamma), hodo_real(hodo_cell_real(cell, "flow")),
                                      hodo_integer(hodo_cell_integer(cell, "trials")), hodo_integer((int64_t)t),
                                      hodo_real(eta), hodo_real(eta * (double)t / gamma),
                                      hodo_real(loss / first), hodo_real(sharpness),
                                      hodo_real(eta * sharpness / 2), hodo_integer(end)};
            status = status != HODO_OK ? status : hodo_cell_row(cell, row, error);
            if (!running) {
                break;
            }
        }
        status = status != HODO_OK ? status : descent_step(&of, eta, error);
    }
    return status;
}
/* end: cell */

static hodo_status compute(hodo_cell *cell, hodo_error *error)
{
    const full_batch_setting setting = {.images = (size_t)hodo_cell_integer(cell, "images"),
                                        .width = (size_t)hodo_cell_integer(cell, "N"),
                                        .depth = (size_t)hodo_cell_integer(cell, "L")};
    full_batch on;
    double flow = NAN;
    hodo_status status = full_batch_open(hodo_cell_arena(cell), &setting, hodo_cell_stream(cell), &on, error);
    status = status != HODO_OK ? status : flow_sharpness(cell, &on, &flow, error);
    return status != HODO_OK ? status : descend(cell, &on, 2 * hodo_cell_real(cell, "flow") / flow, error);
}

/* Steps of the flow that finds eta as in gamma-eta/hessian, then of the descent, and looks. */
static double cost(const hodo_cell *cell)
{
    const double width = hodo_cell_real(cell, "N"), n = hodo_cell_real(cell, "images");
    const double depth = hodo_cell_real(cell, "L"), gamma = hodo_cell_real(cell, "gamma");
    const double flow = descent_flow_cost(depth, gamma);
    const double products = LOOK_COST * hodo_cell_real(cell, "looks");
    return (flow + (double)planned(cell) + products) * n * width * (n + (depth - 2) * width + 10);
}

/* One trial's curve. */
typedef struct curve {
    size_t count;
    const double *step, *loss, *sharpness, *edge;
} curve;

/* The numbers that claims are made of, of one curve. */
static double at_the_end(const curve *of) /* mean over the last third */
{
    const size_t first = of->count - (of->count + 2) / 3;
    double sum = 0;
    for (size_t i = first; i < of->count; i++) {
        sum += of->edge[i];
    }
    return sum / (double)(of->count - first);
}

static double growth(const curve *of)
{
    return of->sharpness[of->count - 1] / of->sharpness[0];
}

/* In decades: that of large gamma scatters in proportion to itself. */
static double decades(const curve *of)
{
    return log10(growth(of));
}

static double largest(const curve *of)
{
    double most = 0;
    for (size_t i = 0; i < of->count; i++) {
        most = fmax(most, of->edge[i]);
    }
    return most;
}

static double on_plateau(const curve *of) /* the largest edge as long as the loss has not moved */
{
    double most = 0;
    for (size_t i = 0; i < of->count && of->loss[i] > PLATEAU; i++) {
        most = fmax(most, of->edge[i]);
    }
    return most;
}

/* The step at which the edge is first touched over that at which the loss is first halved. */
static double touch_over_drop(const curve *of)
{
    double touch = NAN, drop = NAN;
    for (size_t i = of->count; i-- > 0;) {
        touch = of->edge[i] >= TOUCH ? of->step[i] : touch;
        drop = of->loss[i] <= 0.5 ? of->step[i] : drop;
    }
    return touch / drop;
}

typedef struct stated {
    const char *id, *statement;
    double (*number)(const curve *of);
    bool rich, fast; /* which gamma (>= 1) and which flow (> 1) */
    bool largest;    /* of the largest gamma only */
    hodo_claim claim;
} stated;

static const stated statements[] = {
    {"edge", "rich, eta S_flow > 2: eta S/2 over the last third, the edge of stability", at_the_end, true, true,
     false, {.kind = HODO_CLAIM_EQUAL, .predicted = 1, .tolerance = 0.1, .resolution = 0.2}},
    {"flow-falls", "rich, eta S_flow > 2: gradient flow's sharpness is told apart", at_the_end, true, true,
     false,
     {.kind = HODO_CLAIM_APART, .predicted = LARGEST_FLOW, .resolution = 0.5}},
    {"stable", "rich, eta S_flow < 2: largest eta S/2", largest, true, false, false,
     {.kind = HODO_CLAIM_AT_MOST, .predicted = 1, .resolution = 0.4}},
    {"sharpening", "rich, eta S_flow < 2: decades of sharpness from the start to the end", decades, true, false,
     false, {.kind = HODO_CLAIM_AT_LEAST, .predicted = 0.5, .resolution = 0.25}},
    {"plateau", "largest gamma, eta S_flow > 2: largest eta S/2 while the loss is above 0.95", on_plateau, true,
     true, true, {.kind = HODO_CLAIM_AT_MOST, .predicted = 0.5, .resolution = 0.3}},
    {"touch", "largest gamma, eta S_flow > 2: steps to the edge over steps to half the loss", touch_over_drop,
     true, true, true, {.kind = HODO_CLAIM_EQUAL, .predicted = 1, .tolerance = 0.25, .resolution = 0.5}},
    {"lazy", "lazy, eta S_0 < 2: sharpness at the end over that at the start", growth, false, false, false,
     {.kind = HODO_CLAIM_EQUAL, .predicted = 1, .tolerance = 0.01, .resolution = 0.05}},
    {"catapult", "lazy, eta S_0 > 2: eta S/2 over the last third, after a catapult", at_the_end, false, true,
     false, {.kind = HODO_CLAIM_AT_MOST, .predicted = 1, .resolution = 0.4}},
};

static hodo_status read_curve(const hodo_table *table, double gamma, double flow, size_t trial,
                              hodo_arena *arena, curve *of, hodo_error *error)
{
    const hodo_condition where[] = {{"gamma", hodo_real(gamma)}, {"flow", hodo_real(flow)},
                                    {"trial", hodo_integer((int64_t)trial)}, {.column = NULL}};
    of->step = hodo_select(table, "step", where, arena, &of->count, error);
    of->loss = hodo_select(table, "loss", where, arena, &of->count, error);
    of->sharpness = hodo_select(table, "sharpness", where, arena, &of->count, error);
    of->edge = hodo_select(table, "edge", where, arena, &of->count, error);
    const bool whole = of->step != NULL && of->loss != NULL && of->sharpness != NULL && of->edge != NULL;
    return whole && of->count > 0 ? HODO_OK : error->status;
}

static hodo_status state(const hodo_run *run, const hodo_table *table, const stated *what, double gamma,
                         double flow, hodo_arena *arena, hodo_claims *claims, hodo_error *error)
{
    const size_t trials = (size_t)hodo_run_integer(run, "trials");
    double *values = hodo_arena_take(arena, trials, sizeof *values, error);
    hodo_status status = values != NULL ? HODO_OK : HODO_NO_MEMORY;
    for (size_t trial = 0; status == HODO_OK && trial < trials; trial++) {
        curve of;
        status = read_curve(table, gamma, flow, trial, arena, &of, error);
        values[trial] = status == HODO_OK ? what->number(&of) : NAN;
    }
    char id[64], statement[160], shown[32];
    (void)snprintf(shown, sizeof shown, "%g", gamma);
    for (char *c = shown; *c != '\0'; c++) {
        *c = *c == '.' || *c == '+' ? '-' : *c;
    }
    (void)snprintf(id, sizeof id, what->largest ? "%s" : "%s-g%s", what->id, shown);
    (void)snprintf(statement, sizeof statement, "gamma = %g, %s", gamma, what->statement);
    hodo_claim claim = what->claim;
    claim.id = id;
    claim.statement = statement;
    return status != HODO_OK ? status : hodo_claim_mean(claims, claim, values, trials, error);
}

/* Of every gamma and flow that a statement is about. Between gamma = 0.1 and 1 nothing is claimed. */
static hodo_status claims(const hodo_run *run, const hodo_table *table, hodo_claims *claims, hodo_error *error)
{
    size_t gammas, flows;
    const double *gamma = hodo_run_reals(run, "gamma", &gammas), *flow = hodo_run_reals(run, "flow", &flows);
    double most = 0;
    for (size_t g = 0; g < gammas; g++) {
        most = fmax(most, gamma[g]);
    }
    hodo_arena *arena = hodo_arena_alloc();
    hodo_status status = arena != NULL ? HODO_OK : hodo_fail(error, HODO_NO_MEMORY, "no memory for the claims");
    for (size_t i = 0; i < sizeof statements / sizeof statements[0]; i++) {
        const stated *what = &statements[i];
        for (size_t g = 0; g < gammas; g++) {
            for (size_t f = 0; status == HODO_OK && f < flows; f++) {
                const bool regime = what->rich ? gamma[g] >= 1 : gamma[g] <= LAZY;
                /* One rate above the edge: the one that the statements are about. */
                const bool rate = what->fast ? flow[f] == LARGEST_FLOW : flow[f] < 1;
                if (regime && rate && (!what->largest || gamma[g] == most)) {
                    status = state(run, table, what, gamma[g], flow[f], arena, claims, error);
                }
            }
        }
    }
    hodo_arena_free(arena);
    return status;
}

int main(int argc, char **argv)
{
    static const hodo_experiment experiment = {
        .name = "gamma-eta/sharpness-over-time",
        .title = "sharpness during training beside 2/eta",
        .source = "arXiv 2410.04642",
        .revision = 1,
        .parameters = parameters,
        .columns = columns,
        .data = landscape_data_name,
        .compute = compute,
        .cost = cost,
        .claims = claims,
    };
    return hodo_laboratory(&experiment, argc, argv);
}
