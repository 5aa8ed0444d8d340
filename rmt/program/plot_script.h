/* The gnuplot script of a plot, data and all, for rmt/program/plot.c: theory dark, simulation light, texts
 * quoted so that gnuplot cannot interpret them.
 */
#ifndef RMT_PLOT_SCRIPT_H
#define RMT_PLOT_SCRIPT_H

#include "rmt/program/plot.h"

#include <stdio.h>

/* format: "svg", "pdf", "png", or NULL for characters as large as the terminal. Failures stand in
 * ferror(script). */
void rmt_plot_script(const rmt_plot *plot, const char *format, FILE *script);

#endif
