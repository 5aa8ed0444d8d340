# The body of the paper, from the tables in its order:
#   awk -f latex.awk -f sections.awk -v parts=FOLDER -v have="PAPER..." results/PAPER/FIGURE.tsv...
# A paper opens with FOLDER/PAPER.tex where that is among those we have, else with its name.
/^# experiment: / { figure = substr($0, 15) }
/^# title: / {
    paper = figure; name = figure
    sub(/\/.*/, "", paper); sub(/.*\//, "", name)
    if (paper != before) {
        before = paper
        print "\\clearpage"
        print index(" " have " ", " " paper " ") ? "\\input{" parts "/" paper ".tex}" : "\\part{" paper "}"
    }
    print "\\par\\input{results/" figure ".macros.tex}\\hodofigure{" figure "}\\hodotitle{" sentence(escape(substr($0, 10))) "}%"
    print "\\input{experiments/" figure "/" name ".tex}"
}
function sentence(text) { return toupper(substr(text, 1, 1)) substr(text, 2) }
