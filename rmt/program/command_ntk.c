/* hodo-rmt ntk: the limiting tangent kernel of MLPs at the edge of chaos, of two inputs depth by depth, or of a
 * user's inputs. */
#include "base/table.h"
#include "rmt/ntk/tangent_limit.h"
#include "rmt/program/command.h"
#include "rmt/program/command_options.h"
#include "rmt/program/header_lines.h"
#include "rmt/program/option_value.h"
#include "rmt/program/plot.h"
#include "rmt/spectrum/matrix_file.h"

#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { ACTIVATION, SHAPE_A, SHAPE_B, DEPTH, RHO, INPUTS, GRAM, PLOT, HELP, OPTIONS };

static const hodo_option options[] = {
    [ACTIVATION] = {"activation", "relu|abs|abrelu", "relu when not given; abrelu with --a and --b"},
    [SHAPE_A] = {"a", "A", "abrelu: phi(s) = A s + B |s|"},
    [SHAPE_B] = {"b", "B", "abrelu: the other number"},
    [DEPTH] = {"depth", "L", "number of weight matrices, 1..10000000"},
    [RHO] = {"rho", "R", "cosine of the two inputs, -1..1 [0]"},
    [INPUTS] = {"inputs", "N", "also the condition number of N inputs, each two of cosine R"},
    [GRAM] = {"gram", "FILE", "the kernel matrix at depth L of inputs with this Gram matrix (.npy or text)"},
    [PLOT] = HODO_PICTURE_OPTION,
    [HELP] = {"help", NULL, "print this and exit"},
    [OPTIONS] = {NULL, NULL, NULL},
};

static const char usage[] =
    "Usage: hodo-rmt ntk --depth=L [OPTION...]\n"
    "The neural tangent kernel of infinitely wide (a,b)-ReLU MLPs at the edge of chaos (arXiv 2502.13110), no\n"
    "biases, W ~ N(0, 1), |x| = 1: columns depth, kernel, ratio (kernel over depth, 1 where inputs are equal;\n"
    "1/4 in the limit where they are not), depths 1..L; --inputs adds the column condition. With --gram the\n"
    "columns row, column, kernel, ratio are those of the kernel matrix at depth L, inputs of any length.\n";

static const hodo_column pair_columns[] = {
    {"depth", "1", "number of weight matrices", HODO_INTEGER},
    {"kernel", "1", "K of two inputs of norm 1", HODO_REAL},
    {"ratio", "1", "kernel over depth", HODO_REAL},
    {"condition", "1", "condition number of the kernel matrix of the inputs", HODO_REAL},
};

static const hodo_column gram_columns[] = {
    {"row", "1", "input, from 1", HODO_INTEGER},
    {"column", "1", "input, from 1", HODO_INTEGER},
    {"kernel", "1", "K of the two inputs", HODO_REAL},
    {"ratio", "1", "kernel over depth and the two norms", HODO_REAL},
};
enum { COLUMNS = sizeof pair_columns / sizeof pair_columns[0], DEEPEST = 10000000, MOST_INPUTS = 1000000000 };

typedef struct request {
    const char *activation, *gram, *plot;
    double a, b, delta, rho;
    int64_t depth, inputs; /* inputs 0: not asked */
} request;

static hodo_status read_activation(const char *const *text, request *wanted, hodo_error *error)
{
    wanted->activation = text[ACTIVATION] != NULL ? text[ACTIVATION] : "relu";
    const bool relu = strcmp(wanted->activation, "relu") == 0, abs = strcmp(wanted->activation, "abs") == 0;
    if (!relu && !abs && strcmp(wanted->activation, "abrelu") != 0) {
        return hodo_fail(error, HODO_INVALID,
                         "activation '%s' is neither relu nor abs nor abrelu: give one of them",
                         wanted->activation);
    }
    if ((relu || abs) && (text[SHAPE_A] != NULL || text[SHAPE_B] != NULL)) {
        return hodo_fail(error, HODO_INVALID, "--%s is a number of abrelu, not of %s: drop it",
                         text[SHAPE_A] != NULL ? "a" : "b", wanted->activation);
    }
    wanted->a = relu ? 0.5 : 0;
    wanted->b = relu ? 0.5 : 1;
    if (relu || abs) {
        wanted->delta = relu ? 0.5 : 1;
        return HODO_OK;
    }
    if (text[SHAPE_A] == NULL || text[SHAPE_B] == NULL) {
        return hodo_fail(error, HODO_INVALID, "abrelu needs two numbers: give --a=A and --b=B");
    }
    hodo_status status = rmt_option_real(&options[SHAPE_A], text[SHAPE_A], &wanted->a, error);
    status = status != HODO_OK ? status : rmt_option_real(&options[SHAPE_B], text[SHAPE_B], &wanted->b, error);
    const double a = fabs(wanted->a), b = fabs(wanted->b), share = a > b ? b / a : a / b;
    if (status == HODO_OK && !(fmax(a, b) > 0 && a < INFINITY && b < INFINITY)) {
        return hodo_fail(error, HODO_INVALID, "a=%g and b=%g: give finite numbers that are not both 0",
                         wanted->a, wanted->b);
    }
    wanted->delta = (a > b ? share * share : 1) / (1 + share * share); /* no square overflows */
    return status;
}

static hodo_status understand(const char *const *text, request *wanted, hodo_error *error)
{
    if (text[DEPTH] == NULL) {
        return hodo_fail(error, HODO_INVALID,
                         "--depth is missing: write hodo-rmt ntk --activation=relu --depth=10");
    }
    if (text[GRAM] != NULL && (text[RHO] != NULL || text[INPUTS] != NULL || text[PLOT] != NULL)) {
        return hodo_fail(error, HODO_INVALID, "--%s does not go with --gram, which says the inputs: drop one",
                         text[RHO] != NULL      ? "rho"
                         : text[INPUTS] != NULL ? "inputs"
                                                : "plot");
    }
    hodo_status status = hodo_picture_check(text[PLOT], error);
    status = status != HODO_OK ? status : read_activation(text, wanted, error);
    status = status != HODO_OK
                 ? status
                 : rmt_option_integer(&options[DEPTH], text[DEPTH], 1, 1, DEEPEST, &wanted->depth, error);
    status = status != HODO_OK ? status
                               : rmt_option_integer(&options[INPUTS], text[INPUTS], 0, 2, MOST_INPUTS,
                                                    &wanted->inputs, error);
    if (status == HODO_OK && text[RHO] != NULL) {
        status = rmt_option_real(&options[RHO], text[RHO], &wanted->rho, error);
        if (status == HODO_OK && !(fabs(wanted->rho) <= 1)) {
            return hodo_fail(error, HODO_INVALID, "rho %g is outside [-1, 1]: give the cosine of the inputs",
                             wanted->rho);
        }
    }
    /* The Gram matrix of n vectors of cosine rho each two has the eigenvalue 1 + (n - 1) rho. */
    if (status == HODO_OK && 1 + (double)(wanted->inputs - 1) * wanted->rho < 0 && wanted->inputs != 0) {
        return hodo_fail(error, HODO_INVALID,
                         "%" PRId64 " inputs cannot each two have the cosine %g: give rho of at least %g or "
                         "fewer inputs",
                         wanted->inputs, wanted->rho, -1.0 / (double)(wanted->inputs - 1));
    }
    return status;
}

static hodo_status note(hodo_table *table, const request *wanted, hodo_error *error)
{
    hodo_status status = rmt_note_program(table, "ntk", error);
    status = status != HODO_OK ? status : hodo_table_note(table, "activation", wanted->activation, error);
    status = status != HODO_OK ? status : rmt_note_real(table, "a", wanted->a, error);
    status = status != HODO_OK ? status : rmt_note_real(table, "b", wanted->b, error);
    status = status != HODO_OK ? status : rmt_note_real(table, "delta", wanted->delta, error);
    return status != HODO_OK ? status : rmt_note_integer(table, "depth", wanted->depth, error);
}

/* K/l against l, with the limit and its next order. */
static hodo_status draw(const request *wanted, const double *ratio, hodo_error *error)
{
    const size_t count = (size_t)wanted->depth;
    double *depth = malloc(2 * count * sizeof *depth);
    if (depth == NULL) {
        return hodo_fail(error, HODO_NO_MEMORY, "no memory for %zu depths: lower the depth", count);
    }
    double *asymptote = depth + count;
    for (size_t i = 0; i < count; i++) {
        depth[i] = (double)(i + 1);
        asymptote[i] = rmt_tangent_ratio_asymptote(depth[i], 1);
    }
    char title[96];
    (void)snprintf(title, sizeof title, "Delta = %g, cosine %g", wanted->delta, wanted->rho);
    const rmt_plot plot = {
        .title = title,
        .x_label = "depth l",
        .y_label = "kernel over depth",
        .count = 2,
        .logarithmic_x = true,
        .negative_y = true,
        .series = {{.kind = RMT_SERIES_THEORY, .title = "K/l", .x = depth, .y = ratio, .count = count},
                   {.kind = RMT_SERIES_LINE,
                    .title = "1/4 + (3/8) ln l / l",
                    .x = depth,
                    .y = asymptote,
                    .count = count}},
    };
    const hodo_status status = rmt_plot_draw(&plot, wanted->plot, error);
    free(depth);
    return status;
}

static hodo_status answer_pair(const request *wanted, hodo_error *error)
{
    const size_t columns = wanted->inputs != 0 ? COLUMNS : COLUMNS - 1;
    hodo_table *table = hodo_table_alloc(pair_columns, columns, error);
    double *ratio = malloc((size_t)wanted->depth * sizeof *ratio);
    hodo_status status = table == NULL ? HODO_NO_MEMORY : note(table, wanted, error);
    if (status == HODO_OK && ratio == NULL) {
        status = hodo_fail(error, HODO_NO_MEMORY, "no memory for %" PRId64 " depths: lower the depth",
                           wanted->depth);
    }
    status = status != HODO_OK ? status : rmt_note_real(table, "rho", wanted->rho, error);
    if (status == HODO_OK && wanted->inputs != 0) {
        status = rmt_note_integer(table, "inputs", wanted->inputs, error);
    }
    status = status != HODO_OK ? status : rmt_note_columns(table, error);
    rmt_tangent_pair pair = rmt_tangent_pair_start(rmt_cosine_of(wanted->rho));
    for (int64_t depth = 1; depth <= wanted->depth && status == HODO_OK; depth++) {
        const size_t inputs = wanted->inputs != 0 ? (size_t)wanted->inputs : 2;
        ratio[depth - 1] = pair.kernel / (double)depth;
        status = hodo_table_add(table,
                                (hodo_value[]){hodo_integer(depth), hodo_real(pair.kernel),
                                               hodo_real(ratio[depth - 1]),
                                               hodo_real(rmt_tangent_condition_of(&pair, inputs))},
                                error);
        rmt_tangent_pair_step(wanted->delta, &pair);
    }
    status = status != HODO_OK || wanted->plot == NULL ? status : draw(wanted, ratio, error);
    status = status != HODO_OK || !hodo_picture_leaves_table(wanted->plot) ? status
                                                                       : hodo_table_print(table, stdout, error);
    free(ratio);
    hodo_table_free(table);
    return status;
}

/* Symmetric but for the rounding of its decimals. */
static hodo_status check_symmetric(const rmt_matrix *gram, hodo_error *error)
{
    if (gram->rows != gram->columns) {
        return hodo_fail(error, HODO_INVALID, "a Gram matrix of %zu x %zu: it has a row and a column an input",
                         gram->rows, gram->columns);
    }
    for (size_t i = 0; i < gram->rows; i++) {
        for (size_t j = 0; j < i; j++) {
            const double below = gram->data[i * gram->columns + j], above = gram->data[j * gram->columns + i];
            if (fabs(below - above) > 1e-12 * (fabs(below) + fabs(above))) {
                return hodo_fail(error, HODO_INVALID,
                                 "row %zu, column %zu is %g and its mirror %g: give a symmetric Gram matrix",
                                 i + 1, j + 1, below, above);
            }
        }
    }
    return HODO_OK;
}

static hodo_status print_gram(const request *wanted, const rmt_matrix *gram, const rmt_tangent_limit *limit,
                              hodo_error *error)
{
    const size_t n = gram->rows;
    double condition = NAN, *kernel = malloc(n * n * sizeof *kernel);
    if (kernel == NULL) {
        return hodo_fail(error, HODO_NO_MEMORY, "no memory for a kernel of %zu inputs", n);
    }
    rmt_tangent_limit_kernel(limit, kernel);
    hodo_table *table = hodo_table_alloc(gram_columns, COLUMNS, error);
    hodo_status status = table == NULL ? HODO_NO_MEMORY : note(table, wanted, error);
    status = status != HODO_OK ? status : rmt_tangent_limit_condition(limit, &condition, error);
    status = status != HODO_OK ? status : rmt_note_integer(table, "inputs", (int64_t)n, error);
    status = status != HODO_OK ? status : rmt_note_real(table, "condition", condition, error);
    status = status != HODO_OK ? status : rmt_note_columns(table, error);
    for (size_t i = 0; i < n * n && status == HODO_OK; i++) {
        const double norms = sqrt(gram->data[i / n * (n + 1)]) * sqrt(gram->data[i % n * (n + 1)]);
        status = hodo_table_add(table,
                                (hodo_value[]){hodo_integer((int64_t)(i / n + 1)),
                                               hodo_integer((int64_t)(i % n + 1)), hodo_real(kernel[i]),
                                               hodo_real(kernel[i] / norms / (double)wanted->depth)},
                                error);
    }
    status = status != HODO_OK ? status : hodo_table_print(table, stdout, error);
    hodo_table_free(table);
    free(kernel);
    return status;
}

static hodo_status answer_gram(const request *wanted, hodo_error *error)
{
    rmt_matrix gram = {.data = NULL};
    hodo_status status = rmt_matrix_read(wanted->gram, &gram, error);
    status = status != HODO_OK ? status : check_symmetric(&gram, error);
    rmt_tangent_limit *limit = NULL;
    if (status == HODO_OK) {
        limit = rmt_tangent_limit_alloc(wanted->delta, gram.data, gram.rows, error);
        status = limit != NULL ? HODO_OK : error->status;
    }
    for (int64_t depth = 1; depth < wanted->depth && status == HODO_OK; depth++) {
        rmt_tangent_limit_step(limit);
    }
    status = status != HODO_OK ? status : print_gram(wanted, &gram, limit, error);
    rmt_tangent_limit_free(limit);
    rmt_matrix_free(&gram);
    return status;
}

hodo_status rmt_command_ntk(int argc, char **argv, hodo_error *error)
{
    const char *text[OPTIONS];
    bool helped;
    hodo_status status = rmt_command_options(options, usage, argc, argv, text, &helped, error);
    if (status != HODO_OK || helped) {
        return status;
    }
    request wanted = {.gram = text[GRAM], .plot = text[PLOT]};
    status = understand(text, &wanted, error);
    return status != HODO_OK     ? status
           : wanted.gram != NULL ? answer_gram(&wanted, error)
                                 : answer_pair(&wanted, error);
}
