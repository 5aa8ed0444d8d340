# The face that all of them have.
dist_man_MANS += experiments/hodo-experiment.7

# One line an experiment: experiments/PAPER/FIGURE/FIGURE is its program; beside it stand FIGURE.c,
# FIGURE.gp (the picture) and FIGURE.tex (the section of the paper). The order is the paper's.
HODO_EXPERIMENTS = \
	experiments/feature-speed/angle-vs-layer/angle-vs-layer \
	experiments/feature-speed/angle-vs-depth/angle-vs-depth \
	experiments/feature-speed/angle-vs-branch-scale/angle-vs-branch-scale \
	experiments/feature-speed/large-c-law/large-c-law \
	experiments/feature-speed/sensitivity-mlp/sensitivity-mlp \
	experiments/feature-speed/sensitivity-resnet/sensitivity-resnet \
	experiments/feature-speed/observables-mlp/observables-mlp \
	experiments/feature-speed/observables-resnet/observables-resnet \
	experiments/feature-speed/scalings-table/scalings-table \
	experiments/feature-speed/commanded-speed/commanded-speed \
	experiments/feature-speed/control-in-training/control-in-training \
	experiments/feature-speed/angle-in-training/angle-in-training \
	experiments/feature-speed/backward-twin/backward-twin \
	experiments/feature-speed/formula-along-training/formula-along-training \
	experiments/feature-speed/activations-and-weights/activations-and-weights \
	experiments/jacobian-spectra/density/density \
	experiments/jacobian-spectra/depth-extremes/depth-extremes \
	experiments/jacobian-spectra/bfk-spectra/bfk-spectra \
	experiments/jacobian-spectra/angle-from-spectrum/angle-from-spectrum \
	experiments/jacobian-spectra/log-norm-law/log-norm-law \
	experiments/jacobian-spectra/lyapunov/lyapunov \
	experiments/jacobian-spectra/bbp/bbp \
	experiments/jacobian-spectra/kpm/kpm \
	experiments/gamma-eta/portraits/portraits \
	experiments/gamma-eta/loss-curves/loss-curves \
	experiments/gamma-eta/collapse/collapse \
	experiments/gamma-eta/accuracy-vs-gamma/accuracy-vs-gamma \
	experiments/gamma-eta/hessian/hessian \
	experiments/gamma-eta/sharpness-over-time/sharpness-over-time \
	experiments/gamma-eta/spectral-density/spectral-density \
	experiments/gamma-eta/catapults/catapults \
	experiments/gamma-eta/silent-alignment/silent-alignment \
	experiments/gamma-eta/agreement/agreement \
	experiments/gamma-eta/toy-portrait/toy-portrait \
	experiments/gamma-eta/cnn-portrait/cnn-portrait \
	experiments/gamma-eta/adam-portrait/adam-portrait \
	experiments/spectral-condition/low-rank-updates/low-rank-updates \
	experiments/spectral-condition/feature-change-vs-width/feature-change-vs-width \
	experiments/spectral-condition/spectral-change-vs-width/spectral-change-vs-width \
	experiments/spectral-condition/frobenius-change-vs-width/frobenius-change-vs-width \
	experiments/spectral-condition/alignment/alignment \
	experiments/spectral-condition/scheme-exponents/scheme-exponents \
	experiments/spectral-condition/coordinate-check/coordinate-check \
	experiments/spectral-condition/learning-rate-transfer/learning-rate-transfer \
	experiments/spectral-condition/depth-transfer/depth-transfer \
	experiments/spectral-condition/muon/muon \
	experiments/mlps-at-the-eoc/training-dynamics/training-dynamics \
	experiments/mlps-at-the-eoc/depth-transfer/depth-transfer \
	experiments/mlps-at-the-eoc/limiting-ntk/limiting-ntk \
	experiments/mlps-at-the-eoc/concentration/concentration \
	experiments/mlps-at-the-eoc/toy-catapult/toy-catapult \
	experiments/mlps-at-the-eoc/cosine-and-sharpness/cosine-and-sharpness \
	experiments/residual-branches/two-matrix-spectrum/two-matrix-spectrum

# What the figures of one paper share.
noinst_LTLIBRARIES += experiments/libfeature-speed.la
experiments_libfeature_speed_la_SOURCES = \
	experiments/feature-speed/angle_claims.c experiments/feature-speed/angle_claims.h \
	experiments/feature-speed/angle_theory.c experiments/feature-speed/angle_theory.h \
	experiments/feature-speed/branch_rule.c experiments/feature-speed/branch_rule.h \
	experiments/feature-speed/measured_network.c experiments/feature-speed/measured_network.h \
	experiments/feature-speed/network_parameters.h \
	experiments/feature-speed/observables.c experiments/feature-speed/observables.h \
	experiments/feature-speed/rule_family.c experiments/feature-speed/rule_family.h \
	experiments/feature-speed/scalings-table/desiderata.c experiments/feature-speed/scalings-table/desiderata.h \
	experiments/feature-speed/scalings-table/scaling_theory.c \
	experiments/feature-speed/scalings-table/scaling_theory.h \
	experiments/feature-speed/sensitivity.c experiments/feature-speed/sensitivity.h \
	experiments/feature-speed/taken_step.c experiments/feature-speed/taken_step.h \
	experiments/feature-speed/teacher_batches.c experiments/feature-speed/teacher_batches.h \
	experiments/feature-speed/trained_tower.c experiments/feature-speed/trained_tower.h \
	experiments/feature-speed/training_looks.c experiments/feature-speed/training_looks.h

noinst_LTLIBRARIES += experiments/libjacobian-spectra.la
experiments_libjacobian_spectra_la_CFLAGS = $(AM_CFLAGS) $(GSL_CFLAGS)
experiments_libjacobian_spectra_la_SOURCES = \
	experiments/jacobian-spectra/drawn_chain.c experiments/jacobian-spectra/drawn_chain.h \
	experiments/jacobian-spectra/edge_theory.c experiments/jacobian-spectra/edge_theory.h \
	experiments/jacobian-spectra/extreme_claims.c experiments/jacobian-spectra/extreme_claims.h \
	experiments/jacobian-spectra/kernel_claims.c experiments/jacobian-spectra/kernel_claims.h \
	experiments/jacobian-spectra/kernel_network.c experiments/jacobian-spectra/kernel_network.h \
	experiments/jacobian-spectra/kpm_claims.c experiments/jacobian-spectra/kpm_claims.h \
	experiments/jacobian-spectra/law_tail.c experiments/jacobian-spectra/law_tail.h \
	experiments/jacobian-spectra/length_map.c experiments/jacobian-spectra/length_map.h \
	experiments/jacobian-spectra/spectral_network.c experiments/jacobian-spectra/spectral_network.h \
	experiments/jacobian-spectra/spectrum_bins.c experiments/jacobian-spectra/spectrum_bins.h \
	experiments/jacobian-spectra/spectrum_claims.c experiments/jacobian-spectra/spectrum_claims.h \
	experiments/jacobian-spectra/spectrum_theory.c experiments/jacobian-spectra/spectrum_theory.h

noinst_LTLIBRARIES += experiments/libgamma-eta.la
experiments_libgamma_eta_la_CFLAGS = $(AM_CFLAGS) $(GSL_CFLAGS)
experiments_libgamma_eta_la_SOURCES = \
	experiments/gamma-eta/best_rate.c experiments/gamma-eta/best_rate.h \
	experiments/gamma-eta/boundary.c experiments/gamma-eta/boundary.h \
	experiments/gamma-eta/curve_cell.c experiments/gamma-eta/curve_cell.h \
	experiments/gamma-eta/curve_claims.c experiments/gamma-eta/curve_claims.h \
	experiments/gamma-eta/descent.c experiments/gamma-eta/descent.h \
	experiments/gamma-eta/dynamics.c experiments/gamma-eta/dynamics.h \
	experiments/gamma-eta/finite_gamma.c experiments/gamma-eta/finite_gamma.h \
	experiments/gamma-eta/full_batch.c experiments/gamma-eta/full_batch.h \
	experiments/gamma-eta/landscape.c experiments/gamma-eta/landscape.h \
	experiments/gamma-eta/landscape_batches.c \
	experiments/gamma-eta/landscape_cifar.c \
	experiments/gamma-eta/landscape_clusters.c \
	experiments/gamma-eta/landscape_data.c \
	experiments/gamma-eta/landscape_digits.c \
	experiments/gamma-eta/landscape_set.h \
	experiments/gamma-eta/loss_curve.c experiments/gamma-eta/loss_curve.h \
	experiments/gamma-eta/outcome.c experiments/gamma-eta/outcome.h \
	experiments/gamma-eta/toy_boundary.c experiments/gamma-eta/toy_boundary.h \
	experiments/gamma-eta/toy_model.c experiments/gamma-eta/toy_model.h \
	experiments/gamma-eta/toy_theory.c experiments/gamma-eta/toy_theory.h \
	experiments/gamma-eta/walk.c experiments/gamma-eta/walk.h

noinst_LTLIBRARIES += experiments/libspectral-condition.la
experiments_libspectral_condition_la_SOURCES = \
	experiments/spectral-condition/lazy_limit.c \
	experiments/spectral-condition/lazy_limit.h \
	experiments/spectral-condition/loss_matched.c \
	experiments/spectral-condition/loss_matched.h \
	experiments/spectral-condition/scheme_size.c \
	experiments/spectral-condition/scheme_size.h \
	experiments/spectral-condition/first_gradient.c \
	experiments/spectral-condition/first_gradient.h \
	experiments/spectral-condition/gradient_limit.c \
	experiments/spectral-condition/gradient_limit.h \
	experiments/spectral-condition/trial_claims.c \
	experiments/spectral-condition/trial_claims.h \
	experiments/spectral-condition/rate_law.c \
	experiments/spectral-condition/rate_law.h \
	experiments/spectral-condition/rate_sweep.c \
	experiments/spectral-condition/rate_sweep.h \
	experiments/spectral-condition/transfer_claims.c \
	experiments/spectral-condition/transfer_claims.h \
	experiments/spectral-condition/transfer_figure.c \
	experiments/spectral-condition/transfer_figure.h \
	experiments/spectral-condition/width_cell.c \
	experiments/spectral-condition/width_cell.h \
	experiments/spectral-condition/width_change.c \
	experiments/spectral-condition/width_change.h \
	experiments/spectral-condition/width_change_claims.c \
	experiments/spectral-condition/width_change_table.c \
	experiments/spectral-condition/width_network.c \
	experiments/spectral-condition/width_network.h

noinst_LTLIBRARIES += experiments/libmlps-at-the-eoc.la
experiments_libmlps_at_the_eoc_la_SOURCES = \
	experiments/mlps-at-the-eoc/chaos_activation.c experiments/mlps-at-the-eoc/chaos_activation.h \
	experiments/mlps-at-the-eoc/chaos_kernel.c experiments/mlps-at-the-eoc/chaos_kernel.h \
	experiments/mlps-at-the-eoc/chaos_network.c experiments/mlps-at-the-eoc/chaos_network.h \
	experiments/mlps-at-the-eoc/chaos_descent.c experiments/mlps-at-the-eoc/chaos_descent.h \
	experiments/mlps-at-the-eoc/chaos_parameters.c experiments/mlps-at-the-eoc/chaos_parameters.h \
	experiments/mlps-at-the-eoc/kernel_watch.c experiments/mlps-at-the-eoc/kernel_watch.h \
	experiments/mlps-at-the-eoc/sign_correlation.c experiments/mlps-at-the-eoc/sign_correlation.h

# (src/library/local.mk lists them as programs to install.)
experiments_feature_speed_activations_and_weights_activations_and_weights_SOURCES = \
	experiments/feature-speed/activations-and-weights/activated_network.c \
	experiments/feature-speed/activations-and-weights/activated_network.h \
	experiments/feature-speed/activations-and-weights/activations-and-weights.c \
	experiments/feature-speed/activations-and-weights/growth_claims.c \
	experiments/feature-speed/activations-and-weights/growth_claims.h \
	experiments/feature-speed/activations-and-weights/growth_theory.c \
	experiments/feature-speed/activations-and-weights/growth_theory.h
experiments_feature_speed_commanded_speed_commanded_speed_SOURCES = \
	experiments/feature-speed/commanded-speed/command_claims.c \
	experiments/feature-speed/commanded-speed/command_claims.h \
	experiments/feature-speed/commanded-speed/command_theory.c \
	experiments/feature-speed/commanded-speed/command_theory.h \
	experiments/feature-speed/commanded-speed/commanded-speed.c \
	experiments/feature-speed/commanded-speed/commanded_network.c \
	experiments/feature-speed/commanded-speed/commanded_network.h
experiments_feature_speed_formula_along_training_formula_along_training_SOURCES = \
	experiments/feature-speed/formula-along-training/formula-along-training.c \
	experiments/feature-speed/formula-along-training/formula_claims.c \
	experiments/feature-speed/formula-along-training/formula_claims.h \
	experiments/feature-speed/formula-along-training/formula_sides.c \
	experiments/feature-speed/formula-along-training/formula_sides.h
experiments_feature_speed_backward_twin_backward_twin_SOURCES = \
	experiments/feature-speed/backward-twin/backward-twin.c \
	experiments/feature-speed/backward-twin/twin_claims.c experiments/feature-speed/backward-twin/twin_claims.h \
	experiments/feature-speed/backward-twin/twin_network.c experiments/feature-speed/backward-twin/twin_network.h \
	experiments/feature-speed/backward-twin/twin_theory.c experiments/feature-speed/backward-twin/twin_theory.h
experiments_feature_speed_angle_in_training_angle_in_training_SOURCES = \
	experiments/feature-speed/angle-in-training/angle-in-training.c \
	experiments/feature-speed/angle-in-training/angle_training.c \
	experiments/feature-speed/angle-in-training/angle_training.h \
	experiments/feature-speed/angle-in-training/angle_training_claims.c \
	experiments/feature-speed/angle-in-training/angle_training_claims.h
experiments_feature_speed_control_in_training_control_in_training_SOURCES = \
	experiments/feature-speed/control-in-training/control-in-training.c \
	experiments/feature-speed/control-in-training/control_cell.c \
	experiments/feature-speed/control-in-training/control_cell.h \
	experiments/feature-speed/control-in-training/control_claims.c \
	experiments/feature-speed/control-in-training/control_claims.h \
	experiments/feature-speed/control-in-training/control_judge.c \
	experiments/feature-speed/control-in-training/control_judge.h \
	experiments/feature-speed/control-in-training/start_kernel.c \
	experiments/feature-speed/control-in-training/start_kernel.h
experiments_jacobian_spectra_bbp_bbp_SOURCES = experiments/jacobian-spectra/bbp/bbp.c \
	experiments/jacobian-spectra/bbp/spiked.c experiments/jacobian-spectra/bbp/spiked.h
experiments_gamma_eta_portraits_portraits_SOURCES = \
	experiments/gamma-eta/portraits/grid.c \
	experiments/gamma-eta/portraits/grid.h \
	experiments/gamma-eta/portraits/portrait_claims.c \
	experiments/gamma-eta/portraits/portrait_claims.h \
	experiments/gamma-eta/portraits/portraits.c \
	experiments/gamma-eta/portraits/request.c \
	experiments/gamma-eta/portraits/request.h
experiments_gamma_eta_loss_curves_loss_curves_SOURCES = \
	experiments/gamma-eta/loss-curves/loss-curves.c \
	experiments/gamma-eta/loss-curves/shape_claims.c \
	experiments/gamma-eta/loss-curves/shape_claims.h
experiments_gamma_eta_collapse_collapse_SOURCES = \
	experiments/gamma-eta/collapse/collapse.c \
	experiments/gamma-eta/collapse/collapse_claims.c \
	experiments/gamma-eta/collapse/collapse_claims.h \
	experiments/gamma-eta/collapse/collapse_number.c \
	experiments/gamma-eta/collapse/collapse_number.h
experiments_gamma_eta_accuracy_vs_gamma_accuracy_vs_gamma_SOURCES = \
	experiments/gamma-eta/accuracy-vs-gamma/accuracy-vs-gamma.c \
	experiments/gamma-eta/accuracy-vs-gamma/accuracy_claims.c \
	experiments/gamma-eta/accuracy-vs-gamma/accuracy_claims.h
experiments_gamma_eta_spectral_density_spectral_density_SOURCES = \
	experiments/gamma-eta/spectral-density/spectral-density.c \
	experiments/gamma-eta/spectral-density/spectrum_claims.c \
	experiments/gamma-eta/spectral-density/spectrum_claims.h
experiments_feature_speed_scalings_table_scalings_table_SOURCES = \
	experiments/feature-speed/scalings-table/scaling_claims.c \
	experiments/feature-speed/scalings-table/scaling_claims.h \
	experiments/feature-speed/scalings-table/scalings-table.c
experiments_gamma_eta_catapults_catapults_SOURCES = \
	experiments/gamma-eta/catapults/catapult_claims.c \
	experiments/gamma-eta/catapults/catapult_claims.h \
	experiments/gamma-eta/catapults/catapults.c
experiments_gamma_eta_silent_alignment_silent_alignment_SOURCES = \
	experiments/gamma-eta/silent-alignment/alignment_claims.c \
	experiments/gamma-eta/silent-alignment/alignment_claims.h \
	experiments/gamma-eta/silent-alignment/silent-alignment.c
experiments_gamma_eta_cnn_portrait_cnn_portrait_SOURCES = \
	experiments/gamma-eta/cnn-portrait/cnn-portrait.c \
	experiments/gamma-eta/cnn-portrait/cnn_claims.c \
	experiments/gamma-eta/cnn-portrait/cnn_claims.h
experiments_gamma_eta_toy_portrait_toy_portrait_SOURCES = \
	experiments/gamma-eta/toy-portrait/toy-portrait.c \
	experiments/gamma-eta/toy-portrait/toy_claims.c \
	experiments/gamma-eta/toy-portrait/toy_claims.h
experiments_gamma_eta_adam_portrait_adam_portrait_SOURCES = \
	experiments/gamma-eta/adam-portrait/adam-portrait.c \
	experiments/gamma-eta/adam-portrait/scale_free.c \
	experiments/gamma-eta/adam-portrait/scale_free.h
experiments_spectral_condition_scheme_exponents_scheme_exponents_SOURCES = \
	experiments/spectral-condition/scheme-exponents/exponent_claims.c \
	experiments/spectral-condition/scheme-exponents/exponent_claims.h \
	experiments/spectral-condition/scheme-exponents/scheme-exponents.c
experiments_spectral_condition_coordinate_check_coordinate_check_SOURCES = \
	experiments/spectral-condition/coordinate-check/checked_network.c \
	experiments/spectral-condition/coordinate-check/checked_network.h \
	experiments/spectral-condition/coordinate-check/checked_table.c \
	experiments/spectral-condition/coordinate-check/checked_table.h \
	experiments/spectral-condition/coordinate-check/coordinate-check.c \
	experiments/spectral-condition/coordinate-check/first_step.c \
	experiments/spectral-condition/coordinate-check/first_step.h \
	experiments/spectral-condition/coordinate-check/verdict_claims.c \
	experiments/spectral-condition/coordinate-check/verdict_claims.h
experiments_spectral_condition_low_rank_updates_low_rank_updates_SOURCES = \
	experiments/spectral-condition/low-rank-updates/low-rank-updates.c \
	experiments/spectral-condition/low-rank-updates/rank_claims.c \
	experiments/spectral-condition/low-rank-updates/rank_claims.h
experiments_spectral_condition_alignment_alignment_SOURCES = \
	experiments/spectral-condition/alignment/aligned_row.h \
	experiments/spectral-condition/alignment/alignment.c \
	experiments/spectral-condition/alignment/alignment_claims.c \
	experiments/spectral-condition/alignment/alignment_claims.h \
	experiments/spectral-condition/alignment/network_claims.c \
	experiments/spectral-condition/alignment/matrix_alignment.c \
	experiments/spectral-condition/alignment/matrix_alignment.h \
	experiments/spectral-condition/alignment/step_alignment.c \
	experiments/spectral-condition/alignment/step_alignment.h
experiments_spectral_condition_muon_muon_SOURCES = \
	experiments/spectral-condition/muon/muon.c \
	experiments/spectral-condition/muon/muon_row.h \
	experiments/spectral-condition/muon/muon_claims.c \
	experiments/spectral-condition/muon/muon_claims.h \
	experiments/spectral-condition/muon/muon_training.c \
	experiments/spectral-condition/muon/muon_training.h \
	experiments/spectral-condition/muon/polar_map.c \
	experiments/spectral-condition/muon/polar_map.h \
	experiments/spectral-condition/muon/steepest.c \
	experiments/spectral-condition/muon/steepest.h
experiments_mlps_at_the_eoc_limiting_ntk_limiting_ntk_SOURCES = \
	experiments/mlps-at-the-eoc/limiting-ntk/limit_claims.c \
	experiments/mlps-at-the-eoc/limiting-ntk/limit_claims.h \
	experiments/mlps-at-the-eoc/limiting-ntk/limiting-ntk.c
experiments_mlps_at_the_eoc_concentration_concentration_SOURCES = \
	experiments/mlps-at-the-eoc/concentration/concentration.c \
	experiments/mlps-at-the-eoc/concentration/concentration_claims.c \
	experiments/mlps-at-the-eoc/concentration/concentration_claims.h
experiments_mlps_at_the_eoc_cosine_and_sharpness_cosine_and_sharpness_SOURCES = \
	experiments/mlps-at-the-eoc/cosine-and-sharpness/cosine-and-sharpness.c \
	experiments/mlps-at-the-eoc/cosine-and-sharpness/cosine_claims.c \
	experiments/mlps-at-the-eoc/cosine-and-sharpness/cosine_claims.h
experiments_mlps_at_the_eoc_training_dynamics_training_dynamics_SOURCES = \
	experiments/mlps-at-the-eoc/training-dynamics/dynamics_claims.c \
	experiments/mlps-at-the-eoc/training-dynamics/dynamics_claims.h \
	experiments/mlps-at-the-eoc/training-dynamics/rule_curve.c \
	experiments/mlps-at-the-eoc/training-dynamics/rule_curve.h \
	experiments/mlps-at-the-eoc/training-dynamics/run_record.c \
	experiments/mlps-at-the-eoc/training-dynamics/run_record.h \
	experiments/mlps-at-the-eoc/training-dynamics/training-dynamics.c
experiments_mlps_at_the_eoc_depth_transfer_depth_transfer_SOURCES = \
	experiments/mlps-at-the-eoc/depth-transfer/depth-transfer.c \
	experiments/mlps-at-the-eoc/depth-transfer/depth_claims.c \
	experiments/mlps-at-the-eoc/depth-transfer/depth_claims.h \
	experiments/mlps-at-the-eoc/depth-transfer/depth_sweep.c \
	experiments/mlps-at-the-eoc/depth-transfer/depth_sweep.h \
	experiments/mlps-at-the-eoc/depth-transfer/first_move.c \
	experiments/mlps-at-the-eoc/depth-transfer/first_move.h \
	experiments/mlps-at-the-eoc/depth-transfer/kernel_descent.c \
	experiments/mlps-at-the-eoc/depth-transfer/kernel_descent.h
experiments_mlps_at_the_eoc_toy_catapult_toy_catapult_SOURCES = \
	experiments/mlps-at-the-eoc/toy-catapult/catapult_claims.c \
	experiments/mlps-at-the-eoc/toy-catapult/catapult_claims.h \
	experiments/mlps-at-the-eoc/toy-catapult/catapult_map.c \
	experiments/mlps-at-the-eoc/toy-catapult/catapult_map.h \
	experiments/mlps-at-the-eoc/toy-catapult/compared_run.c \
	experiments/mlps-at-the-eoc/toy-catapult/compared_run.h \
	experiments/mlps-at-the-eoc/toy-catapult/linear_pair.c \
	experiments/mlps-at-the-eoc/toy-catapult/linear_pair.h \
	experiments/mlps-at-the-eoc/toy-catapult/toy-catapult.c
HODO_FIGURES = $(patsubst experiments/%/,%,$(dir $(HODO_EXPERIMENTS)))
EXTRA_DIST += $(HODO_EXPERIMENTS:%=%.tex)

# make new-experiment NAME=paper/figure: files from experiments/template, the line above, and a build that knows it.
EXTRA_DIST += experiments/README.md experiments/new_experiment.sh experiments/template/template.c experiments/template/template.gp \
	experiments/template/template.tex
.PHONY: new-experiment
new-experiment:
	@top_srcdir='$(top_srcdir)' $(SHELL) $(top_srcdir)/experiments/new_experiment.sh $(call shell_word,$(value NAME))
	@$(MAKE) $(AM_MAKEFLAGS) am--refresh >new-experiment.log 2>&1 || { \
	  cat new-experiment.log >&2; \
	  echo "new-experiment: the files are there, but the build system could not be made again (see above)" >&2; exit 1; }
	@rm -f new-experiment.log
	@echo "new-experiment: try it: make figures FIGURES=$(NAME) PRESET=quick OPTIONS=--check"
CLEANFILES += new-experiment.log

# Programs whose source and libraries are not listed elsewhere: the experiments.
LDADD = experiments/libfeature-speed.la experiments/libjacobian-spectra.la experiments/libgamma-eta.la \
	experiments/libmlps-at-the-eoc.la experiments/libspectral-condition.la \
	src/libhodo-lab.la src/libhodo-train.la src/libhodo-data.la src/libhodo-probe.la src/libhodo-net.la \
	rmt/librmt-theory.la src/libhodo-operator.la src/libhodo-base.la $(HODO_LIBS)
