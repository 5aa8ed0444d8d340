/* hodo rmt: the program hodo-rmt behind the front door. */
#include "hodo/subcommand.h"
#include "rmt/program/program.h"

#include <gsl/gsl_errno.h>

int hodo_rmt_main(int argc, char **argv)
{
    (void)gsl_set_error_handler_off();
    return rmt_program(argc, argv);
}
