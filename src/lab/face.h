/* The face of every experiment program: its options, and what --help, --list and --version print. */
#ifndef HODO_LAB_FACE_H
#define HODO_LAB_FACE_H

#include "lab/journal.h"

/* What the command line asks for. */
typedef struct hodo_request {
    const char *preset;
    const char **sets; /* NAME=VALUE, in order; owned */
    size_t set_count;
    uint64_t seed;
    size_t threads;
    const char *output; /* NULL: the default */
    hodo_continuation continuation;
    bool check, plan, verify, list, quiet, version, help;
} hodo_request;

/* Parses argv. HODO_INVALID for what is unknown, lacks a value, or contradicts itself. Free with
 * hodo_request_clear in any case. */
hodo_status hodo_request_parse(int argc, char **argv, hodo_request *request, hodo_error *error);
void hodo_request_clear(hodo_request *request);

void hodo_face_help(const hodo_experiment *experiment, const char *program, FILE *file);
void hodo_face_version(const hodo_experiment *experiment, FILE *file);

/* Lines of tab-separated words, the first of which says what the line is: name, title, source, parameter,
 * column, theory. `hodo list` reads them. */
void hodo_face_list(const hodo_experiment *experiment, FILE *file);

#endif
