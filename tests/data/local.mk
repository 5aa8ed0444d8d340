# Readers, sets and synthetic tasks (Criterion); readers on mangled files, a plain program that check-memory
# also runs under the sanitizers; and the script behind `make data`.
if HAVE_CRITERION
check_PROGRAMS += tests/data/sets
TESTS += tests/data/sets
endif
tests_data_sets_SOURCES = \
	tests/data/batches_test.c \
	tests/data/cifar_test.c \
	tests/data/dataset_test.c \
	tests/data/folder_test.c \
	tests/data/idx_test.c \
	tests/data/image_law_test.c \
	tests/data/law.h \
	tests/data/mnist_test.c \
	tests/data/normalisation_test.c \
	tests/data/npy_dataset_test.c \
	tests/data/room.c tests/data/room.h \
	tests/data/scratch.c tests/data/scratch.h \
	tests/data/stand_in_test.c \
	tests/data/synthetic_law_test.c \
	tests/data/synthetic_test.c
tests_data_sets_CPPFLAGS = $(HODO_TEST_CPPFLAGS)
tests_data_sets_CFLAGS = $(HODO_TEST_CFLAGS)
tests_data_sets_LDADD = src/libhodo-data.la src/libhodo-base.la $(HODO_LIBS) $(CRITERION_LIBS)

check_PROGRAMS += tests/data/mangle
TESTS += tests/data/mangle
tests_data_mangle_SOURCES = tests/data/mangle.c tests/data/scratch.c tests/data/scratch.h
tests_data_mangle_CPPFLAGS = $(AM_CPPFLAGS) -I$(top_srcdir)/tests
tests_data_mangle_LDADD = src/libhodo-data.la src/libhodo-base.la $(HODO_LIBS)

TESTS += tests/data/fetch.sh
EXTRA_DIST += tests/data/fetch.sh

if HAVE_CRITERION
check_PROGRAMS += tests/data/digits
TESTS += tests/data/digits
endif
tests_data_digits_SOURCES = \
	tests/data/affine_test.c \
	tests/data/contact_sheet_test.c \
	tests/data/digit_stream_test.c \
	tests/data/elastic_field_test.c \
	tests/data/keys.h \
	tests/data/digit_resemblance_test.c \
	tests/data/strokes.c tests/data/strokes.h \
	tests/data/warp_test.c
tests_data_digits_CPPFLAGS = $(HODO_TEST_CPPFLAGS) -I$(top_srcdir)/tests/data
tests_data_digits_CFLAGS = $(HODO_TEST_CFLAGS) $(GSL_CFLAGS) $(PNG_CFLAGS)
tests_data_digits_LDADD = src/libhodo-data.la src/libhodo-base.la $(HODO_LIBS) $(CRITERION_LIBS)
