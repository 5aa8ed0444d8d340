/* `hodo coordcheck`: the coordinate check of a sweep over widths (train/coordinate_check.h) with a verdict
 * (lab/trend.h) in the place of an eye.
 */
#ifndef HODO_HODO_COORDCHECK_H
#define HODO_HODO_COORDCHECK_H

#include "hodo/sweep.h"
#include "lab/trend.h"
#include "train/coordinate_check.h"

enum { HODO_VERDICT_SIZE = 400 };

typedef struct hodo_coordinate_label {
    hodo_coordinate which;
    size_t step, layer; /* layer 1 .. features - 1; the last is the output */
} hodo_coordinate_label;

typedef struct hodo_coordcheck {
    hodo_sweep *sweep;
    const hodo_architecture *architecture; /* of the smallest width; all have as many layers */
    hodo_matrix probe;                     /* (rows, inputs) the fixed batch, in the networks' precision */
    size_t steps, features;
    hodo_coordinate_record *records; /* (cells,) */
    size_t count;                    /* of what is judged */
    hodo_coordinate_label *labels;   /* (count,) */
    hodo_trend *trends;              /* (count,) */
    hodo_trend_verdict verdict;
    size_t worst; /* the trend that the verdict names */
    char text[HODO_VERDICT_SIZE];
} hodo_coordcheck;

/* Slopes of all that the check demands, and the verdict; the records are there. HODO_NO_MEMORY. */
hodo_status hodo_coordcheck_judge(hodo_coordcheck *check, hodo_arena *arena, hodo_error *error);

/* "change of layer 2 at step 3"; the output is named. */
void hodo_coordcheck_name(const hodo_coordcheck *check, const hodo_coordinate_label *label, char *text,
                          size_t size);

/* A row a width, seed, step and layer. NULL with *error. */
hodo_table *hodo_coordcheck_table(const hodo_coordcheck *check, hodo_error *error);

/* A header line a trend. */
void hodo_coordcheck_trends(void *check, hodo_header *header);

/* size, change and own at the last step against width, a line a layer: a hodo_picture_script. */
void hodo_coordcheck_script(const void *check, const char *format, FILE *script);

#endif
