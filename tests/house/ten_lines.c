#include <rmt.h>
#include <stdio.h>

int main(void)
{
    rmt_law *law;
    hodo_error error;
    double x[] = {0.1, 1, 10}, density[3];
    if (rmt_law_open(&law, &error, "jacobian --activation=relu --depth=8") != HODO_OK ||
        rmt_law_density(law, x, 3, density, &error) != HODO_OK) {
        return puts(error.message), 1;
    }
    for (int i = 0; i < 3; i++) {
        printf("%g\t%.17g\n", x[i], density[i]);
    }
    rmt_law_close(law);
}
