if HAVE_CRITERION
check_PROGRAMS += tests/base/base
TESTS += tests/base/base
endif
tests_base_base_SOURCES = \
	tests/base/activation_test.c \
	tests/base/arena_test.c \
	tests/base/dot_test.c \
	tests/base/eigenvalue_test.c \
	tests/base/gaussian_test.c tests/base/philox_answers.h \
	tests/base/matrix_test.c \
	tests/base/name_test.c \
	tests/base/normality.c tests/base/normality.h \
	tests/base/npy_test.c \
	tests/base/option_test.c \
	tests/base/pool_test.c \
	tests/base/random_law_test.c \
	tests/base/random_streams_test.c \
	tests/base/random_test.c \
	tests/base/skinny_test.c \
	tests/base/table_test.c
tests_base_base_CPPFLAGS = $(HODO_TEST_CPPFLAGS)
tests_base_base_CFLAGS = $(HODO_TEST_CFLAGS)
tests_base_base_LDADD = src/libhodo-base.la $(HODO_LIBS) $(CRITERION_LIBS)
