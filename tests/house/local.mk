TESTS += tests/house/rooms.sh
EXTRA_DIST += tests/house/rooms.sh tests/house/memory.sh

.PHONY: check-memory
check-memory: all
	@top_srcdir='$(abs_top_srcdir)' top_builddir='$(abs_top_builddir)' VALGRIND='$(VALGRIND)' \
	  $(SHELL) $(top_srcdir)/tests/house/memory.sh

.PHONY: clean-memory
clean-memory:
	rm -rf build-sanitize
