/* Reads FILE.npy and prints its shape and elements in full, or the message; with a second name, writes it
 * there. */
#include "base/npy.h"

#include <stdio.h>

int main(int argc, char **argv)
{
    hodo_npy matrix;
    hodo_error error = {0};
    if (argc < 2 || hodo_npy_read(argv[1], &matrix, &error) != HODO_OK) {
        (void)printf("refused: %s\n", error.message);
        return 0;
    }
    (void)printf("%zu %zu\n", matrix.rows, matrix.columns);
    for (size_t i = 0; i < matrix.rows * matrix.columns; i++) {
        (void)printf("%.17g\n", matrix.data[i]);
    }
    const int status = argc > 2 &&
                       hodo_npy_write(argv[2], matrix.data, matrix.rows, matrix.columns, &error) != HODO_OK;
    hodo_npy_free(&matrix);
    return status;
}
