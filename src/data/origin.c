#include "data/origin.h"

#include <stdarg.h>
#include <stdio.h>

const char *hodo_origin(hodo_arena *arena, hodo_error *error, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    const int length = vsnprintf(NULL, 0, format, arguments);
    va_end(arguments);
    if (length < 0) {
        hodo_fail(error, HODO_INVALID, "the origin '%s' cannot be printed", format);
        return NULL;
    }
    char *text = hodo_arena_take(arena, (size_t)length + 1, 1, error);
    if (text != NULL) {
        va_start(arguments, format);
        (void)vsnprintf(text, (size_t)length + 1, format, arguments);
        va_end(arguments);
    }
    return text;
}
