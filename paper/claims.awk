# Turns a table of claims into the LaTeX table of its section. The numbers stay macros, so that the
# table and the text cannot disagree.
BEGIN {
    FS = "\t"
    most = 18
}
/^#/ { next }
!header {
    header = 1
    for (i = 1; i <= NF; i++) place[$i] = i
    open_table()
    next
}
# A tabularx does not break: from so many claims on they go into another, which may stand on the next page.
++claims > most {
    close_table()
    print "\\par\\medskip\\noindent"
    open_table()
    claims = 1
}
{ print "\\hodoclaim{" $place["id"] "}{" escape($place["statement"]) "}" }
END {
    if (header) close_table()
}
function open_table() {
    print "\\begin{tabularx}{\\linewidth}{@{}Xrrrrrl@{}}"
    print "\\toprule"
    print "claim & predicted & measured & std.\\ error & tolerance & draws & verdict \\\\"
    print "\\midrule"
}
function close_table() {
    print "\\bottomrule"
    print "\\end{tabularx}"
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
