# The same numbers from other programs, where they are installed.
EXTRA_DIST += tests/peer/network.py tests/peer/peer.sh
PRINT_NETWORK = tests/peer/print_network.c tests/peer/print_network.h
check_PROGRAMS += tests/peer/curvature_driver
tests_peer_curvature_driver_SOURCES = tests/peer/curvature_driver.c $(PRINT_NETWORK)
tests_peer_curvature_driver_LDADD = src/libhodo-probe.la src/libhodo-net.la src/libhodo-operator.la \
	src/libhodo-base.la $(HODO_LIBS)
TESTS += tests/peer/curvature.sh
EXTRA_DIST += tests/peer/curvature.py tests/peer/curvature.sh

check_PROGRAMS += tests/peer/gradients_driver
tests_peer_gradients_driver_SOURCES = tests/peer/gradients_driver.c $(PRINT_NETWORK)
tests_peer_gradients_driver_LDADD = src/libhodo-net.la src/libhodo-base.la $(HODO_LIBS)
TESTS += tests/peer/gradients.sh
EXTRA_DIST += tests/peer/gradients.py tests/peer/gradients.sh

check_PROGRAMS += tests/peer/npy_driver
tests_peer_npy_driver_SOURCES = tests/peer/npy_driver.c
tests_peer_npy_driver_LDADD = src/libhodo-base.la $(HODO_LIBS)
TESTS += tests/peer/npy.sh
EXTRA_DIST += tests/peer/npy.py tests/peer/npy.sh

check_PROGRAMS += tests/peer/training_driver
tests_peer_training_driver_SOURCES = tests/peer/training_driver.c $(PRINT_NETWORK)
tests_peer_training_driver_LDADD = src/libhodo-train.la src/libhodo-probe.la src/libhodo-operator.la \
	src/libhodo-net.la src/libhodo-base.la $(HODO_LIBS)
TESTS += tests/peer/training.sh
EXTRA_DIST += tests/peer/training.py tests/peer/training.sh
