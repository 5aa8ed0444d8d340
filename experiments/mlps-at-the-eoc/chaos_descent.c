#include "experiments/mlps-at-the-eoc/chaos_descent.h"

#include "base/hash.h"
#include "data/two_classes.h"
#include "probe/sharpness.h"
#include "train/control.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const char *const rate_names[] = {
    [CHAOS_CONSTANT] = "constant", [CHAOS_SCHEDULE] = "schedule", [CHAOS_REFRESHED] = "refreshed"};
enum { RATES = sizeof rate_names / sizeof rate_names[0] };

static const double most_richness = 4.0;

hodo_status chaos_rule_read(const char *text, chaos_rule *rule, hodo_error *error)
{
    const char *slash = strchr(text, '/');
    for (size_t i = 0; slash != NULL && i < RATES; i++) {
        const size_t length = (size_t)(slash - text);
        if (strlen(rate_names[i]) == length && strncmp(text, rate_names[i], length) == 0) {
            char *end;
            *rule = (chaos_rule){(chaos_rate)i, strtod(slash + 1, &end)};
            const double most = rule->rate == CHAOS_CONSTANT ? INFINITY : 4.0;
            if (end != slash + 1 && *end == '\0' && rule->product > 0.0 && rule->product < most) {
                return HODO_OK;
            }
        }
    }
    return hodo_fail(error, HODO_INVALID,
                     "rule '%s': give constant/R with R > 0, schedule/C or refreshed/C with 0 < C < 4", text);
}

static hodo_two_classes_setting data_of(const chaos_descent_setting *setting)
{
    return (hodo_two_classes_setting){
        .name = "mnist", .samples = setting->samples, .first = setting->first, .second = setting->second};
}

static chaos_network_setting network_of(const chaos_descent_setting *setting)
{
    chaos_network_setting network = setting->network;
    const hodo_two_classes_setting data = data_of(setting);
    network.inputs = hodo_two_classes_inputs(&data);
    network.outputs = 1;
    return network;
}

hodo_status chaos_descent_check(const chaos_descent_setting *setting, hodo_error *error)
{
    const hodo_two_classes_setting data = data_of(setting);
    const chaos_network_setting network = network_of(setting);
    if (!(fabs(setting->richness) <= most_richness)) {
        return hodo_fail(error, HODO_INVALID, "gamma = m^(q/2) with q = %g: give q within -%g .. %g",
                         setting->richness, most_richness, most_richness);
    }
    if (setting->first == setting->second) {
        return hodo_fail(error, HODO_INVALID, "digits %zu and %zu: give two different ones", setting->first,
                         setting->second);
    }
    const hodo_status status = hodo_two_classes_check(&data, error);
    return status != HODO_OK ? status : chaos_network_check(&network, error);
}

double chaos_descent_kernel_cost(const chaos_descent_setting *setting)
{
    const chaos_network_setting network = network_of(setting);
    const double n = (double)setting->samples;
    double sides = 0.0, below = (double)network.inputs; /* of all matrices */
    for (size_t k = 1; k <= network.depth; k++) {
        const double width = (double)chaos_network_width(&network, k);
        sides += below + width;
        below = width;
    }
    return n * n * sides + 2.0 * n * chaos_network_weights(&network);
}

double chaos_descent_product_cost(const chaos_descent_setting *setting)
{
    const chaos_network_setting network = network_of(setting);
    return 4.0 * (double)setting->samples * chaos_network_weights(&network);
}

double chaos_descent_sharpness_cost(const chaos_descent_setting *setting)
{
    static const double warm_products = 5; /* what the probe itself expects */
    return fmin(chaos_descent_kernel_cost(setting), warm_products * chaos_descent_product_cost(setting));
}

double chaos_descent_step_cost(const chaos_descent_setting *setting)
{
    const chaos_network_setting network = network_of(setting);
    const double share = setting->rule.rate == CHAOS_CONSTANT   ? 0.0
                         : setting->rule.rate == CHAOS_SCHEDULE ? 1.0
                                                                : 1.0 / (double)setting->refresh;
    return chaos_network_step_cost(&network, setting->samples) + share * chaos_descent_sharpness_cost(setting);
}

hodo_objective chaos_descent_objective(const chaos_descent *of)
{
    return (hodo_objective){
        .x = of->data.x, .y = of->data.y, .output_scale = 1.0 / of->gamma, .loss = of->loss};
}

static hodo_status first_sharpness(hodo_arena *arena, chaos_descent *made, const hodo_stream *stream,
                                   hodo_error *error)
{
    const hodo_objective objective = chaos_descent_objective(made);
    const hodo_sharpness_settings settings = {.route = HODO_ROUTE_KERNEL, .stream = *stream};
    hodo_curvature *curvature =
        hodo_curvature_take(arena, &made->of.network, &objective, 0, HODO_GAUSS_NEWTON, error);
    hodo_sharpness_probe *probe =
        curvature == NULL ? NULL : hodo_sharpness_take(arena, curvature, HODO_GAUSS_NEWTON, &settings, error);
    if (probe == NULL) {
        return error->status;
    }
    hodo_sharpness sharpness;
    const hodo_status status = hodo_sharpness_highest(probe, &sharpness, error);
    made->first = sharpness.value;
    return status;
}

/* excerpt: rate */
static hodo_status take_cohort(hodo_arena *arena, chaos_descent *made, const hodo_stream *stream,
                               hodo_error *error)
{
    const chaos_descent_setting *own = &made->setting;
    const bool follows = own->rule.rate != CHAOS_CONSTANT;
    hodo_training training = {.loss = made->loss,
                              .batch = own->samples,
                              .steps = own->steps,
                              .optimiser = hodo_optimiser_find("sgd", error)};
    if (follows) {
        training.schedule = hodo_schedule_find("sharpness", error);
        training.schedule.product = own->rule.product;
    }
    const hodo_cell_setting cell = {.eta = own->rule.product / made->first, .gamma = made->gamma};
    made->cohort = hodo_cohort_take(arena, &made->of.network, &training, &cell, 1, error);
    if (made->cohort == NULL) {
        return error->status;
    }
    made->cell = hodo_cohort_cell(made->cohort, 0);
    return !follows ? HODO_OK
                    : hodo_control_sharpness(arena, made->cohort,
                                             own->rule.rate == CHAOS_SCHEDULE ? 1 : own->refresh, stream,
                                             &made->controller, error);
}
/* end: rate */

hodo_status chaos_descent_open(hodo_arena *arena, const chaos_descent_setting *setting,
                               const hodo_stream *stream, chaos_descent *made, hodo_error *error)
{
    hodo_error mine = {HODO_OK, ""};
    error = error != NULL ? error : &mine;
    *made = (chaos_descent){.setting = *setting,
                            .loss = {&hodo_loss_square, 0.5},
                            .gamma = pow((double)setting->network.width, setting->richness / 2.0)};
    made->setting.network = network_of(setting);
    const hodo_two_classes_setting data = data_of(setting);
    hodo_stream probing = *stream;
    probing.cell = hodo_hash_text(probing.cell, "sharpness");
    hodo_status status = hodo_two_classes_open(arena, &data, stream, &made->data, error);
    status = status != HODO_OK ? status : hodo_dataset_normalise(HODO_UNIT_NORM, &made->data, NULL, error);
    status = status != HODO_OK ? status
                               : chaos_network_open(arena, &made->setting.network, stream, &made->of, error);
    status = status != HODO_OK ? status : first_sharpness(arena, made, &probing, error);
    return status != HODO_OK ? status : take_cohort(arena, made, &probing, error);
}

hodo_status chaos_descent_run(hodo_arena *arena, chaos_descent *of, const hodo_observer *observer,
                              hodo_error *error)
{
    const hodo_source source = hodo_source_full(&of->data);
    of->controller.next = observer;
    return hodo_loop_run(arena, of->cohort, &source, of->setting.steps,
                         of->controller.look != NULL ? &of->controller : observer, NULL, error);
}
