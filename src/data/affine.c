#include "data/affine.h"

#include <assert.h>

static const double pi = 3.14159265358979323846;

static double within(double limit, double uniform)
{
    return limit * (2.0 * uniform - 1.0);
}

void hodo_affine_parameters(const hodo_digit_deformation *limits, const double uniform[HODO_AFFINE_UNIFORMS],
                            hodo_digit_draw *draw)
{
    draw->angle = within(limits->rotation * (pi / 180.0), uniform[0]);
    draw->scale_x = 1.0 + within(limits->scale, uniform[1]);
    draw->scale_y = 1.0 + within(limits->scale, uniform[2]);
    draw->shear = within(limits->shear, uniform[3]);
    draw->shift_x = within(limits->shift, uniform[4]);
    draw->shift_y = within(limits->shift, uniform[5]);
}

/* Taylor's series by Horner, 1 + z/((n + 1)(n + 2)) (1 + ...), z = -r^2 and |r| <= pi/4: what is left out
 * after nine terms is below (pi/4)^18/18! = 2e-18. */
static double series(double z, double n)
{
    enum { TERMS = 9 };
    double sum = 1.0;
    for (int k = TERMS - 1; k > 0; k--) {
        const double next = n + 2.0 * k;
        sum = 1.0 + z / ((next - 1.0) * next) * sum;
    }
    return sum;
}

void hodo_affine_turn(double angle, double *cosine, double *sine)
{
    assert(angle >= -pi && angle <= pi);
    const double quarters = angle * (2.0 / pi);
    const int quarter = (int)(quarters + (quarters < 0.0 ? -0.5 : 0.5));
    /* Exact products: |quarter| <= 2. */
    const double r = angle - quarter * (pi / 2.0);
    const double c = series(-r * r, 0.0), s = r * series(-r * r, 1.0);
    const double turned[4][2] = {{c, s}, {-s, c}, {-c, -s}, {s, -c}};
    *cosine = turned[quarter & 3][0];
    *sine = turned[quarter & 3][1];
}

hodo_affine_map hodo_affine_inverse(const hodo_digit_draw *draw, double side)
{
    double c, s;
    hodo_affine_turn(draw->angle, &c, &s);
    /* F^-1 = diag(1/scale_x, 1/scale_y) [1 -shear; 0 1] R(-angle) */
    const double xx = (c + draw->shear * s) / draw->scale_x, xy = (s - draw->shear * c) / draw->scale_x;
    const double yx = -s / draw->scale_y, yy = c / draw->scale_y;
    const double centre = (side - 1.0) / 2.0;
    const double from_x = centre + draw->shift_x, from_y = centre + draw->shift_y;
    return (hodo_affine_map){(float)xx, (float)xy, (float)(centre - (xx * from_x + xy * from_y)),
                             (float)yx, (float)yy, (float)(centre - (yx * from_x + yy * from_y))};
}
