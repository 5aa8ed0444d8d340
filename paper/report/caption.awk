# What a figure's picture needs: its size and caption on standard output, its title and the verdicts of its claims in
# files, for section.lua: awk -f html.awk -f caption.awk -v title=FILE -v verdicts=FILE -v place=N PICTURE.svg TABLE CLAIMS
BEGIN { FS = "\t" }
FNR == 1 { file++ }
file == 1 && match($0, /viewBox="0 0 [0-9]+ [0-9]+"/) {
    split(substr($0, RSTART, RLENGTH - 1), side, " ")
    size = " width=\"" side[3] "\" height=\"" side[4] "\""
}
file == 2 && /^# title: / {
    text = substr($0, 10)
    print text > title
}
file == 3 && /^#/ { next }
file == 3 && !header {
    take_names()
    header = 1
    printf "" > verdicts
    next
}
file == 3 { print $at["id"] "\t" $at["verdict"] > verdicts }
END {
    print "<!--" size "--><b>Figure " place ".</b> " toupper(substr(escape(text), 1, 1)) substr(escape(text), 2) ". Points are simulation, lines theory, unless the text says otherwise."
}
