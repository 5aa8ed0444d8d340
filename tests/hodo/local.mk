# The front door: settings from within (Criterion), its commands from without.
if HAVE_CRITERION
check_PROGRAMS += tests/hodo/hodo
TESTS += tests/hodo/hodo
endif
tests_hodo_hodo_SOURCES = tests/hodo/config_test.c
tests_hodo_hodo_CPPFLAGS = $(HODO_TEST_CPPFLAGS)
tests_hodo_hodo_CFLAGS = $(HODO_TEST_CFLAGS)
tests_hodo_hodo_LDADD = $(HODO_TRAIN_LIBS) $(CRITERION_LIBS)
HODO_DOOR_TESTS = tests/hodo/angle.sh tests/hodo/coordcheck.sh tests/hodo/lrtransfer.sh tests/hodo/train.sh
TESTS += $(HODO_DOOR_TESTS)
EXTRA_DIST += $(HODO_DOOR_TESTS)
