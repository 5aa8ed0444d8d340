/* hodo angle: from options to a table of layers, what is advised, and its proof. */
#include "hodo/angle.h"

#include "base/picture.h"
#include "hodo/command.h"
#include "hodo/option_table.h"
#include "hodo/subcommand.h"
#include "hodo/table_file.h"
#include "hodo/usual.h"
#include "train/automatic_rates.h"
#include "train/cohort.h"
#include "train/parametrization.h"

#include <cblas.h>
#include <string.h>

static const hodo_usual_name readouts[] = {
    {"set", "the output's scale is solved for"},
    {"keep", "it stays: the rates alone meet the speed, and the loss decays as it may"},
    {NULL, NULL},
};

static const hodo_option_row control[] = {
    {OPTION("speed", "X", "commanded: rms velocity of the last hidden feature"),
     INTO_OWN(real, hodo_angle_settings, speed), ABOVE(0.0, 1e6), .usual = "1"},
    {OPTION("decay", "X", "commanded: decay of the loss a unit of time (with --readout=set)"),
     INTO_OWN(real, hodo_angle_settings, decay), ABOVE(0.0, 1e6), .usual = "1"},
    {OPTION("readout", "set|keep", "may the output's scale change?"),
     INTO_OWN(name, hodo_angle_settings, readout), ONE_OF(readouts), .usual = "set"},
    {OPTION("singles", "N", "samples of the batch that are measured one by one, as the theory has them"),
     INTO_OWN(integer, hodo_angle_settings, singles), FROM(1.0, 1e6), .usual = "16"},
    OPTIONS_END,
};

static const hodo_option_row plot[] = {
    {.face = HODO_PICTURE_OPTION, INTO_OWN(text, hodo_angle_settings, plot)},
    OPTIONS_END,
};

static const hodo_command_usual usual[] = {{"optimiser", "sgd"}, {"precision", "double"}, {NULL, NULL}};

static const hodo_command_section sections[] = {
    {.heading = "Data", .rows = hodo_data_options, .without = "test-samples"},
    {.heading = "Network", .rows = hodo_network_options},
    {.heading = "Training",
     .rows = hodo_training_options,
     .without = "momentum,beta1,beta2,epochs,steps,schedule,warmup,floor,product,rates-every",
     .usual = usual},
    {.heading = "Command", .rows = control},
    {.heading = "Files", .rows = hodo_file_options, .without = "save,contact-sheet"},
    {.rows = plot},
    {.heading = "And", .rows = hodo_other_options},
    {.rows = NULL},
};

static hodo_status refuse(const hodo_angle *angle, hodo_error *error)
{
    const hodo_settings *shared = &angle->settings->shared;
    if (hodo_optimiser_step_kind(angle->network.optimiser.kind) != HODO_STEP_GRADIENT) {
        return hodo_fail(error, HODO_INVALID,
                         "the angle is of steps along the gradient, '%s' has others: give --optimiser=sgd or "
                         "momentum",
                         shared->optimiser);
    }
    if (angle->network.parametrization->norm != HODO_NORM_NONE) {
        return hodo_fail(error, HODO_INVALID,
                         "parametrization '%s' divides its steps by a norm, and the angle is of steps along "
                         "the gradient: give another",
                         shared->parametrization);
    }
    if (shared->centred && angle->loss.kind != &hodo_loss_square) {
        return hodo_fail(error, HODO_INVALID,
                         "of a centred output the angle is known for the square loss: give --loss=square");
    }
    if (hodo_settings_given(shared, "decay") && strcmp(angle->settings->readout, "keep") == 0) {
        return hodo_fail(error, HODO_INVALID,
                         "--decay is not read with --readout=keep, whose rates the speed sets alone: drop one");
    }
    return HODO_OK;
}

/* Everything that can be refused. */
static hodo_status prepare(hodo_angle *angle, hodo_arena *arena, hodo_error *error)
{
    const hodo_settings *shared = &angle->settings->shared;
    hodo_status status = hodo_picture_check(angle->settings->plot, error);
    if (status == HODO_OK) {
        status = hodo_table_file_check(shared->output, "hodo angle", error);
    }
    if (status == HODO_OK) {
        status = hodo_named_data_open(shared, arena, &angle->data, error);
    }
    if (status != HODO_OK) {
        return status;
    }
    const hodo_dataset *train = &angle->data.train;
    status = hodo_named_network_make(shared, train, train->y.columns, arena, &angle->network, error);
    angle->loss = (hodo_loss){hodo_loss_find(shared->loss, error), shared->loss_factor};
    if (status == HODO_OK) {
        status = refuse(angle, error);
    }
    const size_t rows = angle->data.batch < train->count ? angle->data.batch : train->count;
    if (status == HODO_OK) {
        status = hodo_named_rows(train, rows, angle->network.network.precision, arena, &angle->x, &angle->y,
                                 error);
    }
    if (status != HODO_OK) {
        return status;
    }
    const double norm = hodo_matrix_norm(angle->x);
    const double mean_square = norm * norm / (double)(rows * angle->x.columns);
    status = hodo_angle_law_find(shared, &angle->network, mean_square, arena, &angle->law, error);
    return status == HODO_OK ? hodo_angle_take(angle, arena, error) : status;
}

/* A parametrization that measures its scale and rates does so before its first step, as in hodo train: the
 * network's own scale is the one that it finds on this batch. The rates, or NULL with *error. */
static const double *own_scale(hodo_angle *angle, double eta, hodo_arena *arena, hodo_error *error)
{
    const hodo_automatic_settings settings = {.eta = eta};
    hodo_automatic_rates *automatic =
        hodo_automatic_rates_take(arena, &settings, &angle->network.network, angle->x.rows,
                                  &angle->network.readout_scale, error);
    const bool found = automatic != NULL && hodo_automatic_rates_measure(automatic, angle->x, angle->y,
                                                                         angle->loss, error) == HODO_OK;
    return found ? automatic->rates : NULL;
}

static hodo_status measure_own(hodo_angle *angle, hodo_arena *arena, hodo_error *error)
{
    const double eta = angle->settings->shared.eta;
    const double *rates = NULL;
    if (angle->network.parametrization->automatic != HODO_AUTOMATIC_NONE) {
        rates = own_scale(angle, eta, arena, error);
    } else {
        double *given = hodo_arena_take(arena, angle->weights, sizeof *given, error);
        for (size_t k = 0; given != NULL && k < angle->weights; k++) {
            given[k] = eta * angle->network.rates[k];
        }
        rates = given;
    }
    return rates == NULL ? error->status
                         : hodo_angle_measure(angle, 1.0, (hodo_flow){.kind = HODO_GIVEN, .given = rates},
                                              &angle->own, error);
}

static hodo_status run(hodo_angle *angle, hodo_arena *arena, hodo_error *error)
{
    hodo_status status = measure_own(angle, arena, error);
    if (status == HODO_OK) {
        status = hodo_angle_measure_singles(angle, arena, error);
    }
    if (status == HODO_OK) {
        status = hodo_angle_advise(angle, error);
    }
    return status == HODO_OK ? hodo_angle_take_step(angle, arena, error) : status;
}

static hodo_status put(hodo_angle *angle, hodo_arena *arena, hodo_error *error)
{
    const hodo_angle_settings *settings = angle->settings;
    hodo_table *table = hodo_angle_table(angle, arena, error);
    hodo_status status = table != NULL ? HODO_OK : HODO_NO_MEMORY;
    if (status == HODO_OK && (settings->shared.output != NULL || hodo_picture_leaves_table(settings->plot))) {
        status = hodo_table_file_put(table, settings->shared.output, error);
    }
    if (status == HODO_OK) {
        status = hodo_picture_draw(hodo_angle_script, angle, settings->plot, error);
    }
    if (status == HODO_OK && !settings->shared.quiet) {
        (void)fprintf(stderr, "hodo angle: %s\n", angle->text);
    }
    hodo_table_free(table);
    return status;
}

static int serve(hodo_settings *shared, hodo_arena *arena, hodo_arena *scratch)
{
    (void)scratch;
    hodo_angle angle = {.settings = (const hodo_angle_settings *)shared};
    hodo_error error = {HODO_OK, ""};
    int exit_status = HODO_EXIT_DONE;
    openblas_set_num_threads((int)shared->threads);
    if (prepare(&angle, arena, &error) != HODO_OK) {
        exit_status = hodo_command_complain(shared->command, &error, HODO_EXIT_USAGE);
    } else if (run(&angle, arena, &error) != HODO_OK || put(&angle, arena, &error) != HODO_OK) {
        exit_status = hodo_command_complain(shared->command, &error, HODO_EXIT_FAILED);
    }
    hodo_named_data_clear(&angle.data);
    return exit_status;
}

const hodo_command hodo_angle_command = {
    .name = "angle",
    .about =
        "Measures the initial network on one batch: of every layer the angle between its feature's velocity\n"
        "and the direction of steepest descent, speed, sensitivity and share of the loss decay, by steps\n"
        "along the gradient at this eta, without momentum; beside them the angle of one sample at a time, and\n"
        "the theory of it where there is one.\n"
        "\n"
        "Then the output's scale and the learning rates at which the last hidden feature moves at --speed,\n"
        "every matrix contributes alike and the loss decays at --decay; and what is measured with them, by\n"
        "the exact velocity and by one small step that is really taken.",
    .closing = "Exit: 0 done; 1 failed while running, also when no output scale meets the command; 2 refused\n"
               "before anything was measured.\n",
    .sections = sections,
    .serve = serve,
};

int hodo_angle_main(int argc, char **argv)
{
    hodo_angle_settings settings = {.speed = 0.0};
    return hodo_command_main(&hodo_angle_command, &settings.shared, argc, argv);
}
