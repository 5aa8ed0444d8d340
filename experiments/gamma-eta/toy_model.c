#include "experiments/gamma-eta/toy_model.h"

#include <math.h>
#include <string.h>

static const toy_model models[] = {
    {"tied-2", 1, 2, {1, 0}},   {"tied-3", 1, 3, {1, 0}},   {"tied-4", 1, 4, {1, 0}},
    {"pair-1-0", 2, 2, {1, 0}}, {"pair-1-1", 2, 2, {1, 1}},
};

static double logistic(double x)
{
    return 1 / (1 + exp(-x));
}

static double square_value(double output)
{
    return 0.5 * (output - 1) * (output - 1);
}

static double square_slope(double output)
{
    return output - 1;
}

static double square_curvature(double output)
{
    (void)output;
    return 1;
}

/* ln(1 + e^x) without overflow. */
static double softplus(double x)
{
    return fmax(x, 0) + log1p(exp(-fabs(x)));
}

static double cross_entropy_value(double output)
{
    const double p = logistic(1);
    return p * softplus(-output) + (1 - p) * softplus(output);
}

static double cross_entropy_slope(double output)
{
    return logistic(output) - 0.731058578630004879; /* s(1) */
}

static double cross_entropy_curvature(double output)
{
    return logistic(output) * logistic(-output);
}

static const toy_loss losses[] = {
    {"mse", square_value, square_slope, square_curvature},
    {"ce", cross_entropy_value, cross_entropy_slope, cross_entropy_curvature},
};

const toy_model *toy_model_find(const char *name)
{
    for (size_t i = 0; i < sizeof models / sizeof models[0]; i++) {
        if (strcmp(models[i].name, name) == 0) {
            return &models[i];
        }
    }
    return NULL;
}

const toy_loss *toy_loss_find(const char *name)
{
    for (size_t i = 0; i < sizeof losses / sizeof losses[0]; i++) {
        if (strcmp(losses[i].name, name) == 0) {
            return &losses[i];
        }
    }
    return NULL;
}

const char *toy_outcome_name(toy_outcome outcome)
{
    static const char *const names[TOY_OUTCOMES] = {
        [TOY_TOO_SLOW] = "too-slow", [TOY_LEARNED] = "learned",   [TOY_CATAPULT] = "catapult",
        [TOY_STUCK] = "stuck",       [TOY_DIVERGED] = "diverged",
    };
    return names[outcome];
}

/* w^(depth - 1) */
static double tied_slope(double w, int64_t depth)
{
    double power = w;
    for (int64_t k = 2; k < depth; k++) {
        power *= w;
    }
    return power;
}

/* excerpt: step */
/* One step of gradient descent from f~ = output; gives gamma f~ after it. */
static double step(const toy_model *model, double *weight, double eta_slope_over_gamma)
{
    if (model->weights == 1) {
        *weight -= eta_slope_over_gamma * (double)model->depth * tied_slope(*weight, model->depth);
        return *weight * tied_slope(*weight, model->depth) - 1;
    }
    const double u = weight[0], v = weight[1];
    weight[0] = u - eta_slope_over_gamma * v;
    weight[1] = v - eta_slope_over_gamma * u;
    return weight[0] * weight[1] - model->start[0] * model->start[1];
}
/* end: step */

toy_end toy_train(const toy_model *model, const toy_loss *loss, double gamma, double eta, int64_t steps)
{
    const double first_loss = loss->value(0), far = TOY_FAR * (1 + gamma);
    double weight[2] = {model->start[0], model->start[1]};
    double output = 0, most = 0, least = 0;
    bool retreated = false, near = false;
    int64_t held = 0;
    toy_end end;
    for (int64_t t = 1; t <= steps + TOY_HELD; t++) {
        const double before[2] = {weight[0], weight[1]};
        const double moved = step(model, weight, eta * loss->slope(output) / gamma);
        if (!(fabs(moved) <= far)) {
            end.outcome = TOY_DIVERGED;
            end.output = moved / gamma;
            end.rose = true;
            return end;
        }
        const double next = moved / gamma;
        retreated = retreated || next < output;
        most = fmax(most, next);
        least = fmin(least, next);
        near = fabs(next - 1) < TOY_NEAR;
        held = near ? held + 1 : 0;
        output = next;
        if (weight[0] == before[0] && weight[1] == before[1]) {
            held = near ? TOY_HELD + 1 : 0; /* here it stays */
            break;
        }
    }
    end.output = output;
    end.rose = least < 0 || loss->value(most) > first_loss; /* the loss is convex */
    end.outcome = held > TOY_HELD         ? (end.rose ? TOY_CATAPULT : TOY_LEARNED)
                  : retreated || most > 1 ? TOY_STUCK
                                          : TOY_TOO_SLOW;
    return end;
}

double toy_time(const toy_model *model, const toy_loss *loss, double gamma, double eta, double output,
                int64_t most)
{
    double weight[2] = {model->start[0], model->start[1]}, here = 0;
    for (int64_t t = 0; t < most; t++) {
        const double next = step(model, weight, eta * loss->slope(here) / gamma) / gamma;
        if (!(next <= output)) {
            return eta * ((double)t + (output - here) / (next - here));
        }
        here = next;
    }
    return NAN;
}
