/* What theory and claims may ask of a run. */
#include "lab/run.h"

static const hodo_setting *only(const hodo_run *run, const char *name, hodo_type type)
{
    const hodo_setting *setting = hodo_run_setting(run, name, type);
    if (setting->parameter->role != HODO_ONE && setting->parameter->role != HODO_REPEAT) {
        hodo_run_wrong(run, name, "is a list: ask for all its values");
    }
    return setting;
}

static const hodo_setting *all(const hodo_run *run, const char *name, hodo_type type, size_t *count)
{
    const hodo_setting *setting = hodo_run_setting(run, name, type);
    if (setting->parameter->type != type) {
        hodo_run_wrong(run, name, "is read as another type than it has");
    }
    if (setting->parameter->role == HODO_REPEAT) {
        hodo_run_wrong(run, name, "is a count, not a list");
    }
    *count = setting->values.count;
    return setting;
}

double hodo_run_real(const hodo_run *run, const char *name)
{
    const hodo_values *values = &only(run, name, HODO_REAL)->values;
    return values->type == HODO_REAL ? values->reals[0] : (double)values->integers[0];
}

int64_t hodo_run_integer(const hodo_run *run, const char *name)
{
    return only(run, name, HODO_INTEGER)->values.integers[0];
}

const char *hodo_run_text(const hodo_run *run, const char *name)
{
    return only(run, name, HODO_TEXT)->values.texts[0];
}

const double *hodo_run_reals(const hodo_run *run, const char *name, size_t *count)
{
    return all(run, name, HODO_REAL, count)->values.reals;
}

const int64_t *hodo_run_integers(const hodo_run *run, const char *name, size_t *count)
{
    return all(run, name, HODO_INTEGER, count)->values.integers;
}

const char *const *hodo_run_texts(const hodo_run *run, const char *name, size_t *count)
{
    return all(run, name, HODO_TEXT, count)->values.texts;
}

const char *hodo_run_data(const hodo_run *run)
{
    return run->data;
}

const char *hodo_run_preset(const hodo_run *run)
{
    return run->preset;
}

uint64_t hodo_run_seed(const hodo_run *run)
{
    return run->seed;
}
