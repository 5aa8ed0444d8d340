# What the tables of the report share: text and numbers as HTML, and a table of named columns.
function escape(text) {
    gsub(/&/, "\\&amp;", text)
    gsub(/</, "\\&lt;", text)
    gsub(/>/, "\\&gt;", text)
    gsub(/"/, "\\&quot;", text)
    return text
}
# A number as src/lab/latex.c writes it: \ensuremath{-1.2\times 10^{-5}}.
function number(latex,    power) {
    if (latex == "undefined") return "<span class=\"none\">undefined</span>"
    sub(/^\\ensuremath\{/, "", latex) && sub(/\}$/, "", latex)
    gsub(/\\infty/, "\\&infin;", latex)
    if (match(latex, /\\times 10\^\{[-0-9]*\}/)) {
        power = substr(latex, RSTART + 11, RLENGTH - 12)
        sub(/^-/, "\\&minus;", power)
        latex = substr(latex, 1, RSTART - 1) "&thinsp;&times;&thinsp;10<sup>" power "</sup>"
    }
    sub(/^-/, "\\&minus;", latex)
    return latex
}
# A verdict is a word and a sign; its colour only repeats them.
function verdict_html(word) {
    return "<span class=\"verdict " (word == "agrees" ? "agrees" : word == "differs" ? "differs" : "noisy") "\">" word "</span>"
}
function verdict_sort(word) { return word == "differs" ? 0 : word == "too noisy" ? 1 : 2 }
function take_names(    i) { for (i in at) delete at[i]; for (i = 1; i <= NF; i++) at[$i] = i }
function column(label, kind) { return "<th scope=\"col\"" (kind ? " data-sort=\"" kind "\"" : "") ">" label "</th>" }
