/* The claims of a run, as they are stated: a list that owns its texts. */
#include "base/arena.h"
#include "lab/claim.h"
#include "lab/latex.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct quantity {
    const char *key, *text;
} quantity;

struct hodo_claims {
    hodo_arena *texts;
    hodo_claim *claims;
    size_t count, room;
    quantity *quantities;
    size_t quantity_count, quantity_room;
};

hodo_claims *hodo_claims_alloc(hodo_error *error)
{
    hodo_claims *claims = calloc(1, sizeof *claims);
    if (claims == NULL || (claims->texts = hodo_arena_alloc()) == NULL) {
        hodo_fail(error, HODO_NO_MEMORY, "no memory for claims");
        free(claims);
        return NULL;
    }
    return claims;
}

void hodo_claims_free(hodo_claims *claims)
{
    if (claims != NULL) {
        hodo_arena_free(claims->texts);
        free(claims->claims);
        free(claims->quantities);
        free(claims);
    }
}

static const char *keep(hodo_claims *claims, const char *text, hodo_error *error)
{
    char *copy = hodo_arena_take(claims->texts, strlen(text) + 1, 1, error);
    return copy != NULL ? strcpy(copy, text) : NULL;
}

static hodo_status grow(void **array, size_t *room, size_t count, size_t size, hodo_error *error)
{
    if (count < *room) {
        return HODO_OK;
    }
    const size_t wanted = *room == 0 ? 32 : 2 * *room;
    void *larger = realloc(*array, wanted * size);
    if (larger == NULL) {
        return hodo_fail(error, HODO_NO_MEMORY, "no memory for %zu claims", wanted);
    }
    *array = larger;
    *room = wanted;
    return HODO_OK;
}

static bool tame(const char *key)
{
    return *key != '\0' && key[strspn(key, "abcdefghijklmnopqrstuvwxyz0123456789-/")] == '\0';
}

hodo_status hodo_claims_add(hodo_claims *claims, const hodo_claim *claim, hodo_error *error)
{
    if (!tame(claim->id) || strchr(claim->id, '/') != NULL) {
        return hodo_fail(error, HODO_INVALID, "claim '%s': an id holds lower case letters, digits and '-'",
                         claim->id);
    }
    if (strpbrk(claim->statement, "\t\r\n") != NULL) {
        return hodo_fail(error, HODO_INVALID, "claim '%s': its statement holds a tab or a line end: drop it",
                         claim->id);
    }
    for (size_t i = 0; i < claims->count; i++) {
        if (strcmp(claims->claims[i].id, claim->id) == 0) {
            return hodo_fail(error, HODO_INVALID, "claim '%s' is stated twice: give the second another id",
                             claim->id);
        }
    }
    const hodo_status status =
        grow((void **)&claims->claims, &claims->room, claims->count, sizeof *claim, error);
    if (status != HODO_OK) {
        return status;
    }
    hodo_claim own = *claim;
    own.id = keep(claims, claim->id, error);
    own.statement = keep(claims, claim->statement, error);
    if (own.id == NULL || own.statement == NULL) {
        return HODO_NO_MEMORY;
    }
    claims->claims[claims->count++] = own;
    return HODO_OK;
}

hodo_status hodo_claims_quantity(hodo_claims *claims, const char *key, double value, int digits,
                                 hodo_error *error)
{
    if (!tame(key) || digits < 1 || digits > 17) {
        return hodo_fail(
            error, HODO_INVALID,
            "quantity '%s' with %d digits: a key holds lower case letters, digits, '-' and '/', digits are "
            "1 to 17",
            key, digits);
    }
    for (size_t i = 0; i < claims->quantity_count; i++) {
        if (strcmp(claims->quantities[i].key, key) == 0) {
            return hodo_fail(error, HODO_INVALID, "quantity '%s' is given twice: give the second another key",
                             key);
        }
    }
    const hodo_status status = grow((void **)&claims->quantities, &claims->quantity_room,
                                    claims->quantity_count, sizeof *claims->quantities, error);
    if (status != HODO_OK) {
        return status;
    }
    char text[HODO_LATEX_SIZE];
    hodo_latex_number(value, digits, text);
    const quantity own = {keep(claims, key, error), keep(claims, text, error)};
    if (own.key == NULL || own.text == NULL) {
        return HODO_NO_MEMORY;
    }
    claims->quantities[claims->quantity_count++] = own;
    return HODO_OK;
}

size_t hodo_claims_count(const hodo_claims *claims)
{
    return claims->count;
}

const hodo_claim *hodo_claims_at(const hodo_claims *claims, size_t index)
{
    return &claims->claims[index];
}

size_t hodo_claims_quantities(const hodo_claims *claims)
{
    return claims->quantity_count;
}

const char *hodo_claims_quantity_at(const hodo_claims *claims, size_t index, const char **text)
{
    *text = claims->quantities[index].text;
    return claims->quantities[index].key;
}
