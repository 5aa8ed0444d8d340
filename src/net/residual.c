#include "net/rule.h"

/* Residual branches. OPEN hands its slot on and CLOSE puts out = skip * value at OPEN + branch * in;
 * backward, CLOSE sends branch * e into the branch and OPEN adds skip * e, e the backward vector at
 * CLOSE's output, to what comes back from the branch. */

static hodo_status open_forward(hodo_pass *pass, size_t i, hodo_error *error)
{
    (void)pass, (void)i, (void)error; /* value[i + 1] is value[i] */
    return HODO_OK;
}

static void open_tangent(hodo_pass *pass, size_t i)
{
    (void)pass, (void)i; /* tangent[i + 1] is tangent[i] */
}

static void gather(const hodo_pass *pass, const hodo_matrix *slots, size_t i)
{
    const size_t close = pass->network->architecture->partner[i];
    for (size_t s = 0; s < pass->rows; s++) {
        pass->row_work[s] = 1.0;
    }
    hodo_rows_combine(pass->row_work, slots[i + 1], pass->skip[close], slots[close + 1], slots[i]);
}

static void open_backward(hodo_pass *pass, size_t i)
{
    gather(pass, pass->backward, i);
}

static void open_backward_tangent(hodo_pass *pass, size_t i)
{
    gather(pass, pass->backward_tangent, i);
}

const hodo_rule hodo_rule_open = {open_forward, open_backward, open_tangent, open_backward_tangent};

static void join(const hodo_pass *pass, const hodo_matrix *slots, size_t i)
{
    const size_t open = pass->network->architecture->partner[i];
    hodo_rows_combine(pass->skip[i], slots[open], pass->branch[i], slots[i], slots[i + 1]);
}

static hodo_status close_forward(hodo_pass *pass, size_t i, hodo_error *error)
{
    (void)error;
    join(pass, pass->value, i);
    return HODO_OK;
}

static void close_tangent(hodo_pass *pass, size_t i)
{
    join(pass, pass->tangent, i);
}

static void send(const hodo_pass *pass, const hodo_matrix *slots, size_t i)
{
    hodo_matrix_copy(slots[i + 1], slots[i]);
    hodo_rows_scale(pass->branch[i], slots[i]);
}

static void close_backward(hodo_pass *pass, size_t i)
{
    send(pass, pass->backward, i);
}

static void close_backward_tangent(hodo_pass *pass, size_t i)
{
    send(pass, pass->backward_tangent, i);
}

const hodo_rule hodo_rule_close = {close_forward, close_backward, close_tangent, close_backward_tangent};
