/* A contact sheet: a grid of images in one PNG, to look at what a network is trained on. Nothing shows a
 * wrong byte order, a flipped axis or a deformation too strong as fast as a picture.
 *
 * The file appears whole or not at all, and the same images give the same bytes with the same
 * libpng and zlib; compare tables, never pictures.
 */
#ifndef HODO_DATA_CONTACT_SHEET_H
#define HODO_DATA_CONTACT_SHEET_H

#include "base/status.h"

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* What is drawn, and how. */
typedef struct hodo_contact_sheet {
    const float *images;             /* (count, height, width, channels); what is not finite is drawn black */
    const uint8_t *labels;           /* (count,), each drawn as a number under its image; NULL for none */
    size_t count;                    /* 1 or more */
    size_t height;                   /* rows of pixels of an image */
    size_t width;                    /* pixels a row */
    size_t channels;                 /* 1, grey, or 3, red green blue */
    size_t columns;                  /* of the grid; 0 for the squarest */
    size_t zoom;                     /* screen pixels an image pixel, 1 .. 64; 0 for 1 */
    float black;                     /* the value drawn as 0, clamped beyond */
    float white;                     /* the value drawn as 255; both 0: the least and the greatest finite
                                        value of all images */
} hodo_contact_sheet;

/* Writes the sheet as a PNG to `path`. HODO_INVALID for a shape out of range, for black and white that are
 * equal or not finite, or a sheet of more than 32,767 pixels a side; HODO_IO when the system refuses the file;
 * HODO_NO_MEMORY. */
hodo_status hodo_contact_sheet_write(const hodo_contact_sheet *sheet, const char *path, hodo_error *error);

#ifdef __cplusplus
}
#endif

#endif
