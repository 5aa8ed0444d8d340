/* How a table of options is written, and the tables that commands share (shared_options.c), a subject each.
 */
#ifndef HODO_HODO_OPTION_TABLE_H
#define HODO_HODO_OPTION_TABLE_H

#include "hodo/option_value.h"

#define OPTION(name_, value_, doc_) .face = {name_, value_, doc_}
#define INTO(reader_, field_) INTO_OWN(reader_, hodo_settings, field_)
#define INTO_OWN(reader_, struct_, field_)                                                                     \
    .read = hodo_option_read_##reader_, .place = offsetof(struct_, field_)
#define FROM(least_, most_) .least = (least_), .most = (most_)
#define ABOVE(least_, most_) .least = (least_), .most = (most_), .open = true
#define ONE_OF(table_) .names = &(table_)[0].name, .stride = sizeof(table_)[0]
#define OPTIONS_END {OPTION(NULL, NULL, NULL)}

/* Dimensions of matrices are ints to BLAS; whether a network fits into memory is told when it is made. */
#define DIMENSION_MOST 2147483647.0
#define COUNT_MOST 1099511627776.0   /* 2^40 samples or steps: centuries */
#define RATE_MOST 1e30               /* the sweeps of arXiv 2410.04642 end near 1e8 */
#define SEED_MOST 9007199254740992.0 /* 2^53: every table reader gets it back */
#define THREADS_MOST 4096.0

/* Each ends with OPTIONS_END. */
extern const hodo_option_row hodo_data_options[], hodo_network_options[], hodo_training_options[],
    hodo_look_options[], hodo_file_options[], hodo_other_options[];

#endif
