TESTS += tests/house/rooms.sh
EXTRA_DIST += tests/house/rooms.sh tests/house/memory.sh

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
