#include "experiments/spectral-condition/scheme-exponents/exponent_claims.h"

#include "experiments/spectral-condition/scheme_size.h"
#include "lab/trials.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* Of an exponent: the norm of a ReLU layer of n units is 1 - 5/(8n) of its root mean square on average, and at
 * most two of them multiply; 1 - 5/(4n) adds .41 5/(4n) to a slope that begins at n, .008 at n = 64. */
#define EXPONENT_TOLERANCE 0.01
#define EXPONENT_RESOLUTION 0.1
#define SIZE_TOLERANCE(n) (1.25 / (n)) /* the same 5/(4n) */
#define SIZE_RESOLUTION 0.15           /* a factor sqrt 2 that is forgotten would be .4 */

static const char *const layers[] = {"input", "hidden", "output"};
enum { HIDDEN = 1 };

hodo_status exponent_theory(const hodo_run *run, hodo_table *table, hodo_error *error)
{
    (void)run;
    const size_t row_at = hodo_table_find(table, "parametrization"), layer_at = hodo_table_find(table, "layer");
    const size_t width_at = hodo_table_find(table, "width"), inputs_at = hodo_table_find(table, "inputs");
    const size_t theory_at = hodo_table_find(table, "theory"), exponent_at = hodo_table_find(table, "exponent");
    hodo_arena *arena = hodo_arena_alloc();
    hodo_status status = arena != NULL ? HODO_OK : hodo_fail(error, HODO_NO_MEMORY, "no memory for the theory");
    for (size_t r = 0; status == HODO_OK && r < hodo_table_rows(table); r++) {
        double size[WIDTH_NETWORK_DEPTH], exponents[WIDTH_NETWORK_DEPTH] = {NAN, NAN, NAN};
        const char *parametrization = hodo_table_get(table, r, row_at).text;
        const width_network_setting setting = {.inputs = (size_t)hodo_table_get(table, r, inputs_at).integer,
                                               .width = (size_t)hodo_table_get(table, r, width_at).integer,
                                               .parametrization = parametrization};
        hodo_arena_reset(arena);
        status = scheme_size(arena, &setting, size, error);
        (void)scheme_exponents(parametrization, exponents);
        for (size_t k = 0; status == HODO_OK && k < WIDTH_NETWORK_DEPTH; k++) {
            if (strcmp(hodo_table_get(table, r, layer_at).text, layers[k]) == 0) {
                hodo_table_set(table, r, theory_at, hodo_real(size[k]));
                hodo_table_set(table, r, exponent_at, hodo_real(exponents[k]));
            }
        }
    }
    hodo_arena_free(arena);
    return status;
}

typedef struct stated_matrix {
    const hodo_run *run;
    const hodo_table *table;
    const char *parametrization;
    size_t k;
    double widest, inputs;
    hodo_arena *arena;
    double *values, *theory; /* (trials,) */
    size_t trials;
} stated_matrix;

static hodo_status add(const stated_matrix *of, const char *what, const char *statement, hodo_claim claim,
                       size_t found, hodo_claims *claims, hodo_error *error)
{
    char id[96], sentence[160];
    (void)snprintf(id, sizeof id, "%s-%s-%s", what, of->parametrization, layers[of->k]);
    (void)snprintf(sentence, sizeof sentence, "%s, %s: %s", of->parametrization, layers[of->k], statement);
    claim.id = id;
    claim.statement = sentence;
    return hodo_claim_mean(claims, claim, of->values, found, error);
}

/* From n_0 on: below it the first deviation of spectral has another power. */
static hodo_status claim_exponent(const stated_matrix *of, hodo_claims *claims, hodo_error *error)
{
    const hodo_condition where[] = {{"parametrization", hodo_text(of->parametrization)},
                                    {"layer", hodo_text(layers[of->k])},
                                    {.column = NULL}};
    size_t found, same;
    hodo_status status = hodo_trial_slopes(of->table, "width", "ratio", where, of->inputs, INFINITY, of->arena,
                                           of->values, of->trials, &found, error);
    status = status != HODO_OK ? status
                               : hodo_trial_slopes(of->table, "width", "theory", where, of->inputs, INFINITY,
                                                   of->arena, of->theory, of->trials, &same, error);
    if (status != HODO_OK) {
        return status;
    }
    double published[WIDTH_NETWORK_DEPTH];
    const bool known = scheme_exponents(of->parametrization, published);
    const double exponent = known ? published[of->k] : (same > 0 ? of->theory[0] : NAN);
    const hodo_claim equal = {.kind = HODO_CLAIM_EQUAL,
                              .predicted = exponent,
                              .tolerance = EXPONENT_TOLERANCE,
                              .resolution = EXPONENT_RESOLUTION};
    status = add(of, "exponent", known ? "exponent of width, published" : "exponent of width, of its monomials",
                 equal, found, claims, error);
    if (status == HODO_OK && of->k == HIDDEN && known) {
        const bool spectral = published[HIDDEN] == 0;
        const hodo_claim apart = {.kind = HODO_CLAIM_APART,
                                  .predicted = spectral ? -0.5 : 0,
                                  .tolerance = EXPONENT_TOLERANCE,
                                  .resolution = EXPONENT_RESOLUTION};
        status = add(of, "apart", spectral ? "ntp's exponent told apart" : "the condition's 0 told apart",
                     apart, found, claims, error);
    }
    return status;
}

static hodo_status claim_size(const stated_matrix *of, hodo_claims *claims, hodo_error *error)
{
    const hodo_condition where[] = {{"parametrization", hodo_text(of->parametrization)},
                                    {"layer", hodo_text(layers[of->k])},
                                    {"width", hodo_integer((int64_t)of->widest)},
                                    {.column = NULL}};
    size_t found, same;
    hodo_status status =
        hodo_trial_means(of->table, "ratio", where, of->arena, of->values, of->trials, &found, error);
    status = status != HODO_OK ? status
                               : hodo_trial_means(of->table, "theory", where, of->arena, of->theory, of->trials,
                                                  &same, error);
    for (size_t i = 0; status == HODO_OK && i < found; i++) {
        of->values[i] /= of->theory[i];
    }
    const hodo_claim size = {.kind = HODO_CLAIM_EQUAL,
                             .predicted = 1,
                             .tolerance = SIZE_TOLERANCE(of->widest),
                             .resolution = SIZE_RESOLUTION};
    return status != HODO_OK
               ? status
               : add(of, "size", "size at the largest width over theory", size, found, claims, error);
}

hodo_status exponent_claims(const hodo_run *run, const hodo_table *table, hodo_claims *claims,
                            hodo_error *error)
{
    size_t rows, widths;
    const char *const *row = hodo_run_texts(run, "parametrization", &rows);
    const int64_t *width = hodo_run_integers(run, "width", &widths);
    stated_matrix of = {.run = run,
                        .table = table,
                        .arena = hodo_arena_alloc(),
                        .trials = (size_t)hodo_run_integer(run, "trials")};
    for (size_t i = 0; i < widths; i++) {
        of.widest = fmax(of.widest, (double)width[i]);
    }
    if (hodo_table_rows(table) > 0) {
        of.inputs = (double)hodo_table_get(table, 0, hodo_table_find(table, "inputs")).integer;
    }
    if (of.arena != NULL) {
        of.values = hodo_arena_take(of.arena, of.trials, sizeof *of.values, error);
        of.theory = hodo_arena_take(of.arena, of.trials, sizeof *of.theory, error);
    }
    hodo_status status = of.values != NULL && of.theory != NULL
                             ? HODO_OK
                             : hodo_fail(error, HODO_NO_MEMORY, "no memory for the claims");
    for (size_t i = 0; i < rows; i++) {
        for (of.k = 0; status == HODO_OK && of.k < WIDTH_NETWORK_DEPTH; of.k++) {
            of.parametrization = row[i];
            status = claim_exponent(&of, claims, error);
            if (status == HODO_OK && hodo_run_integer(run, "samples") == 1) {
                status = claim_size(&of, claims, error);
            }
        }
    }
    hodo_arena_free(of.arena);
    return status;
}
