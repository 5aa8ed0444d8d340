/* .npy files byte by byte: every type, order and version that is read, and what is refused. */
#include "base/npy.h"
#include "near.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* A file with these bytes; the caller removes it. */
static void write_file(char path[32], const void *bytes, size_t size)
{
    (void)strcpy(path, "/tmp/hodo-npy.XXXXXX");
    const int descriptor = mkstemp(path);
    cr_assert(descriptor >= 0);
    cr_assert(write(descriptor, bytes, size) == (ssize_t)size);
    cr_assert(close(descriptor) == 0);
}

/* magic, version, header of its length, data. */
static size_t compose(unsigned char *file, unsigned version, const char *header, const void *data, size_t size)
{
    const size_t length = strlen(header), prefix = version == 1 ? 10 : 12;
    memcpy(file, "\x93NUMPY", 6);
    file[6] = (unsigned char)version;
    file[7] = 0;
    for (size_t i = 0; i < prefix - 8; i++) {
        file[8 + i] = (unsigned char)(length >> 8 * i);
    }
    memcpy(file + prefix, header, length);
    memcpy(file + prefix + length, data, size);
    return prefix + length + size;
}

static hodo_status read_bytes(const void *bytes, size_t size, hodo_npy *matrix, hodo_error *error)
{
    char path[32];
    write_file(path, bytes, size);
    const hodo_status status = hodo_npy_read(path, matrix, error);
    (void)unlink(path);
    return status;
}

/* Two elements of each type: -2 (or 2) and 3, by hand. */
static const struct kind {
    const char *type;
    unsigned char bytes[16];
    size_t size;
    double first, second;
} kinds[] = {
    {"<f8", {0, 0, 0, 0, 0, 0, 0, 0xc0, 0, 0, 0, 0, 0, 0, 8, 0x40}, 16, -2, 3},
    {">f8", {0xc0, 0, 0, 0, 0, 0, 0, 0, 0x40, 8, 0, 0, 0, 0, 0, 0}, 16, -2, 3},
    {"<f4", {0, 0, 0, 0xc0, 0, 0, 0x40, 0x40}, 8, -2, 3},
    {">f4", {0xc0, 0, 0, 0, 0x40, 0x40, 0, 0}, 8, -2, 3},
    {"<f2", {0, 0xc0, 0, 0x42}, 4, -2, 3},
    {"<f2", {1, 0, 0xff, 0x7b}, 4, 0x1p-24, 65504}, /* the least subnormal, the largest half */
    {"<i8", {0xfe, 255, 255, 255, 255, 255, 255, 255, 3}, 16, -2, 3},
    {">i4", {255, 255, 255, 0xfe, 0, 0, 0, 3}, 8, -2, 3},
    {"<i2", {0xfe, 255, 3, 0}, 4, -2, 3},
    {"|i1", {0xfe, 3}, 2, -2, 3},
    {"<u8", {2, 0, 0, 0, 0, 0, 0, 0, 255, 255, 255, 255, 255, 255, 255, 255}, 16, 2, 0x1p64},
    {">u2", {0, 2, 0, 3}, 4, 2, 3},
    {"|u1", {2, 200}, 2, 2, 200},
};

Test(npy, every_type_and_version)
{
    for (size_t k = 0; k < sizeof kinds / sizeof kinds[0]; k++) {
        for (unsigned version = 1; version <= 3; version++) {
            char header[128];
            unsigned char file[256];
            hodo_npy matrix;
            hodo_error error = {0};
            (void)snprintf(header, sizeof header,
                           "{'descr': '%s', 'fortran_order': False, 'shape': (2,), }  \n", kinds[k].type);
            const size_t size = compose(file, version, header, kinds[k].bytes, kinds[k].size);
            cr_assert(read_bytes(file, size, &matrix, &error) == HODO_OK, "%s: %s", kinds[k].type,
                      error.message);
            cr_assert(matrix.dimensions == 1 && matrix.rows == 1 && matrix.columns == 2);
            near(matrix.data[0], kinds[k].first, 0, 0);
            near(matrix.data[1], kinds[k].second, 0, 0);
            hodo_npy_free(&matrix);
        }
    }
}

Test(npy, orders)
{
    const unsigned char data[] = {1, 2, 3, 4, 5, 6};
    static const char *const headers[] = {
        "{'descr': '|u1', 'fortran_order': False, 'shape': (2, 3), }\n",
        "{\"shape\": (2L, 3L), 'fortran_order': True, 'descr': '|u1'}\n", /* keys in any order, Python 2's
                                                                             numbers */
    };
    static const double want[2][6] = {{1, 2, 3, 4, 5, 6}, {1, 3, 5, 2, 4, 6}};
    for (size_t h = 0; h < 2; h++) {
        unsigned char file[256];
        hodo_npy matrix;
        hodo_error error = {0};
        const size_t size = compose(file, 1, headers[h], data, sizeof data);
        cr_assert(read_bytes(file, size, &matrix, &error) == HODO_OK, "%s", error.message);
        cr_assert(matrix.rows == 2 && matrix.columns == 3 && matrix.dimensions == 2);
        for (size_t i = 0; i < 6; i++) {
            near(matrix.data[i], want[h][i], 0, 0);
        }
        hodo_npy_free(&matrix);
    }
}

/* One element too few, one too many, and every prefix of a good file. */
Test(npy, whole_or_not_at_all)
{
    const char header[] = "{'descr': '<f4', 'fortran_order': False, 'shape': (3, 2), }\n";
    unsigned char file[256], data[28] = {0};
    hodo_npy matrix;
    const size_t size = compose(file, 1, header, data, 24);
    cr_assert(read_bytes(file, size, &matrix, NULL) == HODO_OK);
    hodo_npy_free(&matrix);
    for (size_t cut = 0; cut < size; cut++) {
        cr_assert(read_bytes(file, cut, &matrix, NULL) == HODO_DAMAGED, "%zu of %zu bytes", cut, size);
        cr_assert(matrix.data == NULL);
    }
    const size_t longer = compose(file, 1, header, data, 25);
    cr_assert(read_bytes(file, longer, &matrix, NULL) == HODO_DAMAGED);
}

static const struct refusal {
    const char *header;
    hodo_status status;
    const char *says;
} refusals[] = {
    {"{'descr': '|O', 'fortran_order': False, 'shape': (2,), }", HODO_INVALID, "pickled"},
    {"{'descr': [('a', '<f8')], 'fortran_order': False, 'shape': (2,), }", HODO_INVALID, "structured"},
    {"{'descr': '<c16', 'fortran_order': False, 'shape': (2,), }", HODO_INVALID, "'<c16'"},
    {"{'descr': '<U3', 'fortran_order': False, 'shape': (2,), }", HODO_INVALID, "'<U3'"},
    {"{'descr': '|f8', 'fortran_order': False, 'shape': (2,), }", HODO_INVALID, "'|f8'"},
    {"{'descr': '<f8', 'fortran_order': False, 'shape': (), }", HODO_INVALID, "0 dimensions"},
    {"{'descr': '<f8', 'fortran_order': False, 'shape': (1, 1, 2), }", HODO_INVALID, "3 dimensions"},
    {"{'descr': '<f8', 'fortran_order': False, 'shape': (0, 4), }", HODO_INVALID, "none"},
    {"{'descr': '<f8', 'fortran_order': False, 'shape': (4294967296, 4294967296), }", HODO_INVALID,
     "any memory"},
    {"{'descr': '<f8', 'fortran_order': False, 'shape': (4294967296, 536870912), }", HODO_INVALID,
     "any memory"},
    {"{'descr': '<f8', 'fortran_order': False, 'shape': (99999999999999999999,), }", HODO_INVALID, "64 bits"},
    {"{'descr': '<f8', 'fortran_order': False, 'shape': (1000000, 1000000), }", HODO_DAMAGED,
     "need 8000000000000"},
    {"{'descr': '<f8', 'fortran_order': False, 'shape': (-2,), }", HODO_DAMAGED, "tuple"},
    {"{'descr': '<f8', 'fortran_order': False, 'shape': (2 2), }", HODO_DAMAGED, "tuple"},
    {"{'descr': '<f8', 'fortran_order': False, 'shape': 2, }", HODO_DAMAGED, "no shape"},
    {"{'descr': '<f8', 'fortran_order': 0, 'shape': (2,), }", HODO_DAMAGED, "no order"},
    {"{'descr': '<f8', 'fortran_order': False, }", HODO_DAMAGED, "missing key"},
    {"{'descr': '<f8', 'descr': '<f8', 'fortran_order': False, 'shape': (2,), }", HODO_DAMAGED, "repeated"},
    {"{'descr': '<f8', 'fortran_order': False, 'shape': (2,), 'x': 1}", HODO_DAMAGED, "unknown"},
    {"{'descr': '<f8', 'fortran_order': False, 'shape': (2,), } __import__('os')", HODO_DAMAGED, "more than"},
    {"{'descr': '<f8' 'fortran_order': False, 'shape': (2,), }", HODO_DAMAGED, "comma"},
    {"__import__('os')", HODO_DAMAGED, "no dictionary"},
    {"", HODO_DAMAGED, "no dictionary"},
};

Test(npy, refusals)
{
    const double data[2] = {1, 2};
    for (size_t r = 0; r < sizeof refusals / sizeof refusals[0]; r++) {
        unsigned char file[512];
        hodo_npy matrix;
        hodo_error error = {0};
        const size_t size = compose(file, 1, refusals[r].header, data, sizeof data);
        const hodo_status status = read_bytes(file, size, &matrix, &error);
        cr_assert(status == refusals[r].status && strstr(error.message, refusals[r].says) != NULL, "%s: %d, %s",
                  refusals[r].header, (int)status, error.message);
        cr_assert(matrix.data == NULL);
    }
}

Test(npy, magic_and_version)
{
    const char header[] = "{'descr': '<f8', 'fortran_order': False, 'shape': (1,), }\n";
    const double data = 1;
    unsigned char file[256];
    hodo_npy matrix;
    const size_t size = compose(file, 1, header, &data, sizeof data);
    file[6] = 4;
    cr_assert(read_bytes(file, size, &matrix, NULL) == HODO_INVALID);
    file[6] = 1;
    file[0] = 'P';
    cr_assert(read_bytes(file, size, &matrix, NULL) == HODO_DAMAGED);
    cr_assert(hodo_npy_read("/nonexistent/x.npy", &matrix, NULL) == HODO_IO);
    cr_assert(hodo_npy_read("/tmp", &matrix, NULL) == HODO_IO);
}

Test(npy, written_is_read)
{
    const double data[6] = {1, -2.5, 1e-310, 1e300, 0.1, -0.0};
    char path[32];
    hodo_npy matrix;
    hodo_error error = {0};
    write_file(path, "", 0);
    cr_assert(hodo_npy_write(path, data, 3, 2, &error) == HODO_OK, "%s", error.message);
    cr_assert(hodo_npy_read(path, &matrix, &error) == HODO_OK, "%s", error.message);
    (void)unlink(path);
    cr_assert(matrix.rows == 3 && matrix.columns == 2);
    cr_assert(memcmp(matrix.data, data, sizeof data) == 0);
    hodo_npy_free(&matrix);
}
