if HAVE_CRITERION
check_PROGRAMS += tests/experiments/feature_speed tests/experiments/jacobian_spectra
TESTS += tests/experiments/feature_speed tests/experiments/jacobian_spectra
check_PROGRAMS += tests/experiments/toy_model
TESTS += tests/experiments/toy_model
check_PROGRAMS += tests/experiments/depth_transfer tests/experiments/toy_catapult
TESTS += tests/experiments/depth_transfer tests/experiments/toy_catapult
check_PROGRAMS += tests/experiments/spectral_condition
TESTS += tests/experiments/spectral_condition
check_PROGRAMS += tests/experiments/boundary tests/experiments/landscape
TESTS += tests/experiments/boundary tests/experiments/landscape
check_PROGRAMS += tests/experiments/gradient_limit
TESTS += tests/experiments/gradient_limit
check_PROGRAMS += tests/experiments/rate_law
TESTS += tests/experiments/rate_law
check_PROGRAMS += tests/experiments/mlps_at_the_eoc
TESTS += tests/experiments/mlps_at_the_eoc
check_PROGRAMS += tests/experiments/chaos_descent
TESTS += tests/experiments/chaos_descent
endif
tests_experiments_boundary_SOURCES = \
	tests/experiments/boundary_test.c \
	tests/experiments/known_landscape.c tests/experiments/known_landscape.h \
	tests/experiments/outcome_test.c \
	tests/experiments/walk_test.c
tests_experiments_boundary_CPPFLAGS = $(HODO_TEST_CPPFLAGS)
tests_experiments_boundary_CFLAGS = $(HODO_TEST_CFLAGS)
tests_experiments_boundary_LDADD = $(LDADD) $(CRITERION_LIBS)
tests_experiments_landscape_SOURCES = tests/experiments/landscape_test.c
tests_experiments_landscape_CPPFLAGS = $(HODO_TEST_CPPFLAGS)
tests_experiments_landscape_CFLAGS = $(HODO_TEST_CFLAGS)
tests_experiments_landscape_LDADD = $(LDADD) $(CRITERION_LIBS)
tests_experiments_feature_speed_SOURCES = tests/experiments/feature_speed_test.c tests/experiments/scalings_test.c \
	tests/experiments/taken_step_test.c tests/experiments/trained_tower_test.c
tests_experiments_feature_speed_CPPFLAGS = $(HODO_TEST_CPPFLAGS)
tests_experiments_feature_speed_CFLAGS = $(HODO_TEST_CFLAGS)
tests_experiments_feature_speed_LDADD = $(LDADD) $(CRITERION_LIBS)
tests_experiments_jacobian_spectra_SOURCES = tests/experiments/jacobian_spectra_test.c
tests_experiments_jacobian_spectra_CPPFLAGS = $(HODO_TEST_CPPFLAGS)
tests_experiments_jacobian_spectra_CFLAGS = $(HODO_TEST_CFLAGS) $(GSL_CFLAGS)
tests_experiments_jacobian_spectra_LDADD = $(LDADD) $(CRITERION_LIBS)
tests_experiments_toy_model_SOURCES = tests/experiments/toy_model_test.c
tests_experiments_toy_model_CPPFLAGS = $(HODO_TEST_CPPFLAGS)
tests_experiments_toy_model_CFLAGS = $(HODO_TEST_CFLAGS) $(GSL_CFLAGS)
tests_experiments_toy_model_LDADD = $(LDADD) $(CRITERION_LIBS)
tests_experiments_spectral_condition_SOURCES = tests/experiments/spectral_condition_test.c
tests_experiments_spectral_condition_CPPFLAGS = $(HODO_TEST_CPPFLAGS)
tests_experiments_spectral_condition_CFLAGS = $(HODO_TEST_CFLAGS)
tests_experiments_spectral_condition_LDADD = $(LDADD) $(CRITERION_LIBS)
tests_experiments_gradient_limit_SOURCES = tests/experiments/gradient_limit_test.c
tests_experiments_gradient_limit_CPPFLAGS = $(HODO_TEST_CPPFLAGS)
tests_experiments_gradient_limit_CFLAGS = $(HODO_TEST_CFLAGS)
tests_experiments_gradient_limit_LDADD = $(LDADD) $(CRITERION_LIBS)
tests_experiments_rate_law_SOURCES = tests/experiments/rate_law_test.c
tests_experiments_rate_law_CPPFLAGS = $(HODO_TEST_CPPFLAGS)
tests_experiments_rate_law_CFLAGS = $(HODO_TEST_CFLAGS) $(GSL_CFLAGS)
tests_experiments_rate_law_LDADD = $(LDADD) $(CRITERION_LIBS)
tests_experiments_mlps_at_the_eoc_SOURCES = tests/experiments/mlps_at_the_eoc_test.c
tests_experiments_mlps_at_the_eoc_CPPFLAGS = $(HODO_TEST_CPPFLAGS)
tests_experiments_mlps_at_the_eoc_CFLAGS = $(HODO_TEST_CFLAGS)
tests_experiments_mlps_at_the_eoc_LDADD = $(LDADD) $(CRITERION_LIBS)
tests_experiments_chaos_descent_SOURCES = tests/experiments/chaos_descent_test.c
tests_experiments_chaos_descent_CPPFLAGS = $(HODO_TEST_CPPFLAGS)
tests_experiments_chaos_descent_CFLAGS = $(HODO_TEST_CFLAGS)
tests_experiments_chaos_descent_LDADD = $(LDADD) $(CRITERION_LIBS)
tests_experiments_depth_transfer_SOURCES = tests/experiments/depth_transfer_test.c \
	experiments/mlps-at-the-eoc/depth-transfer/depth_sweep.c \
	experiments/mlps-at-the-eoc/depth-transfer/first_move.c \
	experiments/mlps-at-the-eoc/depth-transfer/kernel_descent.c
tests_experiments_depth_transfer_CPPFLAGS = $(HODO_TEST_CPPFLAGS)
tests_experiments_depth_transfer_CFLAGS = $(HODO_TEST_CFLAGS)
tests_experiments_depth_transfer_LDADD = $(LDADD) $(CRITERION_LIBS)
tests_experiments_toy_catapult_SOURCES = tests/experiments/toy_catapult_test.c \
	experiments/mlps-at-the-eoc/toy-catapult/catapult_map.c \
	experiments/mlps-at-the-eoc/toy-catapult/linear_pair.c
tests_experiments_toy_catapult_CPPFLAGS = $(HODO_TEST_CPPFLAGS)
tests_experiments_toy_catapult_CFLAGS = $(HODO_TEST_CFLAGS)
tests_experiments_toy_catapult_LDADD = $(LDADD) $(CRITERION_LIBS)

TESTS += tests/experiments/determinism.sh
EXTRA_DIST += tests/experiments/determinism.sh

# CIFAR-10 as convolutional figures read it, of made-up files.
check_PROGRAMS += tests/experiments/fake_cifar
tests_experiments_fake_cifar_SOURCES = tests/experiments/fake_cifar.c
TESTS += tests/experiments/cifar.sh
EXTRA_DIST += tests/experiments/cifar.sh
