# src/data: readers of data sets, synthetic tasks, the endless stream of deformed digits.
noinst_HEADERS += \
	src/data/batches.h \
	src/data/cifar.h \
	src/data/dataset.h \
	src/data/folder.h \
	src/data/idx.h \
	src/data/npy_dataset.h \
	src/data/plain_file.h \
	src/data/synthetic.h
