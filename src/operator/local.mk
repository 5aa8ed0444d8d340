# src/operator: symmetric operators as callbacks, and what is asked of their spectra.
noinst_LTLIBRARIES += src/libhodo-operator.la
src_libhodo_operator_la_SOURCES = \
	src/operator/chain.c src/operator/chain.h \
	src/operator/chain_live.c src/operator/chain_live.h \
	src/operator/chain_stage.c src/operator/chain_stage.h \
	src/operator/chebyshev_moments.c src/operator/chebyshev_moments.h \
	src/operator/kernel_polynomial.c src/operator/kernel_polynomial.h \
	src/operator/lanczos.c src/operator/lanczos.h \
	src/operator/lanczos_quadrature.c src/operator/lanczos_quadrature.h \
	src/operator/largest_eigenvalue.c src/operator/largest_eigenvalue.h \
	src/operator/operator.c src/operator/operator.h \
	src/operator/probes.c src/operator/probes.h \
	src/operator/ritz_pair.c src/operator/ritz_pair.h \
	src/operator/spectral_density.c src/operator/spectral_density.h \
	src/operator/tridiagonal_top.c src/operator/tridiagonal_top.h
src_libhodo_operator_la_CFLAGS = $(AM_CFLAGS) $(LAPACKE_CFLAGS) $(OPENBLAS_CFLAGS) $(FFTW_CFLAGS)
