# The body of the paper: awk -f sections.awk -v parts=FOLDER -v have="PAPER..." results/PAPER/FIGURE.tsv..., in the order of
# the paper. A paper opens with FOLDER/PAPER.tex where that is among those we have, else with its name.
/^# experiment: / { figure = substr($0, 15) }
/^# title: / {
    paper = figure; name = figure
    sub(/\/.*/, "", paper); sub(/.*\//, "", name)
    if (paper != before) {
        before = paper
        print "\\clearpage"
        print index(" " have " ", " " paper " ") ? "\\input{" parts "/" paper ".tex}" : "\\part{" paper "}"
    }
    print "\\par\\input{results/" figure ".macros.tex}\\hodofigure{" figure "}\\hodotitle{" escape(substr($0, 10)) "}%"
    print "\\input{experiments/" figure "/" name ".tex}"
}
function escape(text) {
    gsub(/\\/, "\\textbackslash ", text)
    gsub(/[&%$#_{}]/, "\\\\&", text)
    gsub(/\^/, "\\textasciicircum{}", text)
    gsub(/~/, "\\textasciitilde{}", text)
    gsub(/</, "\\textless{}", text)
    gsub(/>/, "\\textgreater{}", text)
    return toupper(substr(text, 1, 1)) substr(text, 2)
}
