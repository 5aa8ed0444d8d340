/* What the laws of Jacobians refuse, each with one line that names the remedy. */
#include "near.h"
#include "rmt/law/law.h"

#include <gsl/gsl_errno.h>
#include <string.h>

typedef struct refusal {
    const char *line, *says;
} refusal;

Test(jacobian_refuses, bad_options)
{
    static const refusal cases[] = {
        {"jacobian --activation=relu", "--depth"},
        {"jacobian --depth=3", "--activation"},
        {"jacobian --activation=relu --depth=0", "1..1000000"},
        {"jacobian --activation=relu --depth=-4", "1..1000000"},
        {"jacobian --activation=reul --depth=3", "relu"},
        {"jacobian --activation=softplusplus --depth=3", "gelu"},
        {"jacobian --activation=relu --depth=3 --weights=uniform", "orthogonal"},
        {"jacobian --activation=relu --depth=3 --weight-variance=-1", "positive"},
        {"jacobian --activation=relu --depth=3 --weight-variance=nan", "positive"},
        {"jacobian --activation=tanh --depth=3 --bias-variance=-0.1", ">= 0"},
        {"jacobian --activation=tanh --depth=3 --length=0", "positive"},
        {"jacobian --activation=tanh --depth=3 --length=1 --bias-variance=1", "one of them"},
        {"jacobian --activation=relu --depth=3 --bias-variance=0.1", "no fixed point"},
        {"jacobian --activation=relu --depth=3 --weight-variance=2.5 --bias-variance=0.1",
         "smaller weight variance"},
        {"jacobian --activation=gelu --depth=3 --length=1000000 --weight-variance=9", "another length"},
        {"jacobian --activation=gelu --depth=3 --bias-variance=3 --weight-variance=9",
         "smaller weight variance"},
        {"jacobian --activation=relu --depth=100000 --weight-variance=2.5", "fewer layers"},
        {"jacobian --activation=relu --depth=3 --widths=1,2,3", "exactly 4"},
        {"jacobian --activation=relu --depth=3 --widths=1,2,3,4,5", "exactly 4"},
        {"jacobian --activation=relu --depth=3 --widths=1,0,3,4", "positive"},
        {"jacobian --activation=relu --depth=3 --widths=1,-2,3,4", "positive"},
        {"jacobian --activation=relu --depth=3 --widths=1,x,3,4", "'x'"},
        {"jacobian --activation=abrelu --shape=1,0.3 --depth=2 --widths=1,2,3", "leave --widths out"},
        {"jacobian --activation=relu --depth=3 --shape=1,2", "drop it"},
        {"jacobian --activation=abrelu --depth=3", "--shape=a,b"},
        {"jacobian --activation=abrelu --depth=3 --shape=0,0", "vanish"},
        {"isometry --variance=0", "outside"},
        {"isometry --variance=nan", "outside"},
        {"jacobian-resnet --scale=-1", "outside"},
        {"jacobian-resnet --scale=99", "outside"},
        {"jacobian-resnet --scale=2 --depth=3", "sqrt(L)"},
        {"jacobian-resnet --scale=1 --depth=-3", "outside"},
    };
    gsl_set_error_handler_off();
    for (size_t c = 0; c < sizeof cases / sizeof cases[0]; c++) {
        rmt_law *law;
        hodo_error error = {0};
        cr_assert_eq(rmt_law_open(&law, &error, "%s", cases[c].line), HODO_INVALID, "%s", cases[c].line);
        cr_assert_null(law);
        cr_assert_not_null(strstr(error.message, cases[c].says), "%s: %s", cases[c].line, error.message);
    }
}
