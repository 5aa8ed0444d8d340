# The front door: settings from within (Criterion), hodo train from without.
if HAVE_CRITERION
check_PROGRAMS += tests/hodo/hodo
TESTS += tests/hodo/hodo
endif
tests_hodo_hodo_SOURCES = tests/hodo/config_test.c
tests_hodo_hodo_CPPFLAGS = $(HODO_TEST_CPPFLAGS)
tests_hodo_hodo_CFLAGS = $(HODO_TEST_CFLAGS)
tests_hodo_hodo_LDADD = $(HODO_TRAIN_LIBS) $(CRITERION_LIBS)
TESTS += tests/hodo/train.sh
EXTRA_DIST += tests/hodo/train.sh
