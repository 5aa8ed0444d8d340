# rmt: random-matrix theory of deep networks, and the program hodo-rmt.
noinst_LIBRARIES += rmt/librmt.a
rmt_librmt_a_SOURCES = \
	rmt/active_units.c rmt/active_units.h \
	rmt/angle.c rmt/angle.h \
	rmt/angle_free_mask.c rmt/angle_free_mask.h \
	rmt/angle_limit.c rmt/angle_limit.h \
	rmt/angle_width.c rmt/angle_width.h \
	rmt/chi_draw.c rmt/chi_draw.h \
	rmt/command.h \
	rmt/command_angle.c \
	rmt/command_lyapunov.c \
	rmt/command_options.c rmt/command_options.h \
	rmt/command_outlier.c \
	rmt/compare.c rmt/compare.h \
	rmt/edge_map.c rmt/edge_map.h \
	rmt/ensemble.c rmt/ensemble.h \
	rmt/estimate.c rmt/estimate.h \
	rmt/extreme_value.c rmt/extreme_value.h \
	rmt/fuss_catalan_angle.c rmt/fuss_catalan_angle.h \
	rmt/kolmogorov.c rmt/kolmogorov.h \
	rmt/law.c rmt/law.h \
	rmt/law_free_binomial.c \
	rmt/law_fuss_catalan.c \
	rmt/law_integral.c rmt/law_integral.h \
	rmt/law_log_norm.c \
	rmt/law_marchenko_pastur.c \
	rmt/law_open.c \
	rmt/law_rows.h \
	rmt/law_semicircle.c \
	rmt/law_support.c rmt/law_support.h \
	rmt/law_tracy_widom.c \
	rmt/laws.c \
	rmt/layer_law.c rmt/layer_law.h \
	rmt/log_norm_law.c rmt/log_norm_law.h \
	rmt/log_norm_step.c rmt/log_norm_step.h \
	rmt/lyapunov.c rmt/lyapunov.h \
	rmt/mask_stream.c rmt/mask_stream.h \
	rmt/moment_integral.c rmt/moment_integral.h \
	rmt/network.c rmt/network.h \
	rmt/norm_walk.c rmt/norm_walk.h \
	rmt/outlier.c rmt/outlier.h \
	rmt/piecewise.c rmt/piecewise.h \
	rmt/program.c rmt/program.h \
	rmt/sample.c rmt/sample.h \
	rmt/speed.c rmt/speed.h \
	rmt/stieltjes.c rmt/stieltjes.h \
	rmt/tracy_widom.c rmt/tracy_widom.h \
	rmt/tracy_widom_quantile.c
rmt_librmt_a_CFLAGS = $(AM_CFLAGS) $(GSL_CFLAGS)

bin_PROGRAMS += rmt/hodo-rmt
rmt_hodo_rmt_SOURCES = rmt/hodo-rmt.c
rmt_hodo_rmt_CFLAGS = $(AM_CFLAGS) $(GSL_CFLAGS)
rmt_hodo_rmt_LDADD = rmt/librmt.a src/libhodo-base.a $(HODO_LIBS)
