/* One cell of a run: an index, its random stream, the worker's arena, and the rows that it has made so far.
 *
 * The rows are kept as the text of the cell's record (lab/record.h), the unit that travels between workers,
 * into the journal, and into the table.
 */
#ifndef HODO_LAB_CELL_H
#define HODO_LAB_CELL_H

#include "lab/run.h"

struct hodo_cell {
    const hodo_run *run;
    size_t index; /* in 0 .. run->cells - 1 */
    hodo_stream stream;
    hodo_arena *arena; /* not owned */
    char *text;        /* fields, each after a tab */
    size_t used, room; /* bytes of text */
    size_t rows;
};

/* A worker's cell, to be pointed at one index after another. The arena is reset by hodo_cell_point. */
hodo_cell hodo_cell_of(const hodo_run *run, hodo_arena *arena);
void hodo_cell_point(hodo_cell *cell, size_t index);
void hodo_cell_clear(hodo_cell *cell); /* frees the text, not the arena */

/* The 64-bit name of the cell's stream: the hash of "name=value", one after another in the order of
 * declaration, of every SWEEP and REPEAT parameter that does not share its draws. Of n cells two collide with
 * probability n^2 / 2^65: 3e-6 at the most cells that a run may have. */
uint64_t hodo_cell_hash(const hodo_run *run, size_t index);

/* "beta=0.5, trials=3" into text; cut short at `size`. */
void hodo_cell_describe(const hodo_run *run, size_t index, char *text, size_t size);

/* Which of a setting's steps the cell has. */
size_t hodo_cell_step(const hodo_setting *setting, size_t index);

/* That step as text, in canonical form. */
const char *hodo_cell_step_text(const hodo_setting *setting, size_t index, char buffer[HODO_NUMBER_SIZE]);

#endif
