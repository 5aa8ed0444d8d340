# `make paper` weaves every experiment's section, figure, code and claims into paper/hodograph.pdf.
# Sections stand in the order of experiments/local.mk.
EXTRA_DIST += paper/hodograph.tex paper/macros.tex paper/excerpts.awk paper/claims.awk
EXTRA_DIST += paper/hodograph.bib paper/check.sh paper/quoted.awk paper/typed.awk paper/values.awk

paper_sources = $(wildcard $(top_srcdir)/src/*/*.c $(top_srcdir)/rmt/*/*.c $(top_srcdir)/experiments/*/*.c \
    $(top_srcdir)/experiments/*/*/*.c)

.PHONY: paper
paper: paper/hodograph.pdf
	@echo "The paper is at $(abs_builddir)/paper/hodograph.pdf"

paper/hodograph.pdf: $(figure_pictures) $(top_srcdir)/paper/hodograph.tex $(top_srcdir)/paper/macros.tex \
    $(foreach f,$(FIGURES),$(top_srcdir)/experiments/$(f)/$(notdir $(f)).tex) paper/sections.tex paper/excerpts.stamp
	@test -n "$(LATEXMK)" || { \
	  echo "make paper needs LaTeX: run ./autogen.sh --install-deps=all, then configure again" >&2; exit 1; }
	@$(MKDIR_P) paper/build
	$(AM_V_GEN)TEXINPUTS='$(abs_builddir):$(abs_top_srcdir):' \
	  $(LATEXMK) -pdf -interaction=nonstopmode -halt-on-error -silent -outdir=paper/build \
	  $(top_srcdir)/paper/hodograph.tex >paper/build/latexmk.log 2>&1 || { \
	    sed -n '/^! /,/^l\.[0-9]/p' paper/build/hodograph.log >&2; \
	    echo "make paper failed: see paper/build/hodograph.log" >&2; exit 1; }
	@mv paper/build/hodograph.pdf $@

# The order of the sections, the macros of each run, and the tables of claims.
paper/sections.tex: $(figure_tables) $(top_srcdir)/paper/claims.awk Makefile
	@$(MKDIR_P) $(sort $(dir $(FIGURES:%=paper/claims/%)))
	@for f in $(FIGURES); do \
	  $(AWK) -f $(top_srcdir)/paper/claims.awk results/$$f.claims.tsv >paper/claims/$$f.tex || exit 1; \
	done
	@for f in $(FIGURES); do \
	  echo "\\input{results/$$f.macros.tex}\\hodofigure{$$f}\\input{experiments/$$f/$${f##*/}.tex}"; \
	done >$@.part && mv $@.part $@

paper/excerpts.stamp: $(paper_sources) $(top_srcdir)/paper/excerpts.awk
	@for f in $(patsubst $(top_srcdir)/%,%,$(paper_sources)); do \
	  $(MKDIR_P) paper/excerpts/$$(dirname $$f) && \
	  $(AWK) -f $(top_srcdir)/paper/excerpts.awk -v name=$$f -v folder=paper/excerpts $(top_srcdir)/$$f || exit 1; \
	done
	@touch $@

# The derivations, which the paper and the report read after the sections.
EXTRA_DIST += paper/appendix/resnet-angle.tex paper/appendix/bfk-spectra.tex paper/appendix/further.tex

.PHONY: clean-paper
clean-paper:
	rm -rf paper/build paper/claims paper/excerpts
	rm -f paper/hodograph.pdf paper/sections.tex paper/excerpts.stamp
