#include "rmt/program/plot.h"

#include "rmt/program/plot_script.h"

static void write_script(const void *plot, const char *format, FILE *script)
{
    rmt_plot_script(plot, format, script);
}

hodo_status rmt_plot_draw(const rmt_plot *plot, const char *path, hodo_error *error)
{
    return hodo_picture_draw(write_script, plot, path, error);
}
