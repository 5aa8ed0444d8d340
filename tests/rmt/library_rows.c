/* library_rows ARCHITECTURE BRANCH-SCALE DEPTH [WIDTH]: the rows that `hodo-rmt angle` has to print, from the
 * library alone; program.sh compares them byte by byte. */
#include "base/number.h"
#include "rmt/angle/angle.h"
#include "rmt/angle/network.h"

#include <gsl/gsl_errno.h>
#include <stdio.h>
#include <stdlib.h>

static void print(double x, char end)
{
    char text[HODO_NUMBER_SIZE];
    hodo_number_print(x, text);
    (void)printf("%s%c", text, end);
}

int main(int argc, char **argv)
{
    (void)gsl_set_error_handler_off();
    rmt_network network;
    hodo_error error;
    if (argc < 4 || rmt_network_set(&network, rmt_architecture_find(argv[1], &error), atol(argv[3]),
                                    atof(argv[2]), &error) != HODO_OK) {
        return 1;
    }
    const size_t count = (size_t)network.depth - 2;
    double *infinite = malloc(2 * count * sizeof *infinite), *finite = infinite + count;
    if (infinite == NULL || rmt_network_profile(&network, infinite, &error) != HODO_OK ||
        (argc > 4 && rmt_network_width_profile(&network, atol(argv[4]), finite, &error) != HODO_OK)) {
        return 1;
    }
    for (size_t i = 0; i < count; i++) {
        (void)printf("%zu\t", i + 2);
        print(rmt_cos(infinite[i]), '\t');
        print(rmt_theta(infinite[i]), argc > 4 ? '\t' : '\n');
        if (argc > 4) {
            print(1 + finite[i], '\t');
            print(rmt_cos(finite[i]), '\n');
        }
    }
    free(infinite);
    return 0;
}
