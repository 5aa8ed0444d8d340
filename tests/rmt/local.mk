# Criterion suites, one an idea; then the scripts that drive hodo-rmt.
RMT_TEST_LIBS = rmt/librmt-program.la rmt/librmt-theory.la src/libhodo-operator.la src/libhodo-base.la $(HODO_LIBS) $(CRITERION_LIBS)
RMT_SUITES = \
	tests/rmt/rmt \
	tests/rmt/second_moment \
	tests/rmt/activation_layer \
	tests/rmt/angle \
	tests/rmt/law \
	tests/rmt/compare \
	tests/rmt/jacobian \
	tests/rmt/branch tests/rmt/jacobian_width \
	tests/rmt/uneven \
	tests/rmt/bfk \
	tests/rmt/convolution \
	tests/rmt/finite \
	tests/rmt/ntk \
	tests/rmt/spectrum
if HAVE_CRITERION
check_PROGRAMS += $(RMT_SUITES)
TESTS += $(RMT_SUITES)
endif

# Theory alone: angles, limits, masks, widths, speeds.
tests_rmt_rmt_SOURCES = tests/rmt/angle_test.c tests/rmt/limit_test.c tests/rmt/mask_stream_test.c \
	tests/rmt/speed_test.c tests/rmt/trained_ends_test.c tests/rmt/width_test.c
tests_rmt_rmt_CPPFLAGS = $(HODO_TEST_CPPFLAGS)
tests_rmt_rmt_CFLAGS = $(HODO_TEST_CFLAGS) $(GSL_CFLAGS)
tests_rmt_rmt_LDADD = $(RMT_TEST_LIBS)

# Theory against a simulation in plain loops.
tests_rmt_second_moment_SOURCES = tests/rmt/second_moment_simulation.c tests/rmt/simulated_network.c \
	tests/rmt/simulated_network.h
tests_rmt_second_moment_CPPFLAGS = $(HODO_TEST_CPPFLAGS)
tests_rmt_second_moment_CFLAGS = $(HODO_TEST_CFLAGS) $(GSL_CFLAGS)
tests_rmt_second_moment_LDADD = $(RMT_TEST_LIBS)

# Any activation: closed forms and Monte Carlo.
tests_rmt_activation_layer_SOURCES = tests/rmt/activation_layer_simulation.c tests/rmt/activation_layer_test.c \
	tests/rmt/sample_gram_simulation.c
tests_rmt_activation_layer_CPPFLAGS = $(HODO_TEST_CPPFLAGS)
tests_rmt_activation_layer_CFLAGS = $(HODO_TEST_CFLAGS) $(GSL_CFLAGS)
tests_rmt_activation_layer_LDADD = $(RMT_TEST_LIBS)

tests_rmt_angle_SOURCES = tests/rmt/angle_simulation.c tests/rmt/simulated_network.c \
	tests/rmt/simulated_network.h
tests_rmt_angle_CPPFLAGS = $(HODO_TEST_CPPFLAGS)
tests_rmt_angle_CFLAGS = $(HODO_TEST_CFLAGS) $(GSL_CFLAGS)
tests_rmt_angle_LDADD = $(RMT_TEST_LIBS)

# Every row of the table of laws against quadrature, and its ensemble against the law.
tests_rmt_law_SOURCES = tests/rmt/law_lines.h tests/rmt/law_rows_test.c tests/rmt/law_test.c \
	tests/rmt/opened_law.h
tests_rmt_law_CPPFLAGS = $(HODO_TEST_CPPFLAGS)
tests_rmt_law_CFLAGS = $(HODO_TEST_CFLAGS) $(GSL_CFLAGS)
tests_rmt_law_LDADD = $(RMT_TEST_LIBS)

tests_rmt_compare_SOURCES = tests/rmt/compare_test.c tests/rmt/law_lines.h tests/rmt/opened_law.h
tests_rmt_compare_CPPFLAGS = $(HODO_TEST_CPPFLAGS)
tests_rmt_compare_CFLAGS = $(HODO_TEST_CFLAGS) $(GSL_CFLAGS)
tests_rmt_compare_LDADD = $(RMT_TEST_LIBS)

# Spectra of deep Jacobians and of backward-to-feature kernels.
tests_rmt_jacobian_SOURCES = tests/rmt/derivative_test.c tests/rmt/jacobian_refuses_test.c \
	tests/rmt/jacobian_simulation.c tests/rmt/jacobian_test.c
tests_rmt_jacobian_CPPFLAGS = $(HODO_TEST_CPPFLAGS)
tests_rmt_jacobian_CFLAGS = $(HODO_TEST_CFLAGS) $(GSL_CFLAGS)
tests_rmt_jacobian_LDADD = $(RMT_TEST_LIBS)

tests_rmt_branch_SOURCES = tests/rmt/branch_test.c tests/rmt/opened_law.h
tests_rmt_branch_CPPFLAGS = $(HODO_TEST_CPPFLAGS)
tests_rmt_branch_CFLAGS = $(HODO_TEST_CFLAGS) $(GSL_CFLAGS)
tests_rmt_branch_LDADD = $(RMT_TEST_LIBS)

tests_rmt_jacobian_width_SOURCES = tests/rmt/jacobian_width_test.c
tests_rmt_jacobian_width_CPPFLAGS = $(HODO_TEST_CPPFLAGS)
tests_rmt_jacobian_width_CFLAGS = $(HODO_TEST_CFLAGS) $(GSL_CFLAGS)
tests_rmt_jacobian_width_LDADD = $(RMT_TEST_LIBS)

tests_rmt_uneven_SOURCES = tests/rmt/opened_law.h tests/rmt/uneven_test.c
tests_rmt_uneven_CPPFLAGS = $(HODO_TEST_CPPFLAGS)
tests_rmt_uneven_CFLAGS = $(HODO_TEST_CFLAGS) $(GSL_CFLAGS)
tests_rmt_uneven_LDADD = $(RMT_TEST_LIBS)

tests_rmt_bfk_SOURCES = tests/rmt/bfk_ensemble_test.c tests/rmt/bfk_moments_test.c tests/rmt/bfk_test.c \
	tests/rmt/opened_law.h
tests_rmt_bfk_CPPFLAGS = $(HODO_TEST_CPPFLAGS)
tests_rmt_bfk_CFLAGS = $(HODO_TEST_CFLAGS) $(GSL_CFLAGS)
tests_rmt_bfk_LDADD = $(RMT_TEST_LIBS)

# Free convolution of measures given numerically.
tests_rmt_convolution_SOURCES = tests/rmt/convolution_matrix_test.c tests/rmt/convolution_moments_test.c \
	tests/rmt/convolution_test.c tests/rmt/measure_test.c tests/rmt/measures.h
tests_rmt_convolution_CPPFLAGS = $(HODO_TEST_CPPFLAGS)
tests_rmt_convolution_CFLAGS = $(HODO_TEST_CFLAGS) $(GSL_CFLAGS)
tests_rmt_convolution_LDADD = $(RMT_TEST_LIBS)

# Finite-size laws against closed forms and simulated matrices.
tests_rmt_finite_SOURCES = tests/rmt/extreme_value_test.c tests/rmt/kolmogorov.h tests/rmt/log_norm_test.c \
	tests/rmt/lyapunov_test.c tests/rmt/outlier_test.c tests/rmt/plain_rows.c tests/rmt/plain_rows.h \
	tests/rmt/tracy_widom_test.c
tests_rmt_finite_CPPFLAGS = $(HODO_TEST_CPPFLAGS)
tests_rmt_finite_CFLAGS = $(HODO_TEST_CFLAGS) $(GSL_CFLAGS)
tests_rmt_finite_LDADD = $(RMT_TEST_LIBS)

# The limiting tangent kernel against quadrature, check values and asymptotes.
tests_rmt_ntk_SOURCES = tests/rmt/ntk_test.c
tests_rmt_ntk_CPPFLAGS = $(HODO_TEST_CPPFLAGS)
tests_rmt_ntk_CFLAGS = $(HODO_TEST_CFLAGS) $(GSL_CFLAGS)
tests_rmt_ntk_LDADD = $(RMT_TEST_LIBS)

# Spectra of a user's matrices.
tests_rmt_spectrum_SOURCES = tests/rmt/spectrum_test.c
tests_rmt_spectrum_CPPFLAGS = $(HODO_TEST_CPPFLAGS)
tests_rmt_spectrum_CFLAGS = $(HODO_TEST_CFLAGS) $(GSL_CFLAGS)
tests_rmt_spectrum_LDADD = $(RMT_TEST_LIBS)

# library_rows is a program of program.sh, no suite of its own.
check_PROGRAMS += tests/rmt/library_rows
RMT_DRIVES = tests/rmt/convolve.sh tests/rmt/laws.sh tests/rmt/ntk.sh tests/rmt/program.sh tests/rmt/spectrum.sh
TESTS += $(RMT_DRIVES)
EXTRA_DIST += $(RMT_DRIVES) tests/rmt/face.sh
tests_rmt_library_rows_SOURCES = tests/rmt/library_rows.c
tests_rmt_library_rows_CFLAGS = $(AM_CFLAGS) $(GSL_CFLAGS)
tests_rmt_library_rows_LDADD = rmt/librmt-theory.la src/libhodo-operator.la src/libhodo-base.la $(HODO_LIBS)
