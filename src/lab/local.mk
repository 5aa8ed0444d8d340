# src/lab: the laboratory. An experiment's program links libhodo-lab.la, its rooms, libhodo-base.la and HODO_LIBS.
noinst_LTLIBRARIES += src/libhodo-lab.la
src_libhodo_lab_la_SOURCES = \
	src/lab/cell.c src/lab/cell.h src/lab/cell_order.c src/lab/cell_order.h \
	src/lab/claim.c src/lab/claim.h src/lab/claims.c \
	src/lab/commit.c src/lab/commit.h \
	src/lab/engine.c src/lab/engine.h \
	src/lab/estimate.c src/lab/estimate.h \
	src/lab/experiment.c src/lab/experiment.h \
	src/lab/face.c src/lab/face.h \
	src/lab/grammar.c src/lab/grammar.h src/lab/values.c \
	src/lab/identity.c src/lab/identity.h \
	src/lab/journal.c src/lab/journal.h src/lab/journal_read.c src/lab/journal_read.h \
	src/lab/laboratory.c \
	src/lab/latex.c src/lab/latex.h \
	src/lab/output.c src/lab/output.h \
	src/lab/plan.c \
	src/lab/progress.c src/lab/progress.h \
	src/lab/provenance.c src/lab/provenance.h \
	src/lab/record.c src/lab/record.h \
	src/lab/report.c src/lab/macros.c src/lab/report.h \
	src/lab/results.c src/lab/results.h \
	src/lab/run.c src/lab/run.h src/lab/run_access.c src/lab/setting.c \
	src/lab/seal.c src/lab/seal.h \
	src/lab/select.c src/lab/select.h \
	src/lab/trend.c src/lab/trend.h \
	src/lab/trials.c src/lab/trials.h \
	src/lab/session.c src/lab/session.h \
	src/lab/verify.c src/lab/verify.h \
	src/lab/watch.c src/lab/watch.h
src_libhodo_lab_la_CFLAGS = $(AM_CFLAGS) $(OPENBLAS_CFLAGS) $(GSL_CFLAGS) $(FFTW_CFLAGS)

# The commit of the source, asked for at every make, written only when it is another one, and read when an experiment
# runs (src/lab/commit.h). A release holds the commit that it was packed from; any other source outside git, or
# unpacked within somebody's repository, is unknown.
BUILT_SOURCES += experiments/commit
CLEANFILES += experiments/commit
experiments/commit: hodo-commit-is-asked-for
	@$(MKDIR_P) experiments
	@commit=; if test -e '$(top_srcdir)/.git'; then \
	  commit=`git --no-optional-locks -C '$(top_srcdir)' describe --always --dirty --abbrev=12 2>/dev/null`; \
	elif test -r '$(top_srcdir)/experiments/commit.released'; then \
	  commit=`cat '$(top_srcdir)/experiments/commit.released'`; \
	fi; \
	echo "$${commit:-unknown}" >$@.new; \
	if cmp -s $@.new $@; then rm -f $@.new; else mv -f $@.new $@; fi
hodo-commit-is-asked-for:
.PHONY: hodo-commit-is-asked-for
# An archive lacks nothing that is under version control: a file that no list names stops it.
dist-hook: experiments/commit
	cp experiments/commit '$(distdir)/experiments/commit.released'
	@test ! -e '$(top_srcdir)/.git' || git -C '$(top_srcdir)' ls-files | { left=; \
	  while read -r file; do \
	    test "$$file" = .gitignore || test -e '$(distdir)/'"$$file" || left="$$left $$file"; \
	  done; \
	  test -z "$$left" || { echo "make dist: these belong into EXTRA_DIST:$$left" >&2; exit 1; }; }
