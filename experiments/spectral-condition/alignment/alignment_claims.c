#include "experiments/spectral-condition/alignment/alignment_claims.h"

#include "experiments/spectral-condition/alignment/aligned_row.h"
#include "experiments/spectral-condition/alignment/matrix_alignment.h"

#include <inttypes.h>
#include <math.h>
#include <string.h>

/* Of identities in float: alignment 1 of one sample's gradient, and of a semi-orthogonal matrix. */
#define IDENTITY 1e-6

/* Of initial alignments. */
#define INITIAL_RESOLUTION 0.1

/* Gaussian matrices of one ratio, against their law at this size. */
static hodo_status claim_gaussian(const trial_claims *of, double ratio, hodo_error *error)
{
    const matrix_shape shape = matrix_shape_of(ratio, (size_t)hodo_run_integer(of->run, "side"));
    const double narrow = fmin((double)shape.fan_out, (double)shape.fan_in);
    const hodo_condition where[] = {part(ALIGNED_MATRICES),
                                    what("gaussian"),
                                    integer("fan_out", (int64_t)shape.fan_out),
                                    integer("fan_in", (int64_t)shape.fan_in),
                                    {.column = NULL}};
    const hodo_claim equal = {.id = trial_text(of, "gaussian-%zu-%zu", shape.fan_out, shape.fan_in),
                              .statement = trial_text(of, "Gaussian %zu by %zu: alignment over that of its law",
                                                      shape.fan_out, shape.fan_in),
                              .kind = HODO_CLAIM_EQUAL,
                              .predicted = 1,
                              .tolerance = 1 / narrow, /* what Tracy and Widom's law leaves */
                              .resolution = INITIAL_RESOLUTION};
    hodo_status status = trial_claim_ratio(of, equal, "value", "finite", where, error);
    double finite;
    if (status == HODO_OK && ratio == 1) { /* the paper's one half */
        status = matrix_alignment_finite(shape, &finite, error);
        const hodo_claim half = {.id = "half",
                                 .statement = "Gaussian, square: 1/2, but for the finite size",
                                 .kind = HODO_CLAIM_EQUAL,
                                 .predicted = 0.5,
                                 .tolerance = fabs(finite - 0.5) + finite / narrow,
                                 .resolution = INITIAL_RESOLUTION / 2};
        status = status == HODO_OK ? trial_claim_mean(of, half, "value", where, error) : status;
    }
    return status;
}

/* Semi-orthogonal matrices that narrow: sqrt(ratio), and not 1. */
static hodo_status claim_narrowing(const trial_claims *of, double ratio, hodo_error *error)
{
    const matrix_shape shape = matrix_shape_of(ratio, (size_t)hodo_run_integer(of->run, "side"));
    const hodo_condition where[] = {part(ALIGNED_MATRICES),
                                    what("orthogonal"),
                                    integer("fan_out", (int64_t)shape.fan_out),
                                    integer("fan_in", (int64_t)shape.fan_in),
                                    {.column = NULL}};
    const hodo_claim equal = {.id = "orthogonal-narrowing",
                              .statement =
                                  trial_text(of, "semi-orthogonal %zu by %zu, over the root of the ratio",
                                             shape.fan_out, shape.fan_in),
                              .kind = HODO_CLAIM_EQUAL,
                              .predicted = 1,
                              .tolerance = 1 / (double)shape.fan_out, /* of the mean of a root */
                              .resolution = INITIAL_RESOLUTION};
    const hodo_claim apart = {.id = "one-falls",
                              .statement = "the same: alignment 1, as where matrices widen, told apart",
                              .kind = HODO_CLAIM_APART,
                              .predicted = 1,
                              .resolution = INITIAL_RESOLUTION};
    const hodo_status status = trial_claim_ratio(of, equal, "value", "formula", where, error);
    return status == HODO_OK ? trial_claim_mean(of, apart, "value", where, error) : status;
}

/* The farthest from 1 of rows that should be 1 exactly. */
static hodo_status claim_identities(const hodo_table *table, hodo_claims *claims, hodo_error *error)
{
    const size_t kind = hodo_table_find(table, "what"), value = hodo_table_find(table, "value");
    const size_t out = hodo_table_find(table, "fan_out"), in = hodo_table_find(table, "fan_in");
    const size_t batch = hodo_table_find(table, "batch");
    double gradient = -INFINITY, orthogonal = -INFINITY;
    for (size_t row = 0; row < hodo_table_rows(table); row++) {
        const char *name = hodo_table_get(table, row, kind).text;
        const double defect = fabs(hodo_table_get(table, row, value).real - 1);
        if (strcmp(name, "gradient") == 0 && hodo_table_get(table, row, batch).integer == 1) {
            gradient = trial_larger(gradient, defect);
        }
        if (strcmp(name, "orthogonal") == 0 &&
            hodo_table_get(table, row, out).integer >= hodo_table_get(table, row, in).integer) {
            orthogonal = trial_larger(orthogonal, defect);
        }
    }
    hodo_claim one = {.id = "batch-one",
                      .statement = "gradients of one sample, all data, layers, widths: farthest from 1",
                      .kind = HODO_CLAIM_AT_MOST,
                      .predicted = IDENTITY,
                      .measured = gradient};
    hodo_status status = gradient != -INFINITY ? hodo_claims_add(claims, &one, error) : HODO_OK;
    one.id = "orthogonal";
    one.statement = "semi-orthogonal, square or widening: farthest from 1";
    one.measured = orthogonal;
    return status == HODO_OK && orthogonal != -INFINITY ? hodo_claims_add(claims, &one, error) : status;
}

static hodo_status claim_matrices(const trial_claims *of, hodo_error *error)
{
    size_t ratios;
    const double *ratio = hodo_run_reals(of->run, "ratio", &ratios);
    double least = 1;
    hodo_status status = HODO_OK;
    for (size_t i = 0; status == HODO_OK && i < ratios; i++) {
        least = fmin(least, ratio[i]);
        status = i == 0 || i + 1 == ratios || ratio[i] == 1 ? claim_gaussian(of, ratio[i], error) : HODO_OK;
    }
    return status == HODO_OK && least < 1 ? claim_narrowing(of, least, error) : status;
}

hodo_status alignment_claims(const hodo_run *run, const hodo_table *table, hodo_claims *claims,
                             hodo_error *error)
{
    size_t parts;
    const char *const *name = hodo_run_texts(run, "part", &parts);
    trial_claims of;
    hodo_status status = trial_claims_open(run, table, "N", claims, &of, error);
    status = status == HODO_OK ? claim_identities(table, claims, error) : status;
    for (size_t i = 0; status == HODO_OK && i < parts; i++) {
        status = strcmp(name[i], ALIGNED_MATRICES) == 0 ? claim_matrices(&of, error)
                                                        : alignment_network_claims(&of, name[i], error);
    }
    trial_claims_close(&of);
    return status;
}
