# `make report` writes the paper as a site, report/ of the build folder: a page a figure, read by pandoc from the same
# sections as the PDF, with its picture, claims, parameters and downloads. It needs no server and no network.
#   make report PRESET=quick     FIGURES, OPTIONS and PRESET are those of `make figures`
#   make check-report            opens every page in headless Chromium
report_source = $(top_srcdir)/paper/report
EXTRA_DIST += paper/report/claims.awk paper/report/expand.awk paper/report/front.awk paper/report/html.awk \
	paper/report/index.awk paper/report/labels.awk paper/report/provenance.awk paper/report/run.awk \
	paper/report/titles.awk paper/report/section.lua paper/report/references.lua paper/report/page.html \
	paper/report/filter.html paper/report/differs.html paper/report/works.lua paper/report/numeric.csl paper/report/style.css paper/report/theme.js \
	paper/report/tables.js paper/report/copy.js paper/report/caption.awk paper/report/page.sh paper/report/mathml.awk \
	$(report_checks)

report_checks = paper/report/check/breaches.py paper/report/check/browser.py paper/report/check/check_files.py \
	paper/report/check/check_pages.py paper/report/check/check_report.py \
	paper/report/check/check_runs.py paper/report/check/page_text.py

# Appendices in the order of the text; one that is not named here comes after those that are.
report_found = $(notdir $(basename $(wildcard $(top_srcdir)/paper/appendix/*.tex)))
report_ordered = $(filter $(report_found),resnet-angle bfk-spectra further)
report_appendices = $(strip $(report_ordered) $(filter-out $(report_ordered),$(report_found)))
report_bibliography = $(wildcard $(top_srcdir)/paper/hodograph.bib)

report_figure_pages = $(FIGURES:%=report/%.html)
report_appendix_pages = $(report_appendices:%=report/appendix/%.html)
report_pages = $(report_figure_pages) $(report_appendix_pages) report/index.html report/conventions.html \
	report/claims.html report/provenance.html report/differs.html report/appendices.html \
	$(if $(report_bibliography),report/references.html)
report_assets = report/style.css report/theme.js report/tables.js report/copy.js
report_downloads = $(foreach f,$(FIGURES),report/$(f).tsv report/$(f).claims.tsv report/$(f).svg report/$(f).pdf report/$(f).png)

# Pages of figures that are not of this site any more go away with their downloads.
.PHONY: report
report: $(report_pages) $(report_assets) $(report_downloads)
	@printf '%s\n' $(report_pages) $(report_assets) $(report_downloads) | sort >paper/site/made; \
	  find report -type f | sort | comm -23 - paper/site/made | while read -r old; do rm -f "$$old"; done
	@echo "The report is at $(abs_builddir)/report/index.html"

paper/site/pandoc: Makefile
	@test -n "$(PANDOC)" || { \
	  echo "make report needs pandoc: run ./autogen.sh --install-deps=all, then configure again" >&2; exit 1; }
	@$(MKDIR_P) paper/site && touch $@

# What is the same for every page. It is looked at every time, and is newer only if it changed.
report_change = if cmp -s $@.part $@; then rm -f $@.part; else mv $@.part $@; fi
report_section = $(top_srcdir)/experiments/$(1)/$(notdir $(1)).tex
# Numbers are those of the whole paper, also in a site of some figures: there a reference to what is left out is no link.
report_all = $(HODO_FIGURES) $(filter-out $(HODO_FIGURES),$(FIGURES))
report_sections = $(foreach f,$(report_all),$(call report_section,$(f)))
paper/site/figures: hodo-always | paper/site/pandoc
	@echo '$(FIGURES) : $(report_appendices) : $(report_bibliography)' >$@.part; $(report_change)
paper/site/all.tsv: paper/site/figures paper/site/conventions.tex $(report_sections) $(report_source)/titles.awk
	@$(AWK) -f $(report_source)/titles.awk -v numbers=$@.numbers \
	  -v first=$$((`grep -c '^\\\\section{' paper/site/conventions.tex` + 1)) -v figures='$(report_all)' $(report_sections) >$@.tex
	@$(PANDOC) -f latex -t html5 --mathml --wrap=none --fail-if-warnings $@.tex >$@.html
	@sed 's/^<p>//; s/<\/p>$$//' $@.html | paste $@.numbers - >$@.part; $(report_change)
paper/site/titles.tsv: paper/site/all.tsv paper/site/figures
	@for f in $(FIGURES); do $(AWK) -F '\t' -v figure=$$f '$$1 == figure' paper/site/all.tsv; done >$@.part; $(report_change)
paper/site/labels.tsv: paper/site/all.tsv paper/site/figures paper/site/conventions.tex $(report_sections) \
    $(report_appendices:%=$(top_srcdir)/paper/appendix/%.tex) $(report_source)/labels.awk
	@set -- conventions.html# paper/site/conventions.tex; \
	  while read -r figure number title; do \
	    set -- "$$@" "$$figure.html#$$number" "$(top_srcdir)/experiments/$$figure/$${figure##*/}.tex"; \
	  done <paper/site/all.tsv; \
	  letters='B C D E F G H I J K L M N O P'; \
	  for f in $(report_appendices); do \
	    set -- "$$@" "appendix/$$f.html#$${letters%% *}" "$(top_srcdir)/paper/appendix/$$f.tex"; letters=$${letters#* }; \
	  done; \
	  $(AWK) -f $(report_source)/labels.awk -v titles=paper/site/all.tsv -v here='$(FIGURES)' "$$@" >$@.part && \
	  printf '%s\t%s\t%s\tsection\n' app:differs differs.html A app:claims claims.html "$${letters%% *}" \
	    app:provenance provenance.html "`echo $${letters#* } | cut -d ' ' -f 1`" >>$@.part; $(report_change)
paper/site/conventions.tex paper/site/abstract.tex: paper/site/%.tex: $(top_srcdir)/paper/hodograph.tex \
    $(report_source)/front.awk | paper/site/pandoc
	@$(AWK) -f $(report_source)/front.awk -v part=$* -v folder=$(top_srcdir) $< >$@.part && mv $@.part $@

# One page: what pandoc cannot read stops it. The page's address is $(1), the way to the top of the site $(2).
report_common = $(report_source)/page.html $(report_source)/page.sh $(report_source)/mathml.awk \
    $(report_source)/section.lua $(report_source)/references.lua $(report_source)/works.lua $(report_source)/numeric.csl \
    paper/site/labels.tsv paper/site/figures $(report_bibliography)
report_html = $(SHELL) $(report_source)/page.sh $@ $(AWK) $(PANDOC) -t html5 --mathml --wrap=none --fail-if-warnings --template=$(report_source)/page.html \
    -L $(report_source)/section.lua -L $(report_source)/references.lua \
    -M labels=paper/site/labels.tsv -M page=$(1) -M root=$(2) -M excerpts=paper/excerpts -V version=$(PACKAGE_VERSION) \
    $(if $(report_bibliography),--citeproc -L $(report_source)/works.lua \
      -M link-citations=true --csl=$(report_source)/numeric.csl --bibliography=$(report_bibliography))
report_quiet = -M suppress-bibliography=true

# The fragments of a figure's page.
$(FIGURES:%=paper/site/%.caption): paper/site/%.caption: results/%.tsv figures/%.svg paper/site/labels.tsv \
    $(report_source)/caption.awk
	@$(MKDIR_P) $(@D)
	@$(AWK) -f $(report_source)/html.awk -f $(report_source)/caption.awk -v verdicts=paper/site/$*.verdicts -v place="`sed -n 's,^fig:$*	[^	]*	\([0-9]*\).*,\1,p' paper/site/labels.tsv`" \
	  -v title=paper/site/$*.title figures/$*.svg results/$*.tsv results/$*.claims.tsv >$@.part && mv $@.part $@
$(FIGURES:%=paper/site/%.claims.html): paper/site/%.claims.html: results/%.tsv $(report_source)/claims.awk \
    $(report_source)/html.awk | paper/site/pandoc
	@$(MKDIR_P) $(@D)
	@$(AWK) -f $(report_source)/html.awk -f $(report_source)/claims.awk \
	  results/$*.macros.tex results/$*.claims.tsv >$@.part && mv $@.part $@
$(FIGURES:%=paper/site/%.run.html): paper/site/%.run.html: results/%.tsv experiments/$$*/$$(notdir $$*)$(EXEEXT) \
    paper/site/titles.tsv $(report_source)/run.awk $(report_source)/html.awk
	@$(MKDIR_P) $(@D)
	@experiments/$*/$(notdir $*) --list >paper/site/$*.list
	@$(AWK) -f $(report_source)/html.awk -f $(report_source)/run.awk -v figure=$* -v titles=paper/site/titles.tsv \
	  -v options="`cat results/$*.options`" paper/site/$*.list results/$*.tsv >$@.part && mv $@.part $@

hodo_verbose_page = $(hodo_verbose_page_@AM_V@)
hodo_verbose_page_ = $(hodo_verbose_page_@AM_DEFAULT_V@)
hodo_verbose_page_0 = @echo "  PAGE    " $@;
$(report_figure_pages): report/%.html: $$(call report_section,$$*) $(report_common) $(report_source)/expand.awk \
    paper/site/%.caption paper/site/%.claims.html paper/site/%.run.html paper/excerpts.stamp
	@$(MKDIR_P) $(@D)
	@$(AWK) -f $(report_source)/expand.awk -v figure=$* -v preset="`sed -n 's/^# preset: //p;/^[^#]/q' results/$*.tsv`" \
	  results/$*.macros.tex $< >paper/site/$*.tex
	$(hodo_verbose_page)$(call report_html,$*.html,../) $(report_quiet) -f latex+raw_tex -M figure=$* -M parts=paper/site/$* \
	  -V above=Figures -V above-page=index.html -V place="Section `sed -n 's,^$*	\([^	]*\)	.*,\1,p' paper/site/titles.tsv`" \
	  -A paper/site/$*.run.html paper/site/$*.tex
report_letter = "`sed -n 's,^[^	]*	appendix/$*.html	\([A-Z]\)	.*,\1,p' paper/site/labels.tsv | head -n 1`"
$(report_appendix_pages): report/appendix/%.html: $(top_srcdir)/paper/appendix/%.tex $(report_common) paper/excerpts.stamp
	@$(MKDIR_P) $(@D)
	$(hodo_verbose_page)$(call report_html,appendix/$*.html,../) $(report_quiet) -f latex+raw_tex \
	  -M letter=$(report_letter) -V place="Appendix "$(report_letter) -V above=Appendices -V above-page=appendices.html $<
report/conventions.html: paper/site/conventions.tex $(report_common)
	@$(MKDIR_P) $(@D)
	$(hodo_verbose_page)$(call report_html,conventions.html) $(report_quiet) -f latex+raw_tex -V at-conventions=1 \
	  -M title='How to read it' $<

# The pages of all figures.
report/index.html: paper/site/abstract.tex $(report_common) $(FIGURES:%=paper/site/%.caption) paper/site/titles.tsv \
    $(wildcard $(top_srcdir)/paper/parts/*.tex) $(report_source)/index.awk $(report_source)/html.awk $(top_srcdir)/figures/run_files.awk
	@$(MKDIR_P) $(@D)
	@{ cat $< && $(AWK) -f $(report_source)/html.awk -f $(top_srcdir)/figures/run_files.awk -f $(report_source)/index.awk -v titles=paper/site/titles.tsv \
	  -v folder=paper/site -v parts=$(top_srcdir)/paper/parts \
	  $(foreach f,$(FIGURES),results/$(f).tsv results/$(f).claims.tsv paper/site/$(f).caption); } >paper/site/index.tex
	$(hodo_verbose_page)$(call report_html,index.html) $(report_quiet) -f latex+raw_tex -V at-index=1 -V home=1 \
	  -M title='Hodograph: how fast deep networks move their features, measured and predicted' paper/site/index.tex
report/claims.html: $(report_common) $(figure_tables) $(report_source)/claims.awk $(report_source)/html.awk \
    $(report_source)/filter.html
	@$(MKDIR_P) $(@D)
	@$(AWK) -f $(report_source)/html.awk -f $(report_source)/claims.awk -v all=1 \
	  $(foreach f,$(FIGURES),results/$(f).macros.tex results/$(f).claims.tsv) >paper/site/claims.html
	$(hodo_verbose_page)$(call report_html,claims.html) $(report_quiet) -f html -V at-claims=1 -V wide=1 -M title='All claims' -M title-id=app:claims \
	  -A $(report_source)/filter.html -A paper/site/claims.html </dev/null
report/differs.html: report/claims.html $(report_source)/differs.html
	@$(AWK) -f $(report_source)/html.awk -f $(report_source)/claims.awk -v all=1 -v only=differs \
	  $(foreach f,$(FIGURES),results/$(f).macros.tex results/$(f).claims.tsv) >paper/site/differs.html
	$(hodo_verbose_page)$(call report_html,differs.html) $(report_quiet) -f html -V above=Appendices \
	  -V above-page=appendices.html -V place='Appendix A' -V wide=1 -M title='What does not agree' -M title-id=app:differs \
	  -A $(report_source)/differs.html -A paper/site/differs.html </dev/null
report/provenance.html: $(report_common) $(figure_tables) $(report_source)/provenance.awk $(report_source)/html.awk
	@$(MKDIR_P) $(@D)
	@$(AWK) -f $(report_source)/html.awk -f $(report_source)/provenance.awk $(FIGURES:%=results/%.tsv) \
	  >paper/site/provenance.html
	$(hodo_verbose_page)$(call report_html,provenance.html) $(report_quiet) -f html -V at-provenance=1 -V wide=1 -M title='Provenance' -M title-id=app:provenance \
	  -A paper/site/provenance.html </dev/null
report/appendices.html: $(report_common) $(report_appendix_pages) report/differs.html report/claims.html \
    report/provenance.html
	@$(MKDIR_P) $(@D)
	@{ echo '<ol type="A">'; for f in differs $(report_appendices:%=appendix/%) claims provenance; do \
	  sed -n 's,.*<h1[^>]*>\(.*\)</h1>.*,<li><a href="'$$f'.html">\1</a></li>,p' report/$$f.html; \
	  done; echo '</ol>'; } >paper/site/appendices.html
	$(hodo_verbose_page)$(call report_html,appendices.html) $(report_quiet) -f html -V at-appendices=1 -M title='Appendices' \
	  -A paper/site/appendices.html </dev/null
report/references.html: $(report_common)
	@$(MKDIR_P) $(@D)
	$(hodo_verbose_page)printf '%s\n' --- 'nocite: "@*"' --- | $(call report_html,references.html) -f markdown \
	  -V at-references=1 -M title='References'

# What pages link to lies beside them. Tables, which are nearly all of the site's size, are hard links where the file system
# has them: a run writes a new file and renames it, so that a link is never written through.
report/style.css report/theme.js report/tables.js report/copy.js: report/%: $(report_source)/%
	@$(MKDIR_P) $(@D) && cp $< $@.part && mv $@.part $@
report/%.tsv: results/%.tsv
	@$(MKDIR_P) $(@D) && rm -f $@.part && { ln $< $@.part 2>/dev/null || cp $< $@.part; } && mv $@.part $@
report/%.svg report/%.pdf report/%.png: figures/%.svg
	@$(MKDIR_P) $(@D) && for ending in svg pdf png; do \
	  cp figures/$*.$$ending report/$*.$$ending.part && mv report/$*.$$ending.part report/$*.$$ending || exit 1; done

# Skipped in one line where there is no Chromium to open them in. Pictures of four pages lie in report-screenshots.
.PHONY: check-report
check-report: report
	@found=; for python in $${PYTHON:-} /usr/bin/python3 python3; do \
	  $$python -c '' 2>/dev/null && found=$$python; \
	  if $$python -c 'import selenium' 2>/dev/null; then break; fi; \
	done; python=$$found; \
	test -n "$$python" || { \
	  echo "check-report is skipped: it needs python3 python3-selenium chromium chromium-driver"; exit 0; }; \
	$$python $(report_source)/check/check_report.py report --sources=$(top_srcdir) --self-test && \
	$$python $(report_source)/check/check_report.py report --sources=$(top_srcdir) --screenshots=report-screenshots || \
	test $$? -eq 77

.PHONY: clean-report
clean-report:
	rm -rf report report-screenshots paper/site
