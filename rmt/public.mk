# The face of librmt: the headers that `make install` copies, and no others (see src/public.mk).
RMT_PUBLIC_HEADERS = \
	rmt/law/law.h rmt/law/compare.h \
	rmt/jacobian/jacobian_width.h rmt/jacobian/length_map.h \
	rmt/finite/extreme_value.h rmt/finite/log_norm_law.h rmt/finite/log_norm_moments.h rmt/finite/lyapunov.h \
	rmt/finite/norm_walk.h rmt/finite/outlier.h rmt/finite/stieltjes.h rmt/finite/tracy_widom.h \
	rmt/convolution/convolution.h rmt/convolution/measure.h rmt/convolution/measure_file.h \
	rmt/angle/activation_layer.h rmt/angle/activation_width.h rmt/angle/angle.h rmt/angle/angle_limit.h \
	rmt/angle/angle_spectrum.h rmt/angle/angle_width.h rmt/angle/layer_law.h rmt/angle/network.h \
	rmt/angle/sample_gram.h rmt/angle/speed.h rmt/angle/trained_ends.h \
	rmt/ntk/cosine_map.h rmt/ntk/diagonal_width.h rmt/ntk/tangent_limit.h \
	rmt/spectrum/matrix_file.h rmt/spectrum/measured_spectrum.h rmt/spectrum/power_law_tail.h \
	rmt/spectrum/spectrum_fit.h
