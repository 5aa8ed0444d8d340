# src/data: readers of data sets, synthetic tasks, the endless stream of deformed digits.
noinst_HEADERS += src/data/dataset.h
