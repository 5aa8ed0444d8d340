#include "base/arena.h"

#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

typedef struct block {
    struct block *next;
    unsigned char *memory;
    size_t size; /* bytes */
    size_t used; /* bytes */
} block;

struct hodo_arena {
    block *blocks; /* newest first; pieces are taken from the newest only */
    size_t held;
};

enum { SMALLEST_BLOCK = 1 << 16, HUGE_PAGE = 1 << 21 };

/* Bytes held by all arenas of the process: the one exception to the rule of no mutable globals. What
 * runs out is the machine's memory, which the workers share whether they know each other or not. The
 * system would promise every one of them its part, and kill the process when they use it. Changed
 * once a block, never once a piece. */
static atomic_size_t held_by_all;

/* Seven eighths of what is built in: the rest is the system's and everybody else's. */
static size_t machine_memory(void)
{
    const long pages = sysconf(_SC_PHYS_PAGES);
    const long page = sysconf(_SC_PAGESIZE);
    return pages > 0 && page > 0 ? (size_t)pages / 8 * 7 * (size_t)page : SIZE_MAX;
}

static size_t round_up(size_t size, size_t unit)
{
    return (size + unit - 1) / unit * unit;
}

/* Counts the bytes as held, unless the machine has not that many. */
static bool reserve(size_t size)
{
    const size_t limit = machine_memory();
    size_t held = atomic_load(&held_by_all);
    do {
        if (held > limit || size > limit - held) {
            return false;
        }
    } while (!atomic_compare_exchange_weak(&held_by_all, &held, held + size));
    return true;
}

/* NULL when the machine has not that much memory, or the system refuses it. */
static block *block_alloc(size_t size)
{
    /* Huge pages: a network of 500 matrices is read in order, and 4 KiB pages would cost as
     * much in faults as the random numbers cost in arithmetic. */
    const size_t alignment = size >= HUGE_PAGE ? HUGE_PAGE : HODO_ALIGNMENT;
    size = round_up(size, alignment);
    if (!reserve(size)) {
        return NULL;
    }
    block *fresh = malloc(sizeof *fresh);
    unsigned char *memory = aligned_alloc(alignment, size);
    if (fresh == NULL || memory == NULL) {
        free(fresh);
        free(memory);
        atomic_fetch_sub(&held_by_all, size);
        return NULL;
    }
#ifdef MADV_HUGEPAGE
    if (size >= HUGE_PAGE) {
        (void)madvise(memory, size, MADV_HUGEPAGE);
    }
#endif
    *fresh = (block){.next = NULL, .memory = memory, .size = size, .used = 0};
    return fresh;
}

static void free_blocks(hodo_arena *arena)
{
    while (arena->blocks != NULL) {
        block *next = arena->blocks->next;
        atomic_fetch_sub(&held_by_all, arena->blocks->size);
        free(arena->blocks->memory);
        free(arena->blocks);
        arena->blocks = next;
    }
    arena->held = 0;
}

hodo_arena *hodo_arena_alloc(void)
{
    return calloc(1, sizeof(hodo_arena));
}

void hodo_arena_free(hodo_arena *arena)
{
    if (arena != NULL) {
        free_blocks(arena);
        free(arena);
    }
}

static void *refuse(const hodo_arena *arena, double bytes, hodo_error *error)
{
    hodo_fail(
        error, HODO_NO_MEMORY,
        "%.3g GiB asked for on top of %.3g GiB, %.3g GiB with all threads, of %.3g GiB, seven eighths of the machine's: "
        "lower the width, the depth or --threads",
        bytes / 0x1p30, (double)arena->held / 0x1p30, (double)atomic_load(&held_by_all) / 0x1p30,
        (double)machine_memory() / 0x1p30);
    return NULL;
}

void *hodo_arena_take(hodo_arena *arena, size_t count, size_t size, hodo_error *error)
{
    if (size != 0 && count > (SIZE_MAX / 2 - HUGE_PAGE) / size) { /* rounding up must not overflow either */
        return refuse(arena, (double)count * (double)size, error);
    }
    const size_t bytes = round_up(count * size, HODO_ALIGNMENT);
    block *current = arena->blocks;
    if (current == NULL || current->size - current->used < bytes) {
        size_t wanted = arena->held < SMALLEST_BLOCK ? SMALLEST_BLOCK : arena->held / 2;
        wanted = wanted < bytes ? bytes : wanted;
        current = block_alloc(wanted);
        if (current == NULL && wanted > bytes) {
            current = block_alloc(bytes);
        }
        if (current == NULL) {
            return refuse(arena, (double)bytes, error);
        }
        current->next = arena->blocks;
        arena->blocks = current;
        arena->held += current->size;
    }
    void *piece = current->memory + current->used;
    current->used += bytes;
    return piece;
}

void *hodo_arena_zero(hodo_arena *arena, size_t count, size_t size, hodo_error *error)
{
    void *piece = hodo_arena_take(arena, count, size, error);
    if (piece != NULL) {
        memset(piece, 0, count * size);
    }
    return piece;
}

void hodo_arena_reset(hodo_arena *arena)
{
    if (arena->blocks == NULL) {
        return;
    }
    if (arena->blocks->next != NULL) {
        size_t used = 0;
        for (const block *each = arena->blocks; each != NULL; each = each->next) {
            used += each->used;
        }
        free_blocks(arena);
        arena->blocks = block_alloc(used < SMALLEST_BLOCK ? SMALLEST_BLOCK : used);
        arena->held = arena->blocks != NULL ? arena->blocks->size : 0;
        return;
    }
    arena->blocks->used = 0;
}

size_t hodo_arena_held(const hodo_arena *arena)
{
    return arena->held;
}
