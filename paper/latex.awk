# Text of the runs as LaTeX, for the programs here that write some: awk -f latex.awk -f PROGRAM.awk ...
function escape(text) {
    gsub(/\\/, "\\textbackslash ", text)
    gsub(/[&%$#_{}]/, "\\\\&", text)
    gsub(/\^/, "\\textasciicircum{}", text)
    gsub(/~/, "\\textasciitilde{}", text)
    gsub(/</, "\\textless{}", text)
    gsub(/>/, "\\textgreater{}", text)
    gsub(/\|/, "\\textbar{}", text)
    return text
}
