#include "operator/probes.h"

#include "base/real.h"

#include <assert.h>
#include <math.h>

enum { WORD_BITS = 32, CHUNK = 64 };

static void draw_signs(const hodo_stream *stream, uint32_t tensor, hodo_matrix row)
{
    for (size_t first = 0; first < row.columns; first += CHUNK * WORD_BITS) {
        uint32_t words[CHUNK];
        hodo_random_words(stream, tensor, first / WORD_BITS, CHUNK, words);
        const size_t left = row.columns - first, count = left < CHUNK * WORD_BITS ? left : CHUNK * WORD_BITS;
        WITH_REAL(
            row.precision, real *to = (real *)row.data + first; for (size_t j = 0; j < count; j++) {
                to[j] = (words[j / WORD_BITS] >> (j % WORD_BITS)) & 1 ? (real)1 : (real)-1;
            });
    }
}

static void draw_sphere(const hodo_stream *stream, uint32_t tensor, hodo_matrix row)
{
    if (row.precision == HODO_FLOAT) {
        hodo_random_normal_float(stream, tensor, 0, row.columns, 1.0f, row.data);
    } else {
        hodo_random_normal_double(stream, tensor, 0, row.columns, 1.0, row.data);
    }
    const double square = hodo_matrix_dot(row, row);
    const double scale = sqrt((double)row.columns / square);
    hodo_rows_scale(&scale, row);
}

void hodo_probes_draw(const hodo_probes *probes, hodo_matrix block)
{
    assert(block.rows == probes->count);
    for (size_t s = 0; s < block.rows; s++) {
        (probes->law == HODO_RADEMACHER ? draw_signs : draw_sphere)(
            &probes->stream, probes->tensor + (uint32_t)s, hodo_matrix_rows(block, s, 1));
    }
}
