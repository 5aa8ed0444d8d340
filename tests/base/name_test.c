#include "base/name.h"
#include "near.h"

#include <stdio.h>
#include <string.h>

typedef struct row {
    const char *name;
    int value;
} row;

static const row rows[] = {{"tanh", 1}, {"relu", 2}, {"gelu", 3}, {NULL, 0}};
static const row *const pointed[] = {&rows[0], &rows[1], &rows[2], NULL};

static size_t find(const char *name, hodo_error *error)
{
    const size_t by_rows = hodo_name_find("shape", name, &rows[0].name, sizeof rows[0], SIZE_MAX, NULL);
    const size_t by_pointers = hodo_name_find_pointed("shape", name, pointed, SIZE_MAX, error);
    cr_assert_eq(by_rows, by_pointers);
    return by_rows;
}

/* A word, the row that it names or none, and the whole line when it is none. */
static const struct {
    const char *word;
    size_t want;
    const char *message;
} words[] = {
    {"tanh", 0, NULL},
    {"gelu", 2, NULL},
    {"rleu", HODO_NO_NAME, "unknown shape 'rleu': did you mean relu? There are tanh, relu, gelu"},
    {"tan", HODO_NO_NAME, "unknown shape 'tan': did you mean tanh? There are tanh, relu, gelu"},
    {"tanhh", HODO_NO_NAME, "unknown shape 'tanhh': did you mean tanh? There are tanh, relu, gelu"},
    {"TANH", HODO_NO_NAME, "unknown shape 'TANH': there are tanh, relu, gelu"},
    {"sine", HODO_NO_NAME, "unknown shape 'sine': there are tanh, relu, gelu"},
    {"", HODO_NO_NAME, "unknown shape '': there are tanh, relu, gelu"},
    {NULL, HODO_NO_NAME, "unknown shape '': there are tanh, relu, gelu"},
};

Test(name, find)
{
    for (size_t each = 0; each < sizeof words / sizeof words[0]; each++) {
        hodo_error error = {.message = ""};
        cr_assert_eq(find(words[each].word, &error), words[each].want, "word %zu", each);
        if (words[each].message == NULL) {
            cr_assert_str_empty(error.message);
        } else {
            cr_assert_eq(error.status, HODO_INVALID);
            cr_assert_str_eq(error.message, words[each].message);
        }
    }
}

/* `count` hides what comes after it; a table of none says so. */
Test(name, count)
{
    hodo_error error = {.message = ""};
    cr_assert_eq(hodo_name_find("shape", "gelu", &rows[0].name, sizeof rows[0], 2, &error), HODO_NO_NAME);
    cr_assert_str_eq(error.message, "unknown shape 'gelu': did you mean relu? There are tanh, relu");
    cr_assert_eq(hodo_name_find_pointed("shape", "gelu", pointed, 0, &error), HODO_NO_NAME);
    cr_assert_str_eq(error.message, "unknown shape 'gelu': there are none");
}

/* However long the word and however many the names, the line ends where it should. */
Test(name, long_lists)
{
    enum { MANY = 200, LENGTH = 300 };
    static char text[MANY][8], word[LENGTH + 1];
    const char *names[MANY];
    for (int i = 0; i < MANY; i++) {
        (void)snprintf(text[i], sizeof text[i], "name%03d", i);
        names[i] = text[i];
    }
    hodo_error error = {.message = ""};
    cr_assert_eq(hodo_name_find("thing", "name1x7", names, sizeof names[0], MANY, &error), HODO_NO_NAME);
    cr_assert_not_null(strstr(error.message, "did you mean name107?")); /* as near as 117, and before it */
    cr_assert_str_eq(error.message + strlen(error.message) - 5, ", ...");
    cr_assert_eq(hodo_name_find("thing", "name199", names, sizeof names[0], MANY, NULL), MANY - 1);
    memset(word, 'w', LENGTH);
    cr_assert_eq(hodo_name_find("thing", word, names, sizeof names[0], MANY, &error), HODO_NO_NAME);
    cr_assert_str_eq(error.message + strlen(error.message) - 5, ", ...");
    const char *longest = word;
    cr_assert_eq(hodo_name_find("thing", "x", &longest, sizeof longest, 1, &error), HODO_NO_NAME);
    cr_assert_not_null(strstr(error.message, word)); /* one name of 300 letters still fits */
}
