#include "base/status.h"

#include <stdarg.h>
#include <stdio.h>

hodo_status hodo_fail(hodo_error *error, hodo_status status, const char *format, ...)
{
    if (error != NULL) {
        va_list arguments;
        error->status = status;
        va_start(arguments, format);
        (void)vsnprintf(error->message, sizeof error->message, format, arguments);
        va_end(arguments);
    }
    return status;
}

const char *hodo_status_name(hodo_status status)
{
    static const char *const names[] = {
        [HODO_OK] = "ok",           [HODO_INVALID] = "invalid",   [HODO_NO_MEMORY] = "no memory",
        [HODO_IO] = "input/output", [HODO_DAMAGED] = "damaged",   [HODO_MISMATCH] = "mismatch",
        [HODO_NUMERIC] = "numeric",
    };
    const unsigned code = (unsigned)status;
    return code < sizeof names / sizeof names[0] ? names[code] : "unknown";
}
