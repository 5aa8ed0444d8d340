/* `hodo angle`: how fast the features of a user's own network move under gradient flow, and how far from the
 * direction of steepest descent, layer by layer (probe/angle.h); the theory beside it (angle_law.h); and the
 * output scale and learning rates at which the last hidden feature moves at a commanded speed (arXiv
 * 2311.18718, Prop. 4.1), measured again with them.
 *
 * Everything is of the initial network, on one batch. The output's scale is the readout's multiplier, and
 * 1/gamma of hodo train the same number; of a parametrization that measures its scale it stands beside that.
 */
#ifndef HODO_HODO_ANGLE_H
#define HODO_HODO_ANGLE_H

#include "hodo/angle_law.h"
#include "hodo/header.h"
#include "probe/angle.h"

#include <stdio.h>

typedef struct hodo_angle_settings {
    hodo_settings shared; /* first: its options have their places from here */
    double speed, decay;  /* commanded: rms(f_{L-1}'), and the loss's, a unit of time */
    const char *readout;  /* "set" or "keep" */
    int64_t singles;      /* samples that are measured one by one */
    const char *plot;
} hodo_angle_settings;

/* What is kept of one measurement. */
typedef struct hodo_angle_view {
    hodo_speed *rows; /* (features,) */
    double *rates;    /* (weight_count,) */
    double loss, decay;
} hodo_angle_view;

typedef struct hodo_angle {
    const hodo_angle_settings *settings;
    hodo_named_data data;
    hodo_named_network network;
    hodo_loss loss;
    hodo_matrix x, y; /* (samples, inputs), (samples, outputs), in the network's precision */
    hodo_matrix targets;
    hodo_speeds *speeds;
    size_t features, weights;
    double multiplier;     /* the readout's, over gamma: that of scale 1 */
    hodo_angle_view own;   /* with the network's own scale and rates */
    hodo_angle_view advised;
    double scale;          /* advised, of the output */
    double *cosine_single; /* (features,) median over samples measured one by one */
    size_t singles;
    hodo_angle_law law;
    double *step_speed; /* (features,) rms of the change by one real step over its length */
    double step;
    char text[400];
} hodo_angle;

/* Work space; x, y, network and settings are there. */
hodo_status hodo_angle_take(hodo_angle *angle, hodo_arena *arena, hodo_error *error);

/* One measurement with the output scaled by `scale`; `view` may be NULL. HODO_NUMERIC where a gradient or a
 * backward vector vanishes or is not finite. */
hodo_status hodo_angle_measure(hodo_angle *angle, double scale, hodo_flow flow, hodo_angle_view *view,
                               hodo_error *error);

/* cosine_single, by balanced steps on one sample at a time. */
hodo_status hodo_angle_measure_singles(hodo_angle *angle, hodo_arena *arena, hodo_error *error);

/* scale and advised: what meets the commanded speed, and what is measured with it. HODO_NUMERIC when no scale
 * does. */
hodo_status hodo_angle_advise(hodo_angle *angle, hodo_error *error);

/* step_speed: takes a real step with what is advised. The network is another one afterwards. */
hodo_status hodo_angle_take_step(hodo_angle *angle, hodo_arena *arena, hodo_error *error);

/* A row a layer; the header; the last line into angle->text. NULL with *error. */
hodo_table *hodo_angle_table(hodo_angle *angle, hodo_arena *arena, hodo_error *error);

/* Cosine, speed and share of the loss decay against the layer: a hodo_picture_script. */
void hodo_angle_script(const void *angle, const char *format, FILE *script);

#endif
