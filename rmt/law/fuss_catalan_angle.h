/* The parameter phi of the Fuss-Catalan law of order s, 0 < phi < a = pi/(s+1):
 *
 *     x = sin^(s+1)((s+1) phi) / (sin(phi) sin^s(s phi)),
 *
 * which falls from (s+1)^(s+1)/s^s at phi = 0 to 0 at phi = a (Haagerup and Moeller,
 * arXiv:1211.4457). Digits near either edge need both phi and psi = a - phi.
 */
#ifndef RMT_FUSS_CATALAN_ANGLE_H
#define RMT_FUSS_CATALAN_ANGLE_H

typedef struct rmt_fuss_catalan_angle {
    double phi, psi;                  /* each to full relative accuracy where it is the smaller */
    double sine, sine_s, sine_whole;  /* of phi, s phi, (s+1) phi; positive */
} rmt_fuss_catalan_angle;

/* (s+1)^(s+1)/s^s. */
double rmt_fuss_catalan_edge(double order);

/* 0 < x < edge. order >= 1. */
rmt_fuss_catalan_angle rmt_fuss_catalan_invert(double order, double x);

#endif
