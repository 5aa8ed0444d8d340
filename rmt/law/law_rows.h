/* The rows that make up the table of laws (rmt/law/laws.c), one file law_NAME.c each, beside its theory. */
#ifndef RMT_LAW_ROWS_H
#define RMT_LAW_ROWS_H

#include "rmt/law/law.h"

extern const rmt_law_row rmt_law_free_binomial;
extern const rmt_law_row rmt_law_fuss_catalan;
extern const rmt_law_row rmt_law_log_norm;
extern const rmt_law_row rmt_law_isometry;
extern const rmt_law_row rmt_law_jacobian;
extern const rmt_law_row rmt_law_jacobian_branch;
extern const rmt_law_row rmt_law_jacobian_resnet;
extern const rmt_law_row rmt_law_marchenko_pastur;
extern const rmt_law_row rmt_law_bfk;
extern const rmt_law_row rmt_law_bfk_resnet;
extern const rmt_law_row rmt_law_semicircle;
extern const rmt_law_row rmt_law_tracy_widom;

#endif
