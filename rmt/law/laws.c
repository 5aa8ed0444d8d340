/* The table of laws. */
#include "base/name.h"
#include "rmt/law/law.h"
#include "rmt/law/law_rows.h"

const rmt_law_row *const rmt_laws[] = {
    &rmt_law_semicircle,
    &rmt_law_marchenko_pastur,
    &rmt_law_fuss_catalan,
    &rmt_law_free_binomial,
    &rmt_law_jacobian,
    &rmt_law_jacobian_resnet,
    &rmt_law_jacobian_branch,
    &rmt_law_isometry,
    &rmt_law_bfk,
    &rmt_law_bfk_resnet,
    &rmt_law_tracy_widom,
    &rmt_law_log_norm,
    NULL,
};

const rmt_law_row *rmt_law_find(const char *name, hodo_error *error)
{
    const size_t at = hodo_name_find_pointed("law", name, rmt_laws, SIZE_MAX, error);
    return at != HODO_NO_NAME ? rmt_laws[at] : NULL;
}
