/* Digits as a seven-segment display draws them, by integers alone: a source for tests that need no download
 * and whose bits are the same everywhere. */
#ifndef HODO_TESTS_DATA_STROKES_H
#define HODO_TESTS_DATA_STROKES_H

#include "data/digit_stream.h"

enum { STROKES = 40 };

/* STROKES images, the classes in turn, in four sizes and thicknesses. */
hodo_digit_source strokes_source(uint8_t images[STROKES * HODO_DIGIT_PIXELS], uint8_t labels[STROKES]);

/* A stream of them; the arrays are static, the same for all. */
hodo_digit_stream *strokes_stream(const hodo_digit_deformation *settings, uint64_t seed);

#endif
