# src/hodo: the front door; one file a subcommand. What a subcommand is made of stands in a library, so that tests
# can ask it too.
noinst_LTLIBRARIES += src/libhodo-door.la
src_libhodo_door_la_SOURCES = \
	src/hodo/angle.c src/hodo/angle.h \
	src/hodo/angle_advice.c \
	src/hodo/angle_law.c src/hodo/angle_law.h \
	src/hodo/angle_measure.c \
	src/hodo/angle_plot.c \
	src/hodo/angle_table.c \
	src/hodo/catalogue.c src/hodo/catalogue.h \
	src/hodo/command.c src/hodo/command.h \
	src/hodo/coordcheck.c src/hodo/coordcheck.h \
	src/hodo/coordcheck_judge.c \
	src/hodo/coordcheck_plot.c \
	src/hodo/data_files.c \
	src/hodo/data_tasks.c \
	src/hodo/header.c src/hodo/header.h \
	src/hodo/lrtransfer.c src/hodo/lrtransfer.h \
	src/hodo/lrtransfer_judge.c \
	src/hodo/lrtransfer_plot.c \
	src/hodo/name_list.c src/hodo/name_list.h \
	src/hodo/named_data.c src/hodo/named_data.h \
	src/hodo/named_network.c src/hodo/named_network.h \
	src/hodo/named_training.c src/hodo/named_training.h \
	src/hodo/option_table.h \
	src/hodo/option_value.c src/hodo/option_value.h \
	src/hodo/resolve.c \
	src/hodo/settings.c src/hodo/settings.h \
	src/hodo/settings_file.c src/hodo/settings_file.h \
	src/hodo/shared_options.c \
	src/hodo/sweep.c src/hodo/sweep.h \
	src/hodo/sweep_options.c \
	src/hodo/sweep_plot.c src/hodo/sweep_plot.h \
	src/hodo/sweep_run.c \
	src/hodo/table_file.c src/hodo/table_file.h \
	src/hodo/train.c \
	src/hodo/train_header.c \
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
	src/hodo/train_run.c src/hodo/train_run.h \
	src/hodo/train_scene.c src/hodo/train_scene.h \
	src/hodo/train_sheet.c src/hodo/train_sheet.h \
	src/hodo/train_table.c src/hodo/train_table.h \
	src/hodo/usual.c src/hodo/usual.h \
	src/hodo/weights_folder.c src/hodo/weights_folder.h
src_libhodo_door_la_CPPFLAGS = $(AM_CPPFLAGS) -DHODO_PROGRAM_FOLDER='"$(bindir)"' \
	-DHODO_EXPERIMENTS_FOLDER='"$(pkglibexecdir)/experiments"'
src_libhodo_door_la_CFLAGS = $(AM_CFLAGS) $(GSL_CFLAGS) $(OPENBLAS_CFLAGS)
# Who trains needs all of these, in this order.
HODO_TRAIN_LIBS = src/libhodo-door.la rmt/librmt-theory.la src/libhodo-train.la src/libhodo-probe.la src/libhodo-operator.la \
	src/libhodo-net.la src/libhodo-data.la src/libhodo-lab.la src/libhodo-base.la $(HODO_LIBS)

dist_man_MANS += src/hodo/hodo.1 src/hodo/hodo-angle.1 src/hodo/hodo-coordcheck.1 src/hodo/hodo-lrtransfer.1 \
	src/hodo/hodo-train.1
EXTRA_DIST += src/hodo/hodo.bash src/hodo/manual.awk src/hodo/manual.sh

# bash-completion looks for a file of the command's name, below the prefix as everything else that is installed.
bashcompletionsdir = $(datadir)/bash-completion/completions
.PHONY: install-completion uninstall-completion
install-data-local: install-completion
uninstall-local: uninstall-completion
install-completion:
	$(MKDIR_P) '$(DESTDIR)$(bashcompletionsdir)'
	for name in hodo hodo-rmt; do \
	  $(INSTALL_DATA) '$(srcdir)/src/hodo/hodo.bash' "$(DESTDIR)$(bashcompletionsdir)/`echo $$name | sed '$(transform)'`" || exit 1; \
	done
uninstall-completion:
	for name in hodo hodo-rmt; do \
	  rm -f "$(DESTDIR)$(bashcompletionsdir)/`echo $$name | sed '$(transform)'`"; \
	done

# The lists of the pages from what the programs say now: for who changed an option, not for who builds.
.PHONY: manual
manual: all
	@PATH='$(abs_top_builddir)/src/hodo:$(abs_top_builddir)/rmt':$$PATH; export PATH; \
	cd '$(srcdir)' && for page in $(dist_man_MANS); do \
	  $(SHELL) src/hodo/manual.sh "$$page" >"$$page.part" && mv "$$page.part" "$$page" || { rm -f "$$page.part"; exit 1; }; \
	done

bin_PROGRAMS += src/hodo/hodo
src_hodo_hodo_SOURCES = \
	src/hodo/list.c \
	src/hodo/main.c \
	src/hodo/rmt.c \
	src/hodo/run.c \
	src/hodo/subcommand.h
src_hodo_hodo_CFLAGS = $(AM_CFLAGS) $(GSL_CFLAGS) $(OPENBLAS_CFLAGS)
src_hodo_hodo_LDADD = rmt/librmt-program.la $(HODO_TRAIN_LIBS)
