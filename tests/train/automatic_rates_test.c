#include "train/automatic_rates.h"
