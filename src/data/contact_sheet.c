#include "data/contact_sheet.h"

#include "base/file.h"

#include <math.h>
#include <png.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

enum { GAP = 2, SHEET_SIDE_MOST = 32767, ZOOM_MOST = 64, PEN_MOST = 3, GROUND = 72, INK = 255 };

/* The figures 0 to 9, five rows of three pixels, the left one the highest bit. */
enum { GLYPH_WIDTH = 3, GLYPH_HEIGHT = 5, GLYPH_STEP = GLYPH_WIDTH + 1 };
static const uint8_t glyphs[10][GLYPH_HEIGHT] = {
    {7, 5, 5, 5, 7}, {2, 6, 2, 2, 7}, {7, 1, 7, 4, 7}, {7, 1, 7, 1, 7}, {5, 5, 7, 1, 1},
    {7, 4, 7, 1, 7}, {7, 4, 7, 5, 7}, {7, 1, 1, 2, 2}, {7, 5, 7, 5, 7}, {7, 5, 7, 1, 7},
};

/* Where things stand, in pixels of the sheet: cells of tile_height x tile_width, GAP between them; in a cell
 * the image, and under it a caption of glyphs `pen` times enlarged. */
typedef struct layout {
    size_t columns, rows, zoom, pen;
    size_t image_height, image_width; /* zoomed */
    size_t tile_height;
    size_t sheet_height, sheet_width;
    float black, scale;
} layout;

static hodo_status check(const hodo_contact_sheet *sheet, hodo_error *error)
{
    if (sheet->images == NULL || sheet->count == 0 || sheet->height == 0 || sheet->width == 0) {
        return hodo_fail(error, HODO_INVALID,
                         "contact sheet: %zu images of %zu x %zu: there must be one to draw",
                         sheet->images != NULL ? sheet->count : 0, sheet->height, sheet->width);
    }
    if (sheet->channels != 1 && sheet->channels != 3) {
        return hodo_fail(error, HODO_INVALID,
                         "contact sheet: %zu channels: give 1 (grey) or 3 (red, green, blue)", sheet->channels);
    }
    if (sheet->zoom > ZOOM_MOST) {
        return hodo_fail(error, HODO_INVALID, "contact sheet: zoom %zu is over the limit: choose 1 to %d",
                         sheet->zoom, ZOOM_MOST);
    }
    const bool automatic = sheet->black == 0.0f && sheet->white == 0.0f;
    if (!automatic && !(isfinite(sheet->white - sheet->black) && sheet->white != sheet->black)) {
        return hodo_fail(
            error, HODO_INVALID,
            "contact sheet: black %g and white %g: choose two finite numbers that differ, or 0 and 0",
            (double)sheet->black, (double)sheet->white);
    }
    return HODO_OK;
}

/* The least and the greatest finite value; 0 and 0 where there is none. */
static void find_range(const hodo_contact_sheet *sheet, float *least, float *greatest)
{
    bool found = false;
    *least = *greatest = 0.0f;
    for (size_t i = 0; i < sheet->count * sheet->height * sheet->width * sheet->channels; i++) {
        const float value = sheet->images[i];
        if (isfinite(value)) {
            *least = !found || value < *least ? value : *least;
            *greatest = !found || value > *greatest ? value : *greatest;
            found = true;
        }
    }
}

/* Columns that make the sheet nearest to a square. */
static size_t squarest(size_t count, size_t tile_height, size_t tile_width)
{
    const double wanted = sqrt((double)count * (double)tile_height / (double)tile_width);
    const size_t columns = (size_t)(wanted + 0.5);
    return columns < 1 ? 1 : columns;
}

static hodo_status lay_out(const hodo_contact_sheet *sheet, layout *at, hodo_error *error)
{
    if (sheet->height > SHEET_SIDE_MOST || sheet->width > SHEET_SIDE_MOST || sheet->count > SIZE_MAX / 4) {
        return hodo_fail(error, HODO_INVALID,
                         "contact sheet: images of %zu x %zu: they are limited to %d a side", sheet->height,
                         sheet->width, SHEET_SIDE_MOST);
    }
    *at = (layout){.zoom = sheet->zoom > 0 ? sheet->zoom : 1};
    at->pen = at->zoom < PEN_MOST ? at->zoom : PEN_MOST;
    at->image_height = sheet->height * at->zoom;
    at->image_width = sheet->width * at->zoom;
    at->tile_height = at->image_height + (sheet->labels != NULL ? GAP + GLYPH_HEIGHT * at->pen : 0);
    at->columns =
        sheet->columns > 0 ? sheet->columns : squarest(sheet->count, at->tile_height, at->image_width);
    at->columns = at->columns < sheet->count ? at->columns : sheet->count;
    at->rows = (sheet->count + at->columns - 1) / at->columns;
    if (at->columns > SHEET_SIDE_MOST / (at->image_width + GAP) ||
        at->rows > SHEET_SIDE_MOST / (at->tile_height + GAP)) {
        return hodo_fail(
            error, HODO_INVALID,
            "contact sheet: %zu x %zu images of %zu x %zu pixels pass %d pixels a side: draw fewer or "
            "zoom less",
            at->rows, at->columns, at->tile_height, at->image_width, SHEET_SIDE_MOST);
    }
    at->sheet_height = at->rows * (at->tile_height + GAP) + GAP;
    at->sheet_width = at->columns * (at->image_width + GAP) + GAP;
    at->black = sheet->black;
    float white = sheet->white;
    if (at->black == 0.0f && white == 0.0f) {
        find_range(sheet, &at->black, &white);
    }
    at->scale = white != at->black ? 255.0f / (white - at->black) : 0.0f;
    return HODO_OK;
}

static uint8_t shade(const layout *at, float value)
{
    const float v = (value - at->black) * at->scale;
    return !isfinite(value) || !(v > 0.0f) ? 0 : v >= 255.0f ? 255 : (uint8_t)(v + 0.5f);
}

/* One line of the image `index`, `line` pixels of the sheet below its top. */
static void draw_image(const hodo_contact_sheet *sheet, const layout *at, size_t index, size_t line,
                       uint8_t *to)
{
    const float *from =
        sheet->images + (index * sheet->height + line / at->zoom) * sheet->width * sheet->channels;
    for (size_t x = 0; x < at->image_width; x++) {
        for (size_t c = 0; c < sheet->channels; c++) {
            to[x * sheet->channels + c] = shade(at, from[x / at->zoom * sheet->channels + c]);
        }
    }
}

/* One line of a caption, clipped to the tile. */
static void draw_label(const hodo_contact_sheet *sheet, const layout *at, size_t index, size_t line,
                       uint8_t *to)
{
    const unsigned label = sheet->labels[index];
    const unsigned figures[3] = {label / 100, label / 10 % 10, label % 10};
    const size_t skip = label >= 100 ? 0 : label >= 10 ? 1 : 2;
    for (size_t x = 0; x < at->image_width; x++) {
        const size_t pixel = x / at->pen, place = skip + pixel / GLYPH_STEP, bit = pixel % GLYPH_STEP;
        if (place < 3 && bit < GLYPH_WIDTH &&
            (glyphs[figures[place]][line / at->pen] >> (GLYPH_WIDTH - 1 - bit) & 1)) {
            memset(to + x * sheet->channels, INK, sheet->channels);
        }
    }
}

static void draw_line(const hodo_contact_sheet *sheet, const layout *at, size_t y, uint8_t *line)
{
    memset(line, GROUND, at->sheet_width * sheet->channels);
    const size_t row = y / (at->tile_height + GAP), within = y % (at->tile_height + GAP);
    if (within < GAP) {
        return;
    }
    const size_t below = within - GAP;
    for (size_t column = 0; column < at->columns && row * at->columns + column < sheet->count; column++) {
        const size_t index = row * at->columns + column;
        uint8_t *to = line + (GAP + column * (at->image_width + GAP)) * sheet->channels;
        if (below < at->image_height) {
            draw_image(sheet, at, index, below, to);
        } else if (below >= at->image_height + GAP) {
            draw_label(sheet, at, index, below - at->image_height - GAP, to);
        }
    }
}

/* libpng reports by a jump: what it says goes to the caller's error, and the jump ends in write_png. */
static void note(png_structp png, png_const_charp message)
{
    (void)hodo_fail(png_get_error_ptr(png), HODO_IO, "cannot write a contact sheet: libpng: %s", message);
    png_longjmp(png, 1);
}

static void ignore(png_structp png, png_const_charp message)
{
    (void)png, (void)message;
}

static void encode(png_structp png, png_infop info, FILE *stream, const hodo_contact_sheet *sheet,
                   const layout *at, uint8_t *line)
{
    png_init_io(png, stream);
    png_set_IHDR(png, info, (png_uint_32)at->sheet_width, (png_uint_32)at->sheet_height, 8,
                 sheet->channels == 1 ? PNG_COLOR_TYPE_GRAY : PNG_COLOR_TYPE_RGB, PNG_INTERLACE_NONE,
                 PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
    png_write_info(png, info);
    for (size_t y = 0; y < at->sheet_height; y++) {
        draw_line(sheet, at, y, line);
        png_write_row(png, line);
    }
    png_write_end(png, info);
}

static hodo_status write_png(FILE *stream, const hodo_contact_sheet *sheet, const layout *at, uint8_t *line,
                             hodo_error *error)
{
    hodo_error said = {HODO_NO_MEMORY, "no memory for a contact sheet"};
    png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, &said, note, ignore);
    png_infop info = png != NULL ? png_create_info_struct(png) : NULL;
    bool done = false;
    if (info != NULL && setjmp(png_jmpbuf(png)) == 0) {
        encode(png, info, stream, sheet, at, line);
        done = true;
    }
    png_destroy_write_struct(&png, &info);
    return done ? HODO_OK : hodo_fail(error, said.status, "%s", said.message);
}

hodo_status hodo_contact_sheet_write(const hodo_contact_sheet *sheet, const char *path, hodo_error *error)
{
    layout at;
    hodo_status status = check(sheet, error);
    status = status == HODO_OK ? lay_out(sheet, &at, error) : status;
    if (status != HODO_OK) {
        return status;
    }
    uint8_t *line = malloc(at.sheet_width * sheet->channels);
    if (line == NULL) {
        return hodo_fail(error, HODO_NO_MEMORY, "no memory for a line of a contact sheet");
    }
    hodo_file file;
    status = hodo_file_begin(&file, path, error);
    if (status == HODO_OK) {
        status = write_png(file.stream, sheet, &at, line, error);
        if (status == HODO_OK) {
            status = hodo_file_commit(&file, error);
        } else {
            hodo_file_abandon(&file);
        }
    }
    free(line);
    return status;
}
