/* Values of options from their texts: a number with its limits, a list of numbers. Every message begins with
 * the option's name and names the value, the limit and the remedy; all failures are HODO_INVALID
 * (HODO_NO_MEMORY for a list).
 */
#ifndef RMT_OPTION_VALUE_H
#define RMT_OPTION_VALUE_H

#include "base/option.h"

#include <stddef.h>
#include <stdint.h>

/* Whatever number or whole number the text is, NaN included: the caller checks the range. */
hodo_status rmt_option_real(const hodo_option *option, const char *text, double *x, hodo_error *error);
hodo_status rmt_option_whole(const hodo_option *option, const char *text, int64_t *x, hodo_error *error);

/* A whole number in least .. most, or `standard` when text is NULL. */
hodo_status rmt_option_integer(const hodo_option *option, const char *text, int64_t standard, int64_t least,
                               int64_t most, int64_t *x, hodo_error *error);

/* A finite number strictly between lower and upper, or `standard` when text is NULL. */
hodo_status rmt_option_between(const hodo_option *option, const char *text, double standard, double lower,
                               double upper, double *x, hodo_error *error);

/* "X,...": at least one number, each finite and within [lower, upper]. The list is malloc'ed into *x. */
hodo_status rmt_option_list(const hodo_option *option, const char *text, double lower, double upper, double **x,
                            size_t *count, hodo_error *error);

#endif
