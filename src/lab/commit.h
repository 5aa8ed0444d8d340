/* The commit of the source that a program was made from. It is read from the file `commit` in the folder of
 * the experiments, two above the program's own, which every `make` brings up to date: were it compiled in, each
 * new commit would relink every program, and every figure would be computed again for nothing. */
#ifndef HODO_LAB_COMMIT_H
#define HODO_LAB_COMMIT_H

#define HODO_COMMIT_SIZE 64

/* "unknown" outside git, or where the program stands alone. */
void hodo_commit_read(char commit[HODO_COMMIT_SIZE]);

/* The same for a program that lies elsewhere and knows the folder of the experiments. */
void hodo_commit_read_in(const char *folder, char commit[HODO_COMMIT_SIZE]);

#endif
