#include "experiments/feature-speed/branch_rule.h"
#include "near.h"

#include <string.h>

/* A rule is its factor times a power of the depth. */
Test(branch_rule, values)
{
    static const struct {
        const char *rule;
        int64_t depth;
        double scale;
    } known[] = {{"1/L", 200, 1.0 / 200}, {"0.5/sqrt(L)", 100, 0.05}, {".5/sqrt(L)", 100, 0.05},
                 {"2/sqrt(L)", 4, 1.0},   {"1", 7, 1.0},             {"1e-3", 7, 1e-3}};
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
        double scale;
        hodo_error error = {0};
        cr_assert_eq(branch_rule_scale(known[i].rule, known[i].depth, &scale, &error), HODO_OK, "%s",
                     error.message);
        near(scale, known[i].scale, 0, 4e-16);
    }
}

Test(branch_rule, mistakes)
{
    static const char *const wrong[] = {
        "",           "0",   "-0",    "1e-400",
        "/L",         "x/L", "1/l",   "1/sqrt(l)",
        "1/sqrt(L) ", "nan", "-1/L",  "2",
        "inf",        "1/M", "1/L/L", "0.0000000000000000000000000000000000001/L"};
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        double scale;
        hodo_error error = {0};
        cr_assert_eq(branch_rule_scale(wrong[i], 100, &scale, &error), HODO_INVALID, "'%s' was taken",
                     wrong[i]);
        cr_assert_not_null(strstr(error.message, "branch_scale"));
    }
    double scale;
    cr_assert_eq(branch_rule_scale("2/sqrt(L)", 3, &scale, NULL), HODO_INVALID); /* beta = 1.15 */
}

Test(branch_rule, names_for_claims)
{
    static const char *const known[][2] = {{"1/L", "1-over-l"},
                                           {"0.5/sqrt(L)", "0p5-over-sqrt-l"},
                                           {"1", "1"},
                                           {"0.999", "0p999"}};
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
        char id[BRANCH_RULE_ID_SIZE];
        branch_rule_id(known[i][0], id);
        cr_assert_str_eq(id, known[i][1]);
    }
    char id[BRANCH_RULE_ID_SIZE];
    branch_rule_id("////////////////////////////////////////////////////////", id);
    cr_assert(strlen(id) < BRANCH_RULE_ID_SIZE);
}
