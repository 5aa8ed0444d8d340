# Criterion suites, one a room; each prints TAP, which automake counts.
AM_TESTS_ENVIRONMENT = \
	CRITERION_OUTPUTS=tap:- CRITERION_JOBS=1 OPENBLAS_NUM_THREADS=1 \
	ASAN_OPTIONS=$${ASAN_OPTIONS:-detect_leaks=0} \
	top_srcdir='$(top_srcdir)' top_builddir='$(top_builddir)'; \
	export CRITERION_OUTPUTS CRITERION_JOBS OPENBLAS_NUM_THREADS ASAN_OPTIONS top_srcdir top_builddir;
# (Criterion itself leaks; check-memory looks for our leaks in plain programs.)
TEST_EXTENSIONS = .sh
LOG_DRIVER = env AM_TAP_AWK='$(AWK)' $(SHELL) $(top_srcdir)/build-aux/tap-driver.sh
SH_LOG_DRIVER = $(LOG_DRIVER)
SH_LOG_COMPILER = $(SHELL)

HODO_TEST_CPPFLAGS = $(AM_CPPFLAGS) -I$(top_srcdir)/tests $(CRITERION_CFLAGS)
# Criterion's own macros convert and shadow; the code under test is held to the full list.
HODO_TEST_CFLAGS = $(AM_CFLAGS) -Wno-conversion -Wno-shadow -Wno-missing-prototypes -Wno-strict-prototypes
noinst_HEADERS += tests/effort.h tests/near.h
EXTRA_DIST += tests/driven.sh

include tests/base/local.mk
include tests/data/local.mk
include tests/net/local.mk
include tests/operator/local.mk
include tests/probe/local.mk
include tests/train/local.mk
include tests/peer/local.mk
include tests/rmt/local.mk
include tests/lab/local.mk
include tests/hodo/local.mk
include tests/experiments/local.mk
include tests/house/local.mk
include tests/bench/local.mk
