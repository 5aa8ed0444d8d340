#include "train/automatic_rates.h"
#include "probe/stacked.h"

#include <float.h>
#include <math.h>
#include <string.h>

/* ln(rms(b) m n cos) is brought this near to 0: room for the rounding of some hundred layers. */
static const double tolerance[] = {[HODO_FLOAT] = 1e-5, [HODO_DOUBLE] = 1e-12};

/* The feature speed formula is an identity; where it is off by more than this its terms are noise. */
static const double largest_defect = 0.01;

/* The search for s: where it starts (outputs of 1e-6 of themselves), and how far it goes. */
static const double start = 0x1p-20, shortest_stride = 0.2, longest_stride = 3.0;
enum { MOST_PROBES = 60 };

static hodo_status check_settings(const hodo_automatic_settings *settings, hodo_error *error)
{
    if ((unsigned)settings->mode > HODO_COSINE_GIVEN) {
        return hodo_fail(error, HODO_INVALID, "automatic rates of mode %d: there is no such mode",
                         (int)settings->mode);
    }
    if (settings->mode == HODO_COSINE_GIVEN && !(settings->cosine > 0.0 && settings->cosine <= 1.0)) {
        return hodo_fail(error, HODO_INVALID, "a given cosine of %g: it must be in (0, 1]", settings->cosine);
    }
    if (!(settings->eta >= 0.0) || !isfinite(settings->eta)) {
        return hodo_fail(error, HODO_INVALID, "a loss decay of %g: it must be positive and finite, or 0 for 1",
                         settings->eta);
    }
    return HODO_OK;
}

static hodo_status check_network(const hodo_network *network, const double *readout_scale, hodo_error *error)
{
    const hodo_architecture *architecture = network->architecture;
    const hodo_layer *last = &architecture->layers[architecture->count - 1];
    if (architecture->members != 1) {
        return hodo_fail(error, HODO_INVALID, "automatic rates of a family of %zu: take one network",
                         architecture->members);
    }
    if (architecture->feature_count < 3 || architecture->weight_count < 2 || architecture->trained_count == 0) {
        return hodo_fail(error, HODO_INVALID,
                         "%zu features, %zu weight matrices, %zu trained: automatic rates need f_0, f_{L-1} "
                         "and f_L, two matrices, and one trained",
                         architecture->feature_count, architecture->weight_count, architecture->trained_count);
    }
    if (readout_scale != NULL && (last->kind != HODO_SCALE || last->branch_scale != readout_scale)) {
        return hodo_fail(error, HODO_INVALID,
                         "the readout's scale is not the number that the last row, a scale, reads: give the "
                         "model its readout_scale");
    }
    return HODO_OK;
}

hodo_automatic_rates *hodo_automatic_rates_take(hodo_arena *arena, const hodo_automatic_settings *settings,
                                                hodo_network *network, size_t samples, double *readout_scale,
                                                hodo_error *error)
{
    if (check_settings(settings, error) != HODO_OK || check_network(network, readout_scale, error) != HODO_OK) {
        return NULL;
    }
    hodo_automatic_rates *made = hodo_arena_zero(arena, 1, sizeof *made, error);
    if (made == NULL) {
        return NULL;
    }
    made->settings = *settings;
    made->settings.eta = settings->eta != 0.0 ? settings->eta : 1.0;
    made->readout_scale = readout_scale;
    made->rates = hodo_arena_zero(arena, network->architecture->weight_count, sizeof(double), error);
    made->gram = hodo_matrix_take(arena, network->precision, samples, samples, error);
    made->turned = hodo_matrix_take(arena, network->precision, samples, network->architecture->widest, error);
    made->speeds = hodo_speeds_take(arena, network, samples, HODO_FIRST_ORDER, error);
    const bool all = made->rates != NULL && made->gram.data != NULL && made->turned.data != NULL;
    return all && made->speeds != NULL ? made : NULL;
}

bool hodo_automatic_rates_due(const hodo_automatic_rates *automatic, size_t t)
{
    const size_t every = automatic->settings.every;
    return t == 0 || (t == 1 && automatic->zero_readout) || (every > 0 && t % every == 0);
}

static const hodo_architecture *architecture_of(const hodo_automatic_rates *automatic)
{
    return hodo_pass_network(automatic->speeds->pass)->architecture;
}

/* From the flow's rates to those of the optimiser's steps. */
static void take_rates(hodo_automatic_rates *automatic)
{
    const hodo_speeds *speeds = automatic->speeds;
    for (size_t k = 0; k < architecture_of(automatic)->weight_count; k++) {
        const double unit = automatic->settings.normalised ? sqrt(speeds->norms[k]) : 1.0;
        automatic->rates[k] = speeds->rates[k] * unit;
    }
}

/* One probe, and ln(rms(b_{L-1}) m n cos). */
static hodo_status probe(hodo_automatic_rates *automatic, hodo_matrix x, hodo_matrix y, hodo_loss loss,
                         double *excess, hodo_error *error)
{
    hodo_speeds *speeds = automatic->speeds;
    const hodo_automatic_settings *settings = &automatic->settings;
    const hodo_flow flow = {.kind = HODO_BALANCED, .eta = settings->eta};
    const hodo_status status = hodo_speeds_measure(speeds, x, y, loss, flow, NULL, error);
    if (status != HODO_OK) {
        return status;
    }
    const hodo_speed *row = hodo_speeds_at(speeds, 0, speeds->features - 2);
    if (settings->mode == HODO_COSINE_MEASURED && !(row->moves && row->cosine > 0.0)) {
        return hodo_fail(error, HODO_INVALID,
                         "no matrix below f_{L-1} is trained, so it makes no angle: train one, or take the "
                         "cosine as 1");
    }
    if (row->moves && !(fabs(row->formula_defect) < largest_defect)) {
        return hodo_fail(error, HODO_NUMERIC,
                         "the gradients below f_{L-1} are rounding (the feature speed formula is off by %g): "
                         "b_{L-1} lies along a normalised feature; take several samples, or another readout",
                         row->formula_defect);
    }
    const double cosines[] = {[HODO_COSINE_MEASURED] = row->cosine,
                              [HODO_COSINE_ONE] = 1.0,
                              [HODO_COSINE_GIVEN] = settings->cosine};
    const size_t width = hodo_pass_feature(speeds->pass, speeds->features - 2).columns;
    const double entries = (double)(hodo_pass_samples(speeds->pass) * width);
    automatic->cosine = cosines[settings->mode];
    *excess = log(row->backward_rms * entries * automatic->cosine);
    take_rates(automatic);
    return HODO_OK;
}

/* W_L = 0: rates 0 but the last, at which b' = -eta a^2 (G G^T) H has rms 1/(m n cos); G (n, k) the backward
 * rows at the readout, H (n, m) its input, a its multiplier. */
static hodo_status first_rates(hodo_automatic_rates *automatic, hodo_matrix x, hodo_matrix y, hodo_loss loss,
                               hodo_error *error)
{
    hodo_speeds *speeds = automatic->speeds;
    hodo_pass *pass = speeds->pass;
    const hodo_architecture *architecture = architecture_of(automatic);
    const size_t last = architecture->weight_count - 1;
    const hodo_layer *readout = hodo_weight_layer(architecture, last);
    if (!readout->trained) {
        return hodo_fail(error, HODO_INVALID, "the readout is 0 and not trained, so nothing moves: train it");
    }
    hodo_status status = hodo_pass_forward(pass, x, NULL, error);
    if (status == HODO_OK) {
        status = hodo_loss_value(loss, 1, hodo_pass_output(pass), y, speeds->loss, error);
    }
    if (status == HODO_OK) {
        status = hodo_loss_gradient(loss, 1, hodo_pass_output(pass), y, speeds->output_gradient, error);
    }
    if (status == HODO_OK) {
        status = hodo_pass_backward(pass, speeds->output_gradient, error);
    }
    if (status == HODO_OK) {
        status = hodo_gradient_norms(pass, speeds->norms, error);
    }
    if (status != HODO_OK) {
        return status;
    }
    const double cosines[] = {[HODO_COSINE_MEASURED] = 1.0 / sqrt((double)architecture->trained_count),
                              [HODO_COSINE_ONE] = 1.0,
                              [HODO_COSINE_GIVEN] = automatic->settings.cosine};
    const hodo_matrix g = hodo_pass_weight_backward(pass, last), h = hodo_pass_weight_input(pass, last);
    hodo_matrix turned = automatic->turned;
    turned.columns = turned.stride = h.columns;
    hodo_matrix_multiply(1.0, g, false, g, true, 0.0, automatic->gram);
    hodo_matrix_multiply(1.0, automatic->gram, false, h, false, 0.0, turned);
    const size_t entries = h.rows * h.columns;
    const double norm = hodo_stacked_pair(turned, turned, 1.0, 0, turned.rows).x_norm;
    const double speed = readout->multiplier * readout->multiplier * hodo_rms(norm, entries);
    if (!(speed > DBL_MIN) || !isfinite(speed)) {
        return hodo_fail(error, HODO_NUMERIC,
                         "the readout is 0 and its gradient has size %g: the loss has no slope, or the pass "
                         "underflowed",
                         speed);
    }
    memset(speeds->rows, 0, speeds->features * sizeof *speeds->rows);
    memset(speeds->rates, 0, architecture->weight_count * sizeof *speeds->rates);
    automatic->cosine = cosines[automatic->settings.mode];
    speeds->rates[last] = 1.0 / ((double)entries * automatic->cosine * speed);
    take_rates(automatic);
    return HODO_OK;
}

/* ln s of the next probe, in which the excess ln(rms(b) m n cos) has slope 1 while the outputs are small. Below
 * the root it is negative, above it positive: secants within what is known of it, halves where they fail; and
 * while nothing above is known, growing strides over where the slope gives out (there the loss is solved). */
typedef struct search {
    double low, high;      /* of ln s; infinite while unknown */
    double at, excess;     /* the last probe */
    double before, excess_before;
    double stride;
} search;

static double next_probe(search *known)
{
    const double slope = (known->excess - known->excess_before) / (known->at - known->before);
    const bool first = isnan(slope), sound = slope > 0.25 && slope < 8.0;
    const double next = known->at - known->excess / (sound ? slope : 1.0);
    if (isinf(known->high)) {
        if (first) {
            return next;
        }
        if (sound) {
            return fmin(next, known->at + longest_stride);
        }
        known->stride = fmin(1.5 * known->stride, longest_stride);
        return known->at + known->stride;
    }
    if (isinf(known->low)) {
        return known->high - longest_stride;
    }
    return sound && next > known->low && next < known->high ? next : 0.5 * (known->low + known->high);
}

static hodo_status solve(hodo_automatic_rates *automatic, hodo_matrix x, hodo_matrix y, hodo_loss loss,
                         hodo_error *error)
{
    const double enough = tolerance[hodo_pass_network(automatic->speeds->pass)->precision];
    search known = {-INFINITY, INFINITY, log(start), NAN, NAN, NAN, shortest_stride};
    for (int probes = 0; probes < MOST_PROBES; probes++) {
        *automatic->readout_scale = exp(known.at);
        const hodo_status status = probe(automatic, x, y, loss, &known.excess, error);
        if (status != HODO_OK || fabs(known.excess) <= enough) {
            return status;
        }
        *(known.excess < 0.0 ? &known.low : &known.high) = known.at;
        const double next = next_probe(&known);
        known.before = known.at, known.excess_before = known.excess, known.at = next;
    }
    return hodo_fail(error, HODO_NUMERIC,
                     "no scale of the readout up to %g makes rms(b) m n cos = 1 (it is %g there): the loss has "
                     "too little slope; take another batch",
                     exp(known.before), exp(known.excess));
}

static hodo_status measure(hodo_automatic_rates *automatic, bool solving, hodo_matrix x, hodo_matrix y,
                           hodo_loss loss, hodo_error *error)
{
    const hodo_network *network = hodo_pass_network(automatic->speeds->pass);
    const hodo_matrix readout = network->weights[network->architecture->weight_count - 1];
    automatic->zero_readout = hodo_stacked_pair(readout, readout, 1.0, 0, readout.rows).x_norm == 0.0;
    if (automatic->zero_readout) {
        return first_rates(automatic, x, y, loss, error);
    }
    if (!solving || automatic->readout_scale == NULL) {
        double excess;
        return probe(automatic, x, y, loss, &excess, error);
    }
    const double found = *automatic->readout_scale;
    const hodo_status status = solve(automatic, x, y, loss, error);
    if (status != HODO_OK) {
        *automatic->readout_scale = found;
    }
    return status;
}

hodo_status hodo_automatic_rates_measure(hodo_automatic_rates *automatic, hodo_matrix x, hodo_matrix y,
                                         hodo_loss loss, hodo_error *error)
{
    return measure(automatic, true, x, y, loss, error);
}

hodo_status hodo_automatic_rates_refresh(hodo_automatic_rates *automatic, hodo_matrix x, hodo_matrix y,
                                         hodo_loss loss, hodo_error *error)
{
    return measure(automatic, false, x, y, loss, error);
}
