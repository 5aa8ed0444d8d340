/* Synthetic tasks: samples are pure functions of (stream, index) whatever is asked with them; refusals. */
#include "data/room.h"
#include "data/synthetic.h"
#include "near.h"

#include <criterion/criterion.h>
#include <stdint.h>
#include <string.h>

enum { KINDS = 4, MOST = 700 };

static const char *const names[KINDS] = {"gaussian-clusters", "power-law-teacher", "single-index",
                                         "image-clusters"};

static hodo_error error;

TestSuite(synthetic, .init = open_arena, .fini = close_arena);

static hodo_task *make(hodo_task_settings settings, uint64_t seed)
{
    const hodo_stream stream = hodo_stream_open(seed, "synthetic_test", 0);
    hodo_task *task = hodo_task_take(arena, &settings, &stream, &error);
    cr_assert(task != NULL, "%s", error.message);
    return task;
}

static hodo_task_settings settings_of(size_t k)
{
    const hodo_task_kind *kind = hodo_task_find(names[k], &error);
    cr_assert(kind != NULL, "%s", error.message);
    hodo_task_settings settings = hodo_task_defaults(kind);
    if (settings.classes == 0) {
        settings.noise = 0.5;
    }
    return settings;
}

typedef struct draws {
    hodo_matrix x, y;
    uint8_t labels[MOST];
} draws;

static draws *draw(const hodo_task *task, uint64_t first, size_t count, hodo_precision precision)
{
    draws *out = hodo_arena_zero(arena, 1, sizeof *out, NULL);
    const hodo_task_settings *settings = hodo_task_settings_of(task);
    out->x = hodo_matrix_take(arena, precision, count, settings->inputs, NULL);
    out->y = hodo_matrix_take(arena, precision, count, hodo_task_outputs(task), NULL);
    const hodo_status status =
        hodo_task_draw(task, first, count, out->x, out->y, settings->classes > 0 ? out->labels : NULL, &error);
    cr_assert(status == HODO_OK, "%s", error.message);
    return out;
}

/* Any cut of the range, and any order, gives the same bits. */
Test(synthetic, samples_do_not_depend_on_their_company)
{
    static const size_t cuts[] = {0, 1, 2, 5, 62, 130, 386, 387, MOST};
    static const size_t sizes[KINDS] = {101, 4500, 7, 784}; /* rows in pieces, and many rows a piece */
    for (size_t k = 0; k < KINDS; k++) {
        hodo_task_settings settings = settings_of(k);
        settings.inputs = sizes[k];
        const hodo_task *task = make(settings, 1);
        const uint64_t start = 12345;
        const draws *whole = draw(task, start, MOST, HODO_FLOAT);
        for (size_t c = sizeof cuts / sizeof cuts[0] - 1; c-- > 0;) {
            const size_t count = cuts[c + 1] - cuts[c];
            const draws *part = draw(task, start + cuts[c], count, HODO_FLOAT);
            cr_assert(memcmp(part->x.data, (float *)whole->x.data + cuts[c] * sizes[k],
                             count * sizes[k] * sizeof(float)) == 0,
                      "%s, x of %zu from %zu", names[k], count, cuts[c]);
            cr_assert(memcmp(part->y.data, (float *)whole->y.data + cuts[c] * whole->y.columns,
                             count * whole->y.columns * sizeof(float)) == 0,
                      "%s, y of %zu from %zu", names[k], count, cuts[c]);
            cr_assert(memcmp(part->labels, whole->labels + cuts[c], count) == 0);
        }
    }
}

/* Where a tensor ends and the next begins: (2^32 / d) samples, and 2^32 labels. */
Test(synthetic, streams_go_on_beyond_a_tensor)
{
    for (size_t k = 0; k < KINDS; k++) {
        const hodo_task *task = make(settings_of(k), 1);
        const size_t normals = k == 3 ? 36 : hodo_task_settings_of(task)->inputs;
        const uint64_t ends[] = {(UINT64_C(1) << 32) / normals, UINT64_C(1) << 32, HODO_TASK_SAMPLES - 10};
        for (size_t e = 0; e < 3; e++) {
            const draws *across = draw(task, ends[e] - 10, 20, HODO_FLOAT);
            for (size_t i = 0; i < 20; i++) {
                const draws *one = draw(task, ends[e] - 10 + i, 1, HODO_FLOAT);
                cr_assert(memcmp(one->x.data, (float *)across->x.data + i * one->x.columns,
                                 one->x.columns * sizeof(float)) == 0);
                cr_assert(memcmp(one->y.data, (float *)across->y.data + i * one->y.columns,
                                 one->y.columns * sizeof(float)) == 0);
            }
            const draws *early = draw(task, 0, 20, HODO_FLOAT);
            cr_assert(memcmp(early->x.data, across->x.data, 20 * early->x.columns * sizeof(float)) != 0);
        }
    }
}

/* Float inputs are the double ones rounded, targets do not depend on x's precision, strides are kept. */
Test(synthetic, precisions_agree)
{
    for (size_t k = 0; k < KINDS; k++) {
        const hodo_task *task = make(settings_of(k), 2);
        const draws *single = draw(task, 40, 300, HODO_FLOAT), *twofold = draw(task, 40, 300, HODO_DOUBLE);
        const size_t inputs = single->x.columns;
        for (size_t i = 0; i < 300; i++) {
            for (size_t j = 0; j < inputs; j++) {
                near(hodo_matrix_get(single->x, i, j), (double)(float)hodo_matrix_get(twofold->x, i, j), 0, 0);
            }
            for (size_t j = 0; j < single->y.columns; j++) {
                near(hodo_matrix_get(single->y, i, j), (double)(float)hodo_matrix_get(twofold->y, i, j), 0, 0);
            }
        }
        hodo_matrix wide = hodo_matrix_take(arena, HODO_FLOAT, 300, inputs + 1, NULL);
        hodo_matrix_zero(wide);
        wide.columns = inputs;
        cr_assert(hodo_task_draw(task, 40, 300, wide, (hodo_matrix){0}, NULL, &error) == HODO_OK);
        for (size_t i = 0; i < 300; i++) {
            near(hodo_matrix_get(wide, i, inputs - 1), hodo_matrix_get(single->x, i, inputs - 1), 0, 0);
            near((double)((float *)wide.data)[i * (inputs + 1) + inputs], 0, 0, 0);
        }
    }
}

Test(synthetic, seeds_and_kinds_differ)
{
    for (size_t k = 0; k < KINDS; k++) {
        const draws *one = draw(make(settings_of(k), 1), 0, 10, HODO_FLOAT);
        const draws *other = draw(make(settings_of(k), 2), 0, 10, HODO_FLOAT);
        cr_assert(memcmp(one->x.data, other->x.data, 10 * one->x.columns * sizeof(float)) != 0);
    }
}

Test(synthetic, sets)
{
    for (size_t k = 0; k < KINDS; k++) {
        hodo_dataset set;
        const hodo_task *task = make(settings_of(k), 1);
        cr_assert(hodo_task_dataset(arena, task, 500, 300, &set, &error) == HODO_OK, "%s", error.message);
        const draws *want = draw(task, 500, 300, HODO_FLOAT);
        cr_assert(memcmp(set.x.data, want->x.data, 300 * set.inputs * sizeof(float)) == 0);
        cr_assert(memcmp(set.y.data, want->y.data, 300 * set.y.columns * sizeof(float)) == 0);
        cr_assert(set.labels == NULL || memcmp(set.labels, want->labels, 300) == 0);
        cr_assert(strncmp(set.origin, "synthetic ", 10) == 0 && strcmp(set.origin + 10, names[k]) == 0);
        if (k == 3) {
            cr_assert(set.height == 28 && set.width == 28 && set.channels == 1 && set.bytes);
            cr_assert(hodo_dataset_normalise(HODO_STANDARD, &set, NULL, &error) == HODO_OK);
        }
        cr_assert(hodo_task_dataset(arena, task, 0, 0, &set, &error) == HODO_INVALID && set.x.data == NULL);
    }
}

static const struct bad {
    size_t kind;
    const char *what;
    hodo_task_settings change; /* fields that are not zero replace the defaults */
    const char *words;
} bads[] = {
    {0, "inputs", {.inputs = HODO_TASK_INPUTS_MOST + 1}, "choose 1 to 1048576"},
    {0, "clusters", {.inputs = 2, .classes = 3}, "3 clusters in 2 dimensions"},
    {0, "one class", {.classes = 1}, "choose 2 to 256"},
    {0, "classes", {.classes = 257}, "choose 2 to 256"},
    {0, "signs", {.classes = 3, .target = HODO_SIGNS}, "choose 2 classes"},
    {0, "target", {.target = (hodo_target)3}, "with target 3"},
    {0, "separation", {.separation = (double)NAN}, "separation = "},
    {1, "classes", {.classes = 2}, "choose 0 to 0"},
    {1, "alpha", {.alpha = -1}, "alpha = -1: choose 0 to"},
    {1, "beta", {.beta = (double)INFINITY}, "beta = inf"},
    {1, "noise", {.noise = -0.1}, "noise = -0.1"},
    {2, "degree", {.degree = HODO_TASK_DEGREE_MOST + 1}, "choose 1 to 20"},
    {2, "link", {.link = {&hodo_activations[2], (double)NAN, 1}}, "must be finite"},
    {3, "square", {.inputs = 783}, "they are square"},
    {3, "small", {.inputs = 25}, "of side 6 to 64"},
    {3, "large", {.inputs = 65 * 65}, "of side 6 to 64"},
};

Test(synthetic, settings_out_of_range)
{
    const hodo_stream stream = hodo_stream_open(1, "synthetic_test", 0);
    for (size_t k = 0; k < sizeof bads / sizeof bads[0]; k++) {
        hodo_task_settings settings = hodo_task_defaults(hodo_task_find(names[bads[k].kind], &error));
        const hodo_task_settings *change = &bads[k].change;
        settings.inputs = change->inputs != 0 ? change->inputs : settings.inputs;
        settings.classes = change->classes != 0 ? change->classes : settings.classes;
        settings.degree = change->degree != 0 ? change->degree : settings.degree;
        settings.target = change->target != 0 ? change->target : settings.target;
        settings.link = change->link.activation != NULL ? change->link : settings.link;
        settings.separation = change->separation != 0 ? change->separation : settings.separation;
        settings.alpha = change->alpha != 0 ? change->alpha : settings.alpha;
        settings.beta = change->beta != 0 ? change->beta : settings.beta;
        settings.noise = change->noise != 0 ? change->noise : settings.noise;
        cr_assert(hodo_task_take(arena, &settings, &stream, &error) == NULL, "%s", bads[k].what);
        cr_assert(error.status == HODO_INVALID && strstr(error.message, bads[k].words) != NULL, "%s: %s",
                  bads[k].what, error.message);
    }
    const hodo_task_settings none = {0};
    cr_assert(hodo_task_take(arena, &none, &stream, &error) == NULL);
    hodo_task_settings zero = hodo_task_defaults(hodo_task_find(names[2], &error));
    zero.degree = 0;
    cr_assert(hodo_task_take(arena, &zero, &stream, &error) == NULL);
    zero.inputs = 0;
    cr_assert(hodo_task_take(arena, &zero, &stream, &error) == NULL);
    cr_assert(hodo_task_find("swiss-roll", &error) == NULL);
    cr_assert(strstr(error.message, "gaussian-clusters, power-law-teacher, single-index, image-clusters") !=
              NULL);
}

Test(synthetic, draws_that_do_not_fit)
{
    const hodo_task *clusters = make(settings_of(0), 1), *teacher = make(settings_of(1), 1);
    const hodo_matrix x = hodo_matrix_take(arena, HODO_FLOAT, 3, 100, NULL), nothing = {0};
    uint8_t labels[3];
    cr_assert(hodo_task_draw(clusters, 0, 4, x, nothing, NULL, &error) == HODO_MISMATCH);
    cr_assert(hodo_task_draw(clusters, 0, 3, nothing, nothing, NULL, &error) == HODO_MISMATCH);
    cr_assert(hodo_task_draw(clusters, 0, 3, x, x, NULL, &error) == HODO_MISMATCH);
    cr_assert(hodo_task_draw(clusters, 0, 3, x, nothing, labels, &error) == HODO_OK);
    cr_assert(hodo_task_draw(teacher, 0, 3, x, nothing, labels, &error) == HODO_INVALID);
    cr_assert(hodo_task_draw(teacher, HODO_TASK_SAMPLES - 2, 3, x, nothing, NULL, &error) == HODO_INVALID);
    cr_assert(strstr(error.message, "below 2^40") != NULL, "%s", error.message);
    cr_assert(hodo_task_draw(teacher, UINT64_MAX, 3, x, nothing, NULL, &error) == HODO_INVALID);
}
