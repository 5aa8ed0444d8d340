# Where every \label leads: awk -f labels.awk PAGE FILE  PAGE FILE ... prints a line `LABEL<tab>PAGE<tab>NUMBER<tab>KIND`.
# PAGE is the page's address from the top of the site and what numbers it, joined by '#': conventions.html#, A/b.html#1.3.
# Equations are counted through all pages in their order, as LaTeX counts them: those of starred environments are not.
BEGIN {
    OFS = "\t"
    for (i = 1; i + 1 < ARGC; i += 2) read_page(ARGV[i], ARGV[i + 1])
}
function read_page(page, file,    line, number) {
    number = page
    sub(/^[^#]*#/, "", number)
    sub(/#.*/, "", page)
    section = number
    inside = ""
    depth = 0
    while ((getline line < file) > 0) {
        sub(/(^|[^\\])%.*/, "", line)
        read_line(line, page, number)
    }
    close(file)
}
function read_line(line, page, number,    what, name) {
    while (match(line, /\\(begin|end)\{(equation|align|gather|multline)\}|\\(sub)*section\{|\\label\{[^}]*\}|\\\\|\\(nonumber|notag)/)) {
        what = substr(line, RSTART, RLENGTH)
        line = substr(line, RSTART + RLENGTH)
        if (what ~ /^\\begin/) {
            inside = what
            equation++
        } else if (what ~ /^\\end/) {
            inside = ""
        } else if (what == "\\\\") {
            if (inside ~ /align|gather/) equation++
        } else if (what ~ /^\\no/) {
            if (inside != "") equation--
        } else if (what ~ /^\\label/) {
            name = substr(what, 8, length(what) - 8)
            if (inside != "") print name, page, equation, "equation"
            else print name, page, section, "section"
        } else if (what == "\\subsection{") {
            section = (number == "" ? "" : number ".") ++depth
        }
    }
}
