# The face of libhodo: the headers that `make install` copies, and no others. What a header here includes stands here
# too; the shared library exports what they declare.
HODO_PUBLIC_HEADERS = \
	src/base/activation.h src/base/arena.h src/base/eigenvalue.h src/base/hash.h src/base/matrix.h \
	src/base/name.h src/base/npy.h src/base/number.h src/base/planner.h src/base/pool.h src/base/random.h src/base/status.h \
	src/base/table.h \
	src/operator/chain.h src/operator/chebyshev_moments.h src/operator/kernel_polynomial.h \
	src/operator/lanczos.h src/operator/lanczos_quadrature.h src/operator/largest_eigenvalue.h \
	src/operator/operator.h src/operator/probes.h src/operator/ritz_pair.h src/operator/spectral_density.h \
	src/net/architecture.h src/net/gradient.h src/net/loss.h src/net/model.h src/net/network.h src/net/pass.h \
	src/net/tower.h \
	src/data/batches.h src/data/cifar.h src/data/contact_sheet.h src/data/dataset.h src/data/digit_stream.h \
	src/data/folder.h src/data/idx.h src/data/npy_dataset.h src/data/stand_in.h src/data/synthetic.h \
	src/data/two_classes.h \
	src/probe/accuracy.h src/probe/agreement.h src/probe/alignment.h src/probe/angle.h src/probe/curvature.h \
	src/probe/dead_units.h src/probe/feature_change.h src/probe/feature_kernel.h src/probe/jacobian.h \
	src/probe/kernel_alignment.h src/probe/objective.h src/probe/output_kernel.h src/probe/sharpness.h \
	src/probe/spectral_norm.h src/probe/tangent_kernel.h src/probe/twin.h src/probe/update_cosine.h \
	src/probe/weight_norms.h src/probe/weight_vector.h \
	src/train/automatic_rates.h src/train/cohort.h src/train/control.h src/train/coordinate_check.h \
	src/train/frozen_memo.h src/train/loop.h src/train/newton_schulz.h src/train/optimiser.h \
	src/train/parametrization.h src/train/rate_curve.h src/train/rate_search.h src/train/schedule.h \
	src/train/source.h \
	src/lab/claim.h src/lab/estimate.h src/lab/experiment.h src/lab/select.h src/lab/trend.h src/lab/trials.h
