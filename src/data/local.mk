# src/data: readers of data sets, synthetic tasks, the endless stream of deformed digits.
noinst_LTLIBRARIES += src/libhodo-data.la
src_libhodo_data_la_SOURCES = \
	src/data/affine.c src/data/affine.h \
	src/data/batches.c src/data/batches.h \
	src/data/cifar.c src/data/cifar.h \
	src/data/contact_sheet.c src/data/contact_sheet.h \
	src/data/dataset.c src/data/dataset.h \
	src/data/dataset_copies.c \
	src/data/digit_stream.c src/data/digit_stream.h \
	src/data/elastic_field.c src/data/elastic_field.h \
	src/data/folder.c src/data/folder.h \
	src/data/gaussian_clusters.c \
	src/data/idx.c src/data/idx.h \
	src/data/image_clusters.c \
	src/data/normalisation.c \
	src/data/npy_dataset.c src/data/npy_dataset.h \
	src/data/origin.c src/data/origin.h \
	src/data/plain_file.c src/data/plain_file.h \
	src/data/power_law_teacher.c \
	src/data/single_index_teacher.c \
	src/data/stand_in.c src/data/stand_in.h \
	src/data/synthetic.c src/data/synthetic.h \
	src/data/synthetic_draws.c \
	src/data/synthetic_rule.h \
	src/data/targets.c \
	src/data/two_classes.c src/data/two_classes.h \
	src/data/warp.h \
	src/data/warp_avx2.c \
	src/data/warp_avx512.c \
	src/data/warp_kernel.inc \
	src/data/warp_plain.c \
	src/data/warp_vector128.c
src_libhodo_data_la_CFLAGS = $(AM_CFLAGS) $(PNG_CFLAGS)
# The real MNIST under data/mnist of the build folder, or the check of the user's own; see --with-mnist.
EXTRA_DIST += src/data/fetch_mnist.sh
.PHONY: data
data:
	@$(SHELL) $(top_srcdir)/src/data/fetch_mnist.sh data '$(MNIST_FOLDER)'
