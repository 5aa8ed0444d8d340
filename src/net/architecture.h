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

/* What a layer does to the rows that enter it. */
typedef enum hodo_layer_kind {
    HODO_DENSE = 0,      /* out = multiplier W in, W (outputs, inputs) */
    HODO_ACTIVATION,     /* out = phi(in), entry by entry */
    HODO_LAYER_NORM,     /* over one row, see hodo_layer_norm_kind; no affine parameters */
    HODO_SCALE,          /* out = scale * in: the one scalar of FSC, a multiplier of muP */
    HODO_RESIDUAL_OPEN,  /* keeps its input for the matching CLOSE and passes it on */
    HODO_RESIDUAL_CLOSE, /* out = skip_scale * kept + branch_scale * in */
    HODO_CONVOLUTION,    /* out = multiplier W patch at every pixel; see above */
    HODO_AVERAGE_POOL    /* means of 2 x 2 pixels, stride 2; an odd last row or column is dropped */
} hodo_layer_kind;

/* The law of a dense layer's initial weights, all entries from one random tensor. */
typedef enum hodo_initial {
    HODO_GAUSSIAN = 0, /* independent N(0, gain^2): gain is the standard deviation of an entry */
    HODO_ORTHOGONAL    /* gain times Haar: W^T W = gain^2 I if outputs >= inputs, else W W^T = gain^2 I */
} hodo_initial;

/* What a layer norm divides by; means go over the entries of one row. */
typedef enum hodo_layer_norm_kind {
    HODO_LAYER_NORM_RMS = 0, /* x / sqrt(mean(x^2) + epsilon), row by row */
    HODO_LAYER_NORM_CENTRED  /* (x - mean x) / sqrt(var(x) + epsilon), var = mean((x - mean x)^2) */
} hodo_layer_norm_kind;

/* One row of the list. A member is read by the kinds that its comment names, by all where it names none. */
typedef struct hodo_layer {
    hodo_layer_kind kind;          /* what it does */
    bool feature;                  /* its output is the next feature f_l; only where no residual is open */
    size_t inputs;                 /* DENSE, CONVOLUTION, AVERAGE_POOL: width of the vectors that enter */
    size_t outputs;                /* the same three: width of the vectors that leave */
    hodo_initial initial;          /* DENSE; a convolution's is Gaussian */
    double gain;                   /* DENSE, CONVOLUTION: >= 0; see hodo_initial */
    double multiplier;             /* DENSE, CONVOLUTION: finite, not 0: out = multiplier W in; 1 by default */
    size_t fan_in;                 /* as parametrizations count it: inputs, or channels of a convolution */
    size_t fan_out;                /* outputs, or channels_out of a convolution */
    bool trained;                  /* DENSE, CONVOLUTION: whether training moves W */
    size_t height;                 /* CONVOLUTION, AVERAGE_POOL: rows of pixels of the image that enters */
    size_t image_width;            /* the same two: pixels a row */
    size_t channels;               /* the same two: numbers a pixel of the image that enters */
    size_t channels_out;           /* the same two: of the image that leaves; a pool keeps the channels */
    hodo_nonlinearity nonlinearity; /* ACTIVATION: phi */
    hodo_layer_norm_kind norm;     /* LAYER_NORM */
    double epsilon;                /* LAYER_NORM: >= 0; 0 keeps the map homogeneous of degree 0 exactly */
    const double *skip_scale;      /* CLOSE: (members,); not copied: may change between two passes */
    const double *branch_scale;    /* CLOSE, and the scale of SCALE: (members,); not copied, as skip_scale */
} hodo_layer;

/* A list of layers with what follows from it. hodo_architecture_make fills it; what a parametrization sets
 * later are gains and multipliers (train/parametrization.h), nothing else changes. */
typedef struct hodo_architecture {
    hodo_layer *layers;    /* (count,) */
    size_t count;          /* layers */
    size_t inputs;         /* width of f_0 */
    size_t outputs;        /* width of what the last layer leaves */
    size_t members;        /* networks of the family */
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

/* A dense layer with weights N(0, deviation^2) and multiplier 1. This row and those that follow are checked
 * only when the architecture is made, sizes of images that overflow included. */
hodo_layer hodo_layer_dense(size_t inputs, size_t outputs, double deviation, bool trained);

/* A dense layer whose weights are `gain` times a Haar matrix, multiplier 1. */
hodo_layer hodo_layer_orthogonal(size_t inputs, size_t outputs, double gain, bool trained);

/* phi, entry by entry; the width is that of what enters. */
hodo_layer hodo_layer_activation(hodo_nonlinearity nonlinearity);

/* A layer norm without affine parameters; epsilon is added to the mean square or the variance, in their
 * unit. */
hodo_layer hodo_layer_norm(hodo_layer_norm_kind norm, double epsilon);

/* out = scale[member] in; `scale` (members,) is not copied. */
hodo_layer hodo_layer_scale(const double *scale);

/* Opens a residual. */
hodo_layer hodo_layer_open(void);

/* Closes the residual opened last; skip_scale and branch_scale, (members,) each, are not copied. */
hodo_layer hodo_layer_close(const double *skip_scale, const double *branch_scale);

/* A 3 x 3 convolution of images (height, image_width, channels) with weights N(0, deviation^2) and
 * multiplier 1. */
hodo_layer hodo_layer_convolution(size_t height, size_t image_width, size_t channels, size_t channels_out,
                                  double deviation, bool trained);

/* Means of 2 x 2 pixels of images (height, image_width, channels), which leave with half the height and
 * width. */
hodo_layer hodo_layer_average_pool(size_t height, size_t image_width, size_t channels);

/* The same layer, its output marked as the next feature. */
hodo_layer hodo_feature(hodo_layer layer);

/* The same layer with this multiplier of its weights. */
hodo_layer hodo_multiplied(double multiplier, hodo_layer layer);

/* Copies the rows of layers (count,), checks shapes and nesting, and derives the rest; everything lies in the
 * arena. HODO_MISMATCH when a width is not the one that arrives or a residual is not closed, HODO_INVALID for a
 * number out of its range, both with a message that names the layer; HODO_NO_MEMORY. */
hodo_status hodo_architecture_make(hodo_arena *arena, size_t inputs, size_t members, const hodo_layer *layers,
                                   size_t count, hodo_architecture *architecture, hodo_error *error);

/* Whether the layer is dense or a convolution. */
bool hodo_layer_has_weights(const hodo_layer *layer);

/* Rows of its matrix: outputs, or channels_out. Only of a layer that has weights. */
size_t hodo_layer_weight_rows(const hodo_layer *layer);

/* Columns of its matrix: inputs, or 9 channels. */
size_t hodo_layer_weight_columns(const hodo_layer *layer);

/* Number of weights of all weight layers together, trained or not. */
size_t hodo_architecture_weights(const hodo_architecture *architecture);

/* Multiply-adds of one row forward through a weight layer: a dense one uses every weight once, a convolution
 * once a pixel. */
double hodo_layer_multiply_adds(const hodo_layer *layer);

/* The same, through all weight layers together. */
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
