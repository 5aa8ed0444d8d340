/* --verify: is what stands in FILE.tsv, FILE.claims.tsv and FILE.macros.tex what this run would leave?
 *
 * Nothing is computed. Files are held against the program and the options of now:
 *   the table   the same experiment, version, revision, columns, seed, data and parameters (lab/identity.h),
 *               the same preset, and the rows that were measured (lab/seal.h);
 *   the claims  of that seed and preset, each with the verdict that follows from its numbers (lab/claim.h);
 *   the macros  of each parameter and each claim as those two files have them.
 */
#ifndef HODO_LAB_VERIFY_H
#define HODO_LAB_VERIFY_H

#include "lab/output.h"

/* HODO_MISMATCH when a file is another run's, HODO_DAMAGED when it contradicts itself or another, HODO_IO when
 * it cannot be read; *error names the file and what is wrong. */
hodo_status hodo_verify(const hodo_run *run, const hodo_identity *identity, const hodo_output *output,
                        hodo_error *error);

#endif
