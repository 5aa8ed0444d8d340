/* The line that says where a set comes from, put together in the arena. */
#ifndef HODO_DATA_ORIGIN_H
#define HODO_DATA_ORIGIN_H

#include "base/arena.h"

/* NULL, with HODO_NO_MEMORY, when there is no memory for it. */
const char *hodo_origin(hodo_arena *arena, hodo_error *error, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

#endif
