/* How a figure's branch scale follows from the depth: a text "FACTOR", "FACTOR/L" or
 * "FACTOR/sqrt(L)" stands for beta = FACTOR L^(-power), power 0, 1 or 1/2. The published figures
 * are drawn for such rules, and one rule gives different numbers at different depths. */
#ifndef HODO_EXPERIMENTS_BRANCH_RULE_H
#define HODO_EXPERIMENTS_BRANCH_RULE_H

#include "base/status.h"

#include <stdint.h>

/* beta of the rule at depth L. HODO_INVALID when the text is no rule, or beta is not in (0, 1]: at 0 nothing
 * that is trained moves anything. */
hodo_status branch_rule_scale(const char *rule, int64_t depth, double *branch_scale, hodo_error *error);

/* The rule as a claim's name takes it: "0.5/sqrt(L)" gives "0p5-over-sqrt-l". */
#define BRANCH_RULE_ID_SIZE 48
void branch_rule_id(const char *rule, char id[BRANCH_RULE_ID_SIZE]);

#endif
