#include "base/hash.h"

#include <string.h>

uint64_t hodo_hash_bytes(uint64_t state, const void *bytes, size_t size)
{
    const unsigned char *byte = bytes;
    for (size_t i = 0; i < size; i++) {
        state = (state ^ byte[i]) * UINT64_C(0x100000001b3);
    }
    return state;
}

uint64_t hodo_hash_text(uint64_t state, const char *text)
{
    return hodo_hash_bytes(state, text, strlen(text) + 1);
}
