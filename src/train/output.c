#include "train/output.h"
#include "base/real.h"

#include <assert.h>

void hodo_output_scale(double gamma, hodo_matrix f, hodo_matrix frozen, hodo_matrix scaled)
{
    assert(f.rows == scaled.rows && f.columns == scaled.columns && f.precision == scaled.precision);
    assert(frozen.data == NULL || (f.rows == frozen.rows && f.columns == frozen.columns));
    WITH_REAL(
        f.precision, for (size_t s = 0; s < f.rows; s++) {
            const real *from = (const real *)f.data + s * f.stride;
            const real *initial = frozen.data != NULL ? (const real *)frozen.data + s * frozen.stride : NULL;
            real *to = (real *)scaled.data + s * scaled.stride;
            for (size_t c = 0; c < f.columns; c++) {
                to[c] = (from[c] - (initial != NULL ? initial[c] : 0)) / (real)gamma;
            }
        });
}
