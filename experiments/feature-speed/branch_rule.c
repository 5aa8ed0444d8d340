#include "experiments/feature-speed/branch_rule.h"

#include "base/number.h"

#include <math.h>
#include <string.h>

hodo_status branch_rule_scale(const char *rule, int64_t depth, double *branch_scale, hodo_error *error)
{
    static const struct {
        const char *ending;
        double power;
    } endings[] = {{"/sqrt(L)", 0.5}, {"/L", 1.0}, {"", 0.0}};
    char factor_text[HODO_NUMBER_SIZE] = "";
    const size_t length = strlen(rule);
    for (size_t i = 0; i < sizeof endings / sizeof endings[0]; i++) {
        const size_t ending = strlen(endings[i].ending);
        if (length <= ending || strcmp(rule + length - ending, endings[i].ending) != 0) {
            continue;
        }
        double factor;
        if (length - ending >= sizeof factor_text) {
            break;
        }
        memcpy(factor_text, rule, length - ending);
        if (hodo_number_read(factor_text, &factor, NULL) != HODO_OK) {
            break;
        }
        *branch_scale = factor * pow((double)depth, -endings[i].power);
        if (!(*branch_scale > 0.0 && *branch_scale <= 1.0)) {
            return hodo_fail(error, HODO_INVALID,
                             "branch_scale '%s' gives beta = %g at L = %lld: choose one above 0 and at most 1",
                             rule, *branch_scale, (long long)depth);
        }
        return HODO_OK;
    }
    return hodo_fail(error, HODO_INVALID,
                     "branch_scale '%s' is no rule: write a number, a number/L or a number/sqrt(L)", rule);
}

void branch_rule_id(const char *rule, char id[BRANCH_RULE_ID_SIZE])
{
    static const struct {
        const char *text, *name;
    } parts[] = {{"/", "-over-"}, {"sqrt(L)", "sqrt-l"}, {"L", "l"}, {".", "p"}};
    size_t at = 0;
    while (*rule != '\0' && at + sizeof "-over-" < BRANCH_RULE_ID_SIZE) {
        size_t p = 0;
        while (p < sizeof parts / sizeof parts[0] && strncmp(rule, parts[p].text, strlen(parts[p].text)) != 0) {
            p++;
        }
        if (p < sizeof parts / sizeof parts[0]) {
            memcpy(id + at, parts[p].name, strlen(parts[p].name));
            at += strlen(parts[p].name);
            rule += strlen(parts[p].text);
        } else {
            id[at++] = *rule++;
        }
    }
    id[at] = '\0';
}
