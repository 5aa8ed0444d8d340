#include "base/arena.h"

#include <criterion/criterion.h>
#include <stdint.h>
#include <string.h>
#include <unistd.h>

/* Pieces are aligned, do not overlap, and survive until the reset. */
Test(arena, pieces_are_apart)
{
    hodo_arena *arena = hodo_arena_alloc();
    unsigned char *pieces[200];
    for (size_t i = 0; i < 200; i++) {
        pieces[i] = hodo_arena_take(arena, i * 37 + 1, 3, NULL);
        cr_assert_not_null(pieces[i]);
        cr_assert_eq((uintptr_t)pieces[i] % HODO_ALIGNMENT, 0);
        memset(pieces[i], (int)i, (i * 37 + 1) * 3);
    }
    for (size_t i = 0; i < 200; i++) {
        for (size_t k = 0; k < (i * 37 + 1) * 3; k++) {
            cr_assert_eq(pieces[i][k], (unsigned char)i);
        }
    }
    hodo_arena_free(arena);
}

/* After a reset the same demand is met without asking the system again. */
Test(arena, reset_keeps_the_memory)
{
    hodo_arena *arena = hodo_arena_alloc();
    for (int i = 0; i < 50; i++) {
        cr_assert_not_null(hodo_arena_take(arena, 100000, 1, NULL));
    }
    hodo_arena_reset(arena);
    const size_t held = hodo_arena_held(arena);
    for (int round = 0; round < 3; round++) {
        for (int i = 0; i < 50; i++) {
            cr_assert_not_null(hodo_arena_take(arena, 100000, 1, NULL));
        }
        cr_assert_eq(hodo_arena_held(arena), held);
        hodo_arena_reset(arena);
    }
    hodo_arena_free(arena);
}

Test(arena, refuses_what_cannot_be)
{
    hodo_arena *arena = hodo_arena_alloc();
    hodo_error error = {0};
    cr_assert_null(hodo_arena_take(arena, SIZE_MAX / 2, 4, &error));
    cr_assert_eq(error.status, HODO_NO_MEMORY);
    cr_assert_not_null(strstr(error.message, "GiB"));
    cr_assert_null(hodo_arena_take(arena, SIZE_MAX, 1, &error));
    cr_assert_null(hodo_arena_take(arena, SIZE_MAX - 64, 1, &error));
    unsigned char *zero = hodo_arena_zero(arena, 1000, 1, &error);
    for (int i = 0; i < 1000; i++) {
        cr_assert_eq(zero[i], 0);
    }
    hodo_arena_free(arena);
    hodo_arena_free(NULL);
}

/* Each piece is a third of the machine's memory, none is ever touched: the fourth, or already the third, is one
 * too many, whichever arena asks for it, and after a free there is room again. */
Test(arena, all_together_fit_the_machine)
{
    const size_t third = (size_t)sysconf(_SC_PHYS_PAGES) / 3 * (size_t)sysconf(_SC_PAGESIZE);
    hodo_arena *arenas[4];
    hodo_error error = {0};
    int given = 0;
    for (int i = 0; i < 4; i++) {
        arenas[i] = hodo_arena_alloc();
        given += hodo_arena_take(arenas[i], third, 1, &error) != NULL;
    }
    cr_assert_leq(given, 3);
    cr_assert_eq(error.status, HODO_NO_MEMORY);
    cr_assert_not_null(strstr(error.message, "lower the width, the depth or --threads"), "%s", error.message);
    for (int i = 0; i < 4; i++) {
        hodo_arena_free(arenas[i]);
    }
    /* One arena is held to the same sum as many. */
    hodo_arena *arena = hodo_arena_alloc();
    for (given = 0; given < 12 && hodo_arena_take(arena, third / 3, 1, &error) != NULL; given++) {
    }
    cr_assert(given > 0 && given < 12, "%d pieces of a ninth were given", given);
    hodo_arena_free(arena);
}
