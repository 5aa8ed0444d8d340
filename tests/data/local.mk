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
	tests/data/mnist_test.c \
	tests/data/strokes.c tests/data/strokes.h \
	tests/data/warp_test.c
tests_data_digits_CPPFLAGS = $(HODO_TEST_CPPFLAGS) -I$(top_srcdir)/tests/data
tests_data_digits_CFLAGS = $(HODO_TEST_CFLAGS) $(GSL_CFLAGS) $(PNG_CFLAGS)
tests_data_digits_LDADD = src/libhodo-data.a src/libhodo-base.a $(HODO_LIBS) $(CRITERION_LIBS)
