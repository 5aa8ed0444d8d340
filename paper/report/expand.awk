# Replaces \hodo{KEY} in a section by what the run wrote, so that pandoc reads plain LaTeX:
#   awk -f expand.awk -v figure=PAPER/FIGURE results/PAPER/FIGURE.macros.tex experiments/PAPER/FIGURE/FIGURE.tex
# It has to come before pandoc, which reads the argument of \texttt as text. A key that no run wrote is an error, but
# for preset=quick, whose few draws do not make every claim of the text: there the page says so in its place.
FNR == 1 { file++ }
file == 1 {
    if (match($0, /^\\hodoset\{[^}]*\}/)) {
        key = substr($0, 10, RLENGTH - 10)
        value[key] = substr($0, RLENGTH + 2, length($0) - RLENGTH - 2)
    }
    next
}
{
    line = $0
    if (match(line, /(^|[^\\])%/)) line = substr(line, 1, RSTART + RLENGTH - 2)
    out = ""
    while (match(line, /\\hodo\{[^}]*\}/)) {
        key = figure "/" substr(line, RSTART + 6, RLENGTH - 7)
        if (!(key in value) && preset == "quick") value[key] = "\\ensuremath{\\text{[not made at preset quick]}}"
        if (!(key in value)) {
            print FILENAME ":" FNR ": no run wrote the macro " key > "/dev/stderr"
            failed = 1
            exit 1
        }
        out = out substr(line, 1, RSTART - 1) value[key]
        line = substr(line, RSTART + RLENGTH)
    }
    print out line
}
END { exit failed }
