# src/hodo: the front door; one file a subcommand.
bin_PROGRAMS += src/hodo/hodo
src_hodo_hodo_SOURCES = \
	src/hodo/catalogue.c src/hodo/catalogue.h \
	src/hodo/list.c \
	src/hodo/main.c \
	src/hodo/rmt.c \
	src/hodo/run.c \
	src/hodo/subcommand.h
src_hodo_hodo_CPPFLAGS = $(AM_CPPFLAGS) -DHODO_EXPERIMENTS_FOLDER='"$(libexecdir)/hodograph/experiments"'
src_hodo_hodo_CFLAGS = $(AM_CFLAGS) $(GSL_CFLAGS)
src_hodo_hodo_LDADD = rmt/librmt.a src/libhodo-operator.a src/libhodo-base.a $(HODO_LIBS)
