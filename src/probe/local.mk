# src/probe: what is measured of a network.
noinst_LTLIBRARIES += src/libhodo-probe.la
src_libhodo_probe_la_SOURCES = \
	src/probe/accuracy.c src/probe/accuracy.h \
	src/probe/agreement.c src/probe/agreement.h \
	src/probe/alignment.c src/probe/alignment.h \
	src/probe/angle.c src/probe/angle.h \
	src/probe/curvature.c src/probe/curvature.h \
	src/probe/curvature_pass.c src/probe/curvature_pass.h \
	src/probe/dead_units.c src/probe/dead_units.h \
	src/probe/feature_change.c src/probe/feature_change.h \
	src/probe/feature_kernel.c src/probe/feature_kernel.h \
	src/probe/jacobian.c src/probe/jacobian.h \
	src/probe/kernel_alignment.c src/probe/kernel_alignment.h \
	src/probe/mixed_kernel.inc \
	src/probe/mixed_product.c src/probe/mixed_product.h \
	src/probe/objective.c src/probe/objective.h \
	src/probe/output_kernel.c src/probe/output_kernel.h \
	src/probe/sharpness.c src/probe/sharpness.h \
	src/probe/slice.c src/probe/slice.h \
	src/probe/spectral_norm.c src/probe/spectral_norm.h \
	src/probe/stacked.c src/probe/stacked.h \
	src/probe/tangent_kernel.c src/probe/tangent_kernel.h \
	src/probe/tangent_rows.c src/probe/tangent_rows.h \
	src/probe/twin.c src/probe/twin.h \
	src/probe/update_cosine.c src/probe/update_cosine.h \
	src/probe/weight_norms.c src/probe/weight_norms.h \
	src/probe/weight_vector.c src/probe/weight_vector.h
src_libhodo_probe_la_CFLAGS = $(AM_CFLAGS) $(LAPACKE_CFLAGS) $(OPENBLAS_CFLAGS)
