/* How code is written once for both precisions: WITH_REAL(precision, STATEMENTS) runs the
 * statements with `real` as the element type. Only implementation files include this. */
#ifndef HODO_BASE_REAL_H
#define HODO_BASE_REAL_H

#include "base/matrix.h"

#define WITH_REAL(precision, ...)          \
    do {                                   \
        if ((precision) == HODO_FLOAT) {   \
            typedef float real;            \
            __VA_ARGS__                    \
        } else {                           \
            typedef double real;           \
            __VA_ARGS__                    \
        }                                  \
    } while (0)

#endif
