/* An architecture: a flat list of layers, each a row of a struct, with the shape of every vector
 * that flows between them.
 *
 * Slot 0 is the input; slot i + 1 is the output of layer i. Some slots are features f_l: slot 0 is
 * always f_0, the others are marked in their rows. A residual branch stands between an OPEN row and
 * its CLOSE row (they nest); CLOSE puts out = skip_scale * (value at OPEN) + branch_scale * branch.
 * There are no biases in this version, so a network of homogeneous activations is homogeneous
 * (arXiv 2311.18718, Prop. 6.1, needs that).
 *
 * WEIGHT LAYERS are the dense and the convolutional ones, counted together: weight layer k has weights[k],
 * random tensor k, a deviation (`gain`), a multiplier and a mark whether it is trained. Images are vectors in
 * the order row, column, channel. A convolution is 3 x 3 with stride 1 and one pixel of zeros around the
 * image, so height and width stay; its weights are one matrix (channels_out, 9 channels), columns in the
 * order tap row, tap column, channel, and each pixel is out = multiplier W patch (a cross-correlation, as in
 * PyTorch). Its fan-in is `channels`, not 9 channels: arXiv 2410.04642 divides convolutions by sqrt(C_in).
 *
 * A FAMILY is a set of `members` networks that share every weight and differ only in the scales of
 * their CLOSE and SCALE rows, which are arrays of one number a member. A family of M members and n
 * samples runs as ONE batch of M n rows, row r belonging to member r / n: the weights, hundreds of
 * megabytes of them, are drawn and read once for all members. members = 1 is the ordinary network.
 * The trade-off: members cannot be trained apart, only compared at common weights.
 */
#ifndef HODO_NET_ARCHITECTURE_H
#define HODO_NET_ARCHITECTURE_H

#include "base/activation.h"
#include "base/arena.h"
#include "base/status.h"

#include <stdbool.h>
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef enum hodo_layer_kind {
    HODO_DENSE = 0,     /* out = multiplier W in, W (outputs, inputs) */
    HODO_ACTIVATION,    /* out = phi(in), entry by entry */
    HODO_LAYER_NORM,    /* see hodo_norm_kind; no affine parameters */
    HODO_SCALE,         /* out = scale * in: the one scalar of FSC, a multiplier of muP */
    HODO_RESIDUAL_OPEN, /* keeps its input for the matching CLOSE and passes it on */
    HODO_RESIDUAL_CLOSE, /* out = skip_scale * kept + branch_scale * in */
    HODO_CONVOLUTION,    /* out = multiplier W patch at every pixel; see above */
    HODO_AVERAGE_POOL    /* means of 2 x 2 pixels, stride 2; an odd last row or column is dropped */
} hodo_layer_kind;

/* The law of a dense layer's initial weights, all entries from one random tensor. */
typedef enum hodo_initial {
    HODO_GAUSSIAN = 0, /* independent N(0, gain^2): gain is the standard deviation of an entry */
    HODO_ORTHOGONAL /* gain times a Haar matrix: W^T W = gain^2 I if outputs >= inputs, else W W^T = gain^2 I */
} hodo_initial;

typedef enum hodo_norm_kind {
    HODO_NORM_RMS = 0, /* x / sqrt(mean(x^2) + epsilon), row by row */
    HODO_NORM_MEAN     /* (x - mean x) / sqrt(var(x) + epsilon), var = mean((x - mean x)^2) */
} hodo_norm_kind;

typedef struct hodo_layer {
    hodo_layer_kind kind;
    bool feature; /* its output is the next feature f_l; only where no residual is open */
    /* DENSE, CONVOLUTION, AVERAGE_POOL: widths of the vectors that enter and leave */
    size_t inputs, outputs;
    /* DENSE, CONVOLUTION */
    hodo_initial initial; /* a convolution's is Gaussian */
    double gain; /* >= 0; see hodo_initial */
    double multiplier; /* finite, not 0: out = multiplier W in; 1 by default */
    size_t fan_in, fan_out; /* as parametrizations count them: inputs and outputs, or those of channels */
    bool trained;
    /* CONVOLUTION, AVERAGE_POOL: the image that enters; a pool keeps the channels */
    size_t height, image_width, channels, channels_out;
    /* ACTIVATION */
    hodo_nonlinearity nonlinearity;
    /* LAYER_NORM */
    hodo_norm_kind norm;
    double epsilon; /* >= 0; 0 keeps the map homogeneous of degree 0 exactly */
    /* SCALE reads branch_scale; CLOSE reads both. (members,) each; not copied: the owner may change
     * the numbers between two forward passes. */
    const double *skip_scale, *branch_scale;
} hodo_layer;

typedef struct hodo_architecture {
    hodo_layer *layers; /* (count,) */
    size_t count, inputs, outputs, members;
    /* Derived by hodo_architecture_make: */
    size_t *widths;        /* (count + 1,) of every slot */
    size_t *partner;       /* (count,) OPEN <-> CLOSE, as layer indices; SIZE_MAX elsewhere */
    size_t *weight_layer;  /* (weight_count,) layer index of weight layer k */
    size_t weight_count;   /* weight layer k has random tensor k */
    size_t trained_count;  /* K: weight layers that are trained */
    size_t *feature_slot;  /* (feature_count,) slot of f_l; feature_slot[0] = 0 */
    size_t feature_count;  /* L + 1 in the networks of the paper */
    size_t *feature_depth; /* (feature_count,) weight layers below f_l: k < feature_depth[l] feed it */
    size_t widest;         /* max of widths */
} hodo_architecture;

/* Rows by kind; wrap one in hodo_feature() to mark its output, in hodo_multiplied() to set a weight layer's
 * multiplier. Widths of images that overflow are refused when the architecture is made. */
hodo_layer hodo_layer_dense(size_t inputs, size_t outputs, double deviation, bool trained);
hodo_layer hodo_layer_orthogonal(size_t inputs, size_t outputs, double gain, bool trained);
hodo_layer hodo_layer_activation(hodo_nonlinearity nonlinearity);
hodo_layer hodo_layer_norm(hodo_norm_kind norm, double epsilon);
hodo_layer hodo_layer_scale(const double *scale);
hodo_layer hodo_layer_open(void);
hodo_layer hodo_layer_close(const double *skip_scale, const double *branch_scale);
hodo_layer hodo_layer_convolution(size_t height, size_t image_width, size_t channels, size_t channels_out,
                                  double deviation, bool trained);
hodo_layer hodo_layer_average_pool(size_t height, size_t image_width, size_t channels);
hodo_layer hodo_feature(hodo_layer layer);
hodo_layer hodo_multiplied(double multiplier, hodo_layer layer);

/* Copies `count` rows, checks shapes and nesting, and derives the rest; everything lies in the
 * arena. HODO_MISMATCH or HODO_INVALID with a message that names the layer, HODO_NO_MEMORY. */
hodo_status hodo_architecture_make(hodo_arena *arena, size_t inputs, size_t members, const hodo_layer *layers,
                                   size_t count, hodo_architecture *architecture, hodo_error *error);

/* Whether a layer has weights, and the shape of its matrix. */
bool hodo_layer_has_weights(const hodo_layer *layer);
size_t hodo_layer_weight_rows(const hodo_layer *layer);    /* outputs, or channels_out */
size_t hodo_layer_weight_columns(const hodo_layer *layer); /* inputs, or 9 channels */

/* Number of weights of all weight layers together. */
size_t hodo_architecture_weights(const hodo_architecture *architecture);

/* Multiply-adds of one row forward through a weight layer, and through all of them: a dense layer uses every
 * weight once, a convolution once a pixel. */
double hodo_layer_multiply_adds(const hodo_layer *layer);
double hodo_architecture_multiply_adds(const hodo_architecture *architecture);

/* The layer of weight matrix k. */
static inline hodo_layer *hodo_weight_layer(const hodo_architecture *architecture, size_t k)
{
    return &architecture->layers[architecture->weight_layer[k]];
}

#ifdef __cplusplus
}
#endif

#endif
