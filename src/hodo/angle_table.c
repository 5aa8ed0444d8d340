#include "hodo/angle.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static const hodo_column columns[] = {
    {"layer", "1", "feature f_1 .. f_L; the last is the output", HODO_INTEGER},
    {"width", "1", "of the feature", HODO_INTEGER},
    {"feature_rms", "1", "rms(f_v), over the batch", HODO_REAL},
    {"backward_rms", "1", "rms(b_v), b_v = d loss/d f_v", HODO_REAL},
    {"rate", "1", "learning rate of the layer's matrix, eta in it", HODO_REAL},
    {"cos", "1", "between f_v' and -b_v, stacked over the batch, at these rates", HODO_REAL},
    {"theta", "rad", "its angle", HODO_REAL},
    {"speed", "1", "rms(f_v')", HODO_REAL},
    {"sensitivity", "1", "speed over the loss decay by the layers up to v", HODO_REAL},
    {"share", "1", "of the loss decay, by this layer's matrix", HODO_REAL},
    {"cos_single", "1", "median over samples measured one by one, balanced rates", HODO_REAL},
    {"cos_theory", "1", "of one sample, balanced rates, infinite width", HODO_REAL},
    {"rate_advised", "1", "learning rate at which the commanded speed is met", HODO_REAL},
    {"cos_advised", "1", "cos measured with the advised rates and output scale", HODO_REAL},
    {"speed_advised", "1", "speed measured with them", HODO_REAL},
    {"share_advised", "1", "share measured with them", HODO_REAL},
    {"speed_step", "1", "rms change over step length, by a small step really taken with them", HODO_REAL},
};
enum { COLUMNS = sizeof columns / sizeof columns[0] };

static hodo_status add_row(const hodo_angle *angle, hodo_table *table, size_t v, hodo_error *error)
{
    const hodo_architecture *architecture = &angle->network.architecture;
    const hodo_speed *own = &angle->own.rows[v], *advised = &angle->advised.rows[v];
    const size_t k = architecture->feature_depth[v] - 1; /* one matrix a feature */
    const hodo_value row[COLUMNS] = {hodo_integer((int64_t)v),
                                     hodo_integer((int64_t)hodo_pass_feature(angle->speeds->pass, v).columns),
                                     hodo_real(own->feature_rms),
                                     hodo_real(own->backward_rms),
                                     hodo_real(angle->own.rates[k]),
                                     hodo_real(own->cosine),
                                     hodo_real(own->angle),
                                     hodo_real(own->speed),
                                     hodo_real(own->sensitivity),
                                     hodo_real(own->contribution / angle->own.decay),
                                     hodo_real(angle->cosine_single[v]),
                                     hodo_real(angle->law.cosine[v]),
                                     hodo_real(angle->advised.rates[k]),
                                     hodo_real(advised->cosine),
                                     hodo_real(advised->speed),
                                     hodo_real(advised->contribution / angle->advised.decay),
                                     hodo_real(angle->step_speed[v])};
    return hodo_table_add(table, row, error);
}

/* Whether hodo train takes a gamma with these settings: a parametrization that measures its scale has none. */
static bool has_gamma(const hodo_angle *angle)
{
    return angle->network.parametrization->automatic == HODO_AUTOMATIC_NONE;
}

/* The last hidden feature in words. */
static void set_text(hodo_angle *angle)
{
    const size_t last = angle->features - 2;
    const double theory = angle->law.cosine[last], gamma = angle->settings->shared.gamma;
    char law[64] = "no theory", scale[80] = "the output as it is";
    if (angle->law.known) {
        (void)snprintf(law, sizeof law, "theory %.3f", theory);
    }
    if (strcmp(angle->settings->readout, "set") == 0 && has_gamma(angle)) {
        (void)snprintf(scale, sizeof scale, "the output times %.4g (--gamma=%.4g)", angle->scale,
                       gamma / angle->scale);
    } else if (strcmp(angle->settings->readout, "set") == 0) {
        (void)snprintf(scale, sizeof scale, "the output times %.4g", angle->scale);
    }
    (void)snprintf(angle->text, sizeof angle->text,
                   "layer %zu: cos %.3f, one sample %.3f (%s), speed %.4g; with rate_advised and %s it moves "
                   "at %.4g, commanded %.4g, by a step of %.1g at %.4g; the loss decays at %.4g",
                   last, angle->own.rows[last].cosine, angle->cosine_single[last], law,
                   angle->own.rows[last].speed, scale, angle->advised.rows[last].speed, angle->settings->speed,
                   angle->step, angle->step_speed[last], angle->advised.decay);
}

static void put_findings(hodo_angle *angle, hodo_header *header)
{
    const double gamma = angle->settings->shared.gamma;
    double defect = 0.0;
    for (size_t v = 1; v < angle->features; v++) {
        defect = fmax(defect, fabs(angle->advised.rows[v].formula_defect));
    }
    hodo_header_words(header, "samples", "%zu; one by one %zu", angle->x.rows, angle->singles);
    hodo_header_line(header, "theory", angle->law.text);
    hodo_header_number(header, "loss", angle->own.loss);
    hodo_header_number(header, "loss decay", angle->own.decay);
    hodo_header_number(header, "advised output scale", angle->scale);
    if (has_gamma(angle)) {
        hodo_header_number(header, "advised gamma", gamma / angle->scale);
    }
    hodo_header_number(header, "advised loss", angle->advised.loss);
    hodo_header_number(header, "advised loss decay", angle->advised.decay);
    hodo_header_number(header, "step taken", angle->step);
    hodo_header_words(header, "feature speed formula", "off by %.1e at most", defect);
    hodo_header_line(header, "summary", angle->text);
}

hodo_table *hodo_angle_table(hodo_angle *angle, hodo_arena *arena, hodo_error *error)
{
    hodo_table *table = hodo_table_alloc(columns, COLUMNS, error);
    hodo_status status = table != NULL ? HODO_OK : HODO_NO_MEMORY;
    for (size_t v = 1; v < angle->features && status == HODO_OK; v++) {
        status = add_row(angle, table, v, error);
    }
    if (status == HODO_OK) {
        hodo_architecture *architecture = &angle->network.architecture;
        set_text(angle);
        hodo_header header = hodo_header_begin(table, &angle->settings->shared, error);
        hodo_header_data(&header, &angle->data);
        put_findings(angle, &header);
        architecture->layers[architecture->weight_layer[angle->weights - 1]].multiplier =
            angle->multiplier * angle->settings->shared.gamma; /* as the parametrization gave it */
        hodo_header_network(&header, &angle->network, angle->network.rates);
        status = hodo_header_end(&header, arena);
    }
    if (status != HODO_OK) {
        hodo_table_free(table);
        return NULL;
    }
    return table;
}
