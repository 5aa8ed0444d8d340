/* `hodo train --list`: what the names of the options stand for, as lines KIND TAB NAME TAB DOC.
 */
#ifndef HODO_HODO_TRAIN_LIST_H
#define HODO_HODO_TRAIN_LIST_H

#include <stdio.h>

void hodo_train_list(FILE *file);

#endif
