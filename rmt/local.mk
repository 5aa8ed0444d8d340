# rmt: random-matrix theory of deep networks, the commands of hodo-rmt, and the program.
noinst_LTLIBRARIES += rmt/librmt-theory.la
rmt_librmt_theory_la_SOURCES = \
	rmt/angle/activation_layer.c rmt/angle/activation_layer.h \
	rmt/angle/activation_width.c rmt/angle/activation_width.h \
	rmt/angle/angle.c rmt/angle/angle.h \
	rmt/angle/angle_free_mask.c rmt/angle/angle_free_mask.h \
	rmt/angle/angle_limit.c rmt/angle/angle_limit.h \
	rmt/angle/angle_spectrum.c rmt/angle/angle_spectrum.h \
	rmt/angle/angle_width.c rmt/angle/angle_width.h \
	rmt/angle/layer_law.c rmt/angle/layer_law.h \
	rmt/angle/mask_stream.c rmt/angle/mask_stream.h \
	rmt/angle/network.c rmt/angle/network.h \
	rmt/angle/sample_gram.c rmt/angle/sample_gram.h \
	rmt/angle/speed.c rmt/angle/speed.h \
	rmt/angle/trained_ends.c rmt/angle/trained_ends.h \
	rmt/convolution/convolution.c rmt/convolution/convolution.h \
	rmt/convolution/convolution_additive.c \
	rmt/convolution/convolution_atoms.c \
	rmt/convolution/convolution_edges.c \
	rmt/convolution/convolution_far.c \
	rmt/convolution/convolution_gap.c rmt/convolution/convolution_gap.h \
	rmt/convolution/convolution_multiplicative.c \
	rmt/convolution/convolution_operation.h \
	rmt/convolution/convolution_solve.c \
	rmt/convolution/convolution_support.c \
	rmt/convolution/measure.c rmt/convolution/measure.h \
	rmt/convolution/measure_edges.c \
	rmt/convolution/measure_file.c rmt/convolution/measure_file.h \
	rmt/convolution/measure_grid.c \
	rmt/convolution/measure_panel.c \
	rmt/convolution/measure_piece.h \
	rmt/convolution/measure_series.c \
	rmt/convolution/measure_table.c \
	rmt/finite/active_units.c rmt/finite/active_units.h \
	rmt/finite/chi_draw.c rmt/finite/chi_draw.h \
	rmt/finite/extreme_value.c rmt/finite/extreme_value.h \
	rmt/finite/law_log_norm.c \
	rmt/finite/law_tracy_widom.c \
	rmt/finite/log_norm_law.c rmt/finite/log_norm_law.h \
	rmt/finite/log_norm_moments.c rmt/finite/log_norm_moments.h \
	rmt/finite/log_norm_step.c rmt/finite/log_norm_step.h \
	rmt/finite/lyapunov.c rmt/finite/lyapunov.h \
	rmt/finite/norm_walk.c rmt/finite/norm_walk.h \
	rmt/finite/outlier.c rmt/finite/outlier.h \
	rmt/finite/stieltjes.c rmt/finite/stieltjes.h \
	rmt/finite/tracy_widom.c rmt/finite/tracy_widom.h \
	rmt/finite/tracy_widom_quantile.c \
	rmt/jacobian/branch_map.c rmt/jacobian/branch_map.h \
	rmt/jacobian/derivative_law.c rmt/jacobian/derivative_law.h \
	rmt/jacobian/derivative_panel.c rmt/jacobian/derivative_panel.h \
	rmt/jacobian/derivative_values.c rmt/jacobian/derivative_values.h \
	rmt/jacobian/gaussian_panels.c rmt/jacobian/gaussian_panels.h \
	rmt/jacobian/jacobian_draw.c rmt/jacobian/jacobian_draw.h \
	rmt/jacobian/jacobian_map.c rmt/jacobian/jacobian_map.h \
	rmt/jacobian/jacobian_network.c rmt/jacobian/jacobian_network.h \
	rmt/jacobian/jacobian_width.c rmt/jacobian/jacobian_width.h \
	rmt/jacobian/law_isometry.c \
	rmt/jacobian/law_jacobian.c \
	rmt/jacobian/law_jacobian_branch.c \
	rmt/jacobian/law_jacobian_resnet.c \
	rmt/jacobian/length_map.c rmt/jacobian/length_map.h \
	rmt/jacobian/mask_map.c rmt/jacobian/mask_map.h \
	rmt/jacobian/power_series.c rmt/jacobian/power_series.h \
	rmt/jacobian/resnet_map.c rmt/jacobian/resnet_map.h \
	rmt/jacobian/spectral_arc.h \
	rmt/jacobian/spectral_curve.c rmt/jacobian/spectral_curve.h \
	rmt/jacobian/spectral_edges.c rmt/jacobian/spectral_edges.h \
	rmt/jacobian/spectral_law.c rmt/jacobian/spectral_law.h \
	rmt/jacobian/spectral_newton.c \
	rmt/jacobian/spectral_trace.c \
	rmt/jacobian/uneven_map.c rmt/jacobian/uneven_map.h \
	rmt/kernel/bfk_draw.c rmt/kernel/bfk_draw.h \
	rmt/kernel/bfk_map.c rmt/kernel/bfk_map.h \
	rmt/kernel/bfk_moments.c rmt/kernel/bfk_moments.h \
	rmt/kernel/bfk_resnet_map.c rmt/kernel/bfk_resnet_map.h \
	rmt/kernel/law_bfk.c \
	rmt/kernel/law_bfk_resnet.c \
	rmt/kernel/support_curve.c rmt/kernel/support_curve.h \
	rmt/law/bracketed_root.c rmt/law/bracketed_root.h \
	rmt/law/compare.c rmt/law/compare.h \
	rmt/law/complex_log.h \
	rmt/law/cumulative_inverse.c rmt/law/cumulative_inverse.h \
	rmt/law/edge_map.c rmt/law/edge_map.h \
	rmt/law/ensemble.c rmt/law/ensemble.h \
	rmt/law/estimate.c rmt/law/estimate.h \
	rmt/law/fuss_catalan_angle.c rmt/law/fuss_catalan_angle.h \
	rmt/law/haar.c rmt/law/haar.h \
	rmt/law/kolmogorov.c rmt/law/kolmogorov.h \
	rmt/law/law.c rmt/law/law.h \
	rmt/law/law_free_binomial.c \
	rmt/law/law_fuss_catalan.c \
	rmt/law/law_integral.c rmt/law/law_integral.h \
	rmt/law/law_marchenko_pastur.c \
	rmt/law/law_open.c \
	rmt/law/law_rows.h \
	rmt/law/law_semicircle.c \
	rmt/law/law_support.c rmt/law/law_support.h \
	rmt/law/laws.c \
	rmt/law/moment_integral.c rmt/law/moment_integral.h \
	rmt/law/piecewise.c rmt/law/piecewise.h \
	rmt/law/sample.c rmt/law/sample.h \
	rmt/ntk/cosine_map.c rmt/ntk/cosine_map.h \
	rmt/ntk/diagonal_width.c rmt/ntk/diagonal_width.h \
	rmt/ntk/tangent_limit.c rmt/ntk/tangent_limit.h \
	rmt/spectrum/matrix_file.c rmt/spectrum/matrix_file.h \
	rmt/spectrum/measured_spectrum.c rmt/spectrum/measured_spectrum.h \
	rmt/spectrum/power_law_tail.c rmt/spectrum/power_law_tail.h \
	rmt/spectrum/spectrum_fit.c rmt/spectrum/spectrum_fit.h
rmt_librmt_theory_la_CFLAGS = $(AM_CFLAGS) $(GSL_CFLAGS)

noinst_LTLIBRARIES += rmt/librmt-program.la
rmt_librmt_program_la_SOURCES = \
	rmt/program/angle_layer_request.c \
	rmt/program/angle_request.c rmt/program/angle_request.h \
	rmt/program/command.h \
	rmt/program/command_angle.c \
	rmt/program/command_cdf.c \
	rmt/program/command_compare.c \
	rmt/program/command_convolve.c \
	rmt/program/command_density.c \
	rmt/program/command_edges.c \
	rmt/program/command_laws.c \
	rmt/program/command_lyapunov.c \
	rmt/program/command_moments.c \
	rmt/program/command_ntk.c \
	rmt/program/command_options.c rmt/program/command_options.h \
	rmt/program/command_outlier.c \
	rmt/program/command_quantile.c \
	rmt/program/command_sample.c \
	rmt/program/command_spectrum.c \
	rmt/program/draws.c rmt/program/draws.h \
	rmt/program/draws_plot.c rmt/program/draws_plot.h \
	rmt/program/header_lines.c rmt/program/header_lines.h \
	rmt/program/histogram.c rmt/program/histogram.h \
	rmt/program/law_curve.c rmt/program/law_curve.h \
	rmt/program/law_options.c rmt/program/law_options.h \
	rmt/program/law_table.c rmt/program/law_table.h \
	rmt/program/option_value.c rmt/program/option_value.h \
	rmt/program/plot.c rmt/program/plot.h \
	rmt/program/plot_script.c rmt/program/plot_script.h \
	rmt/program/program.c rmt/program/program.h \
	rmt/program/spectrum_judgement.c rmt/program/spectrum_judgement.h \
	rmt/program/spectrum_plot.c rmt/program/spectrum_plot.h
rmt_librmt_program_la_CFLAGS = $(AM_CFLAGS) $(GSL_CFLAGS)

dist_man_MANS += rmt/hodo-rmt.1
bin_PROGRAMS += rmt/hodo-rmt
rmt_hodo_rmt_SOURCES = rmt/hodo-rmt.c
rmt_hodo_rmt_CFLAGS = $(AM_CFLAGS) $(GSL_CFLAGS)
rmt_hodo_rmt_LDADD = rmt/librmt-program.la rmt/librmt-theory.la src/libhodo-operator.la src/libhodo-base.la $(HODO_LIBS)
