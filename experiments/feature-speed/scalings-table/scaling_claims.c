#include "experiments/feature-speed/scalings-table/scaling_claims.h"

#include "base/name.h"
#include "experiments/feature-speed/angle_claims.h"
#include "lab/select.h"
#include "lab/trials.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* Of an exponent: the powers at stake differ by 1/2, of which less than half must be noise. */
#define EXPONENT_RESOLUTION 0.2

/* Where the exponents of the theory are looked at for their limit, and what finite depth may leave: 1/L comes
 * with factors up to 4 (1/L itself: the share of input and output), ResNets of beta = L^-1/2 included. */
#define LIMIT_DEPTH 100000
#define LIMIT_TOLERANCE (4.0 / LIMIT_DEPTH)

static const char *const shown[DESIDERATA] = {"rms(f_(L-1))", "rms(f_(L-1)')", "-loss'", "input's share",
                                              "output's share"};

scaling_sizes scaling_sizes_of_run(const hodo_run *run, scaling_axis axis)
{
    scaling_sizes sizes;
    sizes.sizes = hodo_run_integers(run, scaling_axis_names[axis], &sizes.count);
    sizes.fixed = hodo_run_integer(run, axis == WIDTH_AXIS ? "depth" : "width");
    return sizes;
}

static hodo_status fill_row(hodo_table *table, size_t row, const scaling_line lines[][SCALING_AXES],
                            const scaling_sizes sizes[SCALING_AXES], hodo_error *error)
{
    const scaling_scheme *scheme =
        scaling_scheme_find(hodo_table_get(table, row, hodo_table_find(table, "scheme")).text, error);
    const size_t axis = hodo_name_find("axis", hodo_table_get(table, row, hodo_table_find(table, "axis")).text,
                                       scaling_axis_names, sizeof scaling_axis_names[0], SCALING_AXES, error);
    const size_t of =
        hodo_name_find("desideratum", hodo_table_get(table, row, hodo_table_find(table, "desideratum")).text,
                       desideratum_names, sizeof desideratum_names[0], DESIDERATA, error);
    if (scheme == NULL || axis == HODO_NO_NAME || of == HODO_NO_NAME) {
        return error->status;
    }
    if (strcmp(hodo_table_get(table, row, hodo_table_find(table, "data")).text, scaling_data_names[MISREAD]) ==
        0) {
        return HODO_OK; /* no theory: the table read wrongly */
    }
    const scaling_line *line = &lines[scheme - scaling_schemes][axis];
    const int64_t size = hodo_table_get(table, row, hodo_table_find(table, scaling_axis_names[axis])).integer;
    for (size_t i = 0; i < sizes[axis].count; i++) {
        if (sizes[axis].sizes[i] == size) {
            hodo_table_set(table, row, hodo_table_find(table, "theory"), hodo_real(exp(line->logs[i][of])));
        }
    }
    hodo_table_set(table, row, hodo_table_find(table, "slope"), hodo_real(line->slope[of]));
    hodo_table_set(table, row, hodo_table_find(table, "limit"), hodo_real(scheme->exponent[of][axis]));
    return HODO_OK;
}

enum { SCHEMES_MOST = 16 };

/* Of every scheme along both axes. */
static hodo_status take_lines(const hodo_run *run, hodo_arena *arena, scaling_sizes sizes[SCALING_AXES],
                              scaling_line lines[SCHEMES_MOST][SCALING_AXES], hodo_error *error)
{
    hodo_status status =
        arena != NULL ? HODO_OK : hodo_fail(error, HODO_NO_MEMORY, "no memory for theory and claims");
    for (size_t axis = 0; axis < SCALING_AXES; axis++) {
        sizes[axis] = scaling_sizes_of_run(run, (scaling_axis)axis);
        for (size_t s = 0; status == HODO_OK && scaling_schemes[s].name != NULL; s++) {
            status = scaling_line_take(arena, &scaling_schemes[s], (scaling_axis)axis, &sizes[axis],
                                       &lines[s][axis], error);
        }
    }
    return status;
}

hodo_status scaling_theory(const hodo_run *run, hodo_table *table, hodo_error *error)
{
    scaling_line lines[SCHEMES_MOST][SCALING_AXES];
    scaling_sizes sizes[SCALING_AXES];
    hodo_arena *arena = hodo_arena_alloc();
    hodo_status status = take_lines(run, arena, sizes, lines, error);
    for (size_t row = 0; status == HODO_OK && row < hodo_table_rows(table); row++) {
        status = fill_row(table, row, (const scaling_line(*)[SCALING_AXES])lines, sizes, error);
    }
    hodo_arena_free(arena);
    return status;
}

/* What a claim is about: a scheme on its data along an axis. */
typedef struct scaling_case {
    const hodo_table *table;
    const scaling_scheme *scheme;
    const char *data;
    scaling_axis axis;
    hodo_arena *arena;
} scaling_case;

static hodo_status exponent_of(const scaling_case *of, desideratum which, hodo_estimate *estimate,
                               hodo_error *error)
{
    const hodo_condition where[] = {
        {"place", hodo_integer(0)}, /* every size of a trial has the same exponent */
        {"scheme", hodo_text(of->scheme->name)},
        {"data", hodo_text(of->data)},
        {"axis", hodo_text(scaling_axis_names[of->axis])},
        {"desideratum", hodo_text(desideratum_names[which])},
        {.column = NULL}};
    size_t trials = 0;
    const double *exponents = hodo_select(of->table, "exponent", where, of->arena, &trials, error);
    if (exponents == NULL) {
        return error->status;
    }
    *estimate = hodo_estimate_mean(exponents, trials);
    return HODO_OK;
}

static hodo_status add(const scaling_case *of, const char *what, const char *statement, hodo_claim claim,
                       hodo_estimate estimate, hodo_claims *claims, hodo_error *error)
{
    char id[96], sentence[192];
    (void)snprintf(id, sizeof id, "%s-%s-%s-%s", what, of->axis == WIDTH_AXIS ? "m" : "l", of->scheme->name,
                   of->data);
    (void)snprintf(sentence, sizeof sentence, "%s, %s, power of %s: %s", of->scheme->name, of->data,
                   scaling_axis_names[of->axis], statement);
    claim.id = id;
    claim.statement = sentence;
    return hodo_claim_estimate(claims, claim, estimate, error);
}

static hodo_status claim_exponent(const scaling_case *of, const scaling_line *line, desideratum which,
                                  hodo_claims *claims, hodo_error *error)
{
    hodo_estimate estimate;
    char statement[96];
    (void)snprintf(statement, sizeof statement, "%s; table %g", shown[which],
                   of->scheme->exponent[which][of->axis]);
    const hodo_status status = exponent_of(of, which, &estimate, error);
    const hodo_claim claim = {.kind = HODO_CLAIM_EQUAL,
                              .predicted = line->slope[which],
                              .tolerance = line->tolerance[which],
                              .resolution = EXPONENT_RESOLUTION};
    return status != HODO_OK ? status
                             : add(of, desideratum_names[which], statement, claim, estimate, claims, error);
}

/* Contributions of input and output over a hidden matrix's: the worse of the two. */
static hodo_status claim_balance(const scaling_case *of, const scaling_line *line, hodo_claims *claims,
                                 hodo_error *error)
{
    hodo_estimate input, output;
    hodo_status status = exponent_of(of, BALANCE_INPUT, &input, error);
    status = status != HODO_OK ? status : exponent_of(of, BALANCE_OUTPUT, &output, error);
    const double input_off = fabs(input.value - line->slope[BALANCE_INPUT]);
    const double output_off = fabs(output.value - line->slope[BALANCE_OUTPUT]);
    const desideratum worse = input_off > output_off ? BALANCE_INPUT : BALANCE_OUTPUT;
    hodo_estimate estimate = worse == BALANCE_INPUT ? input : output;
    estimate.standard_error *= hodo_claim_worst_of(HODO_CLAIM_EQUAL, estimate.draws, 2);
    const hodo_claim claim = {.kind = HODO_CLAIM_EQUAL,
                              .predicted = line->slope[worse],
                              .tolerance = line->tolerance[worse],
                              .resolution = EXPONENT_RESOLUTION};
    return status != HODO_OK ? status
                             : add(of, "balance", "c_1/c or c_L/c; table 0", claim, estimate, claims, error);
}

/* Exponents that a wrong theory has: `shift` beside the right one. */
static const struct {
    const char *scheme;
    desideratum which;
    scaling_axis axis;
    double shift;
    const char *id, *statement;
} wrong_exponents[] = {
    {"ntk", FEATURE, WIDTH_AXIS, 0.5, "learns-falls", "rms(f_(L-1)') is not 0"},
    {"ntk", FEATURE, DEPTH_AXIS, -0.5, "learns-falls", "rms(f_(L-1)') is not 0"},
    {"mf-mup", DECAY, DEPTH_AXIS, 0.5, "decays-falls", "-loss' is not 0"},
    {"fsc-static", FEATURE, DEPTH_AXIS, 0.5, "angle-ignored-falls", "rms(f_(L-1)') is not as with cos = 1"},
    {"fsc-static", DECAY, DEPTH_AXIS, 0.5, "rates-fall", "-loss' is not as with all rates sqrt(L) greater"},
    {"fsc-static", BALANCE_OUTPUT, DEPTH_AXIS, -0.5, "mf-output-rate-falls",
     "c_L/c is not as with MF+muP's rate of the output"},
    {"fsc-static", BALANCE_INPUT, WIDTH_AXIS, -1.0, "ntk-input-rate-falls",
     "c_1/c is not as with NTK's power of m in the input's rate"},
    {"fsc-resnet", FEATURE, DEPTH_AXIS, 0.5, "mlp-angle-falls", "rms(f_(L-1)') is not as with an MLP's angle"},
    {"fsc-resnet", BALANCE_OUTPUT, DEPTH_AXIS, 1.0, "branch-ignored-falls",
     "c_L/c is not as with rates 1/L in the branches, without 1/beta^2"},
};

static hodo_status claim_wrong(const scaling_case *of, const scaling_line *line, hodo_claims *claims,
                               hodo_error *error)
{
    hodo_status status = HODO_OK;
    for (size_t i = 0; i < sizeof wrong_exponents / sizeof wrong_exponents[0] && status == HODO_OK; i++) {
        const desideratum which = wrong_exponents[i].which;
        if (strcmp(of->scheme->name, wrong_exponents[i].scheme) != 0 || of->axis != wrong_exponents[i].axis) {
            continue;
        }
        hodo_estimate estimate;
        status = exponent_of(of, which, &estimate, error);
        const hodo_claim claim = {
            .kind = HODO_CLAIM_APART,
            .predicted = line->slope[which] + wrong_exponents[i].shift,
            .tolerance = line->tolerance[which],
            .resolution = angle_claim_apart_resolution(fabs(wrong_exponents[i].shift), line->tolerance[which])};
        status = status != HODO_OK ? status
                                   : add(of, wrong_exponents[i].id, wrong_exponents[i].statement, claim,
                                         estimate, claims, error);
    }
    return status;
}

/* d and k kept in the sparse case: rms(f_(L-1)) = m^(-1/2), as d = m. */
static hodo_status claim_misread(const scaling_case *of, const scaling_line *line, hodo_claims *claims,
                                 hodo_error *error)
{
    hodo_estimate estimate;
    const hodo_status status = exponent_of(of, SIGNAL, &estimate, error);
    const hodo_claim claim = {.kind = HODO_CLAIM_APART,
                              .predicted = line->slope[SIGNAL],
                              .tolerance = line->tolerance[SIGNAL],
                              .resolution = angle_claim_apart_resolution(0.5, line->tolerance[SIGNAL])};
    return status != HODO_OK ? status
                             : add(of, "dense-rule-falls", "rms(f_(L-1)) is not as it is read rightly", claim,
                                   estimate, claims, error);
}

static hodo_status claim_case(const scaling_case *of, const scaling_line *line, hodo_claims *claims,
                              hodo_error *error)
{
    if (strcmp(of->data, scaling_data_names[MISREAD]) == 0) {
        return of->axis == WIDTH_AXIS ? claim_misread(of, line, claims, error) : HODO_OK;
    }
    hodo_status status = HODO_OK;
    for (size_t d = SIGNAL; d <= DECAY && status == HODO_OK; d++) {
        status = claim_exponent(of, line, (desideratum)d, claims, error);
    }
    status = status != HODO_OK ? status : claim_balance(of, line, claims, error);
    const bool dense = strcmp(of->data, scaling_data_names[DENSE]) == 0; /* each kind of mistake once */
    return status != HODO_OK || !dense ? status : claim_wrong(of, line, claims, error);
}

hodo_status scaling_claims(const hodo_run *run, const hodo_table *table, hodo_claims *claims, hodo_error *error)
{
    size_t schemes, kinds, axes;
    const char *const *axis = hodo_run_texts(run, "axis", &axes);
    const char *const *scheme = hodo_run_texts(run, "scheme", &schemes);
    const char *const *data = hodo_run_texts(run, "data", &kinds);
    scaling_line lines[SCHEMES_MOST][SCALING_AXES];
    scaling_sizes sizes[SCALING_AXES];
    double gap = NAN;
    scaling_case of = {.table = table, .arena = hodo_arena_alloc()};
    hodo_status status = take_lines(run, of.arena, sizes, lines, error);
    status = status != HODO_OK ? status : scaling_limit_gap(LIMIT_DEPTH, &gap, error);
    const hodo_claim limit = {
        .id = "limit",
        .statement = "theory from L = 10^5 to 2 10^5: the exponent that lies farthest from the table's, by",
        .measured = gap,
        .tolerance = LIMIT_TOLERANCE,
        .resolution = EXPONENT_RESOLUTION};
    status = status != HODO_OK ? status : hodo_claims_add(claims, &limit, error);
    status = status != HODO_OK ? status : hodo_claims_quantity(claims, "limit/from", LIMIT_DEPTH, 1, error);
    for (size_t i = 0; i < schemes * kinds * axes && status == HODO_OK; i++) {
        of.scheme = scaling_scheme_find(scheme[i / axes / kinds], error);
        of.data = data[i / axes % kinds];
        of.axis = strcmp(axis[i % axes], scaling_axis_names[WIDTH_AXIS]) == 0 ? WIDTH_AXIS : DEPTH_AXIS;
        status = of.scheme == NULL
                     ? error->status
                     : claim_case(&of, &lines[of.scheme - scaling_schemes][of.axis], claims, error);
    }
    hodo_arena_free(of.arena);
    return status;
}
