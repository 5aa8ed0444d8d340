/* Measures as words and as tables: "marchenko-pastur --ratio=0.5", or a TSV with columns x and density as
 * `hodo-rmt density` and `hodo-rmt convolve` print it.
 *
 * Above the rows, `# atom: place mass` stands for each atom, and `# interval: lower upper exponent exponent`
 * for each interval (numbers parted by blanks; exponents of the lower and the upper edge). Without lines on
 * intervals, edges are found from the rows (rmt/convolution/measure.h), which costs digits: a table says where
 * its density is, not what it is between.
 */
#ifndef RMT_MEASURE_FILE_H
#define RMT_MEASURE_FILE_H

#include "base/table.h"
#include "rmt/convolution/measure.h"

#ifdef __cplusplus
extern "C" {
#endif

/* A law, if the first word is the name of one, else a file. HODO_INVALID when it is neither, or the file is not
 * such a table, is empty, or makes no measure: the message begins with the file's name. HODO_NUMERIC,
 * HODO_NO_MEMORY. */
hodo_status rmt_measure_read(rmt_measure **measure, const char *words, hodo_error *error);

/* Adds the lines on atoms (atom_count,) and on intervals (interval_count,) to a table. HODO_NO_MEMORY. */
hodo_status rmt_measure_note(hodo_table *table, const rmt_atom *atoms, size_t atom_count,
                             const rmt_interval *intervals, size_t interval_count, hodo_error *error);

#ifdef __cplusplus
}
#endif

#endif
