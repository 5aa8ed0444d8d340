#include "train/frozen_memo.h"

struct hodo_frozen_memo {
    hodo_arena *arena;
    hodo_precision precision;
    size_t batch, outputs, steps;
    hodo_matrix *kept; /* (steps,) of (batch, outputs); data NULL where not known */
};

hodo_frozen_memo *hodo_frozen_memo_take(hodo_arena *arena, hodo_precision precision, size_t batch,
                                        size_t outputs, size_t steps, hodo_error *error)
{
    hodo_frozen_memo *memo = hodo_arena_take(arena, 1, sizeof *memo, error);
    if (memo == NULL) {
        return NULL;
    }
    *memo = (hodo_frozen_memo){arena, precision, batch, outputs, steps, NULL};
    memo->kept = hodo_arena_zero(arena, steps > 0 ? steps : 1, sizeof *memo->kept, error);
    return memo->kept != NULL ? memo : NULL;
}

bool hodo_frozen_memo_fits(const hodo_frozen_memo *memo, hodo_matrix outputs)
{
    return memo->precision == outputs.precision && memo->batch == outputs.rows &&
           memo->outputs == outputs.columns;
}

bool hodo_frozen_memo_recall(const hodo_frozen_memo *memo, size_t t, hodo_matrix outputs)
{
    if (t >= memo->steps || memo->kept[t].data == NULL) {
        return false;
    }
    hodo_matrix_copy(memo->kept[t], outputs);
    return true;
}

hodo_status hodo_frozen_memo_keep(hodo_frozen_memo *memo, size_t t, hodo_matrix outputs, hodo_error *error)
{
    if (t >= memo->steps || memo->kept[t].data != NULL) {
        return HODO_OK;
    }
    const hodo_matrix own = hodo_matrix_take(memo->arena, memo->precision, memo->batch, memo->outputs, error);
    if (own.data == NULL) {
        return HODO_NO_MEMORY;
    }
    hodo_matrix_copy(outputs, own);
    memo->kept[t] = own;
    return HODO_OK;
}
