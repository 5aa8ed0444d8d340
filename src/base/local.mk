# src/base: errors, memory, random streams, matrices, workers, tables, activations.
noinst_LTLIBRARIES += src/libhodo-base.la
src_libhodo_base_la_SOURCES = \
	src/base/activation.c src/base/activation.h \
	src/base/arena.c src/base/arena.h \
	src/base/dot.c src/base/dot.h src/base/dot_avx2.c \
	src/base/eigenvalue.c src/base/eigenvalue.h \
	src/base/file.c src/base/file.h \
	src/base/gaussian.h src/base/gaussian_kernel.inc \
	src/base/gaussian_avx2.c src/base/gaussian_avx512.c src/base/gaussian_neon.c \
	src/base/gaussian_plain.c src/base/philox_lanes.inc \
	src/base/hash.c src/base/hash.h \
	src/base/matrix.c src/base/matrix.h \
	src/base/name.c src/base/name.h \
	src/base/nearest.c \
	src/base/npy.c src/base/npy.h src/base/npy_header.c src/base/npy_header.h src/base/npy_write.c \
	src/base/number.c src/base/number.h \
	src/base/option.c src/base/option.h \
	src/base/picture.c src/base/picture.h \
	src/base/picture_script.c \
	src/base/planner.c src/base/planner.h \
	src/base/pool.c src/base/pool.h \
	src/base/random.c src/base/random.h \
	src/base/real.h \
	src/base/skinny.c src/base/skinny.h src/base/skinny_kernel.inc src/base/skinny_vector.h \
	src/base/skinny_avx2.c src/base/skinny_avx512.c \
	src/base/status.c src/base/status.h \
	src/base/table.c src/base/table.h src/base/table_read.c
src_libhodo_base_la_CFLAGS = $(AM_CFLAGS) $(OPENBLAS_CFLAGS)
EXTRA_DIST += src/base/gaussian_polynomials.py
