#include "near.h"
#include "rmt/angle/speed.h"

typedef struct scheme_case {
    const char *name;
    double sensitivity, loss_decay; /* over sqrt(M2) and |f - y|^2, at m = 400, L = 16 */
} scheme_case;

/* arXiv 2311.18718, Figure 2a, and the loss decay of the scalings table. */
Test(speed, sensitivity_and_loss_decay)
{
    static const scheme_case cases[] = {{"ntk", 1.0 / 20, 1}, {"mf+mup", 1, 0.25}, {"fsc", 0.25, 1}};
    const double residual = 0.7, tangent_square = 8;
    for (size_t c = 0; c < sizeof cases / sizeof cases[0]; c++) {
        const rmt_scheme *scheme = rmt_scheme_find(cases[c].name, NULL);
        cr_assert_not_null(scheme);
        const double want = 3 * cases[c].sensitivity / residual;
        near(rmt_scheme_sensitivity(scheme, tangent_square, 400, 16, residual), want, 0, 1e-14);
        near(rmt_scheme_sensitivity(scheme, tangent_square, 400, 16, -residual), want, 0, 1e-14);
        near(rmt_scheme_loss_decay(scheme, 400, 16, residual), cases[c].loss_decay * residual * residual, 0,
             1e-14);
    }
    near(rmt_feature_speed(rmt_sensitivity(3, 100, 0.02), 0.5), 2.0 / 2 * 0.5, 0, 1e-15);
    cr_assert_null(rmt_scheme_find("mup", NULL));
}
