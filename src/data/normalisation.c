/* How inputs are normalised: one row of the table a normalisation. Every one is a check, which changes
 * nothing, and then x <- (x - shift) scale with one pair of constants a channel or a scale a row. */
#include "data/dataset.h"

#include "base/name.h"

#include <math.h>

enum { BYTE_MOST = 255 };

/* x <- (x - shift[c]) scale[c], c the channel. */
typedef struct affine {
    size_t channels;
    double shift[HODO_CHANNELS_MOST], scale[HODO_CHANNELS_MOST];
} affine;

typedef hodo_status find_affine(const hodo_dataset *train, affine *map, hodo_error *error);

static hodo_status identity(const hodo_dataset *train, affine *map, hodo_error *error)
{
    (void)train, (void)error;
    *map = (affine){1, {0}, {1}};
    return HODO_OK;
}

static hodo_status unit_range(const hodo_dataset *train, affine *map, hodo_error *error)
{
    (void)train, (void)error;
    *map = (affine){1, {0}, {1.0 / BYTE_MOST}};
    return HODO_OK;
}

static hodo_status standard(const hodo_dataset *train, affine *map, hodo_error *error)
{
    const hodo_published *published = train->published;
    if (published == NULL || published->channels != train->channels) {
        return hodo_fail(error, HODO_INVALID,
                         "no mean and deviation are published for '%s': normalise by 'centred' instead",
                         train->origin);
    }
    map->channels = published->channels;
    for (size_t c = 0; c < published->channels; c++) {
        map->shift[c] = BYTE_MOST * published->mean[c];
        map->scale[c] = 1 / (BYTE_MOST * published->deviation[c]);
    }
    return HODO_OK;
}

/* Mean and deviation of all entries in double, in two passes; a sum a row keeps the rounding error at
 * that of one row and of n partial sums. */
static hodo_status centred(const hodo_dataset *train, affine *map, hodo_error *error)
{
    const double entries = (double)train->count * (double)train->inputs;
    double moments[2] = {0, 0};
    const float one = *(const float *)train->x.data;
    bool equal = true; /* asked of the entries: the variance of equal ones is rounding, not 0 */
    for (int pass = 0; pass < 2; pass++) {
        const double mean = moments[0]; /* 0 in the first pass */
        for (size_t i = 0; i < train->count; i++) {
            const float *row = (const float *)train->x.data + i * train->x.stride;
            double sum = 0;
            for (size_t j = 0; j < train->inputs; j++) {
                equal &= row[j] == one;
                const double centred_entry = (double)row[j] - mean;
                sum += pass == 0 ? centred_entry : centred_entry * centred_entry;
            }
            moments[pass] += sum / entries;
        }
        if (pass == 0 && !isfinite(moments[0])) {
            break;
        }
    }
    if (!isfinite(moments[0]) || !isfinite(moments[1]) || equal) {
        return hodo_fail(error, HODO_NUMERIC,
                         "inputs of mean %.6g and variance %.6g cannot be centred: they must be finite and "
                         "not all equal",
                         moments[0], moments[1]);
    }
    *map = (affine){1, {moments[0]}, {1 / sqrt(moments[1])}};
    return HODO_OK;
}

static void apply_affine(const affine *map, hodo_dataset *dataset)
{
    for (size_t i = 0; i < dataset->count; i++) {
        float *row = (float *)dataset->x.data + i * dataset->x.stride;
        for (size_t c = 0; c < map->channels; c++) {
            const double shift = map->shift[c], scale = map->scale[c];
            for (size_t j = c; j < dataset->inputs; j += map->channels) {
                row[j] = (float)(((double)row[j] - shift) * scale);
            }
        }
    }
}

static double row_norm(const hodo_dataset *dataset, size_t row)
{
    const hodo_matrix sample = hodo_matrix_rows(dataset->x, row, 1);
    return hodo_matrix_norm(sample);
}

static hodo_status check_norms(const char *part, const hodo_dataset *dataset, hodo_error *error)
{
    for (size_t i = 0; dataset != NULL && i < dataset->count; i++) {
        const double norm = row_norm(dataset, i);
        if (!(norm > 0) || !isfinite(norm)) {
            return hodo_fail(
                error, HODO_NUMERIC,
                "sample %zu of the %s set has norm %.6g: only finite rows that are not zero have a "
                "direction; leave it out, or centre the inputs first",
                i, part, norm);
        }
    }
    return HODO_OK;
}

static void apply_norm(double target, hodo_dataset *dataset)
{
    for (size_t i = 0; dataset != NULL && i < dataset->count; i++) {
        const double scale = target / row_norm(dataset, i);
        float *row = (float *)dataset->x.data + i * dataset->x.stride;
        for (size_t j = 0; j < dataset->inputs; j++) {
            row[j] = (float)((double)row[j] * scale);
        }
    }
}

/* Either constants of the whole set, or the power of d that a row's norm becomes. */
static const struct {
    const char *name;
    find_affine *constants;
    double norm_power;
    bool of_bytes;
} normalisations[] = {
    [HODO_AS_READ] = {"as-read", identity, 0, false},  [HODO_UNIT_RANGE] = {"unit-range", unit_range, 0, true},
    [HODO_STANDARD] = {"standard", standard, 0, true}, [HODO_CENTRED] = {"centred", centred, 0, false},
    [HODO_UNIT_NORM] = {"unit-norm", NULL, 0, false},  [HODO_ROOT_NORM] = {"root-norm", NULL, 0.5, false},
};

enum { NORMALISATIONS = sizeof normalisations / sizeof normalisations[0] };

hodo_status hodo_normalisation_find(const char *name, hodo_normalisation *normalisation, hodo_error *error)
{
    const size_t at = hodo_name_find("normalisation", name, &normalisations[0].name, sizeof normalisations[0],
                                     NORMALISATIONS, error);
    *normalisation = at != HODO_NO_NAME ? (hodo_normalisation)at : *normalisation;
    return at != HODO_NO_NAME ? HODO_OK : HODO_INVALID;
}

const char *hodo_normalisation_name(hodo_normalisation normalisation)
{
    return (size_t)normalisation < NORMALISATIONS ? normalisations[normalisation].name : "unknown";
}

static bool in_bytes(const hodo_dataset *dataset)
{
    return dataset->bytes != NULL && *dataset->bytes;
}

static void leave_bytes(hodo_dataset *dataset)
{
    if (dataset != NULL && dataset->bytes != NULL) {
        *dataset->bytes = false;
    }
}

static bool overlap(hodo_matrix a, hodo_matrix b)
{
    const float *a_first = a.data, *b_first = b.data;
    return a_first < b_first + b.rows * b.stride && b_first < a_first + a.rows * a.stride;
}

hodo_status hodo_dataset_normalise(hodo_normalisation normalisation, hodo_dataset *train, hodo_dataset *test,
                                   hodo_error *error)
{
    if ((size_t)normalisation >= NORMALISATIONS) {
        return hodo_fail(error, HODO_INVALID, "normalisation %d is none of the %d of the table",
                         (int)normalisation, NORMALISATIONS);
    }
    if (test != NULL && (test->inputs != train->inputs || test->channels != train->channels)) {
        return hodo_fail(error, HODO_MISMATCH,
                         "a test set of %zu inputs in %zu channels beside a training set of %zu in %zu",
                         test->inputs, test->channels, train->inputs, train->channels);
    }
    if (test != NULL && overlap(train->x, test->x)) {
        return hodo_fail(error, HODO_INVALID,
                         "training and test set (%s) share rows, which would be normalised twice: part them by "
                         "hodo_dataset_split, or name one only",
                         train->origin);
    }
    if (normalisations[normalisation].of_bytes && (!in_bytes(train) || (test != NULL && !in_bytes(test)))) {
        return hodo_fail(
            error, HODO_INVALID,
            "normalisation '%s' is for bytes, 0 to 255, as read; these inputs (%s) are none, or were "
            "normalised before, perhaps through a view: choose 'centred' or a norm",
            normalisations[normalisation].name, train->origin);
    }
    if (normalisation == HODO_AS_READ) {
        return HODO_OK;
    }
    hodo_status status;
    if (normalisations[normalisation].constants != NULL) {
        affine map;
        status = normalisations[normalisation].constants(train, &map, error);
        if (status != HODO_OK) {
            return status;
        }
        apply_affine(&map, train);
        if (test != NULL) {
            apply_affine(&map, test);
        }
    } else {
        status = check_norms("training", train, error);
        status = status == HODO_OK ? check_norms("test", test, error) : status;
        if (status != HODO_OK) {
            return status;
        }
        const double norm = pow((double)train->inputs, normalisations[normalisation].norm_power);
        apply_norm(norm, train);
        apply_norm(norm, test);
    }
    leave_bytes(train);
    leave_bytes(test);
    return HODO_OK;
}
