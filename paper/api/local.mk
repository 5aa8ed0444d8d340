# `make api` writes the reference of the public headers, api/html/index.html, from their own comments; `make
# check-api` takes every warning for an error: a public name without a comment, the name of what is not there.
EXTRA_DIST += paper/api/Doxyfile.in paper/api/declarations.awk paper/api/comments.awk paper/api/rooms.dox \
	paper/api/style.css paper/api/reference.sh paper/api/check.sh src/public.mk rmt/public.mk

# Read, not included: Automake takes a name in _HEADERS for one of its own.
api_lists = $(top_srcdir)/src/public.mk $(top_srcdir)/rmt/public.mk
api_headers := $(shell $(SED) 's/\#.*//' $(api_lists) | tr -s ' \t\\' '\n\n\n' | grep '\.h$$')
api_sources = $(api_headers:%=$(top_srcdir)/%) $(api_lists) $(top_srcdir)/paper/api/Doxyfile.in \
	$(top_srcdir)/paper/api/declarations.awk $(top_srcdir)/paper/api/comments.awk \
	$(top_srcdir)/paper/api/rooms.dox $(top_srcdir)/paper/api/style.css

.PHONY: api check-api
api: api/html/index.html
	@echo "The reference is at $(abs_builddir)/api/html/index.html"

api/html/index.html: $(api_sources) Makefile
	$(AM_V_GEN)DOXYGEN='$(DOXYGEN)' AWK='$(AWK)' SED='$(SED)' VERSION='$(VERSION)' \
	  $(SHELL) $(top_srcdir)/paper/api/reference.sh '$(abs_top_srcdir)' api NO $(api_headers)

check-api:
	@DOXYGEN='$(DOXYGEN)' AWK='$(AWK)' SED='$(SED)' VERSION='$(VERSION)' \
	  $(SHELL) $(top_srcdir)/paper/api/check.sh '$(abs_top_srcdir)' $(api_headers)

.PHONY: clean-api
clean-api:
	rm -rf api api.part api.check api.check.part
