/* A 64-bit hash (FNV-1a) for names and checksums: the key of an experiment's random streams, the
 * checksum of a journal line, the fingerprint of a run. It guards against accidents, not attackers.
 */
#ifndef HODO_BASE_HASH_H
#define HODO_BASE_HASH_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Where a hash begins: FNV's offset basis. */
#define HODO_HASH_START UINT64_C(0xcbf29ce484222325)

/* Continues the hash `state` over `size` bytes; begin with HODO_HASH_START. */
uint64_t hodo_hash_bytes(uint64_t state, const void *bytes, size_t size);

/* The same over a string and its terminating zero, so that ("ab","c") and ("a","bc") differ. */
uint64_t hodo_hash_text(uint64_t state, const char *text);

#ifdef __cplusplus
}
#endif

#endif
