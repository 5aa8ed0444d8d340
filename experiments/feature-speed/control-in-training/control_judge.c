#include "experiments/feature-speed/control-in-training/control_judge.h"

#include <math.h>
#include <string.h>

static double extreme(const hodo_table *table, const char *name, double sign)
{
    const size_t at = hodo_table_find(table, name);
    double best = -INFINITY;
    for (size_t row = 0; row < hodo_table_rows(table); row++) {
        best = fmax(best, sign * (double)hodo_table_get(table, row, at).integer);
    }
    return sign * best;
}

hodo_status control_judge_open(const hodo_run *run, const hodo_table *table, hodo_claims *claims,
                               control_judge *of, hodo_error *error)
{
    *of = (control_judge){.run = run, .table = table, .claims = claims, .arena = hodo_arena_alloc()};
    if (of->arena == NULL) {
        return hodo_fail(error, HODO_NO_MEMORY, "no memory for the claims");
    }
    of->data = hodo_run_texts(run, "data", &of->sets);
    of->trials = (size_t)hodo_run_integer(run, "trials");
    of->values = hodo_arena_take(of->arena, of->sets * of->trials, sizeof *of->values, error);
    of->least_depth = (int64_t)extreme(table, "L", -1);
    of->depth = (int64_t)extreme(table, "L", 1);
    of->width = (int64_t)extreme(table, "m", 1);
    of->steps = hodo_run_integer(run, "steps");
    return of->values != NULL ? HODO_OK : HODO_NO_MEMORY;
}

void control_judge_close(control_judge *of) { hodo_arena_free(of->arena); }

bool control_has_scheme(const control_judge *of, const char *name)
{
    size_t count;
    const char *const *names = hodo_run_texts(of->run, "scheme", &count);
    for (size_t i = 0; i < count; i++) {
        if (strcmp(names[i], name) == 0) {
            return true;
        }
    }
    return false;
}

void control_conditions(const control_judge *of, control_rows which, size_t set,
                        hodo_condition where[HODO_TRIAL_CONDITIONS])
{
    size_t count = 0;
    where[count++] = (hodo_condition){"scheme", hodo_text(which.scheme)};
    where[count++] = (hodo_condition){"data", hodo_text(of->data[set])};
    if (which.depth > 0) {
        where[count++] = (hodo_condition){"L", hodo_integer(which.depth)};
    }
    if (which.width > 0) {
        where[count++] = (hodo_condition){"m", hodo_integer(which.width)};
    }
    if (which.step >= 0) {
        where[count++] = (hodo_condition){"step", hodo_integer(which.step)};
    }
    where[count] = (hodo_condition){.column = NULL};
}

hodo_status control_gather(const control_judge *of, control_rows which, const char *against, const char *column,
                           double most, size_t *found, hodo_error *error)
{
    hodo_status status = HODO_OK;
    *found = 0;
    for (size_t set = 0; status == HODO_OK && set < of->sets; set++) {
        hodo_condition where[HODO_TRIAL_CONDITIONS];
        size_t more = 0;
        control_conditions(of, which, set, where);
        status = against == NULL ? hodo_trial_means(of->table, column, where, of->arena, of->values + *found,
                                                    of->trials, &more, error)
                                 : hodo_trial_slopes(of->table, against, column, where, 0, most, of->arena,
                                                     of->values + *found, of->trials, &more, error);
        *found += more;
    }
    return status;
}

hodo_status control_claim_slope(const control_judge *of, hodo_claim claim, control_rows which,
                                const char *against, const char *column, double most, hodo_error *error)
{
    size_t found;
    const hodo_status status = control_gather(of, which, against, column, most, &found, error);
    return status != HODO_OK ? status : hodo_claim_mean(of->claims, claim, of->values, found, error);
}
