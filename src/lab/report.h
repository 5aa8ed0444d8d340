/* The report: claims as a table, as lines for the reader, and as macros for the text. */
#ifndef HODO_LAB_REPORT_H
#define HODO_LAB_REPORT_H

#include "lab/claim.h"
#include "lab/provenance.h"

#include <stdio.h>

/* FILE.claims.tsv: id, statement, kind, predicted, measured, stderr, n, z, tolerance, verdict. */
hodo_status hodo_report_claims(const hodo_run *run, const hodo_claims *claims, const char *path,
                               hodo_error *error);

/* FILE.macros.tex: lines \hodoset{KEY}{VALUE}, with KEY
 *   PAPER/FIGURE/param/NAME, .../param/NAME/count for lists
 *   PAPER/FIGURE/claim/ID/predicted, measured, stderr, n, z, tolerance, verdict
 *   PAPER/FIGURE/run/preset, seed, cells, threads, wall, cpu, commit
 *   PAPER/FIGURE/KEY of hodo_claims_quantity.
 * The text brings \newcommand\hodoset[2]{\expandafter\def\csname hodo/#1\endcsname{#2}} or the like. */
hodo_status hodo_report_macros(const hodo_run *run, const hodo_claims *claims, const hodo_effort *effort,
                               const char *path, hodo_error *error);

/* Of that file the lines of one parameter, and of one claim: by them --verify knows the file again. */
void hodo_report_parameter_macros(FILE *file, const hodo_run *run, const hodo_setting *setting);
void hodo_report_claim_macros(FILE *file, const hodo_run *run, const hodo_claim *claim);

/* One short line a claim, unless `file` is NULL. Returns how many differ; what is malformed
 * is told on stderr. */
size_t hodo_report_verdicts(const hodo_claims *claims, FILE *file);

#endif
