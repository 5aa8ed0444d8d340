/* Training at the edge of chaos: constant rates, whose catapult ends, against the schedule that holds it
 * open. */
#include "experiments/mlps-at-the-eoc/chaos_parameters.h"
#include "experiments/mlps-at-the-eoc/training-dynamics/dynamics_claims.h"
#include "experiments/mlps-at-the-eoc/training-dynamics/run_record.h"
#include "data/two_classes.h"

#include <math.h>

static const hodo_parameter parameters[] = {
    CHAOS_INTEGER("m", "base width", "8", "8", "32", 1, 1e4),
    CHAOS_NETWORK,
    {.name = "q",
     .type = HODO_REAL,
     .usual = "1",
     .unit = "1",
     .doc = "gamma = m^(q/2): 0 lazy, 1 rich",
     .least = -4,
     .most = 4},
    CHAOS_INTEGER("n", "images, all of them at every step", "48", "192", "2000", 2, 1e4),
    CHAOS_INTEGER("steps", "steps of a run", "80", "120", "400", 2, 1e6),
    CHAOS_INTEGER("look", "steps between measurements", "4", "8", NULL, 1, 1e6),
    CHAOS_INTEGER("refresh", "steps between measurements of a rule refreshed/c", NULL, "5", NULL, 2, 1e6),
    {.name = "rule",
     .type = HODO_TEXT,
     .role = HODO_SWEEP,
     .quick = "constant/0.5,constant/3,schedule/2.2,schedule/3,refreshed/3",
     .usual = "constant/0.5,constant/1,constant/2,constant/3,schedule/1.5,schedule/2,schedule/2.2,schedule/2.5,"
              "schedule/3,refreshed/3",
     .unit = "1",
     .doc = "constant/R: eta = R/lambda_0; schedule/C, refreshed/C: eta = C/lambda_t",
     .shares_draws = true},
    CHAOS_TRIALS("12", "9", "8"),
    {.name = NULL},
};

static const hodo_column columns[] = {
    {"rule", "1", "how the rate is set", HODO_TEXT},
    {"trial", "1", "seed of images and weights, shared by all rules", HODO_INTEGER},
    {"layer", "1", "0: the whole network; k: W_k and h_k", HODO_INTEGER},
    {"step", "1", "steps before this measurement, t", HODO_INTEGER},
    {"eta", "1", "rate of step t", HODO_REAL},
    {"loss", "1", "before step t; layer 0", HODO_REAL},
    {"accuracy", "1", "on the training images; layer 0", HODO_REAL},
    {"half", "1", "eta_t lambda_t / 2, lambda_t measured apart from the schedule; layer 0", HODO_REAL},
    {"above", "1", "the proven bound above lambda_t over it, minus 1; layer 0", HODO_REAL},
    {"products", "1", "lambda_t by products with the Gauss-Newton matrix over lambda_t; layer 0", HODO_REAL},
    {"drift", "1", "|K_t - K_0|/|K_0|, Frobenius; layer 0", HODO_REAL},
    {"cosine", "1", "c_t of step t with all steps before; not a number at t = 0", HODO_REAL},
    {"move", "1", "rms(h_k^t - h_k^0); layers 1 and up", HODO_REAL},
    {"end", "1", "how the run ended: 0 all steps done, 1 solved, 2 stuck, 3 diverged", HODO_INTEGER},
    {.name = NULL},
};
enum { COLUMNS = 14 };

static chaos_descent_setting setting_of(const hodo_cell *cell)
{
    chaos_descent_setting setting = chaos_parameters_setting(cell);
    setting.refresh = (size_t)hodo_cell_integer(cell, "refresh");
    return setting;
}

static hodo_status check(const hodo_cell *cell, hodo_error *error)
{
    chaos_descent_setting setting = setting_of(cell);
    const hodo_status status = chaos_rule_read(hodo_cell_text(cell, "rule"), &setting.rule, error);
    return status != HODO_OK ? status : chaos_descent_check(&setting, error);
}

static hodo_status add_rows(hodo_cell *cell, const run_record *record, size_t layers, hodo_error *error)
{
    hodo_status status = HODO_OK;
    for (size_t i = 0; i < record->count; i++) {
        const run_look *look = &record->looks[i];
        for (size_t k = 0; k <= layers && status == HODO_OK; k++) {
            const bool all = k == 0;
            const hodo_value row[COLUMNS] = {hodo_text(hodo_cell_text(cell, "rule")),
                                             hodo_integer(hodo_cell_integer(cell, "trials")),
                                             hodo_integer((int64_t)k),
                                             hodo_integer((int64_t)look->step),
                                             hodo_real(look->eta),
                                             hodo_real(all ? look->loss : NAN),
                                             hodo_real(all ? look->accuracy : NAN),
                                             hodo_real(all ? look->eta * look->sharpness / 2.0 : NAN),
                                             hodo_real(all ? look->above : NAN),
                                             hodo_real(all ? look->products : NAN),
                                             hodo_real(all ? look->drift : NAN),
                                             hodo_real(look->cosine[k]),
                                             hodo_real(all ? NAN : look->move[k]),
                                             hodo_integer(record->stop)};
            status = hodo_cell_row(cell, row, error);
        }
    }
    return status;
}

static hodo_status compute(hodo_cell *cell, hodo_error *error)
{
    hodo_arena *arena = hodo_cell_arena(cell);
    chaos_descent_setting setting = setting_of(cell);
    chaos_descent of;
    run_record record;
    hodo_status status = chaos_rule_read(hodo_cell_text(cell, "rule"), &setting.rule, error);
    status =
        status != HODO_OK ? status : chaos_descent_open(arena, &setting, hodo_cell_stream(cell), &of, error);
    status = status != HODO_OK ? status
                               : run_record_make(arena, &of, (size_t)hodo_cell_integer(cell, "look"),
                                                 hodo_cell_stream(cell), &record, error);
    return status != HODO_OK ? status : add_rows(cell, &record, setting.network.depth, error);
}

/* Steps, what follows them, and looks: a kernel, its bounds and drift, and products from a cold start. */
static double cost(const hodo_cell *cell)
{
    static const double cold_products = 4, drift = 500, fixed = 1.4e9; /* as timed; drift: products with K_t;
                                                                               fixed: reading the images */
    chaos_descent_setting setting = setting_of(cell);
    hodo_error error;
    if (chaos_rule_read(hodo_cell_text(cell, "rule"), &setting.rule, &error) != HODO_OK) {
        return 0;
    }
    const double n = (double)setting.samples, steps = (double)setting.steps;
    const double looks = steps / hodo_cell_real(cell, "look");
    return fixed + steps * chaos_descent_step_cost(&setting) +
           looks * (chaos_descent_kernel_cost(&setting) + cold_products * chaos_descent_product_cost(&setting) +
                    drift * n * n);
}

int main(int argc, char **argv)
{
    static const hodo_experiment experiment = {
        .name = "mlps-at-the-eoc/training-dynamics",
        .title = "constant rates and the schedule that follows the sharpness",
        .source = "arXiv 2502.13110; schedule, exponents and cosine ours",
        .revision = 1,
        .parameters = parameters,
        .columns = columns,
        .data = hodo_two_classes_data_name,
        .check = check,
        .compute = compute,
        .cost = cost,
        .claims = dynamics_claims,
    };
    return hodo_laboratory(&experiment, argc, argv);
}
