/* hodo-rmt: random-matrix theory on the command line. Everything is in rmt/program/program.c. */
#include "base/file.h"
#include "rmt/program/program.h"

#include <gsl/gsl_errno.h>

int main(int argc, char **argv)
{
    hodo_file_reserve_standard();
    (void)gsl_set_error_handler_off();
    return rmt_program(argc, argv);
}
