/* What a row of the table of synthetic tasks must be able to do, and the draws they share. Only the files
 * of the tasks and synthetic.c include this.
 *
 * Tensors of the task's stream: purpose + PURPOSES * block, where a block is so many samples that their draws
 * fit into 2^32 indices of one tensor. Samples are therefore endless for all purposes (2^40 of them).
 */
#ifndef HODO_DATA_SYNTHETIC_RULE_H
#define HODO_DATA_SYNTHETIC_RULE_H

#include "data/synthetic.h"

enum { HODO_TASK_BLOCK = 256 }; /* samples worked on at a time */

typedef enum hodo_task_purpose {
    HODO_TASK_TRUTH = 0, /* of the task, not of a sample */
    HODO_TASK_LABELS,    /* words, one a sample */
    HODO_TASK_NORMALS,   /* floats, `normals` a sample */
    HODO_TASK_NOISE,     /* doubles, one a sample */
    HODO_TASK_PURPOSES
} hodo_task_purpose;

struct hodo_task {
    hodo_task_settings settings;
    hodo_stream stream;
    size_t normals;      /* normal variables a sample */
    hodo_matrix truth;   /* (C, d) or (1, d), double */
    double *coefficient; /* (d,) regression: the signal is a function of <coefficient, z> */
    double *root;        /* (d,) x_i = root_i z_i; NULL: x = z */
    float *basis;        /* (modes, side) images */
    float *window;       /* (side, side) */
};

/* What rows of x are made from: the samples first .. first + count - 1, count <= HODO_TASK_BLOCK. */
typedef struct hodo_task_block {
    uint64_t first;
    size_t count;
    uint8_t labels[HODO_TASK_BLOCK];
    double signal[HODO_TASK_BLOCK]; /* of a regression, without noise */
} hodo_task_block;

struct hodo_task_rule {
    bool classes; /* labels, not a regression */
    bool images;  /* a square of bytes in one channel */
    /* What only this task limits; NULL: nothing. */
    hodo_status (*check)(const hodo_task_settings *settings, hodo_error *error);
    /* Sets normals, truth and the tables. */
    hodo_status (*make)(hodo_arena *arena, hodo_task *task, hodo_error *error);
    /* x (block->count, d) of the block's labels; block->signal of a regression. */
    void (*draw)(const hodo_task *task, hodo_task_block *block, hodo_matrix x);
};

extern const struct hodo_task_rule hodo_gaussian_clusters, hodo_power_law_teacher, hodo_single_index_teacher,
    hodo_image_clusters;

/* Normals column .. column + count - 1 of row `row` of a block; a row comes in pieces, from the left. */
typedef void hodo_task_piece(void *context, size_t row, size_t column, size_t count, const float *z);

/* Calls `use` on all normals of `count` samples. Where a row is cut depends on `first`: what is made of it
 * must not. */
void hodo_task_normals(const hodo_task *task, uint64_t first, size_t count, hodo_task_piece *use,
                       void *context);

/* Adds the draws of labels to a block. */
void hodo_task_labels(const hodo_task *task, hodo_task_block *block);

/* noise[0 .. count - 1] standard normal. */
void hodo_task_noise(const hodo_task *task, uint64_t first, size_t count, double *noise);

/* The two teachers: x_i = root_i z_i (root NULL: z_i), signal = <coefficient, z>. */
void hodo_task_linear(const hodo_task *task, hodo_task_block *block, hodo_matrix x);

/* `count` doubles from the arena, set to standard normals of the tensor HODO_TASK_TRUTH. */
double *hodo_task_truth_normals(hodo_arena *arena, const hodo_task *task, size_t count, hodo_error *error);

#endif
