#include "hodo/train_probes.h"

#include "hodo/train_probe_rows.h"
#include "hodo/option_value.h"

#include <string.h>

#define ONCE(name_, unit_, doc_) {name_, unit_, doc_, HODO_EACH_ONCE}
#define WEIGHTS(name_, unit_, doc_) {name_, unit_, doc_, HODO_EACH_WEIGHT}
#define FEATURES(name_, unit_, doc_) {name_, unit_, doc_, HODO_EACH_FEATURE}
#define ACTIVATIONS(name_, unit_, doc_) {name_, unit_, doc_, HODO_EACH_ACTIVATION}

const hodo_train_probe hodo_train_probes[] = {
    {"loss", "mean loss over training samples, as many as the test has",
     {ONCE("loss", "1", "mean loss over training samples")}, NULL, NULL, hodo_train_probe_loss},
    {"accuracy", "share of the same training samples that is classified right",
     {ONCE("accuracy", "1", "share of training samples classified right")},
     hodo_train_probe_take_accuracy, NULL, hodo_train_probe_accuracy},
    {"test-loss", "mean loss over test samples; fewer of them where looks are frequent, all in the last row",
     {ONCE("test_loss", "1", "mean loss over test samples")}, NULL, NULL, hodo_train_probe_test_loss},
    {"test-accuracy", "share of the same test samples that is classified right",
     {ONCE("test_accuracy", "1", "share of test samples classified right")},
     hodo_train_probe_take_accuracy, NULL, hodo_train_probe_test_accuracy},
    {"spectral-norms", "of every effective weight matrix and of its change, over sqrt(fan_out/fan_in)",
     {WEIGHTS("weight_norm", "1", "||W||_* over sqrt(fan_out/fan_in)"),
      WEIGHTS("change_norm", "1", "||W - W_0||_* over sqrt(fan_out/fan_in)")},
     hodo_train_probe_take_norms, NULL, hodo_train_probe_norms},
    {"stable-rank", "||.||_F^2/||.||_*^2 of the gradient and of the change of every weight matrix",
     {WEIGHTS("gradient_rank", "1", "stable rank of the gradient on the probe samples"),
      WEIGHTS("change_rank", "1", "stable rank of W - W_0")},
     hodo_train_probe_take_norms, NULL, hodo_train_probe_ranks},
    {"alignment", "||W H||_F/(||W||_* ||H||_F) with what enters a dense layer (arXiv 2310.17813)",
     {WEIGHTS("alignment", "1", "of W with the features that enter it")},
     hodo_train_probe_take_norms, NULL, hodo_train_probe_alignment},
    {"update-alignment", "the same of W - W_0 and of the gradient",
     {WEIGHTS("change_alignment", "1", "of W - W_0 with the features that enter the layer"),
      WEIGHTS("gradient_alignment", "1", "of the gradient with the features that enter the layer")},
     hodo_train_probe_take_norms, NULL, hodo_train_probe_update_alignment},
    {"feature-change", "of every feature on the probe samples since the start, relative and rms",
     {FEATURES("feature_change", "1", "||h - h_0||/||h_0||"), FEATURES("feature_move", "1", "rms of h - h_0")},
     hodo_train_probe_take_features, NULL, hodo_train_probe_features},
    {"update-cosine", "between the last step and the way since the start (arXiv 2502.13110)",
     {ONCE("update_cosine", "1", "cosine of theta_t - theta_(t-1) and theta_(t-1) - theta_0"),
      ONCE("distance", "1", "||theta_t - theta_0||")},
     hodo_train_probe_take_update, hodo_train_probe_follow_update, hodo_train_probe_update},
    {"sharpness", "largest Gauss-Newton eigenvalue on the probe samples, and times eta",
     {ONCE("sharpness", "1", "lambda_max of the Gauss-Newton matrix"),
      ONCE("eta_sharpness", "1", "eta rate lambda_max, nan where matrices differ in their rates")},
     hodo_train_probe_take_gauss_newton, NULL, hodo_train_probe_gauss_newton},
    {"hessian", "largest and smallest Hessian eigenvalue on the probe samples",
     {ONCE("hessian_max", "1", "largest eigenvalue"), ONCE("hessian_min", "1", "smallest eigenvalue")},
     hodo_train_probe_take_hessian, NULL, hodo_train_probe_hessian},
    {"kernel-alignment", "of the tangent kernel on the probe samples with the targets, plain and centred",
     {ONCE("kernel_alignment", "1", "<K, y y^T>/(|K| |y y^T|)"),
      ONCE("kernel_alignment_centred", "1", "the same, both centred")},
     hodo_train_probe_take_kernel, NULL, hodo_train_probe_kernel_alignment},
    {"kernel-drift", "how far the tangent kernel on the probe samples is from the first one",
     {ONCE("kernel_drift", "1", "|K_t - K_0|/|K_0|, Frobenius"),
      ONCE("kernel_drift_spectral", "1", "the same, spectral")},
     hodo_train_probe_take_kernel, NULL, hodo_train_probe_kernel_drift},
    {"angle", "backward-feature angle of every feature on the probe samples (arXiv 2311.18718)",
     {FEATURES("theta", "rad", "angle of the velocity and minus the backward pass"),
      FEATURES("speed", "1", "rms of the velocity")},
     hodo_train_probe_take_angle, NULL, hodo_train_probe_angle},
    {"dead-units", "share of units that are zero on all probe samples, an activation layer",
     {ACTIVATIONS("dead", "1", "share of dead units")}, NULL, NULL, hodo_train_probe_dead},
    {NULL, NULL, {{NULL, NULL, NULL, HODO_EACH_ONCE}}, NULL, NULL, NULL},
};

enum { PROBES_MOST = sizeof hodo_train_probes / sizeof hodo_train_probes[0], NAME_SIZE = 64 };

/* The next name of a list, cut at its comma; *list <- what follows, or NULL. */
static void next_name(const char **list, char name[NAME_SIZE])
{
    const size_t length = strcspn(*list, ","), kept = length < NAME_SIZE ? length : NAME_SIZE - 1;
    memcpy(name, *list, kept);
    name[kept] = '\0';
    *list = (*list)[length] == ',' ? *list + length + 1 : NULL;
}

static size_t probe_index(const char *name)
{
    size_t i = 0;
    while (hodo_train_probes[i].name != NULL && strcmp(hodo_train_probes[i].name, name) != 0) {
        i++;
    }
    return i;
}

hodo_status hodo_train_read_probes(const hodo_option_row *row, const char *where, const char *value,
                                   void *place, hodo_error *error)
{
    hodo_option_row names = *row;
    names.names = &hodo_train_probes[0].name;
    names.stride = sizeof hodo_train_probes[0];
    bool seen[PROBES_MOST] = {false};
    for (const char *list = value; list != NULL;) {
        char name[NAME_SIZE];
        const char *found;
        next_name(&list, name);
        const hodo_status status = hodo_option_read_name(&names, where, name, &found, error);
        if (status != HODO_OK) {
            return status;
        }
        if (seen[probe_index(found)]) {
            return hodo_fail(error, HODO_INVALID, "%s: %s stands twice: drop one", where, found);
        }
        seen[probe_index(found)] = true;
    }
    *(const char **)place = value;
    return HODO_OK;
}
