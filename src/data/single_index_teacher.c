/* A teacher that sees one direction of isotropic inputs, through a link function. */
#include "data/synthetic_rule.h"

#include <math.h>

static hodo_status check(const hodo_task_settings *settings, hodo_error *error)
{
    if (settings->link.activation == NULL &&
        (settings->degree < 1 || settings->degree > HODO_TASK_DEGREE_MOST)) {
        return hodo_fail(error, HODO_INVALID, "a link of Hermite degree %u: choose 1 to %d, or an activation",
                         settings->degree, HODO_TASK_DEGREE_MOST);
    }
    if (settings->link.activation != NULL && !(isfinite(settings->link.a) && isfinite(settings->link.b))) {
        return hodo_fail(error, HODO_INVALID, "a link '%s' with a = %g, b = %g: both must be finite",
                         settings->link.activation->name, settings->link.a, settings->link.b);
    }
    return HODO_OK;
}

static hodo_status make(hodo_arena *arena, hodo_task *task, hodo_error *error)
{
    const size_t d = task->settings.inputs;
    double *w = hodo_task_truth_normals(arena, task, d, error);
    if (w == NULL) {
        return HODO_NO_MEMORY;
    }
    double square = 0;
    for (size_t i = 0; i < d; i++) {
        square += w[i] * w[i];
    }
    for (size_t i = 0; i < d; i++) {
        w[i] /= sqrt(square);
    }
    task->normals = d;
    task->coefficient = w;
    task->truth = hodo_matrix_view(HODO_DOUBLE, w, 1, d);
    return HODO_OK;
}

/* He_k(t)/sqrt(k!) by sqrt(k + 1) h_(k+1) = t h_k - sqrt(k) h_(k-1). */
static double hermite(unsigned degree, double t)
{
    double before = 0, now = 1;
    for (unsigned k = 0; k < degree; k++) {
        const double next = (t * now - sqrt((double)k) * before) / sqrt((double)k + 1);
        before = now;
        now = next;
    }
    return now;
}

static void draw(const hodo_task *task, hodo_task_block *block, hodo_matrix x)
{
    const hodo_nonlinearity link = task->settings.link;
    hodo_task_linear(task, block, x);
    for (size_t i = 0; i < block->count; i++) {
        block->signal[i] = link.activation != NULL ? link.activation->value(block->signal[i], link.a, link.b)
                                                   : hermite(task->settings.degree, block->signal[i]);
    }
}

const struct hodo_task_rule hodo_single_index_teacher = {.check = check, .make = make, .draw = draw};
