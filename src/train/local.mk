# src/train: parametrizations, optimisers, schedules, the training loop.
noinst_LTLIBRARIES += src/libhodo-train.la
src_libhodo_train_la_SOURCES = \
	src/train/adam.c \
	src/train/automatic_rates.c src/train/automatic_rates.h \
	src/train/cohort.c src/train/cohort.h \
	src/train/cohort_state.h \
	src/train/control.c src/train/control.h \
	src/train/coordinate_check.c src/train/coordinate_check.h \
	src/train/evaluate.c \
	src/train/frozen_memo.c src/train/frozen_memo.h \
	src/train/judge.c \
	src/train/loop.c src/train/loop.h \
	src/train/muon.c \
	src/train/newton_schulz.c src/train/newton_schulz.h \
	src/train/optimiser.c src/train/optimiser.h \
	src/train/optimiser_rule.h \
	src/train/parametrization.c src/train/parametrization.h \
	src/train/parametrization_draw.c \
	src/train/parametrization_table.c \
	src/train/rate_curve.c src/train/rate_curve.h \
	src/train/rate_search.c src/train/rate_search.h \
	src/train/schedule.c src/train/schedule.h \
	src/train/sgd.c \
	src/train/sign_sgd.c \
	src/train/source.c src/train/source.h \
	src/train/step.c \
	src/train/step_norm.c src/train/step_norm.h \
	src/train/update.c src/train/update.h \
	src/train/update_adam.c
