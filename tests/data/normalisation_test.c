/* Normalisations, against plain formulas. */
#include "data/dataset.h"
#include "near.h"

#include <criterion/criterion.h>
#include <stdint.h>
#include <string.h>

enum { COUNT = 20, SIDE = 4, CHANNELS = 3, INPUTS = SIDE * SIDE * CHANNELS };

/* Floats of magnitude 1: two roundings. */
static const double float_error = 2e-7;

static hodo_arena *arena;
static hodo_error error;

static hodo_dataset make(size_t channels, unsigned seed)
{
    hodo_dataset set;
    const hodo_stream stream = hodo_stream_open(seed, "normalisation_test", 0);
    uint32_t words[COUNT * INPUTS];
    cr_assert(hodo_dataset_take(arena, COUNT, INPUTS, 0, &set, &error) == HODO_OK);
    hodo_random_words(&stream, 0, 0, COUNT * INPUTS, words);
    for (size_t k = 0; k < COUNT * INPUTS; k++) {
        ((float *)set.x.data)[k] = (float)(words[k] >> 24);
    }
    set.channels = channels;
    set.published = channels == 3 ? &hodo_published_cifar10 : &hodo_published_mnist;
    *set.bytes = true;
    return set;
}

static void begin(void)
{
    arena = hodo_arena_alloc();
}

static void end(void)
{
    hodo_arena_free(arena);
}

TestSuite(normalisation, .init = begin, .fini = end);

static void moments(const hodo_dataset *set, double *mean, double *variance)
{
    *mean = *variance = 0;
    for (size_t k = 0; k < COUNT * INPUTS; k++) {
        *mean += hodo_matrix_get(set->x, k / INPUTS, k % INPUTS) / (COUNT * INPUTS);
    }
    for (size_t k = 0; k < COUNT * INPUTS; k++) {
        *variance += pow(hodo_matrix_get(set->x, k / INPUTS, k % INPUTS) - *mean, 2) / (COUNT * INPUTS);
    }
}

Test(normalisation, published_constants_a_channel)
{
    static const double mean[] = {.4914, .4822, .4465}, deviation[] = {.2470, .2435, .2616};
    for (size_t channels = 1; channels <= 3; channels += 2) {
        const hodo_dataset raw = make(channels, 1);
        hodo_dataset set = make(channels, 1), test = make(channels, 1);
        cr_assert(hodo_dataset_normalise(HODO_STANDARD, &set, &test, &error) == HODO_OK, "%s", error.message);
        for (size_t k = 0; k < COUNT * INPUTS; k++) {
            const double byte = hodo_matrix_get(raw.x, k / INPUTS, k % INPUTS);
            const double want =
                channels == 1 ? (byte / 255 - .1307) / .3081 : (byte / 255 - mean[k % 3]) / deviation[k % 3];
            near(hodo_matrix_get(set.x, k / INPUTS, k % INPUTS), want, float_error, float_error);
        }
        cr_assert(memcmp(set.x.data, test.x.data, COUNT * INPUTS * sizeof(float)) == 0 && !*set.bytes &&
                  !*test.bytes);
    }
}

Test(normalisation, unit_range_and_as_read)
{
    const hodo_dataset raw = make(1, 1);
    hodo_dataset set = make(1, 1);
    cr_assert(hodo_dataset_normalise(HODO_AS_READ, &set, NULL, &error) == HODO_OK && *set.bytes);
    cr_assert(memcmp(set.x.data, raw.x.data, COUNT * INPUTS * sizeof(float)) == 0);
    cr_assert(hodo_dataset_normalise(HODO_UNIT_RANGE, &set, NULL, &error) == HODO_OK && !*set.bytes);
    near(hodo_matrix_get(set.x, 3, 4), hodo_matrix_get(raw.x, 3, 4) / 255, float_error, 0);
    cr_assert(hodo_dataset_normalise(HODO_UNIT_RANGE, &set, NULL, &error) == HODO_INVALID); /* not twice */
    cr_assert(strstr(error.message, "as read") != NULL, "%s", error.message);
}

/* Train gets moments 0 and 1; test gets train's constants, so its own differ. */
Test(normalisation, centred_by_the_training_set_alone)
{
    hodo_dataset train = make(1, 1), test = make(1, 2);
    const hodo_dataset raw = make(1, 2), raw_train = make(1, 1);
    double mean, variance;
    moments(&raw_train, &mean, &variance);
    cr_assert(hodo_dataset_normalise(HODO_CENTRED, &train, &test, &error) == HODO_OK);
    near(hodo_matrix_get(test.x, 2, 3), (hodo_matrix_get(raw.x, 2, 3) - mean) / sqrt(variance), float_error,
         float_error);
    moments(&train, &mean, &variance);
    near(mean, 0, float_error, 0);
    near(variance, 1, float_error, 0);
    moments(&test, &mean, &variance);
    cr_assert(fabs(mean) > 1e-3, "the test set was centred by its own mean");
}

Test(normalisation, norms_of_rows)
{
    for (int which = HODO_UNIT_NORM; which <= HODO_ROOT_NORM; which++) {
        const hodo_dataset raw = make(1, 1);
        hodo_dataset set = make(1, 1);
        cr_assert(hodo_dataset_normalise((hodo_normalisation)which, &set, NULL, &error) == HODO_OK);
        for (size_t i = 0; i < COUNT; i++) {
            double square = 0;
            for (size_t j = 0; j < INPUTS; j++) {
                square += pow(hodo_matrix_get(set.x, i, j), 2);
            }
            near(sqrt(square), which == HODO_UNIT_NORM ? 1 : sqrt((double)INPUTS), 0, float_error);
            near(hodo_matrix_get(set.x, i, 5) * hodo_matrix_get(raw.x, i, 6),
                 hodo_matrix_get(set.x, i, 6) * hodo_matrix_get(raw.x, i, 5), 0, 2 * float_error);
        }
    }
}

Test(normalisation, refusals_change_nothing)
{
    hodo_dataset set = make(1, 1), other = make(3, 1), copy = make(1, 1), constant = make(1, 1);
    cr_assert(hodo_dataset_normalise(HODO_CENTRED, &set, &other, &error) == HODO_MISMATCH);
    set.published = NULL;
    cr_assert(hodo_dataset_normalise(HODO_STANDARD, &set, NULL, &error) == HODO_INVALID);
    other.published = &hodo_published_mnist;
    cr_assert(hodo_dataset_normalise(HODO_STANDARD, &other, NULL, &error) == HODO_INVALID);
    cr_assert(hodo_dataset_normalise((hodo_normalisation)6, &set, NULL, &error) == HODO_INVALID);
    hodo_dataset black = make(1, 1);
    memset((float *)black.x.data + 4 * INPUTS, 0, INPUTS * sizeof(float));
    cr_assert(hodo_dataset_normalise(HODO_UNIT_NORM, &set, &black, &error) == HODO_NUMERIC);
    cr_assert(strstr(error.message, "sample 4 of the test set has norm 0") != NULL, "%s", error.message);
    cr_assert(memcmp(set.x.data, copy.x.data, COUNT * INPUTS * sizeof(float)) == 0 && *set.bytes);
    for (size_t k = 0; k < COUNT * INPUTS; k++) {
        ((float *)constant.x.data)[k] = 17;
    }
    cr_assert(hodo_dataset_normalise(HODO_CENTRED, &constant, NULL, &error) == HODO_NUMERIC);
    hodo_matrix_set(set.x, 1, 1, (double)NAN);
    cr_assert(hodo_dataset_normalise(HODO_CENTRED, &set, NULL, &error) == HODO_NUMERIC);
    cr_assert(hodo_dataset_normalise(HODO_ROOT_NORM, &set, NULL, &error) == HODO_NUMERIC);
    cr_assert(strstr(error.message, "sample 1") != NULL, "%s", error.message);
}

Test(normalisation, names)
{
    hodo_normalisation found;
    for (int k = HODO_AS_READ; k <= HODO_ROOT_NORM; k++) {
        cr_assert(hodo_normalisation_find(hodo_normalisation_name((hodo_normalisation)k), &found, &error) ==
                  HODO_OK);
        cr_assert(found == (hodo_normalisation)k);
    }
    cr_assert(hodo_normalisation_find("whitened", &found, &error) == HODO_INVALID);
    cr_assert(strstr(error.message, "standard, centred") != NULL, "%s", error.message);
}

Test(normalisation, a_view_and_its_set_change_together)
{
    hodo_dataset set = make(1, 8), head, tail;
    const double pixel = hodo_matrix_get(set.x, 0, 0), last = hodo_matrix_get(set.x, COUNT - 1, 0);
    cr_assert(hodo_dataset_split(&set, COUNT / 2, &head, &tail, &error) == HODO_OK);
    /* Nothing is scaled twice: neither rows that train and test share, nor the set after a view of it. */
    cr_assert(hodo_dataset_normalise(HODO_STANDARD, &set, &tail, &error) == HODO_INVALID);
    cr_assert(hodo_dataset_normalise(HODO_CENTRED, &head, &set, &error) == HODO_INVALID);
    cr_assert(hodo_dataset_normalise(HODO_ROOT_NORM, &set, &set, &error) == HODO_INVALID);
    near(hodo_matrix_get(set.x, 0, 0), pixel, 0, 0);
    cr_assert(hodo_dataset_normalise(HODO_UNIT_RANGE, &head, &tail, &error) == HODO_OK, "%s", error.message);
    near(hodo_matrix_get(set.x, 0, 0), pixel / 255, 0, float_error);
    near(hodo_matrix_get(set.x, COUNT - 1, 0), last / 255, 0, float_error);
    cr_assert(hodo_dataset_normalise(HODO_UNIT_RANGE, &set, NULL, &error) == HODO_INVALID);
    cr_assert(hodo_dataset_normalise(HODO_STANDARD, &tail, NULL, &error) == HODO_INVALID);
    /* A copy is in units of its own. */
    hodo_dataset fresh = make(1, 9), copy;
    const size_t indices[] = {3, 3};
    cr_assert(hodo_dataset_select(arena, &fresh, indices, 2, &copy, &error) == HODO_OK && *copy.bytes);
    cr_assert(hodo_dataset_normalise(HODO_UNIT_RANGE, &copy, NULL, &error) == HODO_OK && *fresh.bytes);
    cr_assert(hodo_dataset_normalise(HODO_UNIT_RANGE, &fresh, NULL, &error) == HODO_OK);
    near(hodo_matrix_get(copy.x, 1, 5), hodo_matrix_get(fresh.x, 3, 5), 0, 0);
}
