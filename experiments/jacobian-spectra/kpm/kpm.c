/* How well a few moments know the spectrum of a deep Jacobian that is never formed: the largest error of the
 * distribution function against the dense spectrum, by the kernel polynomial method and by Lanczos
 * quadrature, with 16 probes; and by the exact moments, which shows the resolution without the noise of probes.
 */
#include "base/eigenvalue.h"
#include "experiments/jacobian-spectra/drawn_chain.h"
#include "experiments/jacobian-spectra/kpm_claims.h"
#include "lab/experiment.h"
#include "operator/kernel_polynomial.h"
#include "operator/lanczos_quadrature.h"

#include <math.h>
#include <string.h>

enum { INTERVAL_STEPS = 16, INTERVAL_PROBES = 2, TENSOR_PROBES = 100000, TENSOR_INTERVAL = 200000 };

static const hodo_parameter parameters[] = {
    {.name = "m", .type = HODO_INTEGER, .quick = "384", .usual = "640", .paper = "4096", .unit = "1",
     .doc = "width",
     .least = 16, .most = 1e5},
    {.name = "architecture", .type = HODO_TEXT, .role = HODO_SWEEP, .usual = "mlp,resnet,linear-resnet",
     .unit = "1",
     .doc = "mlp, resnet or linear-resnet"},
    {.name = "L", .type = HODO_INTEGER, .role = HODO_SWEEP, .quick = "8", .usual = "4,8", .unit = "1",
     .doc = "matrices in the Jacobian", .least = 1, .most = 1000},
    {.name = "c", .type = HODO_REAL, .usual = "1", .unit = "1",
     .doc = "branch scale times sqrt(L), at most sqrt(L)",
     .least = 0, .most = 31, .least_excluded = true},
    {.name = "moments", .type = HODO_INTEGER, .role = HODO_LIST, .quick = "4,8,16,32,64,128",
     .usual = "8,16,32,64,128,256", .unit = "1",
     .doc = "Chebyshev moments; even", .least = 4, .most = 4096},
    {.name = "probes", .type = HODO_INTEGER, .usual = "16", .unit = "1", .doc = "random probes", .least = 2,
     .most = 32},
    {.name = "trials", .type = HODO_INTEGER, .role = HODO_REPEAT, .quick = "8", .usual = "8", .paper = "4",
     .unit = "1",
     .doc = "independent draws of all weights", .least = 1, .most = 1e6},
    {.name = NULL},
};

static const hodo_column columns[] = {
    {"architecture", "", "mlp, resnet or linear-resnet", HODO_TEXT},
    {"L", "1", "matrices in the Jacobian", HODO_INTEGER},
    {"method", "", "jackson, undamped, lanczos; jackson-exact, undamped-exact: moments of the dense spectrum",
     HODO_TEXT},
    {"moments", "1", "Chebyshev moments, or twice the steps of Lanczos", HODO_INTEGER},
    {"trial", "1", "draw of the weights and of the probes", HODO_INTEGER},
    {"error", "1", "largest error of the distribution function", HODO_REAL},
    {"mean_error", "1", "mean error over the spectrum", HODO_REAL},
    {"multiply_adds", "1", "of all applications of J J^T to all probes; 0 for exact moments", HODO_REAL},
    {"entries_read", "1", "entries of matrices that all applications read from memory", HODO_REAL},
    {"dense_multiply_adds", "1",
     "of forming J, J J^T and its tridiagonal form whole: (L - 1) m^3 + m^3/2 + 2 m^3/3", HODO_REAL},
    {.name = NULL},
};

static const hodo_column theory_columns[] = {
    {"noise", "1", "expected largest error by the noise of the probes alone", HODO_REAL},
    {.name = NULL},
};

static hodo_status check(const hodo_cell *cell, hodo_error *error)
{
    if (drawn_architecture_find(hodo_cell_text(cell, "architecture"), error) == NULL) {
        return HODO_INVALID;
    }
    const double c = hodo_cell_real(cell, "c"), depth = (double)hodo_cell_integer(cell, "L");
    if (c * c > depth) {
        return hodo_fail(error, HODO_INVALID, "c = %g is above sqrt(L) = %g, where beta would pass 1: lower c",
                         c, sqrt(depth));
    }
    size_t count;
    const int64_t *moments = hodo_cell_integers(cell, "moments", &count);
    for (size_t i = 0; i < count; i++) {
        if (moments[i] % 2 != 0 || moments[i] > hodo_cell_integer(cell, "m") / 2) {
            return hodo_fail(error, HODO_INVALID, "moments = %lld at m = %lld: give an even number up to m / 2",
                             (long long)moments[i], (long long)hodo_cell_integer(cell, "m"));
        }
    }
    return HODO_OK;
}

/* One drawn Jacobian: its operator, its dense spectrum, and room for F at the eigenvalues that are not zero. */
typedef struct subject {
    hodo_arena *arena;
    hodo_operator operator;
    const double *value; /* (count,) ascending, of J J^T without its zeros */
    double *cumulative;  /* (width,) */
    size_t width, zeros, count;
    double within; /* the share of zeros among the operator's eigenvalues */
} subject;

static hodo_status draw(const hodo_cell *cell, subject *s, hodo_error *error)
{
    const size_t depth = (size_t)hodo_cell_integer(cell, "L");
    s->arena = hodo_cell_arena(cell);
    s->width = (size_t)hodo_cell_integer(cell, "m");
    const double branch = hodo_cell_real(cell, "c") / sqrt((double)depth);
    const drawn_architecture *architecture =
        drawn_architecture_find(hodo_cell_text(cell, "architecture"), error);
    hodo_chain *chain[2];
    for (int p = HODO_FLOAT; p <= HODO_DOUBLE; p++) { /* float for the probes, double for the dense spectrum */
        hodo_chain_layer *layers = hodo_arena_take(s->arena, depth, sizeof *layers, error);
        if (layers == NULL ||
            drawn_chain_layers(s->arena, architecture, s->width, depth, branch, (hodo_precision)p,
                               hodo_cell_stream(cell), layers, error) != HODO_OK) {
            return error->status;
        }
        chain[p] =
            hodo_chain_take(s->arena, layers, depth, (size_t)hodo_cell_integer(cell, "probes"), 1, error);
        if (chain[p] == NULL) {
            return error->status;
        }
    }
    s->operator = hodo_chain_gram(chain[HODO_FLOAT]);
    s->zeros = hodo_chain_zeros(chain[HODO_FLOAT]);
    s->count = s->width - s->zeros;
    s->within = 1 - (double)s->count / (double)s->operator.dimension;
    hodo_matrix j = hodo_chain_product(chain[HODO_DOUBLE], s->arena, error);
    double *value = hodo_arena_take(s->arena, s->width, sizeof *value, error);
    s->cumulative = hodo_arena_take(s->arena, s->width, sizeof *s->cumulative, error);
    if (j.data == NULL || value == NULL || s->cumulative == NULL) {
        return HODO_NO_MEMORY;
    }
    /* Singular values of J, never eigenvalues of J J^T: the hard edge reaches far below 1e-16 of the largest.
     */
    s->value = value + (s->operator.dimension - s->count);
    return hodo_squared_singular_values(j.data, j.rows, j.columns, value, error);
}

static hodo_status add_row(hodo_cell *cell, const subject *s, const char *method, size_t moments, double probes,
                           hodo_error *error)
{
    const double share = (double)s->count / (double)s->width; /* F has its zeros exactly */
    const double m = (double)s->width, depth = (double)hodo_cell_integer(cell, "L");
    const double applications = (double)(moments / 2);
    return hodo_cell_row(
        cell,
        (hodo_value[]){hodo_text(hodo_cell_text(cell, "architecture")), hodo_integer(hodo_cell_integer(cell, "L")),
                       hodo_text(method), hodo_integer((int64_t)moments),
                       hodo_integer(hodo_cell_integer(cell, "trials")),
                       hodo_real(share * drawn_distance(s->cumulative, 0, s->count)),
                       hodo_real(share * drawn_mean_distance(s->cumulative, 0, s->count)),
                       hodo_real(probes * applications * s->operator.multiply_adds),
                       hodo_real(probes > 0 ? applications * s->operator.entries_read : 0),
                       hodo_real(m * m * m * (depth - 1 + 0.5 + 2.0 / 3))},
        error);
}

/* The first `count` moments of each probe: what fewer applications would have given. */
static hodo_status truncate_moments(const subject *s, const hodo_chebyshev_moments *all, size_t count,
                                    hodo_chebyshev_moments *few, hodo_error *error)
{
    *few = *all;
    few->count = count;
    few->moment = hodo_arena_take(s->arena, all->probes * count, sizeof *few->moment, error);
    for (size_t p = 0; few->moment != NULL && p < all->probes; p++) {
        memcpy(few->moment + p * count, all->moment + p * all->count, count * sizeof *few->moment);
    }
    return few->moment == NULL ? HODO_NO_MEMORY : HODO_OK;
}

static hodo_status series_rows(hodo_cell *cell, const subject *s, const hodo_chebyshev_moments *all, bool exact,
                               hodo_error *error)
{
    static const struct {
        const hodo_damping *damping;
        const char *name, *exact_name;
    } series[] = {{&hodo_damping_jackson, "jackson", "jackson-exact"},
                  {&hodo_damping_none, "undamped", "undamped-exact"}};
    size_t lengths;
    const int64_t *moments = hodo_cell_integers(cell, "moments", &lengths);
    hodo_status status = HODO_OK;
    for (size_t i = 0; status == HODO_OK && i < lengths; i++) {
        hodo_chebyshev_moments few;
        status = truncate_moments(s, all, (size_t)moments[i], &few, error);
        for (size_t d = 0; status == HODO_OK && d < sizeof series / sizeof series[0]; d++) {
            status = hodo_kernel_polynomial_cumulative(&few, series[d].damping, s->value, s->count,
                                                       s->cumulative, NULL, error);
            if (status == HODO_OK) {
                status = add_row(cell, s, exact ? series[d].exact_name : series[d].name, few.count,
                                 exact ? 0 : (double)few.probes, error);
            }
        }
    }
    return status;
}

static size_t most_moments(const hodo_cell *cell)
{
    size_t count, most = 2;
    const int64_t *moments = hodo_cell_integers(cell, "moments", &count);
    for (size_t i = 0; i < count; i++) {
        most = (size_t)moments[i] > most ? (size_t)moments[i] : most;
    }
    return most;
}

static hodo_status exact_moments(const subject *s, double lower, double upper, size_t count,
                                 hodo_chebyshev_moments *moments, hodo_error *error)
{
    *moments = (hodo_chebyshev_moments){lower, upper, 1, count,
                                        hodo_arena_zero(s->arena, count, sizeof *moments->moment, error)};
    for (size_t i = 0; moments->moment != NULL && i < s->count; i++) {
        const double theta = acos(fmax(-1, fmin(1, 2 * (s->value[i] - lower) / (upper - lower) - 1)));
        for (size_t k = 0; k < count; k++) {
            moments->moment[k] += cos((double)k * theta) / (double)s->count;
        }
    }
    return moments->moment == NULL ? HODO_NO_MEMORY : HODO_OK;
}

/* excerpt: cell */
static hodo_status kernel_polynomials(hodo_cell *cell, const subject *s, hodo_error *error)
{
    const hodo_probes few = {*hodo_cell_stream(cell), TENSOR_INTERVAL, HODO_RADEMACHER, INTERVAL_PROBES};
    const hodo_probes probes = {*hodo_cell_stream(cell), TENSOR_PROBES, HODO_RADEMACHER,
                                (size_t)hodo_cell_integer(cell, "probes")};
    const size_t count = most_moments(cell);
    double lower, upper;
    hodo_chebyshev_moments moments, exact;
    hodo_status status =
        hodo_spectral_interval(&s->operator, &few, INTERVAL_STEPS, HODO_INTERVAL_MARGIN, &lower, &upper, error);
    if (status == HODO_OK) {
        status = hodo_chebyshev_moments_estimate(&s->operator, & probes, lower, upper, count, s->arena,
                                                 &moments, error);
    }
    if (status ==
        HODO_OK) { /* the zeros of the compressed operator are known: no polynomial has to find them */
        status = s->within > 0 ? hodo_chebyshev_without_atom(&moments, 0, s->within, error) : HODO_OK;
    }
    if (status == HODO_OK) {
        status = series_rows(cell, s, &moments, false, error);
    }
    if (status == HODO_OK) {
        status = exact_moments(s, lower, upper, count, &exact, error);
    }
    return status == HODO_OK ? series_rows(cell, s, &exact, true, error) : status;
}
/* end: cell */

static hodo_status staircases(hodo_cell *cell, const subject *s, hodo_error *error)
{
    const hodo_probes probes = {*hodo_cell_stream(cell), TENSOR_PROBES, HODO_RADEMACHER,
                                (size_t)hodo_cell_integer(cell, "probes")};
    size_t lengths;
    const int64_t *moments = hodo_cell_integers(cell, "moments", &lengths);
    hodo_status status = HODO_OK;
    for (size_t i = 0; status == HODO_OK && i < lengths; i++) {
        hodo_quadrature quadrature;
        status = hodo_lanczos_quadrature(&s->operator, & probes, (size_t)moments[i] / 2, s->arena, &quadrature,
                                         error);
        if (status == HODO_OK) {
            status = hodo_quadrature_without_lowest(&quadrature, s->within, error);
        }
        if (status == HODO_OK) {
            hodo_quadrature_cumulative(&quadrature, s->value, s->count, s->cumulative, NULL);
            status = add_row(cell, s, "lanczos", (size_t)moments[i], (double)probes.count, error);
        }
    }
    return status;
}

static hodo_status compute(hodo_cell *cell, hodo_error *error)
{
    subject s;
    hodo_status status = draw(cell, &s, error);
    if (status == HODO_OK) {
        status = kernel_polynomials(cell, &s, error);
    }
    return status == HODO_OK ? staircases(cell, &s, error) : status;
}

static double cost(const hodo_cell *cell)
{
    const double m = (double)hodo_cell_integer(cell, "m"), depth = (double)hodo_cell_integer(cell, "L");
    const bool masked = strcmp(hodo_cell_text(cell, "architecture"), "linear-resnet") != 0;
    return depth * m * m * (m + 3 * (double)hodo_cell_integer(cell, "probes") * (double)most_moments(cell)) /
           (masked ? 2 : 1);
}

int main(int argc, char **argv)
{
    static const hodo_experiment experiment = {
        .name = "jacobian-spectra/kpm",
        .title = "spectra of deep Jacobians from a few moments: the error of the distribution function",
        .source = "ours; the kernel polynomial method is that of arXiv cond-mat/0504627",
        .revision = 1,
        .parameters = parameters,
        .columns = columns,
        .theory_columns = theory_columns,
        .check = check,
        .compute = compute,
        .cost = cost,
        .theory = kpm_theory,
        .claims = kpm_claims,
    };
    return hodo_laboratory(&experiment, argc, argv);
}
