/* An arena: memory that is taken piece by piece and given back all at once.
 *
 * A worker owns one arena for its whole life and resets it between cells, so that the hundreds of
 * megabytes of a deep network's weights are asked of the system, and faulted in, once. The price is
 * that no piece can be given back alone.
 *
 * All arenas of a process together never hold more than the machine's physical memory: a network that
 * does not fit is refused with a message, not killed by the system an hour later.
 */
#ifndef HODO_BASE_ARENA_H
#define HODO_BASE_ARENA_H

#include "base/status.h"

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

#define HODO_ALIGNMENT 64 /* bytes; a cache line and a 512-bit register */

typedef struct hodo_arena hodo_arena; /* of one worker: not to be shared by threads */

/* A new, empty arena, or NULL when there is no memory for it. */
hodo_arena *hodo_arena_alloc(void);

/* Gives everything back to the system; accepts NULL. */
void hodo_arena_free(hodo_arena *arena);

/* `count` elements of `size` bytes, aligned to HODO_ALIGNMENT, not initialised. NULL, with
 * HODO_NO_MEMORY in *error, when count * size overflows, exceeds what the arenas of the process leave
 * of the machine's memory, or the system refuses. The pointer lives until the next reset or free. */
void *hodo_arena_take(hodo_arena *arena, size_t count, size_t size, hodo_error *error);

/* The same, filled with zero bytes; NULL as hodo_arena_take. */
void *hodo_arena_zero(hodo_arena *arena, size_t count, size_t size, hodo_error *error);

/* Forgets every piece but keeps the memory, as one block as large as all that was in use. */
void hodo_arena_reset(hodo_arena *arena);

/* Bytes that the arena holds from the system. */
size_t hodo_arena_held(const hodo_arena *arena);

#ifdef __cplusplus
}
#endif

#endif
