#include "hodo/train_sheet.h"

#include "data/contact_sheet.h"
#include "hodo/named_data.h"

enum { IMAGES = 100, COLUMNS = 10, ZOOM = 2 };

hodo_status hodo_train_sheet_draw(const hodo_settings *settings, hodo_arena *arena, hodo_error *error)
{
    hodo_named_data data;
    hodo_status status = hodo_named_data_open(settings, arena, &data, error);
    if (status == HODO_OK) {
        const hodo_dataset *train = &data.train;
        const hodo_contact_sheet sheet = {.images = train->x.data,
                                          .labels = train->labels,
                                          .count = train->count < IMAGES ? train->count : IMAGES,
                                          .height = train->height,
                                          .width = train->width,
                                          .channels = train->channels,
                                          .columns = COLUMNS,
                                          .zoom = ZOOM};
        status = hodo_contact_sheet_write(&sheet, settings->contact_sheet, error);
    }
    hodo_named_data_clear(&data);
    return status;
}
