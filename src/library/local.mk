# What other programs build upon: libhodo (the rooms of src/ but the front door) and librmt (rmt/ but its program),
# shared and static, with their headers and pkg-config files. Our own programs do not use them: they are linked from
# the same rooms statically, and run from a build folder without a wrapper.

# Read by make, not by automake, to which a name that ends in _HEADERS says where to install.
-include $(top_srcdir)/src/public.mk
-include $(top_srcdir)/rmt/public.mk
EXTRA_DIST += src/public.mk rmt/public.mk

# The interface, CURRENT:REVISION:AGE of libtool, raised once a release, by what changed since the last one:
#   a public function, table or type went or changed   CURRENT + 1, REVISION 0, AGE 0
#   some came and none went or changed                 CURRENT + 1, REVISION 0, AGE + 1
#   nothing that a header shows                        REVISION + 1
# A struct that callers hold by value is a part of the interface with each of its fields; so is the order of an enum.
LIBHODO_INTERFACE = 0:0:0
LIBRMT_INTERFACE = 0:0:0

lib_LTLIBRARIES += src/library/libhodo.la src/library/librmt.la
LIBHODO_ROOMS = src/libhodo-train.la src/libhodo-probe.la src/libhodo-operator.la src/libhodo-net.la \
	src/libhodo-data.la src/libhodo-lab.la src/libhodo-base.la
src_library_libhodo_la_SOURCES =
src_library_libhodo_la_LIBTOOLFLAGS =
src_library_libhodo_la_LIBADD = $(LIBHODO_ROOMS) $(HODO_LIBS)
src_library_libhodo_la_LDFLAGS = $(AM_LDFLAGS) -no-undefined -version-info $(LIBHODO_INTERFACE) \
	-export-symbols src/library/libhodo.sym
EXTRA_src_library_libhodo_la_DEPENDENCIES = src/library/libhodo.sym

src_library_librmt_la_SOURCES =
src_library_librmt_la_LIBTOOLFLAGS =
src_library_librmt_la_LIBADD = rmt/librmt-theory.la src/library/libhodo.la \
	$(LAPACKE_LIBS) $(OPENBLAS_LIBS) $(GSL_LIBS) -lm
src_library_librmt_la_LDFLAGS = $(AM_LDFLAGS) -no-undefined -version-info $(LIBRMT_INTERFACE) \
	-export-symbols src/library/librmt.sym
EXTRA_src_library_librmt_la_DEPENDENCIES = src/library/librmt.sym

# A shared library shows what its public headers declare, and nothing else. A static one cannot hide what its rooms
# share among themselves: all of it begins with hodo_ or rmt_.
EXTRA_DIST += src/library/public_symbols.sh
CLEANFILES += src/library/libhodo.sym src/library/librmt.sym
LIST_SYMBOLS = $(SHELL) $(top_srcdir)/src/library/public_symbols.sh '$(NM)' '$(OBJECT_FOLDER)'
src/library/libhodo.sym: $(LIBHODO_ROOMS) $(HODO_PUBLIC_HEADERS) src/library/public_symbols.sh
	$(AM_V_GEN)$(MKDIR_P) src/library && $(LIST_SYMBOLS) $(LIBHODO_ROOMS) -- $(filter %.h,$^) >$@.part && mv -f $@.part $@
src/library/librmt.sym: rmt/librmt-theory.la $(RMT_PUBLIC_HEADERS) src/library/public_symbols.sh
	$(AM_V_GEN)$(MKDIR_P) src/library && $(LIST_SYMBOLS) rmt/librmt-theory.la -- $(filter %.h,$^) >$@.part && mv -f $@.part $@

# Headers keep their rooms, without the src/: hodograph/base/status.h, hodograph/rmt/law/law.h. hodo.h and rmt.h
# include all of a library's.
hodoincludedir = $(includedir)/hodograph
hodobaseincludedir = $(hodoincludedir)/base
hodooperatorincludedir = $(hodoincludedir)/operator
hodonetincludedir = $(hodoincludedir)/net
hododataincludedir = $(hodoincludedir)/data
hodoprobeincludedir = $(hodoincludedir)/probe
hodotrainincludedir = $(hodoincludedir)/train
hodolabincludedir = $(hodoincludedir)/lab
nodist_hodobaseinclude_HEADERS = $(filter src/base/%,$(HODO_PUBLIC_HEADERS))
nodist_hodooperatorinclude_HEADERS = $(filter src/operator/%,$(HODO_PUBLIC_HEADERS))
nodist_hodonetinclude_HEADERS = $(filter src/net/%,$(HODO_PUBLIC_HEADERS))
nodist_hododatainclude_HEADERS = $(filter src/data/%,$(HODO_PUBLIC_HEADERS))
nodist_hodoprobeinclude_HEADERS = $(filter src/probe/%,$(HODO_PUBLIC_HEADERS))
nodist_hodotraininclude_HEADERS = $(filter src/train/%,$(HODO_PUBLIC_HEADERS))
nodist_hodolabinclude_HEADERS = $(filter src/lab/%,$(HODO_PUBLIC_HEADERS))
nobase_nodist_hodoinclude_HEADERS = $(RMT_PUBLIC_HEADERS)
nodist_hodoinclude_HEADERS = src/library/hodo.h src/library/rmt.h

CLEANFILES += src/library/hodo.h src/library/rmt.h
WRITE_UMBRELLA = $(MKDIR_P) src/library && { \
	guard=`echo $(@F) | tr '[a-z].' '[A-Z]_'`; \
	echo "/* Every public header of lib$(basename $(@F)). */"; echo "\#ifndef $$guard"; echo "\#define $$guard"; echo; \
	for header in $(1); do echo "\#include \"$$header\""; done; echo; echo "\#endif"; } >$@.part && mv -f $@.part $@
src/library/hodo.h: src/public.mk
	$(AM_V_GEN)$(call WRITE_UMBRELLA,$(HODO_PUBLIC_HEADERS:src/%=%))
src/library/rmt.h: rmt/public.mk
	$(AM_V_GEN)$(call WRITE_UMBRELLA,$(RMT_PUBLIC_HEADERS))

pkgconfigdir = $(libdir)/pkgconfig
nodist_pkgconfig_DATA = src/library/hodo.pc src/library/rmt.pc

# Experiments lie where an installed `hodo list` and `hodo run` look for them, with the commit that they were made of.
# What draws their tables goes along: sh PREFIX/share/hodograph/figures/draw.sh SCRIPT TABLE PICTURE.
experimentsexecdir = $(pkglibexecdir)
nobase_pkglibexec_PROGRAMS = $(HODO_EXPERIMENTS)
nobase_nodist_experimentsexec_DATA = experiments/commit
nobase_dist_pkgdata_DATA = $(HODO_EXPERIMENTS:%=%.gp) experiments/spectral-condition/transfer.gp \
	figures/draw.sh figures/reduce.awk figures/style.gp figures/values.awk
dist_doc_DATA = CONTRIBUTING.md CONVENTIONS.md COPYING NEWS.md README.md

# Folders that only we fill, innermost first; one that holds a file of somebody else's stays.
uninstall-hook:
	@for folder in '$(hodoincludedir)' '$(pkglibexecdir)' '$(pkgdatadir)' '$(docdir)'; do \
	  case $$folder in */hodograph) ;; *) continue ;; esac; \
	  test ! -d "$(DESTDIR)$$folder" || \
	    find "$(DESTDIR)$$folder" -depth -type d -exec rmdir {} \; 2>/dev/null || :; \
	done
