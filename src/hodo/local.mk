# src/hodo: the front door; one file a subcommand. What a subcommand is made of stands in a library, so that tests
# can ask it too.
noinst_LIBRARIES += src/libhodo-door.a
src_libhodo_door_a_SOURCES = \
	src/hodo/catalogue.c src/hodo/catalogue.h \
	src/hodo/train_config.c src/hodo/train_config.h \
	src/hodo/train_data.c src/hodo/train_data.h \
	src/hodo/train_defaults.c src/hodo/train_defaults.h \
	src/hodo/train_files.c \
	src/hodo/train_header.c \
	src/hodo/train_list.c src/hodo/train_list.h \
	src/hodo/train_network.c src/hodo/train_network.h \
	src/hodo/train_options.c \
	src/hodo/train_panel.c \
	src/hodo/train_prepare.c \
	src/hodo/train_probe_angle.c \
	src/hodo/train_probe_curvature.c \
	src/hodo/train_probe_features.c \
	src/hodo/train_probe_kernel.c \
	src/hodo/train_probe_loss.c \
	src/hodo/train_probe_norms.c \
	src/hodo/train_probe_rows.h \
	src/hodo/train_probe_update.c \
	src/hodo/train_probes.c src/hodo/train_probes.h \
	src/hodo/train_progress.c src/hodo/train_progress.h \
	src/hodo/train_resolve.c \
	src/hodo/train_run.c src/hodo/train_run.h \
	src/hodo/train_scene.c src/hodo/train_scene.h \
	src/hodo/train_settings.c src/hodo/train_settings.h \
	src/hodo/train_sheet.c src/hodo/train_sheet.h \
	src/hodo/train_table.c src/hodo/train_table.h \
	src/hodo/train_tasks.c \
	src/hodo/train_value.c src/hodo/train_value.h \
	src/hodo/train_weights.c src/hodo/train_weights.h
src_libhodo_door_a_CPPFLAGS = $(AM_CPPFLAGS) -DHODO_EXPERIMENTS_FOLDER='"$(libexecdir)/hodograph/experiments"'
src_libhodo_door_a_CFLAGS = $(AM_CFLAGS) $(OPENBLAS_CFLAGS)
# Who trains needs all of these, in this order.
HODO_TRAIN_LIBS = src/libhodo-door.a src/libhodo-train.a src/libhodo-probe.a src/libhodo-operator.a \
	src/libhodo-net.a src/libhodo-data.a src/libhodo-lab.a src/libhodo-base.a $(HODO_LIBS)

bin_PROGRAMS += src/hodo/hodo
src_hodo_hodo_SOURCES = \
	src/hodo/list.c \
	src/hodo/main.c \
	src/hodo/rmt.c \
	src/hodo/run.c \
	src/hodo/subcommand.h \
	src/hodo/train.c
src_hodo_hodo_CFLAGS = $(AM_CFLAGS) $(GSL_CFLAGS) $(OPENBLAS_CFLAGS)
src_hodo_hodo_LDADD = rmt/librmt.a $(HODO_TRAIN_LIBS)
