/* How the best learning rate should move with width and depth: as one over what a step of rate 1 changes the
 * outputs of a batch by, at the start and at infinite width (ours).
 *
 * A step of eta moves f by eta Theta (f - y), or by eta Theta where steps are not proportional to the
 * gradient, along the residual that all samples share, with
 *
 *     sgd               Theta = sum_l a_l^2 r_l ||h_{l-1}||^2 ||b_l||^2
 *     adam              Theta = sum_l a_l r_l ||h_{l-1}||_1 ||b_l||_1     (its first step is a matrix of signs)
 *     sgd over ||G||_*  Theta = sum_l a_l r_l ||h_{l-1}|| ||b_l||
 *
 * a the multiplier, r the rate of the parametrization (train/parametrization.h), h_{l-1} what W_l multiplies,
 * b_l the derivative of f in what comes out. Of hidden layers, outputs of ReLUs, which are not negative,
 * different samples have a part of the same size in common; inputs of different samples are taken as
 * uncorrelated, so that of ||x||^2 = n_0 the batch leaves n_0/batch. A loss whose change is to be the same at
 * every size then asks for eta ~ 1 / Theta. The constant in front depends on the data and is not predicted;
 * slopes have none.
 *
 *     q_l = (a s)^2 n q_{l-1} / 2,  p_{l-1} = (a s)^2 n p_l / 2    mean squares of h_l and b_l, s the deviation
 *     q_l = q_{l-1} (1 + beta^2 (a s)^2 n / 2), p_{l-1} likewise     of a resnet, whose b in a branch has beta
 *
 * with ReLU's half, and |x|_1 = n_0 sqrt(2/pi). Where W_l is normalised to ||W_l||_* = s, its entries deviate
 * by s / (sqrt n_l + sqrt n_{l-1}).
 *
 * The b of a resnet's blocks are not masked as those of an mlp are: its ||b||_1 is then too small by up to 30
 * percent, a constant that hardly depends on depth.
 *
 * It knows the first step only. Where features learn, the kernel grows by a factor that is the same at all
 * widths in a parametrization that keeps feature learning; and normalised steps end by how far they overshoot.
 */
#ifndef SPECTRAL_CONDITION_RATE_LAW_H
#define SPECTRAL_CONDITION_RATE_LAW_H

#include "experiments/spectral-condition/width_network.h"

/* log2 of 1 / Theta; NAN where width_network_check refuses the setting or the step is of another kind. */
double rate_law(const width_network_setting *setting, size_t batch);

#endif
