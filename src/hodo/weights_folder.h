/* Weights in a folder: weights-K.npy for weight matrix K = 0, 1, ..., (outputs, inputs) in double, each written
 * whole or not at all (base/npy.h). A float comes back as it was.
 */
#ifndef HODO_HODO_WEIGHTS_FOLDER_H
#define HODO_HODO_WEIGHTS_FOLDER_H

#include "net/network.h"

/* Reads all matrices. HODO_MISMATCH, naming the file, for another shape or a matrix too many; HODO_NUMERIC for
 * a weight that is not finite in the network's precision; the errors of hodo_npy_read. */
hodo_status hodo_weights_load(const char *folder, hodo_network *network, hodo_error *error);

/* Makes the folder where it is not. HODO_IO when it cannot be made or written to; HODO_MISMATCH when it holds a
 * matrix that this many would not replace: two networks would lie in one folder. */
hodo_status hodo_weights_prepare(const char *folder, size_t matrices, hodo_error *error);

/* Writes all matrices into a folder that is prepared. */
hodo_status hodo_weights_save(const char *folder, const hodo_network *network, hodo_error *error);

#endif
