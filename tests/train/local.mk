if HAVE_CRITERION
check_PROGRAMS += tests/train/training
TESTS += tests/train/training
endif
tests_train_training_SOURCES = \
	tests/train/cohort_test.c \
	tests/train/small_task.c tests/train/small_task.h
tests_train_training_CPPFLAGS = $(HODO_TEST_CPPFLAGS)
tests_train_training_CFLAGS = $(HODO_TEST_CFLAGS)
tests_train_training_LDADD = src/libhodo-train.a src/libhodo-probe.a src/libhodo-operator.a src/libhodo-net.a \
	src/libhodo-data.a src/libhodo-base.a $(HODO_LIBS) $(CRITERION_LIBS)
