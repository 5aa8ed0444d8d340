# The laboratory from within (Criterion) and from without (a script that drives a small experiment).
if HAVE_CRITERION
check_PROGRAMS += tests/lab/lab
TESTS += tests/lab/lab
endif
tests_lab_lab_SOURCES = \
	tests/lab/claim_test.c \
	tests/lab/estimate_test.c \
	tests/lab/grammar_test.c \
	tests/lab/journal_test.c \
	tests/lab/run_test.c \
	tests/lab/select_test.c \
	tests/lab/trend_test.c \
	tests/lab/toy.c tests/lab/toy.h
tests_lab_lab_CPPFLAGS = $(HODO_TEST_CPPFLAGS)
tests_lab_lab_CFLAGS = $(HODO_TEST_CFLAGS)
tests_lab_lab_LDADD = src/libhodo-lab.la src/libhodo-base.la $(HODO_LIBS) $(CRITERION_LIBS)

check_PROGRAMS += tests/lab/sample_experiment
tests_lab_sample_experiment_SOURCES = tests/lab/sample_experiment.c
tests_lab_sample_experiment_LDADD = src/libhodo-lab.la src/libhodo-base.la $(HODO_LIBS)
TESTS += tests/lab/face.sh tests/lab/door.sh
EXTRA_DIST += tests/lab/face.sh tests/lab/door.sh
