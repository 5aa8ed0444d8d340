# `make paper` weaves every experiment's section, figure, code and claims into paper/hodograph.pdf; `make check-paper`
# holds the sections to their runs and needs no LaTeX. Papers and sections stand in the order of experiments/local.mk.
# A paper opens with paper/parts/PAPER.tex, or where there is none with its name.
paper_parts = $(sort $(notdir $(basename $(wildcard $(top_srcdir)/paper/parts/*.tex))))
EXTRA_DIST += paper/hodograph.tex paper/hodograph.bib paper/macros.tex $(paper_parts:%=paper/parts/%.tex) \
	paper/check.sh paper/claims.awk paper/excerpts.awk paper/latex.awk paper/provenance.awk paper/quoted.awk paper/sections.awk \
	paper/typed.awk paper/values.awk

paper_sources = $(wildcard $(top_srcdir)/src/*/*.c $(top_srcdir)/rmt/*/*.c $(top_srcdir)/experiments/*/*.c \
    $(top_srcdir)/experiments/*/*/*.c)
paper_figures = $(filter $(FIGURES),$(HODO_FIGURES))
paper_texts = $(paper_figures:%=$(top_srcdir)/experiments/%/*.tex)
paper_woven = paper/sections.tex paper/claims.stamp paper/all-claims.tex paper/claims-that-differ.tex paper/provenance.tex

.PHONY: paper check-paper
paper: paper/hodograph.pdf
	@echo "The paper is at $(abs_builddir)/paper/hodograph.pdf"

check-paper: $(foreach f,$(paper_figures),experiments/$(f)/$(notdir $(f))$(EXEEXT))
	@top_srcdir='$(top_srcdir)' AWK='$(AWK)' EXEEXT='$(EXEEXT)' $(SHELL) $(top_srcdir)/paper/check.sh $(paper_figures)

paper/latex:
	@test -n "$(LATEXMK)" || { \
	  echo "make paper needs LaTeX: run ./autogen.sh --install-deps=all, then configure again" >&2; exit 1; }
	@$(MKDIR_P) paper && touch $@

paper/hodograph.pdf: paper/latex $(paper_figures:%=figures/%.pdf) $(top_srcdir)/paper/hodograph.tex $(top_srcdir)/paper/hodograph.bib \
    $(top_srcdir)/paper/macros.tex $(wildcard $(paper_texts) $(top_srcdir)/paper/appendix/*.tex $(top_srcdir)/paper/parts/*.tex) \
    $(paper_woven) paper/excerpts.stamp
	@$(MKDIR_P) paper/build/paper
	$(AM_V_GEN)TEXINPUTS='$(abs_builddir):$(abs_top_srcdir):' BIBINPUTS='$(abs_builddir):$(abs_top_srcdir):' \
	  $(LATEXMK) -pdf -interaction=nonstopmode -halt-on-error -silent -outdir=paper/build \
	  $(top_srcdir)/paper/hodograph.tex >paper/build/latexmk.log 2>&1 || { \
	    sed -n '/^! /,/^l\.[0-9]/p' paper/build/hodograph.log >&2; \
	    echo "make paper failed: see paper/build/hodograph.log" >&2; exit 1; }
	@test $(words $(paper_figures)) -lt $(words $(HODO_FIGURES)) || \
	  ! grep -E '^(LaTeX|Package natbib) Warning: .*(Citation|Reference).*undefined' paper/build/hodograph.log >&2 || { \
	    echo "make paper failed: the text refers to what there is not" >&2; exit 1; }
	@cp paper/build/hodograph.pdf $@.part && mv $@.part $@

# (A paper of some figures only may refer to sections that it leaves out.)

# What the runs say, as LaTeX: parts and sections, the tables of claims, the provenance.
paper/figures.list: hodo-always
	@$(MKDIR_P) paper
	@echo '$(paper_figures) : $(paper_parts)' >$@.part; if cmp -s $@.part $@; then rm -f $@.part; else mv $@.part $@; fi
paper_tables = $(paper_figures:%=results/%.tsv)
paper_claims = $(paper_figures:%=results/%.claims.tsv)
paper/sections.tex: $(paper_tables) $(top_srcdir)/paper/sections.awk $(top_srcdir)/paper/latex.awk paper/figures.list
	@$(MKDIR_P) paper
	@$(AWK) -f $(top_srcdir)/paper/latex.awk -f $(top_srcdir)/paper/sections.awk -v parts=paper/parts -v have='$(paper_parts)' $(paper_tables) >$@.part
	@mv $@.part $@
paper/claims.stamp: $(paper_claims) $(top_srcdir)/paper/claims.awk $(top_srcdir)/paper/latex.awk paper/figures.list
	@$(MKDIR_P) $(sort $(dir $(paper_figures:%=paper/claims/%)))
	@for f in $(paper_figures); do \
	  $(AWK) -f $(top_srcdir)/paper/latex.awk -f $(top_srcdir)/paper/claims.awk -v form=section results/$$f.claims.tsv >paper/claims/$$f.tex.part && \
	  mv paper/claims/$$f.tex.part paper/claims/$$f.tex || exit 1; \
	done
	@touch $@
paper/all-claims.tex: form = all
paper/claims-that-differ.tex: form = differs
paper/all-claims.tex paper/claims-that-differ.tex: $(paper_claims) $(top_srcdir)/paper/claims.awk $(top_srcdir)/paper/latex.awk paper/figures.list
	@$(MKDIR_P) paper
	@$(AWK) -f $(top_srcdir)/paper/latex.awk -f $(top_srcdir)/paper/claims.awk -v form=$(form) $(paper_claims) >$@.part
	@mv $@.part $@
paper/provenance.tex: $(paper_tables) $(top_srcdir)/paper/provenance.awk $(top_srcdir)/paper/latex.awk paper/figures.list
	@$(MKDIR_P) paper
	@$(AWK) -f $(top_srcdir)/paper/latex.awk -f $(top_srcdir)/paper/provenance.awk $(paper_tables) >$@.part
	@mv $@.part $@

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
	rm -f paper/hodograph.pdf paper/latex paper/excerpts.stamp paper/figures.list $(paper_woven) $(paper_woven:%=%.part)
