/* One parameter's values, read from a text and held to the parameter's role and limits. */
#include "lab/run.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

/* The closed or open interval of the limits, "[0, 1)", for messages. */
static const char *interval(const hodo_parameter *parameter, char text[4 * HODO_NUMBER_SIZE])
{
    char least[HODO_NUMBER_SIZE], most[HODO_NUMBER_SIZE];
    hodo_number_print(parameter->least, least);
    hodo_number_print(parameter->most, most);
    (void)snprintf(text, 4 * HODO_NUMBER_SIZE, "%c%s, %s%c",
                   parameter->least_excluded || isinf(parameter->least) ? '(' : '[', least, most,
                   parameter->most_excluded || isinf(parameter->most) ? ')' : ']');
    return text;
}

static bool within(const hodo_parameter *parameter, double x)
{
    const bool above = parameter->least_excluded ? x > parameter->least : x >= parameter->least;
    const bool below = parameter->most_excluded ? x < parameter->most : x <= parameter->most;
    return above && below;
}

static hodo_status hold_to_limits(const hodo_parameter *parameter, const hodo_values *values, hodo_error *error)
{
    const bool limited = parameter->least != 0.0 || parameter->most != 0.0;
    if (parameter->type == HODO_TEXT || !limited) {
        return HODO_OK;
    }
    for (size_t i = 0; i < values->count; i++) {
        const double x = parameter->type == HODO_REAL ? values->reals[i] : (double)values->integers[i];
        if (!within(parameter, x)) {
            char text[HODO_NUMBER_SIZE], limits[4 * HODO_NUMBER_SIZE];
            return hodo_fail(error, HODO_INVALID, "%s is outside %s: choose a value inside",
                             hodo_values_text(values, i, text), interval(parameter, limits));
        }
    }
    return HODO_OK;
}

static hodo_status hold_to_role(const hodo_parameter *parameter, const hodo_values *values, hodo_error *error)
{
    char text[HODO_NUMBER_SIZE];
    if ((parameter->role == HODO_ONE || parameter->role == HODO_REPEAT) && values->count != 1) {
        return hodo_fail(error, HODO_INVALID, "%zu values were given where the run has one: give one",
                         values->count);
    }
    if (parameter->role == HODO_REPEAT &&
        (values->integers[0] < 1 || (uint64_t)values->integers[0] > HODO_MOST_CELLS)) {
        return hodo_fail(error, HODO_INVALID, "%" PRId64 " repetitions: ask for 1 to %zu", values->integers[0],
                         HODO_MOST_CELLS);
    }
    if (parameter->role == HODO_SWEEP || parameter->role == HODO_LIST) {
        size_t repeated;
        const hodo_status status = hodo_values_repeated(values, &repeated, error);
        if (status != HODO_OK || repeated != SIZE_MAX) {
            return status != HODO_OK
                       ? status
                       : hodo_fail(error, HODO_INVALID, "%s stands twice: both %s, drop one",
                                   hodo_values_text(values, repeated, text),
                                   parameter->role == HODO_SWEEP ? "cells would have the same draws"
                                                                 : "would give the same rows");
        }
    }
    return HODO_OK;
}

hodo_status hodo_setting_read(hodo_setting *setting, const char *text, hodo_arena *arena, hodo_error *error)
{
    const hodo_parameter *parameter = setting->parameter;
    hodo_status status = hodo_values_read(&setting->values, parameter->type, text, arena, error);
    if (status == HODO_OK) {
        status = hold_to_role(parameter, &setting->values, error);
    }
    if (status == HODO_OK) {
        status = hold_to_limits(parameter, &setting->values, error);
    }
    if (status != HODO_OK) {
        return status;
    }
    setting->canonical = hodo_values_canonical(&setting->values, arena, error);
    setting->steps = parameter->role == HODO_SWEEP    ? setting->values.count
                     : parameter->role == HODO_REPEAT ? (size_t)setting->values.integers[0]
                                                      : 1;
    return setting->canonical != NULL ? HODO_OK : HODO_NO_MEMORY;
}
