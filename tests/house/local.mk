# What holds the whole tree: which room may know which, comments of public functions, the paper's rules, the scaffold.
TESTS += tests/house/rooms.sh tests/house/reference.sh tests/house/paper.sh tests/house/report.sh \
	tests/house/new_experiment.sh tests/house/tutorial.sh
EXTRA_DIST += tests/house/tap.sh tests/house/rooms.sh tests/house/reference.sh tests/house/reference.awk tests/house/paper.sh \
	tests/house/report.sh tests/house/new_experiment.sh tests/house/tutorial.sh tests/house/memory.sh

# What the programs say of themselves, and what is said of them.
TESTS += tests/house/completion.sh tests/house/manual.sh
EXTRA_DIST += tests/house/completion.sh tests/house/manual.sh

# What is installed: into a folder of the test's own as a part of `make check`, where it lies by `make installcheck`.
TESTS += tests/house/install.sh
EXTRA_DIST += tests/house/install.sh tests/house/ten_lines.c
check_DATA = tests/house/install.env
CLEANFILES += tests/house/install.env installcheck.log
tests/house/install.env: hodo-always # folders may be given to make itself: make prefix=...
	@$(MKDIR_P) $(@D)
	@{ echo "CC='$(CC)' CXX='$(CXX)' NM='$(NM)' PKG_CONFIG='$(PKG_CONFIG)' SANITIZE_FLAGS='$(HODO_SANITIZE_FLAGS)'"; \
	  echo "bindir='$(bindir)' libdir='$(libdir)' includedir='$(includedir)' docdir='$(docdir)'"; \
	  echo "pkglibexecdir='$(pkglibexecdir)' pkgdatadir='$(pkgdatadir)'"; \
	  echo "FIGURES='$(HODO_FIGURES)'"; } >$@.part && mv -f $@.part $@

installcheck-local: tests/house/install.env
	@INSTALLED=yes DESTDIR='$(DESTDIR)' top_srcdir='$(top_srcdir)' top_builddir='$(top_builddir)' \
	  $(SHELL) $(top_srcdir)/tests/house/install.sh >installcheck.log 2>&1; status=$$?; cat installcheck.log; \
	test $$status -eq 0 && grep -q '^1\.\.' installcheck.log && ! grep -q '^not ok' installcheck.log

.PHONY: check-memory
check-memory: all
	@$(MAKE) $(AM_MAKEFLAGS) -s tests/data/mangle$(EXEEXT) # after all, not beside it: both make libraries
	@$(MKDIR_P) build-sanitize
	@$(MAKE) $(AM_MAKEFLAGS) -s distdir distdir=build-sanitize/source # a copy: ours may be configured in place
	@top_builddir='$(abs_top_builddir)' VALGRIND='$(VALGRIND)' \
	  $(SHELL) $(top_srcdir)/tests/house/memory.sh

.PHONY: clean-memory
clean-memory:
	-chmod -R u+w build-sanitize 2>/dev/null
	rm -rf build-sanitize
