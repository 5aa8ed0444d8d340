if HAVE_CRITERION
check_PROGRAMS += tests/net/net
TESTS += tests/net/net
endif
tests_net_net_SOURCES = \
	tests/net/architecture_test.c \
	tests/net/cnn_test.c \
	tests/net/convolution_test.c \
	tests/net/gradient_test.c \
	tests/net/loss_test.c \
	tests/net/model_test.c \
	tests/net/network_test.c \
	tests/net/pass_input_test.c \
	tests/net/pass_test.c \
	tests/net/zoo.c tests/net/zoo.h
tests_net_net_CPPFLAGS = $(HODO_TEST_CPPFLAGS)
tests_net_net_CFLAGS = $(HODO_TEST_CFLAGS)
tests_net_net_LDADD = src/libhodo-net.la src/libhodo-base.la $(HODO_LIBS) $(CRITERION_LIBS)
