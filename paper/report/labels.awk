# Where every \label leads: awk -f labels.awk -v titles=titles.tsv PAGE FILE  PAGE FILE ... prints a line `LABEL<tab>PAGE<tab>NUMBER<tab>KIND`.
# PAGE is the page's address from the top of the site and what numbers it, joined by '#': conventions.html#, A/b.html#1.3.
# Pages of figures and parts of the paper stand in `titles`. A page of several sections has no number: they are counted.
# With here='FIGURE ...' the site has the pages of these figures alone: what stands on another's has its number and no PAGE.
# Equations are counted through all pages in their order, as LaTeX counts them: those of starred environments are not.
BEGIN {
    OFS = "\t"
    roman = split("I II III IV V VI VII VIII IX X", part, " ")
    for (i = split(here, list, " "); i > 0; i--) {
        present[list[i] ".html"] = 1
        sub(/\/.*/, "", list[i])
        present[list[i]] = 1
    }
    while ((getline line < titles) > 0) {
        split(line, field, "\t")
        paper = field[1]
        sub(/\/.*/, "", paper)
        if (!(paper in seen)) print "part:" paper, (here == "" || paper in present ? "index.html" : ""), part[++parts], "part"
        seen[paper] = 1
        if (here != "" && !((field[1] ".html") in present)) absent[field[1] ".html"] = 1
        print "fig:" field[1], ((field[1] ".html") in absent ? "" : field[1] ".html"), ++figures, "figure"
    }
    for (i = 1; i + 1 < ARGC; i += 2) read_page(ARGV[i], ARGV[i + 1])
}
function read_page(page, file,    line, number) {
    number = page
    sub(/^[^#]*#/, "", number)
    sub(/#.*/, "", page)
    if (page in absent) page = ""
    section = number
    inside = ""
    depth = 0
    while ((getline line < file) > 0) {
        if (match(line, /(^|[^\\])%/)) line = substr(line, 1, RSTART + RLENGTH - 2)
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
        } else if (what == "\\section{" && number == "") {
            section = ++sections
            depth = 0
        } else if (what == "\\subsection{") {
            sub(/\..*/, "", section)
            section = section "." ++depth
        }
    }
}
