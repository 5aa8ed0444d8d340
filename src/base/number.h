/* Numbers as text: printed in the shortest form that reads back as the same double, read with the
 * whole string accounted for. Independent of the locale as long as the program never sets one,
 * which none does. */
#ifndef HODO_BASE_NUMBER_H
#define HODO_BASE_NUMBER_H

#include "base/status.h"

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define HODO_NUMBER_SIZE 32 /* characters, with the terminating zero */

/* The shortest decimal that reads back as x; "nan", "inf" and "-inf" for the others. */
void hodo_number_print(double x, char text[HODO_NUMBER_SIZE]);

/* *x <- a whole string as a double ("nan" and "inf" are read too). HODO_INVALID when it is empty, when
 * characters follow the number, or when it overflows. */
hodo_status hodo_number_read(const char *text, double *x, hodo_error *error);

/* *x <- a whole string as an integer. HODO_INVALID for anything else, "1e6" and "200.0" too, and beyond 64
 * bits. */
hodo_status hodo_integer_read(const char *text, int64_t *x, hodo_error *error);

#ifdef __cplusplus
}
#endif

#endif
