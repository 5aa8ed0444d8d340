/* The subcommands of the front door, one file each. To add one, write its file and add its row in main.c. */
#ifndef HODO_HODO_SUBCOMMAND_H
#define HODO_HODO_SUBCOMMAND_H

typedef struct hodo_subcommand {
    const char *name;
    const char *usage;                 /* what follows the name */
    const char *doc;                   /* one line */
    int (*run)(int argc, char **argv); /* argv[0] is the subcommand's name; returns the exit status */
} hodo_subcommand;

/* Exit statuses, those of every experiment program. */
enum { HODO_EXIT_DONE = 0, HODO_EXIT_FAILED = 1, HODO_EXIT_USAGE = 2, HODO_EXIT_FELL = 3 };

int hodo_list_main(int argc, char **argv);
int hodo_run_main(int argc, char **argv);
int hodo_rmt_main(int argc, char **argv);
int hodo_train_main(int argc, char **argv);
int hodo_angle_main(int argc, char **argv);
int hodo_coordcheck_main(int argc, char **argv);
int hodo_lrtransfer_main(int argc, char **argv);

#endif
