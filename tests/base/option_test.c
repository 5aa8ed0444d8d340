#include "base/name.h"
#include "base/option.h"

#include <criterion/criterion.h>
#include <string.h>

static const hodo_option table[] = {
    {"preset", "quick|default|paper", "sizes"},
    {"threads", "N", "workers"},
    {"fresh", NULL, "discard a journal"},
    {NULL, NULL, NULL},
};

Test(option, values_flags_and_words)
{
    char *arguments[] = {"hodo", "--preset=quick", "--threads", "2", "--fresh", "word", "-", "--", "--fresh"};
    static const char *const names[] = {"preset", "threads", "fresh", NULL, NULL, NULL};
    static const char *const values[] = {"quick", "2", NULL, "word", "-", "--fresh"};
    int at = 1;
    for (int i = 0; i < 6; i++) {
        const hodo_option *option;
        const char *value;
        hodo_error error = {0};
        cr_assert_eq(hodo_option_next(table, 9, arguments, &at, &option, &value, &error), HODO_OK, "%s",
                     error.message);
        cr_assert(names[i] == NULL ? option == NULL : strcmp(option->name, names[i]) == 0);
        cr_assert(values[i] == NULL ? value == NULL : strcmp(value, values[i]) == 0);
    }
    cr_assert_eq(at, 9);
}

Test(option, a_value_in_brackets_may_be_left_out)
{
    static const hodo_option switches[] = {{"centred", "[yes|no]", "take off"}, {NULL, NULL, NULL}};
    char *arguments[] = {"hodo", "--centred", "no", "--centred=no"};
    static const char *const values[] = {NULL, "no", "no"};
    int at = 1;
    for (int i = 0; i < 3; i++) {
        const hodo_option *option;
        const char *value;
        hodo_error error = {0};
        cr_assert_eq(hodo_option_next(switches, 4, arguments, &at, &option, &value, &error), HODO_OK, "%s",
                     error.message);
        cr_assert_eq(option == NULL, i == 1); /* the word after it is not its value */
        cr_assert(values[i] == NULL ? value == NULL : strcmp(value, values[i]) == 0);
    }
    cr_assert_eq(at, 4);
}

static void refused(char *argument, const char *expected)
{
    char *arguments[] = {"hodo", argument};
    const hodo_option *option;
    const char *value;
    hodo_error error = {0};
    int at = 1;
    cr_assert_eq(hodo_option_next(table, 2, arguments, &at, &option, &value, &error), HODO_INVALID);
    cr_assert_not_null(strstr(error.message, expected), "%s", error.message);
}

Test(option, mistakes_are_answered)
{
    refused("--prest=quick", "did you mean --preset?");
    refused("--thread=2", "did you mean --threads?");
    refused("--zzzzzzzz", "--help lists them");
    refused("-preset=quick", "did you mean --preset?");
    refused("--fresh=1", "takes no value");
    refused("--threads", "write --threads=N");
}

Test(option, nearest)
{
    cr_assert_str_eq(hodo_nearest("thraeds", &table->name, sizeof *table, 3), "threads");
    cr_assert_null(hodo_nearest("qqqq", &table->name, sizeof *table, 3));
    static const char *const words[] = {"m", "depth", "branch_scale", NULL};
    cr_assert_str_eq(hodo_nearest("branchscale", words, sizeof *words, 9), "branch_scale");
    cr_assert_null(hodo_nearest("L", words, sizeof *words, 9)); /* one wrong letter of one */
}
