/* The program hodo-rmt, apart from its main, so that the front door `hodo rmt ...` runs the same code.
 *
 *     hodo-rmt COMMAND [OPTION...]
 *
 * Tables go to standard output, one line on what went wrong to standard error. The caller has turned the
 * GSL error handler off. To add a command, write rmt/program/command_NAME.c and add a row in program.c.
 */
#ifndef RMT_PROGRAM_H
#define RMT_PROGRAM_H

enum {
    RMT_EXIT_DONE = 0,
    RMT_EXIT_FAILED = 1, /* while running: the disk is full, memory is short, a solver failed */
    RMT_EXIT_USAGE = 2,  /* an unknown command or option, a value out of range */
    RMT_EXIT_FELL = 3,   /* `compare` found draws that do not follow their law */
};

/* argv[0] is ignored; argv[1] names the command. Returns an exit status; flushes standard output. */
int rmt_program(int argc, char **argv);

#endif
