# From tables to pictures. `make figures` runs what its inputs changed and nothing else:
#   results/PAPER/FIGURE.tsv       is remade when its program or its parameters change,
#   figures/PAPER/FIGURE.svg       (with .pdf and .png) when its table, its script or the style does.
#
#   make figures PRESET=quick|default|paper      the sizes (default: default)
#   make figures OPTIONS='--seed=7'              options for every program
#   make figures FIGURE_OPTIONS='--set m=400'    options for one, e.g. angle-vs-layer_OPTIONS=...
#   make figures FIGURES=PAPER/FIGURE            some figures only
PRESET = default
OPTIONS =
FIGURES = $(HODO_FIGURES)

figure_tables = $(FIGURES:%=results/%.tsv)
figure_pictures = $(FIGURES:%=figures/%.svg)
EXTRA_DIST += figures/style.gp figures/reduce.awk figures/draw.sh figures/summary.awk figures/values.awk

.PHONY: figures tables
figures: $(figure_pictures)
	@$(AWK) -f $(top_srcdir)/figures/summary.awk \
	  $(foreach f,$(FIGURES),results/$(f).tsv results/$(f).claims.tsv figures/$(f).svg)
tables: $(figure_tables)

.SECONDEXPANSION:
.PRECIOUS: results/%.tsv results/%.parameters

# The parameters that a table was made with; touched only when they change.
figure_options = --preset=$(PRESET) $(OPTIONS) $($(notdir $*)_OPTIONS)
results/%.parameters: hodo-always
	@$(MKDIR_P) $(@D)
	@test "`cat $@ 2>/dev/null`" = "$(strip $(figure_options))" || echo "$(strip $(figure_options))" > $@
.PHONY: hodo-always

# A journal that an interrupted run left is continued, unless the program or the parameters have
# changed since.
hodo_verbose_run = $(hodo_verbose_run_@AM_V@)
hodo_verbose_run_ = $(hodo_verbose_run_@AM_DEFAULT_V@)
hodo_verbose_run_0 = @echo "  RUN     " $*;
results/%.tsv: experiments/$$*/$$(notdir $$*)$(EXEEXT) results/%.parameters
	$(hodo_verbose_run)journal=$@.journal; fresh=; \
	if test -e $$journal; then \
	  for newer in $^; do test $$journal -nt $$newer || fresh=--fresh; done; \
	fi; \
	$< $(strip $(figure_options)) --output=$@ $$fresh && touch $@

hodo_verbose_draw = $(hodo_verbose_draw_@AM_V@)
hodo_verbose_draw_ = $(hodo_verbose_draw_@AM_DEFAULT_V@)
hodo_verbose_draw_0 = @echo "  DRAW    " $*;
figures/%.svg: results/%.tsv $(top_srcdir)/experiments/$$*/$$(notdir $$*).gp \
    $(top_srcdir)/figures/style.gp $(top_srcdir)/figures/reduce.awk $(top_srcdir)/figures/draw.sh
	$(hodo_verbose_draw)GNUPLOT='$(GNUPLOT)' AWK='$(AWK)' $(SHELL) $(top_srcdir)/figures/draw.sh $(word 2,$^) $< figures/$*

# The README's picture, which is under version control: remade on purpose only.
EXTRA_DIST += figures/readme/angle-vs-layer.png
.PHONY: readme-pictures
readme-pictures: figures/feature-speed/angle-vs-layer.svg
	cp $(<:.svg=.png) $(top_srcdir)/figures/readme/

.PHONY: clean-figures
clean-figures:
	rm -rf results
	rm -f $(HODO_FIGURES:%=figures/%.svg) $(HODO_FIGURES:%=figures/%.pdf) $(HODO_FIGURES:%=figures/%.png)
