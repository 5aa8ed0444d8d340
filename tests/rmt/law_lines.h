/* The laws that the generic tests go through: one line a law, ordinary and extreme settings. A new row of
 * rmt_laws needs at least one line here. */
#ifndef HODO_TESTS_RMT_LAW_LINES_H
#define HODO_TESTS_RMT_LAW_LINES_H

#include <stddef.h>

typedef struct law_line {
    const char *line;
    /* of the comparison with its own matrices; 0: not compared */
    size_t width, draws;
    double bulk; /* what the density integrates to, in closed form; 0: not told */
} law_line;

static const law_line law_lines[] = {
    {"semicircle", 128, 20, 1},
    {"marchenko-pastur --ratio=0.3", 128, 20, 1},
    {"marchenko-pastur --ratio=1", 128, 20, 1},
    {"marchenko-pastur --ratio=2.5", 128, 20, 0.4},
    {"marchenko-pastur --ratio=1e-12", 0, 0, 1},
    {"marchenko-pastur --ratio=0.0001", 0, 0, 1},
    {"marchenko-pastur --ratio=0.99999", 0, 0, 1},
    {"marchenko-pastur --ratio=0.999999999", 0, 0, 1},
    {"marchenko-pastur --ratio=1.00001", 0, 0, 1 / 1.00001},
    {"marchenko-pastur --ratio=1000", 0, 0, 0.001},
    {"fuss-catalan --order=1", 0, 0, 1},
    {"fuss-catalan --order=2", 128, 20, 1},
    {"fuss-catalan --order=4", 128, 20, 1},
    {"fuss-catalan --order=16", 0, 0, 1},
    {"fuss-catalan --order=99", 0, 0, 1},
    {"fuss-catalan --order=128", 0, 0, 1},
    {"jacobian --activation=relu --depth=1", 128, 20, 0.5},
    {"jacobian --activation=relu --depth=3 --weights=orthogonal --widths=1,2,3,1.5", 64, 20, 0.5},
    {"jacobian --activation=relu --depth=2", 64, 20, 0.5},
    {"jacobian --activation=linear --depth=16", 0, 0, 1},
    {"jacobian --activation=abrelu --shape=1,0.9 --depth=1", 128, 20, 1},
    {"jacobian-resnet --scale=1", 32, 20, 1},
    {"jacobian-resnet --scale=1 --depth=3", 64, 20, 1},
    {"jacobian-resnet --scale=0.001", 0, 0, 1},
    {"jacobian-branch --scale=1 --depth=3", 64, 20, 1},
    {"jacobian-branch --scale=1.25 --depth=2 --activation=linear", 64, 20, 1},
    {"jacobian-branch --scale=1.3 --depth=2", 64, 20, 1},
    {"jacobian-branch --scale=1 --depth=1000", 0, 0, 1},
    {"jacobian-branch --scale=0.1 --depth=10", 0, 0, 1},
    {"free-binomial", 128, 20, 0.5},
    {"free-binomial --first=0.3 --second=0.6", 128, 20, 0.3},
    {"free-binomial --first=0.9 --second=0.5", 160, 20, 0.1},
    {"free-binomial --first=0.3 --second=0.7", 0, 0, 0.3},
    {"free-binomial --first=0.4999999 --second=0.5", 0, 0, 0.4999999},
    {"free-binomial --first=1e-6 --second=0.5", 0, 0, 1e-6},
    {"free-binomial --first=0.999999 --second=0.999", 0, 0, 1e-6},
    {"tracy-widom", 100, 100, 1},
    {"tracy-widom --beta=2", 100, 100, 1},
    {"log-norm --units=30 --depth=10", 64, 100, 1},
    {"bfk --activation=linear --depth=2", 128, 20, 1},
    {"bfk --activation=linear --depth=5", 0, 0, 1},
    {"bfk --activation=linear --depth=300", 0, 0, 1},
    {"bfk --activation=relu --depth=3", 128, 20, 0.5},
    {"bfk --activation=relu --depth=8", 0, 0, 0.5},
    {"bfk-resnet --scale=1e-4", 0, 0, 1},
    {"bfk-resnet --scale=0.5", 64, 20, 1},
    {"bfk-resnet --scale=3", 0, 0, 1},
};

enum { LAW_LINES = sizeof law_lines / sizeof law_lines[0] };

#endif
