#include "data/room.h"

hodo_arena *arena;
scratch room;

void open_arena(void)
{
    arena = hodo_arena_alloc();
}

void close_arena(void)
{
    hodo_arena_free(arena);
}

void open_room(void)
{
    scratch_open(&room);
    open_arena();
}

void close_room(void)
{
    scratch_remove(&room);
    close_arena();
}
