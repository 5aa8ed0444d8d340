/* The table of laws. */
#include "base/option.h"
#include "rmt/law/law.h"
#include "rmt/law/law_rows.h"

#include <string.h>

const rmt_law_row *const rmt_laws[] = {
    &rmt_law_semicircle,
    &rmt_law_marchenko_pastur,
    &rmt_law_fuss_catalan,
    &rmt_law_free_binomial,
    &rmt_law_jacobian,
    &rmt_law_jacobian_resnet,
    &rmt_law_isometry,
    &rmt_law_bfk,
    &rmt_law_bfk_resnet,
    &rmt_law_tracy_widom,
    &rmt_law_log_norm,
    NULL,
};

const rmt_law_row *rmt_law_find(const char *name, hodo_error *error)
{
    const char *names[sizeof rmt_laws / sizeof rmt_laws[0]];
    size_t count = 0;
    for (; rmt_laws[count] != NULL; count++) {
        if (strcmp(rmt_laws[count]->name, name) == 0) {
            return rmt_laws[count];
        }
        names[count] = rmt_laws[count]->name;
    }
    const char *near = hodo_nearest(name, names, sizeof names[0], count);
    if (near != NULL) {
        (void)hodo_fail(error, HODO_INVALID, "unknown law '%s': did you mean %s?", name, near);
    } else {
        (void)hodo_fail(error, HODO_INVALID, "unknown law '%s': 'hodo-rmt laws' lists them", name);
    }
    return NULL;
}
