# src/probe: what is measured of a network.
noinst_LIBRARIES += src/libhodo-probe.a
src_libhodo_probe_a_SOURCES = \
	src/probe/angle.c src/probe/angle.h \
	src/probe/feature_kernel.c src/probe/feature_kernel.h \
	src/probe/jacobian.c src/probe/jacobian.h \
	src/probe/slice.c src/probe/slice.h \
	src/probe/stacked.c src/probe/stacked.h \
	src/probe/twin.c src/probe/twin.h
