# src/net: architectures, weights, passes, losses.
noinst_LTLIBRARIES += src/libhodo-net.la
src_libhodo_net_la_SOURCES = \
	src/net/architecture.c src/net/architecture.h \
	src/net/architecture_check.c src/net/architecture_check.h \
	src/net/average_pool.c \
	src/net/convolution.c src/net/convolution.h \
	src/net/convolve.c \
	src/net/dense.c \
	src/net/entrywise.c \
	src/net/gradient.c src/net/gradient.h \
	src/net/loss.c src/net/loss.h \
	src/net/model.c src/net/model.h \
	src/net/network.c src/net/network.h \
	src/net/norm.c \
	src/net/orthogonal.c src/net/orthogonal.h \
	src/net/pass.c src/net/pass.h \
	src/net/patches.c src/net/patches.h \
	src/net/residual.c \
	src/net/rule.h \
	src/net/tower.c src/net/tower.h \
	src/net/workspace.c
src_libhodo_net_la_CFLAGS = $(AM_CFLAGS) $(LAPACKE_CFLAGS)
