/* --list of a command: what the names of its options stand for, as lines KIND TAB NAME TAB DOC.
 */
#ifndef HODO_HODO_NAME_LIST_H
#define HODO_HODO_NAME_LIST_H

#include "hodo/settings.h"

#include <stdio.h>

void hodo_name_list(const hodo_settings *settings, FILE *file);

#endif
