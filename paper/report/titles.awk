# The titles of all sections, as LaTeX with a paragraph each; figures are numbered in `numbers`, from `first` on.
#   awk -f titles.awk -v numbers=FILE -v first=N -v figures='PAPER/FIGURE ...' SECTION.tex ...
BEGIN {
    count = split(figures, figure, " ")
    for (i = 1; i <= count; i++) print figure[i] "\t" first + i - 1 > numbers
}
FNR == 1 { found = 0 }
!found && /^\\(sub)?section\*?\{/ {
    text = $0
    sub(/^[^{]*/, "", text)
    depth = 0
    for (i = 1; i <= length(text); i++) {
        letter = substr(text, i, 1)
        if (letter == "{") depth++
        if (letter == "}" && --depth == 0) break
    }
    print substr(text, 2, i - 2) "\n"
    found = 1
    titles++
}
END {
    if (titles != count) {
        print titles + 0 " titles of " count " sections: a section begins with \\section{TITLE} on one line" > "/dev/stderr"
        exit 1
    }
}
