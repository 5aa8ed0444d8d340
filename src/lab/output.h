/* Where a run writes, and what it will not write over.
 *
 * FILE.tsv brings FILE.claims.tsv, FILE.macros.tex and, while the run is not finished, FILE.tsv.journal. A file
 * that is there already is replaced only when its first line says that this experiment wrote it.
 */
#ifndef HODO_LAB_OUTPUT_H
#define HODO_LAB_OUTPUT_H

#include "lab/identity.h"

typedef struct hodo_output {
    const char *table, *claims, *macros, *journal; /* paths, in the run's arena */
    bool table_exists;
} hodo_output;

/* Only names them: nothing is looked at. HODO_INVALID: no FILE.tsv. */
hodo_status hodo_output_name(const hodo_run *run, const char *path, hodo_output *output, hodo_error *error);

/* Settles the paths. `path` NULL: results/PAPER/FIGURE.tsv. Makes nothing. HODO_INVALID: no FILE.tsv, a folder
 * that is not there (except the default's) or cannot be written, a name that is too long for the files beside
 * it, a file that is read-only or not this experiment's. */
hodo_status hodo_output_settle(const hodo_run *run, const char *path, hodo_output *output, hodo_error *error);

/* Makes the folders of the default output. */
hodo_status hodo_output_make_folders(const hodo_output *output, hodo_error *error);

#endif
