/* What tests of readers and tasks begin with, for a suite's .init and .fini: an arena, and a folder where they
 * write files. Each test is a process of its own, so that these are not shared. */
#ifndef HODO_TESTS_DATA_ROOM_H
#define HODO_TESTS_DATA_ROOM_H

#include "base/arena.h"
#include "data/scratch.h"

extern hodo_arena *arena;
extern scratch room;

void open_arena(void);
void close_arena(void);

/* The arena and the folder. */
void open_room(void);
void close_room(void);

#endif
