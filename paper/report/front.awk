# The paper's own words that the site needs: awk -f front.awk -v part=abstract|body -v folder=SOURCE paper/hodograph.tex
# The body is what stands before the experiments' sections; files of the source folder that it takes in are taken in.
{ read_line($0) }
function read_line(line,    file, inner) {
    if (line ~ /^[ \t]*%/) return
    if (line ~ /\\begin\{document\}/) began = 1
    if (!began || ended) return
    if (line ~ /\\begin\{abstract\}/) { inside = 1; return }
    if (line ~ /\\end\{abstract\}/) { inside = 0; after = 1; return }
    if (line ~ /\\input\{paper\/sections(\.tex)?\}/ || line ~ /\\appendix|\\end\{document\}/) { ended = 1; return }
    if (after && match(line, /\\input\{[^}]*\}/)) {
        file = folder "/" substr(line, RSTART + 7, RLENGTH - 8)
        if (file !~ /\.tex$/) file = file ".tex"
        while ((getline inner < file) > 0) read_line(inner)
        close(file)
        return
    }
    if (line ~ /^\\(tableofcontents|maketitle|clearpage|newpage|bigskip|medskip)/) return
    if (part == "abstract" ? inside : after) print line
}
