# Turns the `#` lines of tables, results/PAPER/FIGURE.tsv in the order of the paper, into the appendix on provenance: the
# surroundings (compiler, libraries, machine) that runs share, each under a letter, and for every run the command that
# makes it again and what made it. Options are those of results/PAPER/FIGURE.options.
BEGIN {
    kinds = split("compiler,gsl,openblas,blas core,fftw,random kernel,host cpu", kind, ",")
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
}
FNR == 1 { runs++; options[runs] = options_of(FILENAME) }
/^# / {
    key = substr($0, 3); sub(/: .*/, "", key)
    value = $0; sub(/^[^:]*: /, "", value)
    if (!((runs, key) in note)) note[runs, key] = value
}
END {
    for (r = 1; r <= runs; r++) {
        text = ""
        for (i = 1; i <= kinds; i++) text = text note[r, kind[i]] "\t"
        if (!(text in place)) { place[text] = ++places; surroundings[places] = text }
        where[r] = place[text]
    }
    print "A table's head holds all of this, and the values of all parameters. The rows are the same for any number of"
    print "threads; the seal is their hash, by which a changed row is found.\n"
    print "\\begin{description}"
    for (p = 1; p <= places; p++) {
        split(surroundings[p], part, "\t")
        printf "\\item[Surroundings %s.] ", letter(p)
        for (i = 1; i <= kinds; i++) printf "%s%s %s", (i > 1 ? "; " : ""), kind_name(kind[i]), escape(part[i])
        print "."
    }
    print "\\end{description}\n"
    for (r = 1; r <= runs; r++) run(r)
}
function run(r,  figure) {
    figure = note[r, "experiment"]
    printf "\\paragraph{\\hodoname{%s}} {\\raggedright\\small \\texttt{src/hodo/hodo run %s %s}\\\\\n", figure, typed(figure), typed(options[r])
    printf "Preset %s, seed %s, version %s, revision %s, commit \\hodoname{%s}; ", escape(note[r, "preset"]), note[r, "seed"],
        escape(note[r, "version"]), note[r, "revision"], note[r, "commit"]
    if ((r, "data") in note) printf "data: %s; ", escape(note[r, "data"])
    printf "%s rows, seal \\hodoname{%s}; made %s in %s s on %s threads (%s s of all CPUs)", first(note[r, "measured rows"]), \
        second(note[r, "measured rows"]), escape(note[r, "date"]), note[r, "wall seconds"], note[r, "threads"], note[r, "cpu seconds"]
    if (note[r, "cells from a journal"] + 0 > 0)
        printf ", %s cells taken from the journal of an interrupted run and not in these times", note[r, "cells from a journal"]
    printf "; surroundings %s", letter(where[r])
    if ((r, "evaluated again") in note) printf "; evaluated again: %s", escape(note[r, "evaluated again"])
    print ".\\par}"
}
function letter(p) { return p <= 26 ? substr(letters, p, 1) : letter(int((p - 1) / 26)) substr(letters, (p - 1) % 26 + 1, 1) }
function kind_name(k) { return k == "gsl" ? "GSL" : k == "openblas" ? "BLAS" : k == "blas core" ? "core" : k == "fftw" ? "FFTW" : \
    k == "host cpu" ? "on" : k }
function first(text) { sub(/ .*/, "", text); return text }
function second(text) { sub(/^[^ ]* /, "", text); return text }
function options_of(path,  line) {
    sub(/\.tsv$/, ".options", path)
    if ((getline line < path) <= 0) line = ""
    close(path)
    return line
}
# What is typed, in one width, with places to break.
function typed(text) {
    text = escape(text)
    gsub(/-/, "-{}", text)
    gsub(/[\/,=]/, "&\\allowbreak{}", text)
    return text
}
