# From tables to pictures. `make figures` runs what its inputs changed and nothing else:
#   results/PAPER/FIGURE.tsv       is remade when its program or its parameters change,
#   figures/PAPER/FIGURE.svg       (with .pdf and .png) when its table, its script or the style does.
#
#   make figures PRESET=quick|default|paper      the sizes (default: default)
#   make figures OPTIONS='--seed=7'              options for every program
#   make figures FIGURE_OPTIONS='--set m=400'    options for one, e.g. angle-vs-layer_OPTIONS=..., and where two
#                                                papers have a figure of that name PAPER/FIGURE_OPTIONS=...
#   make figures FIGURES=PAPER/FIGURE            some figures only
PRESET = default
OPTIONS =
FIGURES = $(HODO_FIGURES)

figure_tables = $(FIGURES:%=results/%.tsv) $(FIGURES:%=results/%.claims.tsv) $(FIGURES:%=results/%.macros.tex)
figure_pictures = $(FIGURES:%=figures/%.svg) $(FIGURES:%=figures/%.pdf) $(FIGURES:%=figures/%.png)
EXTRA_DIST += figures/style.gp figures/reduce.awk figures/draw.sh figures/run_files.awk figures/summary.awk figures/values.awk

# Fails on a claim that differs when OPTIONS holds --check.
.PHONY: figures tables
figures: src/hodo/hodo$(EXEEXT) rmt/hodo-rmt$(EXEEXT) $(figure_tables) $(figure_pictures)
	@$(AWK) -v check='$(findstring --check,$(OPTIONS))' -f $(top_srcdir)/figures/run_files.awk -f $(top_srcdir)/figures/summary.awk \
	  $(foreach f,$(FIGURES),results/$(f).tsv results/$(f).claims.tsv figures/$(f).svg)
tables: $(figure_tables)

.SECONDEXPANSION:
.PRECIOUS: results/%.tsv results/%.claims.tsv results/%.macros.tex

# A table records the options that it was made with, once it is whole; where others are wanted now, it is made again.
figure_named = $(filter %/$(1),$(HODO_FIGURES))
figure_own = $(if $($(1)_OPTIONS),$(if $(word 2,$(call figure_named,$(1))),$(error $(1)_OPTIONS: which one? Give \
  $(patsubst %,%_OPTIONS=...,$(call figure_named,$(1)))),$($(1)_OPTIONS)))
figure_wants = $(strip --preset=$(PRESET) $(OPTIONS) $(call figure_own,$(notdir $(1))) $($(1)_OPTIONS))
figure_had = $(strip $(file <results/$(1).options))
figure_same = $(and $(findstring :$(1):,:$(2):),$(findstring :$(2):,:$(1):))
figure_stale = $(foreach f,$(FIGURES),$(if $(call figure_same,$(call figure_wants,$(f)),$(call figure_had,$(f))),,results/$(f).tsv))
$(figure_stale): hodo-always
.PHONY: hodo-always
shell_word = '$(subst ','\'',$(1))'

# A journal that an interrupted run left is continued, unless the program or the options have changed since. Where
# the table is there and only its claims are missing, they are evaluated again. Exit status 3 is a claim that fell:
# the table is whole, and the summary says so.
hodo_verbose_run = $(hodo_verbose_run_@AM_V@)
hodo_verbose_run_ = $(hodo_verbose_run_@AM_DEFAULT_V@)
hodo_verbose_run_0 = @echo "  RUN     " $*;
results/%.tsv results/%.claims.tsv results/%.macros.tex: experiments/$$*/$$(notdir $$*)$(EXEEXT) | experiments/commit
	$(hodo_verbose_run)$(MKDIR_P) $(@D); table=results/$*.tsv; mode=; \
	wanted=$(call shell_word,$(call figure_wants,$*)); \
	if test -e $$table.journal; then \
	  test $$table.journal -nt $< && test "$$wanted" = "`cat results/$*.started 2>/dev/null`" || mode=--fresh; \
	elif test $$table -nt $< && test "$$wanted" = "`cat results/$*.options 2>/dev/null`"; then \
	  mode=--resume; \
	fi; \
	printf '%s\n' "$$wanted" >results/$*.started; \
	$< $(call figure_wants,$*) --output=$$table $$mode; status=$$?; \
	test $$status -eq 0 || test $$status -eq 3 || exit $$status; \
	mv results/$*.started results/$*.options; \
	touch $$table results/$*.claims.tsv results/$*.macros.tex

hodo_verbose_draw = $(hodo_verbose_draw_@AM_V@)
hodo_verbose_draw_ = $(hodo_verbose_draw_@AM_DEFAULT_V@)
hodo_verbose_draw_0 = @echo "  DRAW    " $*;
figures/%.svg figures/%.pdf figures/%.png: $(top_srcdir)/experiments/$$*/$$(notdir $$*).gp results/%.tsv \
    $(top_srcdir)/figures/style.gp $(top_srcdir)/figures/reduce.awk $(top_srcdir)/figures/values.awk \
    $(top_srcdir)/figures/draw.sh
	$(hodo_verbose_draw)GNUPLOT='$(GNUPLOT)' AWK='$(AWK)' \
	  $(SHELL) $(top_srcdir)/figures/draw.sh $< results/$*.tsv figures/$*

# The README's pictures, which are under version control, and its column of seconds: remade on purpose only, from the
# default preset. A new figure has none until then, and is distributed all the same.
README_FIGURES = $(HODO_FIGURES)
README_PICTURES = $(README_FIGURES:%=figures/readme/%.png) figures/readme/angle-vs-layer.png
EXTRA_DIST += figures/readme.sh $(foreach f,$(README_PICTURES),$(if $(wildcard $(top_srcdir)/$(f)),$(f)))
.PHONY: readme-pictures
readme-pictures: $(README_FIGURES:%=figures/%.svg)
	AWK='$(AWK)' $(SHELL) $(top_srcdir)/figures/readme.sh $(top_srcdir) $(README_FIGURES)

.PHONY: clean-figures
clean-figures:
	rm -rf results
	rm -f $(HODO_FIGURES:%=figures/%.svg) $(HODO_FIGURES:%=figures/%.pdf) $(HODO_FIGURES:%=figures/%.png)
