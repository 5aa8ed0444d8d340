#include "operator/chain_stage.h"

#include "base/pool.h"
#include "base/real.h"
#include "base/skinny.h"

#include <stdint.h>

static bool carries(const double *diagonal, size_t i)
{
    return diagonal == NULL || diagonal[i] != 0;
}

/* The live units of a level that the weights touch: unit (count,) among all units and place (count,) among the
 * live. */
typedef struct touched {
    size_t count, *unit, *place;
} touched;

static hodo_status find_touched(hodo_arena *arena, const hodo_level *level, const double *diagonal,
                                touched *found, hodo_error *error)
{
    found->count = 0;
    found->unit = hodo_arena_take(arena, level->live, sizeof *found->unit, error);
    found->place = hodo_arena_take(arena, level->live, sizeof *found->place, error);
    if (found->unit == NULL || found->place == NULL) {
        return HODO_NO_MEMORY;
    }
    for (size_t p = 0; p < level->live; p++) {
        if (carries(diagonal, level->index[p])) {
            found->unit[found->count] = level->index[p];
            found->place[found->count++] = p;
        }
    }
    return HODO_OK;
}

static bool all_ones(const double *diagonal, size_t count)
{
    for (size_t i = 0; diagonal != NULL && i < count; i++) {
        if (diagonal[i] != 1) {
            return false;
        }
    }
    return true;
}

/* The kept entries, scale_l D_ii W_ij E_jj, rounded once. */
static void gather_weights(const hodo_chain_layer *layer, const touched *rows, const touched *columns,
                           hodo_matrix to)
{
    WITH_REAL(
        to.precision, for (size_t i = 0; i < rows->count; i++) {
            const size_t row = rows->unit[i];
            const double factor = layer->scale * (layer->after == NULL ? 1 : layer->after[row]);
            const real *from = (const real *)layer->weights.data + row * layer->weights.stride;
            real *out = (real *)to.data + i * to.stride;
            for (size_t j = 0; j < columns->count; j++) {
                const size_t column = columns->unit[j];
                out[j] = (real)(factor * (layer->before == NULL ? 1 : layer->before[column]) *
                                (double)from[column]);
            }
        });
}

static hodo_status take_carry(hodo_arena *arena, const hodo_level *below, const hodo_level *above,
                              hodo_stage *stage, hodo_error *error)
{
    size_t *carry = hodo_arena_take(arena, above->live, sizeof *carry, error);
    for (size_t p = 0; carry != NULL && p < above->live; p++) {
        carry[p] = below->place[above->index[p]];
    }
    stage->carry = carry;
    return carry == NULL ? HODO_NO_MEMORY : HODO_OK;
}

hodo_status hodo_stage_take(hodo_arena *arena, const hodo_chain_layer *layer, const hodo_level *below,
                            const hodo_level *above, hodo_stage *stage, hodo_error *error)
{
    touched rows, columns;
    *stage =
        (hodo_stage){.below = below->live, .above = above->live, .skip = layer->skip, .scale = layer->scale};
    hodo_status status = find_touched(arena, above, layer->after, &rows, error);
    if (status == HODO_OK) {
        status = find_touched(arena, below, layer->before, &columns, error);
    }
    if (status == HODO_OK && layer->skip != 0) {
        status = take_carry(arena, below, above, stage, error);
    }
    if (status != HODO_OK) {
        return status;
    }
    stage->row = rows.count == above->live ? NULL : rows.place;
    stage->column = columns.count == below->live ? NULL : columns.place;
    if (layer->scale == 0) {
        rows.count = columns.count = 0;
        stage->row = rows.place;
        stage->column = columns.place;
    }
    stage->weights = layer->weights;
    if (rows.count < layer->weights.rows || columns.count < layer->weights.columns ||
        !all_ones(layer->after, layer->weights.rows) || !all_ones(layer->before, layer->weights.columns)) {
        stage->weights = hodo_matrix_take(arena, layer->weights.precision, rows.count, columns.count, error);
        if (stage->weights.data == NULL) {
            return HODO_NO_MEMORY;
        }
        gather_weights(layer, &rows, &columns, stage->weights);
        stage->scale = 1;
    }
    return HODO_OK;
}

/* --- One product, shared out: each worker makes the columns of y that are its own, so no sum is split. --- */

typedef struct shares {
    hodo_matrix x, w, y;
    size_t
        each; /* columns of y a worker: a multiple of every kernel's width, so that no result depends on it */
    bool through;
} shares;

enum { SHARE_MULTIPLE = 64, SHARE_LEAST = 256 };

static hodo_matrix columns_of(hodo_matrix a, size_t first, size_t count)
{
    a.data = (char *)a.data + first * hodo_precision_size(a.precision);
    a.columns = count;
    return a;
}

static hodo_status make_share(void *context, size_t item, size_t worker, hodo_error *error)
{
    (void)worker, (void)error;
    const shares *all = context;
    const size_t first = item * all->each, left = all->y.columns - first,
                 count = left < all->each ? left : all->each;
    if (all->through) {
        hodo_rows_through(1.0, all->x, hodo_matrix_rows(all->w, first, count),
                          columns_of(all->y, first, count));
    } else {
        hodo_rows_back(1.0, all->x, columns_of(all->w, first, count), columns_of(all->y, first, count));
    }
    return HODO_OK;
}

static hodo_status multiply(hodo_matrix x, hodo_matrix w, hodo_matrix y, bool through, size_t workers,
                            hodo_error *error)
{
    if (w.rows == 0 || w.columns == 0) {
        hodo_matrix_zero(y);
        return HODO_OK;
    }
    if (workers == 1 || y.columns < workers * SHARE_LEAST) {
        (through ? hodo_rows_through : hodo_rows_back)(1.0, x, w, y);
        return HODO_OK;
    }
    shares all = {.x = x, .w = w, .y = y, .through = through};
    all.each = (y.columns / workers + SHARE_MULTIPLE) / SHARE_MULTIPLE * SHARE_MULTIPLE;
    return hodo_pool_run(workers, (y.columns + all.each - 1) / all.each, make_share, &all, error);
}

/* --- The layer: gather, multiply, scatter, add the skip. --- */

static hodo_matrix part(hodo_matrix scratch, size_t rows, size_t columns)
{
    return hodo_matrix_view(scratch.precision, scratch.data, rows, columns);
}

static void gather(hodo_matrix x, const size_t *place, hodo_matrix out)
{
    WITH_REAL(
        x.precision, for (size_t s = 0; s < x.rows; s++) {
            const real *from = (const real *)x.data + s * x.stride;
            real *to = (real *)out.data + s * out.stride;
            for (size_t j = 0; j < out.columns; j++) {
                to[j] = from[place[j]];
            }
        });
}

/* y[place] += factor x, all places where there are none. */
static void scatter(double factor, hodo_matrix x, const size_t *place, hodo_matrix y)
{
    WITH_REAL(
        x.precision, for (size_t s = 0; s < x.rows; s++) {
            const real f = (real)factor;
            const real *from = (const real *)x.data + s * x.stride;
            real *to = (real *)y.data + s * y.stride;
            if (place == NULL) {
                for (size_t j = 0; j < x.columns; j++) {
                    to[j] += f * from[j];
                }
            } else {
                for (size_t j = 0; j < x.columns; j++) {
                    to[place[j]] += f * from[j];
                }
            }
        });
}

/* y <- skip x along the carry, either way; 0 where nothing comes. */
static void carry_over(const hodo_stage *stage, bool up, hodo_matrix x, hodo_matrix y)
{
    hodo_matrix_zero(y);
    if (stage->carry == NULL) {
        return;
    }
    WITH_REAL(
        x.precision, for (size_t s = 0; s < x.rows; s++) {
            const real skip = (real)stage->skip;
            const real *from = (const real *)x.data + s * x.stride;
            real *to = (real *)y.data + s * y.stride;
            for (size_t p = 0; p < stage->above; p++) {
                const size_t q = stage->carry[p];
                if (q != SIZE_MAX) {
                    to[up ? p : q] = skip * from[up ? q : p];
                }
            }
        });
}

static hodo_status pass(const hodo_stage *stage, const hodo_stage_scratch *scratch, size_t workers,
                        bool through, hodo_matrix x, hodo_matrix y, hodo_error *error)
{
    const size_t *in = through ? stage->column : stage->row, *out = through ? stage->row : stage->column;
    const size_t reads = through ? stage->weights.columns : stage->weights.rows;
    const size_t writes = through ? stage->weights.rows : stage->weights.columns;
    hodo_matrix from = x;
    if (in != NULL) {
        from = part(scratch->gathered, x.rows, reads);
        gather(x, in, from);
    }
    if (out == NULL && stage->carry == NULL && stage->scale == 1) {
        return multiply(from, stage->weights, y, through, workers, error);
    }
    const hodo_matrix product = part(scratch->product, x.rows, writes);
    const hodo_status status = multiply(from, stage->weights, product, through, workers, error);
    carry_over(stage, through, x, y);
    scatter(stage->scale, product, out, y);
    return status;
}

hodo_status hodo_stage_through(const hodo_stage *stage, const hodo_stage_scratch *scratch, size_t workers,
                               hodo_matrix x, hodo_matrix y, hodo_error *error)
{
    return pass(stage, scratch, workers, true, x, y, error);
}

hodo_status hodo_stage_back(const hodo_stage *stage, const hodo_stage_scratch *scratch, size_t workers,
                            hodo_matrix x, hodo_matrix y, hodo_error *error)
{
    return pass(stage, scratch, workers, false, x, y, error);
}

void hodo_stage_dense(const hodo_stage *stage, hodo_matrix out)
{
    hodo_matrix_zero(out);
    WITH_REAL(
        out.precision, real *to = out.data; const real *from = stage->weights.data;
        for (size_t p = 0; stage->carry != NULL && p < stage->above; p++) {
            if (stage->carry[p] != SIZE_MAX) {
                to[p * out.stride + stage->carry[p]] = (real)stage->skip;
            }
        } for (size_t i = 0; i < stage->weights.rows; i++) {
            real *row = to + (stage->row == NULL ? i : stage->row[i]) * out.stride;
            for (size_t j = 0; j < stage->weights.columns; j++) {
                row[stage->column == NULL ? j : stage->column[j]] += (real)stage->scale *
                                                                     from[i * stage->weights.stride + j];
            }
        });
}
