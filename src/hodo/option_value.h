/* Readers of the values of options: each turns a text into one field of the settings, or says in one line
 * what was given, what the limits are and what to write. All have the type hodo_option_reader.
 */
#ifndef HODO_HODO_OPTION_VALUE_H
#define HODO_HODO_OPTION_VALUE_H

#include "hodo/settings.h"

/* const char *: any text that is not empty. */
hodo_status hodo_option_read_text(const hodo_option_row *row, const char *where, const char *value,
                                 void *place, hodo_error *error);

/* const char *: a name of the row's table, refused with the nearest known one. */
hodo_status hodo_option_read_name(const hodo_option_row *row, const char *where, const char *value,
                                 void *place, hodo_error *error);

/* double: a finite number within the row's limits. */
hodo_status hodo_option_read_real(const hodo_option_row *row, const char *where, const char *value,
                                 void *place, hodo_error *error);

/* int64_t: a whole number within the row's limits, or the row's word. */
hodo_status hodo_option_read_integer(const hodo_option_row *row, const char *where, const char *value,
                                    void *place, hodo_error *error);

/* bool: yes or no; no value means yes. */
hodo_status hodo_option_read_switch(const hodo_option_row *row, const char *where, const char *value,
                                   void *place, hodo_error *error);

/* int64_t[2]: two different classes A,B. */
hodo_status hodo_option_read_classes(const hodo_option_row *row, const char *where, const char *value,
                                    void *place, hodo_error *error);

/* Cuts FIRST,SECOND: first (HODO_NUMBER_SIZE chars) <- the text before the comma; the text after it, or NULL
 * where there is no comma or too long a first number. */
const char *hodo_option_pair(const char *value, char *first);

/* The names of a table of choices, "a, b, c", into text; cut where it does not fit. */
void hodo_option_names(const char *const *first, size_t stride, char *text, size_t size);

#endif
