/* Whether one row of an architecture can stand where it is: the inside of hodo_architecture_make. */
#ifndef HODO_NET_ARCHITECTURE_CHECK_H
#define HODO_NET_ARCHITECTURE_CHECK_H

#include "net/architecture.h"

/* Row i, alone; *width is the width that enters and becomes the one that leaves. HODO_MISMATCH or HODO_INVALID
 * with a message that names the layer. What is nested in what is not looked at here. */
hodo_status hodo_layer_check(const hodo_layer *layer, size_t i, size_t *width, hodo_error *error);

#endif
