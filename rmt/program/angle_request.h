/* What `hodo-rmt angle` is asked: its options, and the network and features that they describe. */
#ifndef RMT_ANGLE_REQUEST_H
#define RMT_ANGLE_REQUEST_H

#include "base/option.h"
#include "rmt/angle/activation_layer.h"
#include "rmt/angle/network.h"

#include <stdint.h>

enum {
    RMT_ANGLE_ARCHITECTURE,
    RMT_ANGLE_DEPTH,
    RMT_ANGLE_BRANCH_SCALE,
    RMT_ANGLE_SCALE,
    RMT_ANGLE_LAYER,
    RMT_ANGLE_WIDTH,
    RMT_ANGLE_ACTIVATION,
    RMT_ANGLE_WEIGHTS,
    RMT_ANGLE_LENGTH,
    RMT_ANGLE_WEIGHT_VARIANCE,
    RMT_ANGLE_BIAS_VARIANCE,
    RMT_ANGLE_SHAPE,
    RMT_ANGLE_FEATURE,
    RMT_ANGLE_SAMPLES,
    RMT_ANGLE_CORRELATION,
    RMT_ANGLE_PLOT,
    RMT_ANGLE_HELP,
    RMT_ANGLE_OPTIONS
};

extern const hodo_option rmt_angle_options[]; /* in this order */

typedef struct rmt_angle_request {
    rmt_network network;
    bool has_layer, by_layer;   /* the mlp has `layer`; its angles come from it, not from the network's law */
    rmt_activation_layer layer; /* of an mlp, two-matrix apart */
    double susceptibility;      /* chi of the fixed point; NAN when --length was given, or none is needed */
    rmt_feature feature;
    double scale;                            /* NAN when --branch-scale was given */
    int64_t layer_index;                     /* v; 0: all */
    int64_t width;                           /* 0: infinite */
    int64_t samples;                         /* 0: not given */
    double correlation, gram_tangent_square; /* of the samples */
    const char *plot;
} rmt_angle_request;

/* The request from the texts of its options. HODO_INVALID with one line; errors of quadratures. */
hodo_status rmt_angle_understand(const char *const *text, rmt_angle_request *wanted, hodo_error *error);

/* The part of it that describes the mlp's layer and samples. rmt/program/angle_layer_request.c */
hodo_status rmt_angle_understand_layer(const char *const *text, rmt_angle_request *wanted, hodo_error *error);

#endif
