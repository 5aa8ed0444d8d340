if HAVE_CRITERION
check_PROGRAMS += tests/probe/probe
TESTS += tests/probe/probe
endif
tests_probe_probe_SOURCES = \
	tests/net/zoo.c tests/net/zoo.h \
	tests/probe/mlp.c tests/probe/mlp.h \
	tests/probe/alignment_test.c \
	tests/probe/angle_test.c \
	tests/probe/curvature_test.c \
	tests/probe/jacobian_test.c \
	tests/probe/kernel_alignment_test.c \
	tests/probe/kernel_limit_test.c \
	tests/probe/kernel_test.c \
	tests/probe/outputs_test.c \
	tests/probe/spectral_norm_test.c \
	tests/probe/scaling_test.c \
	tests/probe/sharpness_test.c \
	tests/probe/tangent_kernel_test.c \
	tests/probe/trainee.c tests/probe/trainee.h \
	tests/probe/twin_test.c \
	tests/probe/update_cosine_test.c \
	tests/probe/weight_norms_test.c
tests_probe_probe_CPPFLAGS = $(HODO_TEST_CPPFLAGS)
tests_probe_probe_CFLAGS = $(HODO_TEST_CFLAGS)
tests_probe_probe_LDADD = src/libhodo-probe.la src/libhodo-net.la src/libhodo-operator.la src/libhodo-base.la $(HODO_LIBS) $(CRITERION_LIBS)
