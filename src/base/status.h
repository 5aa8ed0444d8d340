/* Status codes and messages.
 *
 * Library functions return a hodo_status and leave one line in the caller's hodo_error; only
 * programs exit. A message names the value that was wrong, the limit and the remedy. The error is
 * passed, never global, so that every worker has its own; NULL is accepted where nobody reads it.
 */
#ifndef HODO_BASE_STATUS_H
#define HODO_BASE_STATUS_H

#ifdef __cplusplus
extern "C" {
#endif

/* What became of a call. */
typedef enum hodo_status {
    HODO_OK = 0,
    HODO_INVALID,   /* an argument, a parameter or an option is out of its range */
    HODO_NO_MEMORY, /* an allocation failed, or its size overflows */
    HODO_IO,        /* the system refused to read or write */
    HODO_DAMAGED,   /* a file is not what it says it is */
    HODO_MISMATCH,  /* two things do not belong together: shapes, tables, journals */
    HODO_NUMERIC    /* a solver did not converge, a number is not finite */
} hodo_status;

/* The status and the line that explains it. */
typedef struct hodo_error {
    hodo_status status;
    char message[512];
} hodo_error;

/* Writes the message into *error (when error is not NULL) and returns status. */
hodo_status hodo_fail(hodo_error *error, hodo_status status, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* The name of a status in plain words, for tests and logs. */
const char *hodo_status_name(hodo_status status);

#ifdef __cplusplus
}
#endif

#endif
