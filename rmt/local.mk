# rmt: random-matrix theory of deep networks, and the program hodo-rmt.
noinst_LIBRARIES += rmt/librmt.a
rmt_librmt_a_SOURCES = \
	rmt/active_units.c rmt/active_units.h \
	rmt/angle.c rmt/angle.h \
	rmt/angle_free_mask.c rmt/angle_free_mask.h \
	rmt/angle_limit.c rmt/angle_limit.h \
	rmt/angle_spectrum.c rmt/angle_spectrum.h \
	rmt/angle_width.c rmt/angle_width.h \
	rmt/bfk_draw.c rmt/bfk_draw.h \
	rmt/bfk_map.c rmt/bfk_map.h \
	rmt/bfk_moments.c rmt/bfk_moments.h \
	rmt/bfk_resnet_map.c rmt/bfk_resnet_map.h \
	rmt/bracketed_root.c rmt/bracketed_root.h \
	rmt/chi_draw.c rmt/chi_draw.h \
	rmt/command.h \
	rmt/command_angle.c \
	rmt/command_cdf.c \
	rmt/command_compare.c \
	rmt/command_convolve.c \
	rmt/command_density.c \
	rmt/command_edges.c \
	rmt/command_laws.c \
	rmt/command_lyapunov.c \
	rmt/command_moments.c \
	rmt/command_options.c rmt/command_options.h \
	rmt/command_outlier.c \
	rmt/command_quantile.c \
	rmt/command_sample.c \
	rmt/command_spectrum.c \
	rmt/compare.c rmt/compare.h \
	rmt/complex_log.h \
	rmt/convolution.c rmt/convolution.h \
	rmt/convolution_additive.c \
	rmt/convolution_atoms.c \
	rmt/convolution_edges.c \
	rmt/convolution_far.c \
	rmt/convolution_gap.c rmt/convolution_gap.h \
	rmt/convolution_multiplicative.c \
	rmt/convolution_operation.h \
	rmt/convolution_solve.c \
	rmt/convolution_support.c \
	rmt/cumulative_inverse.c rmt/cumulative_inverse.h \
	rmt/derivative_law.c rmt/derivative_law.h \
	rmt/derivative_panel.c rmt/derivative_panel.h \
	rmt/derivative_values.c rmt/derivative_values.h \
	rmt/draws.c rmt/draws.h \
	rmt/draws_plot.c rmt/draws_plot.h \
	rmt/edge_map.c rmt/edge_map.h \
	rmt/ensemble.c rmt/ensemble.h \
	rmt/estimate.c rmt/estimate.h \
	rmt/extreme_value.c rmt/extreme_value.h \
	rmt/fuss_catalan_angle.c rmt/fuss_catalan_angle.h \
	rmt/gaussian_panels.c rmt/gaussian_panels.h \
	rmt/haar.c rmt/haar.h \
	rmt/header_lines.c rmt/header_lines.h \
	rmt/histogram.c rmt/histogram.h \
	rmt/jacobian_draw.c rmt/jacobian_draw.h \
	rmt/jacobian_map.c rmt/jacobian_map.h \
	rmt/jacobian_network.c rmt/jacobian_network.h \
	rmt/jacobian_width.c rmt/jacobian_width.h \
	rmt/kolmogorov.c rmt/kolmogorov.h \
	rmt/law.c rmt/law.h \
	rmt/law_bfk.c \
	rmt/law_bfk_resnet.c \
	rmt/law_curve.c rmt/law_curve.h \
	rmt/law_free_binomial.c \
	rmt/law_fuss_catalan.c \
	rmt/law_integral.c rmt/law_integral.h \
	rmt/law_isometry.c \
	rmt/law_jacobian.c \
	rmt/law_jacobian_resnet.c \
	rmt/law_log_norm.c \
	rmt/law_marchenko_pastur.c \
	rmt/law_open.c \
	rmt/law_options.c rmt/law_options.h \
	rmt/law_rows.h \
	rmt/law_semicircle.c \
	rmt/law_support.c rmt/law_support.h \
	rmt/law_table.c rmt/law_table.h \
	rmt/law_tracy_widom.c \
	rmt/laws.c \
	rmt/layer_law.c rmt/layer_law.h \
	rmt/length_map.c rmt/length_map.h \
	rmt/log_norm_law.c rmt/log_norm_law.h \
	rmt/log_norm_moments.c rmt/log_norm_moments.h \
	rmt/log_norm_step.c rmt/log_norm_step.h \
	rmt/lyapunov.c rmt/lyapunov.h \
	rmt/mask_map.c rmt/mask_map.h \
	rmt/mask_stream.c rmt/mask_stream.h \
	rmt/matrix_file.c rmt/matrix_file.h \
	rmt/measure.c rmt/measure.h \
	rmt/measure_edges.c \
	rmt/measure_file.c rmt/measure_file.h \
	rmt/measure_grid.c \
	rmt/measure_panel.c \
	rmt/measure_piece.h \
	rmt/measure_series.c \
	rmt/measure_table.c \
	rmt/measured_spectrum.c rmt/measured_spectrum.h \
	rmt/moment_integral.c rmt/moment_integral.h \
	rmt/network.c rmt/network.h \
	rmt/norm_walk.c rmt/norm_walk.h \
	rmt/option_value.c rmt/option_value.h \
	rmt/outlier.c rmt/outlier.h \
	rmt/piecewise.c rmt/piecewise.h \
	rmt/plot.c rmt/plot.h \
	rmt/plot_script.c rmt/plot_script.h \
	rmt/power_law_tail.c rmt/power_law_tail.h \
	rmt/power_series.c rmt/power_series.h \
	rmt/program.c rmt/program.h \
	rmt/resnet_map.c rmt/resnet_map.h \
	rmt/sample.c rmt/sample.h \
	rmt/spectral_arc.h \
	rmt/spectral_curve.c rmt/spectral_curve.h \
	rmt/spectral_edges.c rmt/spectral_edges.h \
	rmt/spectral_law.c rmt/spectral_law.h \
	rmt/spectral_newton.c \
	rmt/spectral_trace.c \
	rmt/spectrum_fit.c rmt/spectrum_fit.h \
	rmt/spectrum_judgement.c rmt/spectrum_judgement.h \
	rmt/spectrum_plot.c rmt/spectrum_plot.h \
	rmt/speed.c rmt/speed.h \
	rmt/stieltjes.c rmt/stieltjes.h \
	rmt/support_curve.c rmt/support_curve.h \
	rmt/tracy_widom.c rmt/tracy_widom.h \
	rmt/tracy_widom_quantile.c
rmt_librmt_a_CFLAGS = $(AM_CFLAGS) $(GSL_CFLAGS)

bin_PROGRAMS += rmt/hodo-rmt
rmt_hodo_rmt_SOURCES = rmt/hodo-rmt.c
rmt_hodo_rmt_CFLAGS = $(AM_CFLAGS) $(GSL_CFLAGS)
rmt_hodo_rmt_LDADD = rmt/librmt.a src/libhodo-operator.a src/libhodo-base.a $(HODO_LIBS)
