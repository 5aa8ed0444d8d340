#include "probe/output_kernel.h"

#include "probe/tangent_kernel.h"

#include <lapacke.h>
#include <math.h>

struct hodo_output_kernel {
    hodo_curvature *curvature;
    hodo_tangent_kernel *tangent;
    size_t rows;               /* room */
    hodo_matrix kernel;        /* (rows outputs, rows outputs) double */
    hodo_matrix output;        /* (rows, outputs) f~ */
    hodo_matrix unit, column;  /* (rows, outputs) e_c in every row, and A e_c */
    double *roots;             /* (rows, outputs, outputs) R of every row; symmetric */
    double *vectors, *product; /* (outputs, outputs), (outputs,) */
    double *value, *work;      /* (outputs,), (work_size,) */
    size_t work_size;
};

hodo_output_kernel *hodo_output_kernel_take(hodo_arena *arena, hodo_curvature *curvature, size_t batch,
                                            hodo_error *error)
{
    hodo_network *network = hodo_curvature_network(curvature);
    const size_t rows = hodo_curvature_of(curvature)->x.rows, outputs = network->architecture->outputs;
    const hodo_precision precision = network->precision;
    hodo_output_kernel *of = hodo_arena_zero(arena, 1, sizeof *of, error);
    if (of == NULL) {
        return NULL;
    }
    of->curvature = curvature;
    of->rows = rows;
    of->work_size = 64 * outputs;
    of->tangent = hodo_tangent_kernel_take(arena, network, HODO_KERNEL_FULL, HODO_KERNEL_BY_GRAMS, 0,
                                           batch == 0 || batch > rows ? rows : batch, error);
    of->kernel = hodo_matrix_take(arena, HODO_DOUBLE, rows * outputs, rows * outputs, error);
    of->output = hodo_matrix_take(arena, precision, rows, outputs, error);
    of->unit = hodo_matrix_take(arena, precision, rows, outputs, error);
    of->column = hodo_matrix_take(arena, precision, rows, outputs, error);
    of->roots = hodo_arena_take(arena, rows, outputs * outputs * sizeof(double), error);
    of->vectors = hodo_arena_take(arena, outputs * outputs, sizeof(double), error);
    of->product = hodo_arena_take(arena, outputs, sizeof(double), error);
    of->value = hodo_arena_take(arena, outputs, sizeof(double), error);
    of->work = hodo_arena_take(arena, of->work_size, sizeof(double), error);
    const bool all = of->tangent != NULL && of->kernel.data != NULL && of->output.data != NULL &&
                     of->unit.data != NULL && of->column.data != NULL && of->roots != NULL &&
                     of->vectors != NULL && of->product != NULL && of->value != NULL && of->work != NULL;
    return all ? of : NULL;
}

/* roots <- A of every row, a column at a time from the loss itself. */
static hodo_status measure_blocks(hodo_output_kernel *of, const hodo_objective *objective, hodo_error *error)
{
    const size_t rows = objective->x.rows, outputs = objective->y.columns;
    const hodo_matrix output = hodo_matrix_rows(of->output, 0, rows),
                      unit = hodo_matrix_rows(of->unit, 0, rows);
    const hodo_matrix column = hodo_matrix_rows(of->column, 0, rows);
    hodo_status status = hodo_curvature_output(of->curvature, output, error);
    for (size_t c = 0; c < outputs && status == HODO_OK; c++) {
        hodo_matrix_zero(unit);
        for (size_t s = 0; s < rows; s++) {
            hodo_matrix_set(unit, s, c, 1.0);
        }
        status = hodo_loss_hessian_vector(objective->loss, 1, output, objective->y, unit, column, error);
        for (size_t s = 0; s < rows && status == HODO_OK; s++) {
            for (size_t i = 0; i < outputs; i++) {
                of->roots[(s * outputs + i) * outputs + c] = hodo_matrix_get(column, s, i);
            }
        }
    }
    return status;
}

/* One row's A becomes its symmetric root. Eigenvalues below 0 are rounding: the loss is convex. */
static hodo_status take_root(hodo_output_kernel *of, double *block, size_t outputs, hodo_error *error)
{
    for (size_t i = 0; i < outputs * outputs; i++) {
        of->vectors[i] = block[i];
    }
    const lapack_int n = (lapack_int)outputs;
    const lapack_int info = LAPACKE_dsyev_work(LAPACK_COL_MAJOR, 'V', 'L', n, of->vectors, n, of->value,
                                               of->work, (lapack_int)of->work_size);
    if (info != 0) {
        return hodo_fail(error, HODO_NUMERIC, "LAPACK found no root of a loss's second derivative (info %d)",
                         (int)info);
    }
    for (size_t i = 0; i < outputs * outputs; i++) {
        double sum = 0.0;
        for (size_t e = 0; e < outputs; e++) {
            const double *vector = of->vectors + e * outputs;
            sum += sqrt(fmax(of->value[e], 0.0)) * vector[i / outputs] * vector[i % outputs];
        }
        block[i] = sum;
    }
    return HODO_OK;
}

/* entries <- R entries, `count` numbers `stride` apart. */
static void multiply_by_root(const hodo_output_kernel *of, const double *root, size_t count, double *entries,
                             size_t stride)
{
    for (size_t i = 0; i < count; i++) {
        of->product[i] = 0.0;
        for (size_t j = 0; j < count; j++) {
            of->product[i] += root[i * count + j] * entries[j * stride];
        }
    }
    for (size_t i = 0; i < count; i++) {
        entries[i * stride] = of->product[i];
    }
}

/* kernel <- scale^2 R kernel R, block row by block row, then block column by block column. */
static void sandwich(const hodo_output_kernel *of, double scale, size_t rows, size_t outputs,
                     hodo_matrix kernel)
{
    double *data = kernel.data;
    for (size_t s = 0; s < rows; s++) {
        const double *root = of->roots + s * outputs * outputs;
        for (size_t i = 0; i < kernel.rows; i++) {
            multiply_by_root(of, root, outputs, data + i * kernel.stride + s * outputs, 1);
        }
        for (size_t j = 0; j < kernel.columns; j++) {
            multiply_by_root(of, root, outputs, data + s * outputs * kernel.stride + j, kernel.stride);
        }
    }
    hodo_matrix_scale(scale * scale, kernel);
}

hodo_matrix hodo_output_kernel_measure(hodo_output_kernel *of, hodo_error *error)
{
    const hodo_objective *objective = hodo_curvature_of(of->curvature);
    const size_t rows = objective->x.rows, outputs = objective->y.columns, size = rows * outputs;
    const hodo_matrix none = {.data = NULL},
                      kernel = hodo_matrix_view(HODO_DOUBLE, of->kernel.data, size, size);
    if (rows > of->rows) {
        hodo_fail(error, HODO_INVALID,
                  "a kernel of %zu rows in room for %zu: take its work space with more rows", rows, of->rows);
        return none;
    }
    hodo_status status = hodo_tangent_kernel_measure(of->tangent, objective->x, none, NULL, kernel, error);
    if (status == HODO_OK) {
        status = measure_blocks(of, objective, error);
    }
    for (size_t s = 0; s < rows && status == HODO_OK; s++) {
        status = take_root(of, of->roots + s * outputs * outputs, outputs, error);
    }
    if (status != HODO_OK) {
        return none;
    }
    sandwich(of, objective->output_scale != 0.0 ? objective->output_scale : 1.0, rows, outputs, kernel);
    return kernel;
}

double hodo_output_kernel_cost(const hodo_curvature *curvature)
{
    const hodo_network *network = hodo_curvature_network(curvature);
    const double rows = (double)hodo_curvature_of(curvature)->x.rows;
    const double outputs = (double)network->architecture->outputs, size = rows * outputs;
    /* the kernel, one more forward pass for f~, and R from both sides */
    return hodo_tangent_kernel_cost(network, hodo_curvature_of(curvature)->x.rows) +
           rows * hodo_architecture_multiply_adds(network->architecture) + 2.0 * size * size * outputs;
}
