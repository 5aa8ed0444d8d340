#include "probe/feature_change.h"

#include "base/real.h"

#include <math.h>

struct hodo_feature_change {
    size_t count, member, samples;
    hodo_matrix *initial; /* (count,) each (samples, m_l) */
};

static hodo_matrix rows_of(const hodo_pass *pass, size_t l, size_t member)
{
    const size_t n = hodo_pass_samples(pass);
    return hodo_matrix_rows(hodo_pass_feature(pass, l), member * n, n);
}

hodo_feature_change *hodo_feature_change_take(hodo_arena *arena, const hodo_pass *pass, size_t member,
                                              hodo_error *error)
{
    const hodo_architecture *architecture = hodo_pass_network(pass)->architecture;
    if (member >= architecture->members) {
        hodo_fail(error, HODO_INVALID, "member %zu of a family of %zu: count from 0", member,
                  architecture->members);
        return NULL;
    }
    const size_t count = architecture->feature_count;
    hodo_feature_change *change = hodo_arena_zero(arena, 1, sizeof *change, error);
    hodo_matrix *initial = hodo_arena_zero(arena, count, sizeof *initial, error);
    if (change == NULL || initial == NULL) {
        return NULL;
    }
    *change = (hodo_feature_change){
        .count = count, .member = member, .samples = hodo_pass_samples(pass), .initial = initial};
    for (size_t l = 0; l < count; l++) {
        const hodo_matrix f = rows_of(pass, l, member);
        initial[l] = hodo_matrix_take(arena, f.precision, f.rows, f.columns, error);
        if (initial[l].data == NULL) {
            return NULL;
        }
        hodo_matrix_copy(f, initial[l]);
    }
    return change;
}

static hodo_feature_move compare(hodo_matrix now, hodo_matrix then)
{
    double moved = 0, square = 0, initial = 0, product = 0, magnitude = 0;
    WITH_REAL(
        now.precision, for (size_t i = 0; i < now.rows; i++) {
            const real *f = (const real *)now.data + i * now.stride;
            const real *f0 = (const real *)then.data + i * then.stride;
            for (size_t j = 0; j < now.columns; j++) {
                const double at = (double)f[j], start = (double)f0[j];
                moved += (at - start) * (at - start);
                square += at * at;
                initial += start * start;
                product += at * start;
                magnitude += fabs(at);
            }
        });
    const double entries = (double)now.rows * (double)now.columns;
    return (hodo_feature_move){.change = sqrt(moved / entries),
                               .relative = initial > 0 ? sqrt(moved) / sqrt(initial) : NAN,
                               .rms = sqrt(square / entries),
                               .mean_magnitude = magnitude / entries,
                               .cosine =
                                   square > 0 && initial > 0 ? product / (sqrt(square) * sqrt(initial)) : NAN};
}

hodo_status hodo_feature_change_measure(const hodo_feature_change *change, const hodo_pass *pass,
                                        hodo_feature_move *moves, hodo_error *error)
{
    const hodo_architecture *architecture = hodo_pass_network(pass)->architecture;
    if (architecture->feature_count != change->count || change->member >= architecture->members ||
        hodo_pass_samples(pass) != change->samples) {
        return hodo_fail(
            error, HODO_MISMATCH,
            "a pass with %zu features of %zu samples, where %zu of %zu are remembered: run the same "
            "network on the same batch",
            architecture->feature_count, hodo_pass_samples(pass), change->count, change->samples);
    }
    for (size_t l = 0; l < change->count; l++) {
        const hodo_matrix now = rows_of(pass, l, change->member), then = change->initial[l];
        if (now.columns != then.columns || now.precision != then.precision) {
            return hodo_fail(
                error, HODO_MISMATCH,
                "feature %zu has %zu units where %zu are remembered: run the same network, in the same "
                "precision",
                l, now.columns, then.columns);
        }
        moves[l] = compare(now, then);
        if (!isfinite(moves[l].change)) {
            return hodo_fail(error, HODO_NUMERIC, "feature %zu moved by rms %g: lower the learning rate", l,
                             moves[l].change);
        }
    }
    return HODO_OK;
}
