#include "operator/chain.h"

#include "operator/chain_stage.h"

#include <cblas.h>
#include <math.h>

struct hodo_chain {
    size_t count, vectors, workers;
    hodo_precision precision;
    hodo_level *levels;              /* (count + 1,) */
    hodo_stage *stages;              /* (count,) */
    hodo_matrix here, there,
        inputs; /* (vectors, widest): two levels in turn, and J^T x while a Gram is applied */
    hodo_stage_scratch scratch;
};

static bool finite_diagonal(const double *diagonal, size_t count)
{
    for (size_t i = 0; diagonal != NULL && i < count; i++) {
        if (!isfinite(diagonal[i])) {
            return false;
        }
    }
    return true;
}

static hodo_status check_layer(const hodo_chain_layer *layers, size_t l, hodo_error *error)
{
    const hodo_chain_layer *layer = &layers[l];
    const hodo_matrix w = layer->weights;
    if (w.data == NULL || w.rows < 1 || w.columns < 1) {
        return hodo_fail(error, HODO_INVALID,
                         "layer %zu of a chain is %zu by %zu: give it weights of at least 1 by 1", l, w.rows,
                         w.columns);
    }
    if (l > 0 && (w.columns != layers[l - 1].weights.rows || w.precision != layers[l - 1].weights.precision)) {
        return hodo_fail(error, HODO_MISMATCH,
                         "layer %zu of a chain reads %zu units, the one before makes %zu: "
                         "widths and precisions must follow each other",
                         l, w.columns, layers[l - 1].weights.rows);
    }
    if (!isfinite(layer->skip) || !isfinite(layer->scale) || !finite_diagonal(layer->after, w.rows) ||
        !finite_diagonal(layer->before, w.columns)) {
        return hodo_fail(error, HODO_INVALID,
                         "layer %zu of a chain has skip %g, scale %g and two diagonals: all must be finite", l,
                         layer->skip, layer->scale);
    }
    if (layer->skip != 0 && w.rows != w.columns) {
        return hodo_fail(error, HODO_INVALID,
                         "layer %zu of a chain has skip %g and is %zu by %zu: a skip needs a square", l,
                         layer->skip, w.rows, w.columns);
    }
    return HODO_OK;
}

static hodo_status take_scratch(hodo_arena *arena, hodo_chain *chain, hodo_error *error)
{
    size_t widest = 1;
    for (size_t l = 0; l <= chain->count; l++) {
        widest = chain->levels[l].live > widest ? chain->levels[l].live : widest;
    }
    hodo_matrix *all[] = {&chain->here, &chain->there, &chain->inputs, &chain->scratch.gathered,
                          &chain->scratch.product};
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
        *all[i] = hodo_matrix_take(arena, chain->precision, chain->vectors, widest, error);
        if (all[i]->data == NULL) {
            return HODO_NO_MEMORY;
        }
    }
    return HODO_OK;
}

hodo_chain *hodo_chain_take(hodo_arena *arena, const hodo_chain_layer *layers, size_t count, size_t vectors,
                            size_t workers, hodo_error *error)
{
    if (count < 1 || vectors < 1 || workers < 1) {
        (void)hodo_fail(error, HODO_INVALID,
                        "a chain of %zu layers for %zu vectors by %zu workers: 1 of each at least", count,
                        vectors, workers);
        return NULL;
    }
    hodo_status status = HODO_OK;
    for (size_t l = 0; status == HODO_OK && l < count; l++) {
        status = check_layer(layers, l, error);
    }
    hodo_chain *chain = status == HODO_OK ? hodo_arena_zero(arena, 1, sizeof *chain, error) : NULL;
    if (chain == NULL) {
        return NULL;
    }
    chain->count = count;
    chain->vectors = vectors;
    chain->workers = workers;
    chain->precision = layers[0].weights.precision;
    chain->levels = hodo_arena_zero(arena, count + 1, sizeof *chain->levels, error);
    chain->stages = hodo_arena_zero(arena, count, sizeof *chain->stages, error);
    if (chain->levels == NULL || chain->stages == NULL) {
        return NULL;
    }
    status = hodo_chain_live(arena, layers, count, chain->levels, error);
    for (size_t l = 0; status == HODO_OK && l < count; l++) {
        status = hodo_stage_take(arena, &layers[l], &chain->levels[l], &chain->levels[l + 1], &chain->stages[l],
                                 error);
    }
    return status == HODO_OK && take_scratch(arena, chain, error) == HODO_OK ? chain : NULL;
}

size_t hodo_chain_outputs(const hodo_chain *chain)
{
    return chain->levels[chain->count].width;
}

size_t hodo_chain_zeros(const hodo_chain *chain)
{
    size_t narrowest = chain->levels[0].live;
    for (size_t l = 1; l <= chain->count; l++) {
        narrowest = chain->levels[l].live < narrowest ? chain->levels[l].live : narrowest;
    }
    return hodo_chain_outputs(chain) - narrowest;
}

size_t hodo_chain_active_outputs(const hodo_chain *chain, const size_t **indices)
{
    if (indices != NULL) {
        *indices = chain->levels[chain->count].index;
    }
    return chain->levels[chain->count].live;
}

size_t hodo_chain_active_inputs(const hodo_chain *chain, const size_t **indices)
{
    if (indices != NULL) {
        *indices = chain->levels[0].index;
    }
    return chain->levels[0].live;
}

static hodo_status check_block(const hodo_chain *chain, hodo_matrix x, size_t from, hodo_matrix y, size_t to,
                               hodo_error *error)
{
    if (x.rows != y.rows || x.columns != from || y.columns != to || x.precision != chain->precision ||
        y.precision != chain->precision) {
        return hodo_fail(error, HODO_MISMATCH,
                         "blocks (%zu, %zu) and (%zu, %zu) for a chain from %zu to %zu active units: "
                         "give its precision and these widths",
                         x.rows, x.columns, y.rows, y.columns, from, to);
    }
    if (x.rows < 1 || x.rows > chain->vectors) {
        return hodo_fail(error, HODO_INVALID,
                         "%zu vectors for a chain that was taken for 1 to %zu: take it for more", x.rows,
                         chain->vectors);
    }
    return HODO_OK;
}

static hodo_matrix level_view(hodo_matrix buffer, size_t vectors, size_t width)
{
    return hodo_matrix_view(buffer.precision, buffer.data, vectors, width);
}

typedef hodo_status stage_pass(const hodo_stage *stage, const hodo_stage_scratch *scratch, size_t workers,
                               hodo_matrix x, hodo_matrix y, hodo_error *error);

/* Through all stages, upward or downward; the levels between stand in `here` and `there` in turn. */
static hodo_status pass_all(hodo_chain *chain, bool up, hodo_matrix x, hodo_matrix y, hodo_error *error)
{
    stage_pass *const one = up ? hodo_stage_through : hodo_stage_back;
    hodo_status status = HODO_OK;
    for (size_t k = 0; status == HODO_OK && k < chain->count; k++) {
        const size_t l = up ? k : chain->count - 1 - k;
        const size_t width = up ? chain->stages[l].above : chain->stages[l].below;
        const hodo_matrix to = k + 1 == chain->count
                                   ? y
                                   : level_view(k % 2 == 0 ? chain->here : chain->there, x.rows, width);
        status = one(&chain->stages[l], &chain->scratch, chain->workers, x, to, error);
        x = to;
    }
    return status;
}

hodo_status hodo_chain_through(hodo_chain *chain, hodo_matrix x, hodo_matrix y, hodo_error *error)
{
    const hodo_status status = check_block(chain, x, chain->levels[0].live, y, chain->levels[chain->count].live,
                                           error);
    return status == HODO_OK ? pass_all(chain, true, x, y, error) : status;
}

hodo_status hodo_chain_back(hodo_chain *chain, hodo_matrix x, hodo_matrix y, hodo_error *error)
{
    const hodo_status status = check_block(chain, x, chain->levels[chain->count].live, y, chain->levels[0].live,
                                           error);
    return status == HODO_OK ? pass_all(chain, false, x, y, error) : status;
}

static hodo_status apply_gram(void *context, hodo_matrix x, hodo_matrix y, hodo_error *error)
{
    hodo_chain *chain = context;
    const hodo_matrix inputs = level_view(chain->inputs, x.rows, chain->levels[0].live);
    if (x.rows > chain->vectors) {
        return hodo_fail(error, HODO_INVALID,
                         "%zu vectors for a chain that was taken for 1 to %zu: take it for more", x.rows,
                         chain->vectors);
    }
    const hodo_status status = pass_all(chain, false, x, inputs, error);
    return status == HODO_OK ? pass_all(chain, true, inputs, y, error) : status;
}

static double entries(const hodo_chain *chain)
{
    double sum = 0;
    for (size_t l = 0; l < chain->count; l++) {
        sum += (double)chain->stages[l].weights.rows * (double)chain->stages[l].weights.columns;
    }
    return sum;
}

hodo_operator hodo_chain_gram(hodo_chain *chain)
{
    return (hodo_operator){.apply = apply_gram,
                           .context = chain,
                           .dimension = chain->levels[chain->count].live,
                           .precision = chain->precision,
                           .nonnegative = true,
                           .multiply_adds = 2 * entries(chain),
                           .entries_read = 2 * entries(chain)};
}

hodo_matrix hodo_chain_product(const hodo_chain *chain, hodo_arena *arena, hodo_error *error)
{
    const size_t outputs = chain->levels[chain->count].live, inputs = chain->levels[0].live;
    const hodo_matrix none = hodo_matrix_view(chain->precision, NULL, 0, 0);
    hodo_matrix product = hodo_matrix_take(arena, chain->precision, outputs, inputs, error);
    hodo_arena *scratch = hodo_arena_alloc();
    if (scratch == NULL || product.data == NULL) {
        if (scratch == NULL) {
            (void)hodo_fail(error, HODO_NO_MEMORY, "no memory to form a chain's matrix: close other programs");
        }
        hodo_arena_free(scratch);
        return none;
    }
    hodo_chain wide = *chain; /* the same stages with room for as many vectors as there are outputs */
    wide.vectors = outputs;
    hodo_status status = take_scratch(scratch, &wide, error);
    hodo_matrix at = wide.inputs;
    for (size_t l = chain->count; status == HODO_OK && l-- > 0;) {
        const hodo_stage *stage = &chain->stages[l];
        const hodo_matrix to = l == 0 ? product
                                      : level_view(l % 2 == 0 ? wide.here : wide.there, outputs, stage->below);
        if (l + 1 == chain->count) {
            hodo_stage_dense(stage, to);
        } else {
            status = hodo_stage_back(stage, &wide.scratch, 1, at, to, error); /* BLAS has its own threads */
        }
        at = to;
    }
    hodo_arena_free(scratch);
    return status == HODO_OK ? product : none;
}

hodo_matrix hodo_chain_gram_matrix(const hodo_chain *chain, hodo_arena *arena, hodo_error *error)
{
    const size_t outputs = chain->levels[chain->count].live;
    hodo_matrix gram = hodo_matrix_take(arena, chain->precision, outputs, outputs, error);
    hodo_arena *scratch = hodo_arena_alloc();
    hodo_matrix j = hodo_matrix_view(chain->precision, NULL, 0, 0);
    if (scratch != NULL) {
        j = hodo_chain_product(chain, scratch, error);
    } else {
        (void)hodo_fail(error, HODO_NO_MEMORY, "no memory to form a chain's matrix: close other programs");
    }
    if (gram.data == NULL || j.data == NULL) {
        hodo_arena_free(scratch);
        return hodo_matrix_view(chain->precision, NULL, 0, 0);
    }
    const blasint n = (blasint)outputs, k = (blasint)j.columns;
    if (gram.precision == HODO_FLOAT) {
        cblas_ssyrk(CblasRowMajor, CblasLower, CblasNoTrans, n, k, 1, j.data, k, 0, gram.data, n);
    } else {
        cblas_dsyrk(CblasRowMajor, CblasLower, CblasNoTrans, n, k, 1, j.data, k, 0, gram.data, n);
    }
    for (size_t i = 0; i < outputs; i++) {
        for (size_t l = i + 1; l < outputs; l++) {
            hodo_matrix_set(gram, i, l, hodo_matrix_get(gram, l, i));
        }
    }
    hodo_arena_free(scratch);
    return gram;
}

double hodo_chain_break_even(const hodo_chain *chain)
{
    const double outputs = (double)chain->levels[chain->count].live, inputs = (double)chain->levels[0].live;
    double forming = 0.5 * outputs * outputs * inputs;
    for (size_t l = 0; l + 1 < chain->count; l++) {
        forming += outputs * (double)chain->stages[l].weights.rows * (double)chain->stages[l].weights.columns;
    }
    const double saved = 2 * entries(chain) - outputs * outputs;
    return saved > 0 ? forming / saved : INFINITY;
}
