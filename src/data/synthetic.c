/* The table of synthetic tasks, and what they have in common. */
#include "data/synthetic.h"

#include "base/name.h"
#include "data/origin.h"
#include "data/synthetic_rule.h"

#include <math.h>
#include <string.h>

const hodo_task_kind hodo_task_kinds[] = {
    {.name = "gaussian-clusters",
     .formula = "x = mu_c + z, means `separation` apart",
     .defaults = {.inputs = 100, .classes = 2, .separation = 4, .target = HODO_ONE_HOT},
     .rule = &hodo_gaussian_clusters},
    {.name = "power-law-teacher",
     .formula = "x_i = i^(-alpha/2) z_i, y = sum_i w_i x_i + noise xi, w_i^2 ~ i^-beta",
     .defaults = {.inputs = 100, .alpha = 1.5, .beta = 0.5},
     .rule = &hodo_power_law_teacher},
    {.name = "single-index",
     .formula = "y = phi(<w, x>) + noise xi, x ~ N(0, I), ||w|| = 1",
     .defaults = {.inputs = 100, .degree = 2},
     .rule = &hodo_single_index_teacher},
    {.name = "image-clusters",
     .formula = "smooth square images around one prototype a class",
     .defaults = {.inputs = 28 * 28, .classes = 10, .noise = 0.25, .target = HODO_ONE_HOT},
     .rule = &hodo_image_clusters},
    {.name = NULL},
};

const hodo_task_kind *hodo_task_find(const char *name, hodo_error *error)
{
    const size_t at = hodo_name_find("synthetic task", name, &hodo_task_kinds[0].name,
                                     sizeof hodo_task_kinds[0], SIZE_MAX, error);
    return at != HODO_NO_NAME ? &hodo_task_kinds[at] : NULL;
}

hodo_task_settings hodo_task_defaults(const hodo_task_kind *kind)
{
    hodo_task_settings settings = kind->defaults;
    settings.kind = kind;
    return settings;
}

static hodo_status check(const hodo_task_settings *settings, hodo_error *error)
{
    if (settings->kind == NULL) {
        return hodo_fail(error, HODO_INVALID, "a task of no kind: begin with hodo_task_defaults");
    }
    const char *name = settings->kind->name;
    if (settings->inputs == 0 || settings->inputs > HODO_TASK_INPUTS_MOST) {
        return hodo_fail(error, HODO_INVALID, "%s with %zu inputs: choose 1 to %d", name, settings->inputs,
                         HODO_TASK_INPUTS_MOST);
    }
    const size_t least = settings->kind->rule->classes ? 2 : 0;
    const size_t most = settings->kind->rule->classes ? HODO_CLASSES_MOST : 0;
    if (settings->classes < least || settings->classes > most) {
        return hodo_fail(error, HODO_INVALID, "%s with %zu classes: choose %zu to %zu", name, settings->classes,
                         least, most);
    }
    if (most > 0 && hodo_target_columns(settings->target, settings->classes) == 0) {
        return hodo_fail(error, HODO_INVALID, "%s with target %d: hodo_target_find knows the names", name,
                         (int)settings->target);
    }
    if (most > 0 && settings->target == HODO_SIGNS && settings->classes != 2) {
        return hodo_fail(error, HODO_INVALID, "%s with %zu classes and targets 'signs': choose 2 classes", name,
                         settings->classes);
    }
    const struct {
        const char *name;
        double value;
    } numbers[] = {{"separation", settings->separation},
                   {"alpha", settings->alpha},
                   {"beta", settings->beta},
                   {"noise", settings->noise}};
    static const double number_most = 1e6; /* no law of the table means anything beyond */
    for (size_t k = 0; k < sizeof numbers / sizeof numbers[0]; k++) {
        if (!(numbers[k].value >= 0 && numbers[k].value <= number_most)) {
            return hodo_fail(error, HODO_INVALID, "%s with %s = %g: choose 0 to %g", name, numbers[k].name,
                             numbers[k].value, number_most);
        }
    }
    return settings->kind->rule->check != NULL ? settings->kind->rule->check(settings, error) : HODO_OK;
}

hodo_task *hodo_task_take(hodo_arena *arena, const hodo_task_settings *settings, const hodo_stream *stream,
                          hodo_error *error)
{
    if (check(settings, error) != HODO_OK) {
        return NULL;
    }
    hodo_task *task = hodo_arena_zero(arena, 1, sizeof *task, error);
    if (task == NULL) {
        return NULL;
    }
    task->settings = *settings;
    task->stream = *stream;
    return settings->kind->rule->make(arena, task, error) == HODO_OK ? task : NULL;
}

const hodo_task_settings *hodo_task_settings_of(const hodo_task *task)
{
    return &task->settings;
}

size_t hodo_task_outputs(const hodo_task *task)
{
    return task->settings.classes > 0 ? hodo_target_columns(task->settings.target, task->settings.classes) : 1;
}

hodo_matrix hodo_task_truth(const hodo_task *task)
{
    return task->truth;
}

static hodo_status check_draw(const hodo_task *task, uint64_t first, size_t count, hodo_matrix x, hodo_matrix y,
                              const uint8_t *labels, hodo_error *error)
{
    const char *name = task->settings.kind->name;
    const size_t inputs = task->settings.inputs, outputs = hodo_task_outputs(task);
    if (x.data == NULL || x.rows != count || x.columns != inputs) {
        return hodo_fail(error, HODO_MISMATCH,
                         "%zu samples of %zu inputs (%s) do not fit into a %zu x %zu matrix", count, inputs,
                         name, x.rows, x.columns);
    }
    if (y.data != NULL && (y.rows != count || y.columns != outputs)) {
        return hodo_fail(error, HODO_MISMATCH,
                         "%zu targets of %zu columns (%s) do not fit into a %zu x %zu matrix", count, outputs,
                         name, y.rows, y.columns);
    }
    if (labels != NULL && task->settings.classes == 0) {
        return hodo_fail(error, HODO_INVALID, "labels are asked of %s, a regression: ask for its targets",
                         name);
    }
    if (first > HODO_TASK_SAMPLES || count > HODO_TASK_SAMPLES - first) {
        return hodo_fail(error, HODO_INVALID,
                         "%zu samples from %llu: samples are numbered below 2^40; open another stream", count,
                         (unsigned long long)first);
    }
    return HODO_OK;
}

hodo_status hodo_task_draw(const hodo_task *task, uint64_t first, size_t count, hodo_matrix x, hodo_matrix y,
                           uint8_t *labels, hodo_error *error)
{
    hodo_status status = check_draw(task, first, count, x, y, labels, error);
    const hodo_task_settings *settings = &task->settings;
    for (size_t done = 0; done < count && status == HODO_OK; done += HODO_TASK_BLOCK) {
        hodo_task_block block = {.first = first + done};
        block.count = count - done < HODO_TASK_BLOCK ? count - done : HODO_TASK_BLOCK;
        if (settings->classes > 0) {
            hodo_task_labels(task, &block);
        }
        settings->kind->rule->draw(task, &block, hodo_matrix_rows(x, done, block.count));
        if (labels != NULL) {
            memcpy(labels + done, block.labels, block.count);
        }
        if (y.data == NULL) {
            continue;
        }
        const hodo_matrix part = hodo_matrix_rows(y, done, block.count);
        if (settings->classes > 0) {
            status =
                hodo_target_write(settings->target, settings->classes, block.labels, block.count, part, error);
            continue;
        }
        double noise[HODO_TASK_BLOCK];
        hodo_task_noise(task, block.first, block.count, noise);
        for (size_t i = 0; i < block.count; i++) {
            hodo_matrix_set(part, i, 0, block.signal[i] + settings->noise * noise[i]);
        }
    }
    return status;
}

hodo_status hodo_task_dataset(hodo_arena *arena, const hodo_task *task, uint64_t first, size_t count,
                              hodo_dataset *dataset, hodo_error *error)
{
    *dataset = (hodo_dataset){0};
    const struct hodo_task_rule *rule = task->settings.kind->rule;
    hodo_dataset taken;
    hodo_status status =
        hodo_dataset_take(arena, count, task->settings.inputs, task->settings.classes, &taken, error);
    if (status != HODO_OK) {
        return status;
    }
    taken.y = hodo_matrix_take(arena, HODO_FLOAT, count, hodo_task_outputs(task), error);
    taken.origin = hodo_origin(arena, error, "synthetic %s", task->settings.kind->name);
    if (taken.y.data == NULL || taken.origin == NULL) {
        return HODO_NO_MEMORY;
    }
    status = hodo_task_draw(task, first, count, taken.x, taken.y, taken.labels, error);
    if (status != HODO_OK) {
        return status;
    }
    if (rule->images) {
        taken.channels = 1;
        for (taken.height = 0; taken.height * taken.height < taken.inputs; taken.height++) {
        }
        taken.width = taken.height;
        taken.published = &hodo_published_mnist;
        *taken.bytes = true;
    }
    *dataset = taken;
    return HODO_OK;
}
