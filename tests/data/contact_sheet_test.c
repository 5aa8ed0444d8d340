/* Contact sheets, read back by libpng: every pixel where it should be, or no file. */
#include "data/contact_sheet.h"
#include "near.h"

#include <math.h>
#include <png.h>
#include <signal.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

enum { GAP = 2, GROUND = 72 };

typedef struct picture {
    uint8_t *pixels; /* (height, width, channels) */
    size_t height, width, channels;
} picture;

static picture read_back(const char *path, size_t channels)
{
    png_image image = {.version = PNG_IMAGE_VERSION};
    cr_assert(png_image_begin_read_from_file(&image, path), "%s", image.message);
    cr_assert_eq((image.format & PNG_FORMAT_FLAG_COLOR) != 0, channels == 3);
    image.format = channels == 3 ? PNG_FORMAT_RGB : PNG_FORMAT_GRAY;
    picture read = {malloc(PNG_IMAGE_SIZE(image)), image.height, image.width, channels};
    cr_assert(png_image_finish_read(&image, NULL, read.pixels, 0, NULL), "%s", image.message);
    return read;
}

static int at(const picture *read, size_t y, size_t x, size_t channel)
{
    return read->pixels[(y * read->width + x) * read->channels + channel];
}

static char folder[] = "/tmp/contact-sheet-XXXXXX";
static char path[64];

static void open_folder(void)
{
    cr_assert_not_null(mkdtemp(folder));
    (void)snprintf(path, sizeof path, "%s/sheet.png", folder);
}

/* Removes it, and fails when anything but the sheet is in it. */
static void close_folder(void)
{
    (void)unlink(path);
    cr_assert_eq(rmdir(folder), 0, "a file is left over in %s", folder);
}

static picture written(const hodo_contact_sheet *sheet)
{
    hodo_error error = {0};
    cr_assert_eq(hodo_contact_sheet_write(sheet, path, &error), HODO_OK, "%s", error.message);
    return read_back(path, sheet->channels);
}

TestSuite(contact_sheet, .init = open_folder, .fini = close_folder);

Test(contact_sheet, every_pixel_is_in_its_place)
{
    enum { COUNT = 7, HEIGHT = 4, WIDTH = 3 };
    for (size_t channels = 1; channels <= 3; channels += 2) {
        for (size_t zoom = 1; zoom <= 3; zoom++) {
            float images[COUNT * HEIGHT * WIDTH * 3];
            for (size_t i = 0; i < COUNT * HEIGHT * WIDTH * channels; i++) {
                images[i] = (float)i;
            }
            const hodo_contact_sheet sheet = {.images = images,
                                              .count = COUNT,
                                              .height = HEIGHT,
                                              .width = WIDTH,
                                              .channels = channels,
                                              .columns = 3,
                                              .zoom = zoom,
                                              .white = 255.0f};
            picture read = written(&sheet);
            const size_t high = zoom * HEIGHT + GAP, wide = zoom * WIDTH + GAP;
            cr_assert_eq(read.width, 3 * wide + GAP);
            cr_assert_eq(read.height, 3 * high + GAP);
            for (size_t y = 0; y < read.height; y++) {
                for (size_t x = 0; x < read.width; x++) {
                    const size_t index = y / high * 3 + x / wide;
                    const bool inside = y % high >= GAP && x % wide >= GAP && index < COUNT;
                    for (size_t c = 0; c < channels; c++) {
                        const size_t value =
                            ((index * HEIGHT + (y % high - GAP) / zoom) * WIDTH + (x % wide - GAP) / zoom) *
                                channels +
                            c;
                        cr_assert_eq(at(&read, y, x, c), inside ? (int)value : GROUND, "(%zu, %zu)", y, x);
                    }
                }
            }
            free(read.pixels);
        }
    }
}

Test(contact_sheet, values_are_scaled_clamped_and_what_is_not_finite_is_black)
{
    const float images[] = {-1.0f, 0.0f, 1.0f, NAN, INFINITY, -INFINITY, 5.0f, -5.0f, 0.5f};
    static const struct {
        float black, white;
        int want[9];
    } cases[] = {
        {-1.0f, 1.0f, {0, 128, 255, 0, 0, 0, 255, 0, 191}},
        {0.0f, 0.0f, {102, 128, 153, 0, 0, 0, 255, 0, 140}}, /* from -5 to 5 */
        {1.0f, -1.0f, {255, 128, 0, 0, 0, 0, 0, 255, 64}},
    };
    for (int k = 0; k < 3; k++) {
        const hodo_contact_sheet sheet = {.images = images,
                                          .count = 1,
                                          .height = 1,
                                          .width = 9,
                                          .channels = 1,
                                          .black = cases[k].black,
                                          .white = cases[k].white};
        picture read = written(&sheet);
        for (size_t x = 0; x < 9; x++) {
            near(at(&read, GAP, GAP + x, 0), cases[k].want[x], 0.0, 0.0);
        }
        free(read.pixels);
    }
    const float flat[] = {3.0f, 3.0f};
    picture read =
        written(&(hodo_contact_sheet){.images = flat, .count = 2, .height = 1, .width = 1, .channels = 1});
    cr_assert_eq(at(&read, GAP, GAP, 0), 0);
    free(read.pixels);
}

Test(contact_sheet, labels_stand_under_their_images)
{
    static const char *const figure[] = {/* 7, then 12 in two figures */
                                         "###.....", "..#.....", "..#.....", ".#......", ".#......",
                                         ".#..###.", "##....#.", ".#..###.", ".#..#...", "###.###."};
    const float images[2 * 8] = {0};
    const uint8_t labels[] = {7, 12};
    picture read = written(&(hodo_contact_sheet){
        .images = images, .labels = labels, .count = 2, .height = 1, .width = 8, .channels = 1, .columns = 1});
    cr_assert_eq(read.height, 2 * (1 + GAP + 5 + GAP) + GAP);
    for (size_t k = 0; k < 2; k++) {
        for (size_t y = 0; y < 5; y++) {
            for (size_t x = 0; x < 8; x++) {
                const int want = figure[5 * k + y][x] == '#' ? 255 : GROUND;
                cr_assert_eq(at(&read, k * (8 + GAP) + GAP + 1 + GAP + y, GAP + x, 0), want, "%zu: %zu, %zu", k,
                             y, x);
            }
        }
    }
    free(read.pixels);
    const uint8_t long_label = 255; /* clipped to an image of one pixel */
    read = written(&(hodo_contact_sheet){.images = images,
                                         .labels = &long_label,
                                         .count = 1,
                                         .height = 1,
                                         .width = 1,
                                         .channels = 1});
    cr_assert_eq(read.width, 1 + 2 * GAP);
    free(read.pixels);
}

Test(contact_sheet, what_cannot_be_drawn_is_refused_and_leaves_no_file)
{
    static const float images[64];
    const hodo_contact_sheet good = {.images = images, .count = 4, .height = 4, .width = 4, .channels = 1};
    hodo_contact_sheet bad[] = {good, good, good, good, good, good, good, good, good, good, good, good};
    bad[0].images = NULL;
    bad[1].count = 0;
    bad[2].height = 0;
    bad[3].width = 0;
    bad[4].channels = 2;
    bad[5].channels = 0;
    bad[6].zoom = 65;
    bad[7].black = bad[7].white = 1.0f;
    bad[8].white = NAN;
    bad[9].count = SIZE_MAX;
    bad[10].width = SIZE_MAX / 2;
    bad[11].count = 40000;
    bad[11].columns = 40000;
    for (size_t k = 0; k < sizeof bad / sizeof bad[0]; k++) {
        hodo_error error = {0};
        cr_assert_eq(hodo_contact_sheet_write(&bad[k], path, &error), HODO_INVALID, "case %zu", k);
        cr_assert_neq(access(path, F_OK), 0);
    }
    cr_assert_eq(hodo_contact_sheet_write(&good, "/nowhere/at/all/sheet.png", NULL), HODO_IO);
}

/* A limit on the size of files stands for the full disk. */
Test(contact_sheet, a_full_disk_leaves_the_old_file)
{
    static float noise[64 * 64];
    for (size_t i = 0; i < 64 * 64; i++) {
        noise[i] = (float)((uint32_t)i * UINT32_C(2654435761) * (uint32_t)i >> 24);
    }
    hodo_contact_sheet sheet = {.images = noise, .count = 1, .height = 2, .width = 2, .channels = 1};
    picture before = written(&sheet);
    const struct rlimit small = {512, 512};
    cr_assert_eq(setrlimit(RLIMIT_FSIZE, &small), 0);
    (void)signal(SIGXFSZ, SIG_IGN);
    sheet.height = sheet.width = 64;
    hodo_error error = {0};
    cr_assert_eq(hodo_contact_sheet_write(&sheet, path, &error), HODO_IO);
    picture after = read_back(path, 1);
    cr_assert_eq(after.height, before.height);
    cr_assert_eq(memcmp(before.pixels, after.pixels, before.height * before.width), 0);
    free(after.pixels);
    free(before.pixels);
}
