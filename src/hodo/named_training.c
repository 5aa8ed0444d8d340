#include "hodo/named_training.h"

#include <string.h>

static hodo_status choose_schedule(const hodo_settings *settings, size_t steps, hodo_schedule *schedule,
                                   hodo_error *error)
{
    *schedule = hodo_schedule_find(settings->schedule, error);
    if (schedule->kind == NULL) {
        return HODO_INVALID;
    }
    schedule->warmup = settings->warmup >= 0                       ? (size_t)settings->warmup
                       : strcmp(settings->schedule, "warmup") == 0 ? steps / 20
                                                                   : schedule->warmup;
    schedule->floor = hodo_settings_given(settings, "floor") ? settings->floor : schedule->floor;
    schedule->product = hodo_settings_given(settings, "product") ? settings->product : schedule->product;
    return steps > 0 ? hodo_schedule_can_run(schedule, settings->eta, steps, error) : HODO_OK;
}

hodo_status hodo_named_training(const hodo_settings *settings, const hodo_named_data *data,
                                const hodo_named_network *network, size_t steps, hodo_training *training,
                                hodo_error *error)
{
    *training = (hodo_training){.loss = {hodo_loss_find(settings->loss, error), settings->loss_factor},
                                .centred = settings->centred,
                                .batch = data->batch,
                                .steps = steps > 0 ? steps : 1, /* a cohort plans one at least */
                                .optimiser = network->optimiser,
                                .rates = network->rates};
    return training->loss.kind == NULL ? HODO_INVALID
                                       : choose_schedule(settings, steps, &training->schedule, error);
}
