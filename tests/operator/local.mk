if HAVE_CRITERION
check_PROGRAMS += tests/operator/operator
TESTS += tests/operator/operator
endif
tests_operator_operator_SOURCES = \
	tests/operator/chain_test.c \
	tests/operator/kernel_polynomial_test.c \
	tests/operator/lanczos_test.c \
	tests/operator/largest_eigenvalue_test.c \
	tests/operator/tridiagonal_top_test.c \
	tests/operator/ritz_pair_test.c \
	tests/operator/wishart.c tests/operator/wishart.h
tests_operator_operator_CPPFLAGS = $(HODO_TEST_CPPFLAGS)
tests_operator_operator_CFLAGS = $(HODO_TEST_CFLAGS) $(GSL_CFLAGS)
tests_operator_operator_LDADD = src/libhodo-operator.la src/libhodo-base.la $(HODO_LIBS) $(CRITERION_LIBS)
