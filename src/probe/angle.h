/* How fast each feature moves under gradient flow, and in which direction.
 *
 * For W_k' = -rate_k grad_k, the feature speed formula (arXiv 2311.18718, Thm 2.1) is
 *
 *     ||f_v'|| cos(theta_v) ||b_v|| = sum over trained layers k below f_v of rate_k ||grad_k||^2
 *
 * with theta_v the BACKWARD-FEATURE ANGLE, between f_v' and -b_v. With n samples it holds with f_v'
 * and b_v STACKED over the samples, vectors of m_v n entries, b_v = d(total loss)/d f_v; per sample
 * it is false, and nothing here is per sample. Sensitivity is S_v = rms(f_v') / (loss decay due to
 * the layers below f_v), rms over m_v n entries. All sums are in double.
 */
#ifndef HODO_PROBE_ANGLE_H
#define HODO_PROBE_ANGLE_H

#include "net/gradient.h"
#include "net/loss.h"
#include "net/pass.h"

#ifdef __cplusplus
extern "C" {
#endif

/* What is measured of one feature of one member. */
typedef struct hodo_speed {
    bool moves;            /* a trained layer lies below; if not, all below but the two rms are 0 */
    double feature_rms;    /* rms(f_v) */
    double backward_rms;   /* rms(b_v) */
    double cosine;         /* cos(theta_v) between f_v' and -b_v */
    double angle;          /* theta_v, radians, accurate near 0 too */
    double speed;          /* rms(f_v') */
    double aligned_speed;  /* rms of the part of f_v' along -b_v: cos(theta_v) rms(f_v') */
    double contribution;   /* loss decay of the layers between f_{v-1} and f_v: sum of rate_k ||grad_k||^2 */
    double loss_decay;     /* loss decay of all layers below f_v */
    double sensitivity;    /* S_v = speed / loss_decay */
    double formula_defect; /* relative defect of Thm 2.1: rounding, or a bug */
} hodo_speed;

/* The work space of a probe, and what its last measurement found. */
typedef struct hodo_speeds {
    size_t members;    /* of the family */
    size_t features;   /* feature_count of the architecture */
    hodo_speed *rows;  /* (members, features) */
    double *loss;      /* (members,) value of the loss */
    double *norms;     /* (weight_count, members) ||grad_k||^2 */
    double *rates;     /* (weight_count, members) what W_k' = -rate_k grad_k used; 0 where not trained */
    hodo_pass *pass;   /* its views are those of the last probe */
    hodo_matrix output_gradient; /* (rows, outputs) d loss/d f_L */
} hodo_speeds;

/* The learning rates of a probe. */
typedef enum hodo_rates {
    HODO_BALANCED = 0, /* rate_k = eta/(K ||grad_k||^2), K = number of trained layers: the loss decays at rate
                          eta, an equal share from each layer. (The paper writes L for K: a common factor,
                          which no angle and no sensitivity sees.) */
    HODO_EQUAL,        /* rate_k = eta */
    HODO_GIVEN         /* rates as given */
} hodo_rates;

/* The gradient flow that is probed. */
typedef struct hodo_flow {
    hodo_rates kind;     /* where its rates come from */
    double eta;          /* BALANCED, EQUAL; 0 stands for 1 */
    const double *given; /* GIVEN: (weight_count, members) */
} hodo_flow;

/* Work space for probing `network` with `samples` samples a member, in the arena. NULL with the errors of
 * hodo_pass_take. */
hodo_speeds *hodo_speeds_take(hodo_arena *arena, hodo_network *network, size_t samples, hodo_pass_order order,
                              hodo_error *error);

/* The one call of an experiment: forward (drawing the weights from `draw` when it is not NULL), loss,
 * backward, gradient norms, rates, tangent along the flow, and the table of speeds->rows. x and y as in
 * hodo_pass_forward and hodo_loss_value. HODO_NUMERIC, naming member and layer or feature, when a gradient
 * or a backward vector is zero, has underflowed or is not finite; HODO_INVALID when no layer is trained or
 * given rates are wanting; HODO_MISMATCH for shapes or precision, and the errors of drawing as
 * hodo_network_draw. */
hodo_status hodo_speeds_measure(hodo_speeds *speeds, hodo_matrix x, hodo_matrix y, hodo_loss loss,
                                hodo_flow flow, const hodo_stream *draw, hodo_error *error);

/* Row of member and feature v = 0 .. features - 1. */
static inline const hodo_speed *hodo_speeds_at(const hodo_speeds *speeds, size_t member, size_t v)
{
    return &speeds->rows[member * speeds->features + v];
}

#ifdef __cplusplus
}
#endif

#endif
