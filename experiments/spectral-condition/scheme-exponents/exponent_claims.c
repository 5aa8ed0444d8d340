#include "experiments/spectral-condition/scheme-exponents/exponent_claims.h"

#include "experiments/spectral-condition/scheme_size.h"
#include "experiments/spectral-condition/trial_claims.h"

#include <math.h>
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
    trial_claims of;
    const char *parametrization;
    size_t k;
    double inputs;
} stated_matrix;

/* With its id and statement. */
static hodo_claim named(const stated_matrix *on, const char *what, const char *statement, hodo_claim claim)
{
    claim.id = trial_text(&on->of, "%s-%s-%s", what, on->parametrization, layers[on->k]);
    claim.statement = trial_text(&on->of, "%s, %s: %s", on->parametrization, layers[on->k], statement);
    return claim;
}

/* From n_0 on: below it the first deviation of spectral has another power. */
static hodo_status claim_exponent(const stated_matrix *on, hodo_error *error)
{
    const trial_claims *of = &on->of;
    const hodo_condition where[] = {{"parametrization", hodo_text(on->parametrization)},
                                    {"layer", hodo_text(layers[on->k])},
                                    {.column = NULL}};
    double published[WIDTH_NETWORK_DEPTH], exponent = NAN;
    const bool known = scheme_exponents(on->parametrization, published);
    hodo_status status = HODO_OK;
    if (known) {
        exponent = published[on->k];
    } else { /* theory is of parameters only: any trial's is everybody's */
        size_t same;
        status = hodo_trial_slopes(of->table, "width", "theory", where, on->inputs, INFINITY, of->arena,
                                   of->others, of->trials, &same, error);
        exponent = status == HODO_OK && same > 0 ? of->others[0] : NAN;
    }
    const hodo_claim equal = {.kind = HODO_CLAIM_EQUAL,
                              .predicted = exponent,
                              .tolerance = EXPONENT_TOLERANCE,
                              .resolution = EXPONENT_RESOLUTION};
    const char *what = known ? "exponent of width, published" : "exponent of width, of its monomials";
    status = status == HODO_OK ? trial_claim_slope(of, named(on, "exponent", what, equal), "width", "ratio",
                                                   where, on->inputs, error)
                               : status;
    if (status == HODO_OK && on->k == HIDDEN && known) {
        const bool spectral = published[HIDDEN] == 0;
        const hodo_claim apart = {.kind = HODO_CLAIM_APART,
                                  .predicted = spectral ? -0.5 : 0,
                                  .tolerance = EXPONENT_TOLERANCE,
                                  .resolution = EXPONENT_RESOLUTION};
        what = spectral ? "ntp's exponent told apart" : "the condition's 0 told apart";
        status = trial_claim_slope(of, named(on, "apart", what, apart), "width", "ratio", where, on->inputs,
                                   error);
    }
    return status;
}

static hodo_status claim_size(const stated_matrix *on, hodo_error *error)
{
    const hodo_condition where[] = {{"parametrization", hodo_text(on->parametrization)},
                                    {"layer", hodo_text(layers[on->k])},
                                    {"width", hodo_integer((int64_t)on->of.widest)},
                                    {.column = NULL}};
    const hodo_claim size = {.kind = HODO_CLAIM_EQUAL,
                             .predicted = 1,
                             .tolerance = SIZE_TOLERANCE(on->of.widest),
                             .resolution = SIZE_RESOLUTION};
    return trial_claim_ratio(&on->of, named(on, "size", "size at the largest width over theory", size), "ratio",
                             "theory", where, error);
}

hodo_status exponent_claims(const hodo_run *run, const hodo_table *table, hodo_claims *claims,
                            hodo_error *error)
{
    size_t rows;
    const char *const *row = hodo_run_texts(run, "parametrization", &rows);
    stated_matrix on = {.inputs = 0};
    hodo_status status = trial_claims_open(run, table, "width", claims, &on.of, error);
    if (hodo_table_rows(table) > 0) {
        on.inputs = (double)hodo_table_get(table, 0, hodo_table_find(table, "inputs")).integer;
    }
    for (size_t i = 0; i < rows; i++) {
        for (on.k = 0; status == HODO_OK && on.k < WIDTH_NETWORK_DEPTH; on.k++) {
            on.parametrization = row[i];
            status = claim_exponent(&on, error);
            if (status == HODO_OK && hodo_run_integer(run, "samples") == 1) {
                status = claim_size(&on, error);
            }
        }
    }
    trial_claims_close(&on.of);
    return status;
}
