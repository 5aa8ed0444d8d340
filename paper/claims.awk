# Turns a table of claims into the LaTeX table of its section. The numbers stay macros, so that the
# table and the text cannot disagree.
BEGIN { FS = "\t" }
/^#/ { next }
!header {
    header = 1
    for (i = 1; i <= NF; i++) place[$i] = i
    print "\\begin{tabularx}{\\linewidth}{@{}Xrrrrrl@{}}"
    print "\\toprule"
    print "claim & predicted & measured & std.\\ error & tolerance & draws & verdict \\\\"
    print "\\midrule"
    next
}
{ print "\\hodoclaim{" $place["id"] "}{" escape($place["statement"]) "}" }
END {
    if (header) {
        print "\\bottomrule"
        print "\\end{tabularx}"
    }
}
function escape(text) {
    gsub(/\\/, "\\textbackslash ", text)
    gsub(/[&%$#_{}]/, "\\\\&", text)
    gsub(/\^/, "\\textasciicircum{}", text)
    gsub(/~/, "\\textasciitilde{}", text)
    gsub(/</, "\\textless{}", text)
    gsub(/>/, "\\textgreater{}", text)
    return text
}
