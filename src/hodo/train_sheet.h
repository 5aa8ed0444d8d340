/* `hodo train --contact-sheet`: the first 100 inputs as they are trained on, in one picture.
 */
#ifndef HODO_HODO_TRAIN_SHEET_H
#define HODO_HODO_TRAIN_SHEET_H

#include "hodo/settings.h"

hodo_status hodo_train_sheet_draw(const hodo_settings *settings, hodo_arena *arena, hodo_error *error);

#endif
