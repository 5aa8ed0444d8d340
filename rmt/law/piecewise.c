#include "rmt/law/piecewise.h"

#include <float.h>
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

enum {
    TERMS = RMT_PIECE_TERMS,
    TAIL = 4,           /* so many last terms show whether the series has ended */
    PIECES_MOST = 4096,
    HALVINGS_MOST = 52, /* pieces of eps */
    NEWTON_STEPS = 60,
    PROBES_MOST = 16,
    CONTINUED = 20, /* times its lower end a piece must reach for its series to be good at 0 */
};

/* Of the unit mass, for one piece; some ten to hundred pieces add up to 1e-13. */
#define MASS_TOLERANCE 1e-15
/* Rounding of TERMS values, beside the largest term. */
#define ROUNDING (8 * DBL_EPSILON)
/* A pole just beyond an edge bends the function within a distance that no node of a long piece sees: places
 * from the first node down to PROBE_LEAST are asked too, and may be off by this much mass. */
#define PROBE_LEAST 1e-7
#define PROBE_STEP 0.2
#define PROBE_TOLERANCE 1e-11
/* Noise of the function below this share is its own affair. */
#define NOISE_MOST 1e-8

/* An interval that waits, and what the tail was before it was halved. */
typedef struct task {
    double lower, upper, tail;
    int halvings;
} task;

static double clenshaw(const double *coefficient, size_t count, double y)
{
    double next = 0, after = 0;
    for (size_t j = count - 1; j > 0; j--) {
        const double now = coefficient[j] + 2 * y * next - after;
        after = next;
        next = now;
    }
    return coefficient[0] + y * next - after;
}

static double unit(const rmt_piece *piece, double t)
{
    return ((t - piece->lower) - (piece->upper - t)) / (piece->upper - piece->lower);
}

/* Below `start` a long first piece is continued as a series, a short one as a constant. */
static double least_argument(const rmt_piece *piece)
{
    return piece->upper < CONTINUED * piece->lower ? piece->lower : 0;
}

double rmt_piece_value(const rmt_piece *piece, double t)
{
    t = fmax(t, least_argument(piece));
    return clenshaw(piece->value, TERMS, unit(piece, t));
}

double rmt_piece_integral(const rmt_piece *piece, double t)
{
    const double within = fmax(t, least_argument(piece)), rest = t - within;
    return piece->before + clenshaw(piece->integral, TERMS + 1, unit(piece, within)) +
           (rest < 0 ? rest * rmt_piece_value(piece, within) : 0);
}

/* Chebyshev coefficients from values at y_i = cos(pi (2i+1) / (2 TERMS)); cosine[r] = cos(pi r / (2 TERMS)). */
static void transform(const double *cosine, const double *value, double *coefficient)
{
    for (size_t j = 0; j < TERMS; j++) {
        double sum = 0;
        for (size_t i = 0; i < TERMS; i++) {
            sum += value[i] * cosine[(2 * i + 1) * j % (4 * TERMS)];
        }
        coefficient[j] = sum * (j == 0 ? 1.0 : 2.0) / TERMS;
    }
}

/* int T_j = T_{j+1}/(2(j+1)) - T_{j-1}/(2(j-1)), and 0 at the lower end. */
static void integrate(rmt_piece *piece)
{
    const double half = (piece->upper - piece->lower) / 2, *c = piece->value;
    double *b = piece->integral, end = 0;
    for (size_t j = 1; j <= TERMS; j++) {
        const double below = j == 1 ? 2 * c[0] : c[j - 1], above = j + 1 < TERMS ? c[j + 1] : 0;
        b[j] = half * (below - above) / (2 * (double)j);
        end += j % 2 == 0 ? b[j] : -b[j];
    }
    b[0] = -end;
}

static double largest(const double *value, size_t count)
{
    double most = 0;
    for (size_t i = 0; i < count; i++) {
        most = fmax(most, fabs(value[i]));
    }
    return most;
}

static bool resolved(const rmt_piece *piece, const task *work, double tail)
{
    const double length = piece->upper - piece->lower, most = largest(piece->value, TERMS);
    return tail * length <= MASS_TOLERANCE || tail <= ROUNDING * most || work->halvings >= HALVINGS_MOST ||
           (tail <= NOISE_MOST * most && tail > work->tail / 2);
}

/* Does the first piece hold below its nodes? */
static hodo_status probe(const rmt_piece *piece, double first_node, rmt_piecewise_function function,
                         const void *context, bool *holds, hodo_error *error)
{
    double t[PROBES_MOST], value[PROBES_MOST];
    size_t count = 0;
    for (double now = first_node * PROBE_STEP; now > fmax(PROBE_LEAST, piece->lower) && count < PROBES_MOST;
         now *= PROBE_STEP) {
        t[count++] = now;
    }
    const hodo_status status = function(context, t, count, value, error);
    for (size_t i = 0; status == HODO_OK && i < count; i++) {
        *holds = *holds && fabs(value[i] - rmt_piece_value(piece, t[i])) * t[i] <= PROBE_TOLERANCE;
    }
    return status;
}

static hodo_status append(rmt_piecewise *piecewise, const rmt_piece *piece, size_t *room, hodo_error *error)
{
    if (piecewise->count == *room) {
        const size_t more = *room == 0 ? 16 : 2 * *room;
        rmt_piece *moved = realloc(piecewise->pieces, more * sizeof *moved);
        if (moved == NULL) {
            return hodo_fail(error, HODO_NO_MEMORY,
                             "no memory for %zu pieces of a density: close other programs", more);
        }
        piecewise->pieces = moved;
        *room = more;
    }
    piecewise->pieces[piecewise->count++] = *piece;
    return HODO_OK;
}

/* Lower halves first, so that pieces ascend; the stack holds one upper half a halving. */
static hodo_status cut(rmt_piecewise *piecewise, double start, rmt_piecewise_function function,
                       const void *context, hodo_error *error)
{
    double cosine[4 * TERMS];
    for (size_t r = 0; r < 4 * TERMS; r++) {
        cosine[r] = cos(M_PI * (double)r / (2 * TERMS));
    }
    task stack[HALVINGS_MOST + 2] = {{start, 1, INFINITY, 0}};
    size_t waiting = 1, room = 0;
    while (waiting > 0) {
        const task work = stack[--waiting];
        const double middle = (work.lower + work.upper) / 2;
        rmt_piece piece = {.lower = work.lower, .upper = work.upper};
        double t[TERMS], value[TERMS];
        for (size_t i = 0; i < TERMS; i++) {
            t[i] = middle + (work.upper - work.lower) / 2 * cosine[2 * i + 1];
        }
        hodo_status status = function(context, t, TERMS, value, error);
        if (status != HODO_OK) {
            return status;
        }
        transform(cosine, value, piece.value);
        const double tail = largest(piece.value + TERMS - TAIL, TAIL);
        bool done = resolved(&piece, &work, tail);
        if (done && work.lower == start) {
            status = probe(&piece, t[TERMS - 1], function, context, &done, error);
            if (status != HODO_OK) {
                return status;
            }
        }
        if (done) {
            integrate(&piece);
            status = append(piecewise, &piece, &room, error);
            if (status != HODO_OK) {
                return status;
            }
        } else if (piecewise->count + waiting >= PIECES_MOST) {
            return hodo_fail(
                error, HODO_NUMERIC,
                "a density is not smooth on %d pieces, near %.6g of an interval in its edge's variable: "
                "give the right edges and exponents",
                PIECES_MOST, middle);
        } else {
            stack[waiting++] = (task){middle, work.upper, tail, work.halvings + 1};
            stack[waiting++] = (task){work.lower, middle, tail, work.halvings + 1};
        }
    }
    return HODO_OK;
}

hodo_status rmt_piecewise_open(rmt_piecewise *piecewise, double start, rmt_piecewise_function function,
                               const void *context, hodo_error *error)
{
    *piecewise = (rmt_piecewise){0};
    const hodo_status status = cut(piecewise, start, function, context, error);
    if (status != HODO_OK) {
        rmt_piecewise_close(piecewise);
        return status;
    }
    rmt_piece *first = piecewise->pieces;
    double before = -rmt_piece_integral(first, 0); /* what the continued first series has below `start` */
    for (size_t i = 0; i < piecewise->count; i++) {
        piecewise->pieces[i].before = before;
        before = rmt_piece_integral(&piecewise->pieces[i], piecewise->pieces[i].upper);
    }
    piecewise->total = before;
    return HODO_OK;
}

void rmt_piecewise_close(rmt_piecewise *piecewise)
{
    free(piecewise->pieces);
    *piecewise = (rmt_piecewise){0};
}

double rmt_piecewise_integral(const rmt_piecewise *piecewise, double t)
{
    size_t low = 0, high = piecewise->count; /* the piece is in low .. high - 1 */
    while (high - low > 1) {
        const size_t middle = low + (high - low) / 2;
        *(t < piecewise->pieces[middle].lower ? &high : &low) = middle;
    }
    return rmt_piece_integral(&piecewise->pieces[low], t);
}

/* Newton's step where it stays within the bracket, a halving where not. */
double rmt_piecewise_inverse(const rmt_piecewise *piecewise, double integral)
{
    if (!(integral > 0)) {
        return 0;
    }
    if (integral >= piecewise->total) {
        return 1;
    }
    size_t low = 0, high = piecewise->count;
    while (high - low > 1) {
        const size_t middle = low + (high - low) / 2;
        *(integral < piecewise->pieces[middle].before ? &high : &low) = middle;
    }
    const rmt_piece *piece = &piecewise->pieces[low];
    double left = low == 0 ? 0 : piece->lower, right = piece->upper, t = (left + right) / 2;
    for (int step = 0; step < NEWTON_STEPS; step++) {
        const double residual = rmt_piece_integral(piece, t) - integral;
        *(residual < 0 ? &left : &right) = t;
        double next = t - residual / rmt_piece_value(piece, t);
        if (!(next > left && next < right)) {
            next = (left + right) / 2;
        }
        const double change = fabs(next - t);
        t = next;
        if (change <= DBL_EPSILON * t) {
            break;
        }
    }
    return t;
}
