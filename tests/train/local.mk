if HAVE_CRITERION
check_PROGRAMS += tests/train/training tests/train/parametrization tests/train/optimiser
TESTS += tests/train/training tests/train/parametrization tests/train/optimiser
endif
tests_train_training_SOURCES = \
	tests/train/cohort_test.c \
	tests/train/frozen_memo_test.c \
	tests/train/coordinate_check_test.c \
	tests/train/loop_test.c \
	tests/train/rate_curve_test.c \
	tests/train/rate_search_test.c \
	tests/train/resume_test.c \
	tests/train/small_run.c tests/train/small_run.h \
	tests/train/small_task.c tests/train/small_task.h \
	tests/train/stop_test.c
tests_train_training_CPPFLAGS = $(HODO_TEST_CPPFLAGS)
tests_train_training_CFLAGS = $(HODO_TEST_CFLAGS)
tests_train_training_LDADD = src/libhodo-train.la src/libhodo-probe.la src/libhodo-operator.la src/libhodo-net.la \
	src/libhodo-data.la src/libhodo-base.la $(HODO_LIBS) $(CRITERION_LIBS)

tests_train_parametrization_SOURCES = \
	tests/train/automatic_rates_test.c \
	tests/train/automatic_speed_test.c \
	tests/train/parametrization_draw_test.c \
	tests/train/parametrization_equal_test.c \
	tests/train/parametrization_growth_test.c \
	tests/train/parametrization_initial_test.c \
	tests/train/parametrization_refuses_test.c \
	tests/train/parametrization_step_test.c \
	tests/train/schedule_test.c \
	tests/train/slope.c tests/train/slope.h \
	tests/train/started.c tests/train/started.h
tests_train_parametrization_CPPFLAGS = $(HODO_TEST_CPPFLAGS)
tests_train_parametrization_CFLAGS = $(HODO_TEST_CFLAGS)
tests_train_parametrization_LDADD = src/libhodo-train.la src/libhodo-probe.la src/libhodo-operator.la \
	src/libhodo-net.la src/libhodo-base.la $(HODO_LIBS) $(CRITERION_LIBS)

tests_train_optimiser_SOURCES = \
	tests/train/linear_network.c tests/train/linear_network.h \
	tests/train/newton_schulz_test.c \
	tests/train/optimiser_bowl_test.c \
	tests/train/optimiser_refuses_test.c \
	tests/train/optimiser_rule_test.c \
	tests/train/step_norm_test.c \
	tests/train/update_test.c
tests_train_optimiser_CPPFLAGS = $(HODO_TEST_CPPFLAGS)
tests_train_optimiser_CFLAGS = $(HODO_TEST_CFLAGS)
tests_train_optimiser_LDADD = src/libhodo-train.la src/libhodo-probe.la src/libhodo-operator.la \
	src/libhodo-net.la src/libhodo-base.la $(HODO_LIBS) $(CRITERION_LIBS)
