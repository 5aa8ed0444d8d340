# Benchmarks: `make bench` builds and runs every program listed in HODO_BENCHES; no test depends on time.
# A room adds its own with a word in HODO_BENCHES and the usual variables.
HODO_BENCHES = tests/bench/angle_bench tests/bench/curvature_bench tests/bench/data_bench \
	tests/bench/digits_bench tests/bench/gaussian_bench tests/bench/jacobian_bench \
	tests/bench/kernel_bench tests/bench/kpm_bench tests/bench/network_bench tests/bench/optimiser_bench \
	tests/bench/pass_bench tests/bench/step_bench tests/bench/training_pass_bench
EXTRA_PROGRAMS = $(HODO_BENCHES)
CLEANFILES += $(HODO_BENCHES)

tests_bench_angle_bench_SOURCES = tests/bench/angle_bench.c
tests_bench_angle_bench_LDADD = rmt/librmt-theory.la src/libhodo-operator.la src/libhodo-base.la $(HODO_LIBS)
tests_bench_angle_bench_CFLAGS = $(AM_CFLAGS) $(GSL_CFLAGS)

tests_bench_digits_bench_SOURCES = tests/bench/digits_bench.c
tests_bench_digits_bench_LDADD = src/libhodo-data.la src/libhodo-base.la $(HODO_LIBS)

tests_bench_curvature_bench_SOURCES = tests/bench/curvature_bench.c tests/bench/floor.h
tests_bench_curvature_bench_LDADD = src/libhodo-probe.la src/libhodo-net.la src/libhodo-operator.la \
	src/libhodo-base.la $(HODO_LIBS)

tests_bench_data_bench_SOURCES = tests/bench/data_bench.c tests/bench/floor.h
tests_bench_data_bench_LDADD = src/libhodo-data.la src/libhodo-base.la $(HODO_LIBS)

tests_bench_gaussian_bench_SOURCES = tests/bench/gaussian_bench.c
tests_bench_gaussian_bench_LDADD = src/libhodo-base.la $(HODO_LIBS)
tests_bench_gaussian_bench_CFLAGS = $(AM_CFLAGS) $(GSL_CFLAGS)

tests_bench_jacobian_bench_SOURCES = tests/bench/jacobian_bench.c tests/bench/floor.h
tests_bench_jacobian_bench_LDADD = rmt/librmt-theory.la src/libhodo-base.la $(HODO_LIBS)
tests_bench_jacobian_bench_CFLAGS = $(AM_CFLAGS) $(GSL_CFLAGS)

tests_bench_kernel_bench_SOURCES = tests/bench/kernel_bench.c tests/bench/floor.h
tests_bench_kernel_bench_LDADD = src/libhodo-probe.la src/libhodo-net.la src/libhodo-operator.la \
	src/libhodo-base.la $(HODO_LIBS)

tests_bench_kpm_bench_SOURCES = tests/bench/kpm_bench.c tests/bench/floor.h
tests_bench_kpm_bench_LDADD = experiments/libjacobian-spectra.la src/libhodo-operator.la src/libhodo-base.la $(HODO_LIBS)
tests_bench_kpm_bench_CFLAGS = $(AM_CFLAGS) $(OPENBLAS_CFLAGS)

tests_bench_network_bench_SOURCES = tests/bench/network_bench.c tests/bench/floor.h
tests_bench_network_bench_LDADD = src/libhodo-probe.la src/libhodo-net.la src/libhodo-base.la $(HODO_LIBS)

tests_bench_optimiser_bench_SOURCES = tests/bench/optimiser_bench.c tests/bench/floor.h
tests_bench_optimiser_bench_LDADD = src/libhodo-train.la src/libhodo-probe.la src/libhodo-operator.la \
	src/libhodo-net.la src/libhodo-base.la $(HODO_LIBS)

tests_bench_pass_bench_SOURCES = tests/bench/pass_bench.c tests/bench/floor.h
tests_bench_pass_bench_LDADD = src/libhodo-base.la $(HODO_LIBS)

tests_bench_step_bench_SOURCES = tests/bench/step_bench.c tests/bench/floor.h
tests_bench_step_bench_LDADD = src/libhodo-train.la src/libhodo-probe.la src/libhodo-operator.la src/libhodo-net.la \
	src/libhodo-data.la src/libhodo-base.la $(HODO_LIBS)

tests_bench_training_pass_bench_SOURCES = tests/bench/training_pass_bench.c tests/bench/floor.h
tests_bench_training_pass_bench_LDADD = src/libhodo-net.la src/libhodo-base.la $(HODO_LIBS)

# An interpreter that has NumPy and PyTorch; the scripts say so where it has not.
NUMPY_INTERPRETER = $(firstword $(wildcard /usr/bin/python3))
.PHONY: bench
bench: $(HODO_BENCHES) rmt/hodo-rmt$(EXEEXT)
	@PYTORCH=`test -n "$(NUMPY_INTERPRETER)" && $(NUMPY_INTERPRETER) $(srcdir)/tests/bench/torch_step.py`; \
	export PYTORCH; \
	for each in $(HODO_BENCHES); do ./$$each || exit 1; done
	@if test -n "$(NUMPY_INTERPRETER)"; then $(NUMPY_INTERPRETER) $(srcdir)/tests/bench/numpy_dense.py 1024 rmt/hodo-rmt$(EXEEXT); \
	else echo "Python is missing: NumPy's dense spectra and PyTorch's steps are skipped"; fi
EXTRA_DIST += tests/bench/numpy_dense.py tests/bench/torch_step.py
