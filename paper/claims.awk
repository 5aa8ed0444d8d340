# Turns tables of claims, results/PAPER/FIGURE.claims.tsv in the order of the paper, into LaTeX:
#   -v form=section   the table of one section
#   -v form=all       every claim with its name, under its figure; first how many there are, a paper a row
#   -v form=differs   the same of those that differ, or the sentence that none does
# The numbers stay macros, so that table and text cannot disagree; what is counted becomes macros too (total/...).
BEGIN { FS = "\t"; verdicts = split("agrees,differs,too noisy", verdict, ",") }
FNR == 1 { header = 0; files++ }
/^# experiment: / { figure = substr($0, 15); paper = figure; sub(/\/.*/, "", paper); open_figure() }
/^#/ { next }
!header {
    header = 1
    for (i = 1; i <= NF; i++) place[$i] = i
    next
}
{
    said = $place["verdict"]
    count[paper, said]++; count[paper, "claims"]++; count["all", said]++; count["all", "claims"]++
    if (form == "differs" && said != "differs") next
    if (form != "section" && shown != figure) { shown = figure; row(heading(figure)) }
    row((form == "section" ? "\\hodoclaim{" : "\\hodonamedclaim{") $place["id"] "}{" escape($place["statement"]) "}")
}
END {
    if (form == "section") { table("p{53mm}", "claim"); exit }
    if (form == "all") totals()
    if (form == "differs" && count["all", "differs"] + 0 == 0) {
        print "In these runs no claim differs."
        exit
    }
    if (form == "differs")
        print "These claims differ in these runs. The section of each says what is known of the cause.\n"
    print "\\begin{landscape}"
    table("p{54mm}>{\\raggedright\\arraybackslash}p{76mm}", "claim & statement")
    print "\\end{landscape}"
}
function open_figure() {
    if (!(paper in seen)) { seen[paper] = 1; papers[++paper_count] = paper }
    count[paper, "figures"]++; count["all", "figures"]++
}
function row(text) { rows[++row_count] = text }
function heading(figure) {
    return "\\noalign{\\hodofigure{" figure "}}\\multicolumn{8}{@{}l}{\\rule{0pt}{3.2ex}\\textbf{\\hodoname{" figure "}}}\\\\*"
}
function table(columns, names,  i) {
    if (row_count == 0) { print "No claim is made."; return }
    print "{" (form == "section" ? "\\footnotesize" : "\\scriptsize") "\\setlength{\\tabcolsep}{3.5pt}"
    print "\\begin{longtable}{@{}>{\\raggedright\\arraybackslash}" columns "rrrrrl@{}}"
    print "\\toprule"
    print names " & predicted & measured & std.\\ error & tolerance & draws & verdict \\\\"
    print "\\midrule\\endhead"
    print "\\bottomrule\\endfoot"
    for (i = 1; i <= row_count; i++) print rows[i]
    print "\\end{longtable}}"
}
# How many there are: macros, and the table that shows them.
function totals(  i) {
    total("all")
    for (i = 1; i <= paper_count; i++) total(papers[i])
    print "\\begin{center}\\begin{tabular}{@{}lrrrrr@{}}\n\\toprule"
    print "paper & figures & claims & agree & differ & too noisy \\\\\n\\midrule"
    for (i = 1; i <= paper_count; i++) total_row("\\hodoname{" papers[i] "}", papers[i])
    print "\\midrule"
    total_row("all", "all")
    print "\\bottomrule\n\\end{tabular}\\end{center}"
}
function total(paper,  i, key) {
    print "\\hodoset{total/" paper "/figures}{" count[paper, "figures"] + 0 "}"
    print "\\hodoset{total/" paper "/claims}{" count[paper, "claims"] + 0 "}"
    for (i = 1; i <= verdicts; i++) {
        key = verdict[i]; sub(/ /, "-", key)
        print "\\hodoset{total/" paper "/" key "}{" count[paper, verdict[i]] + 0 "}"
    }
}
function total_row(name, paper) {
    print name " & \\hodototal{" paper "/figures} & \\hodototal{" paper "/claims} & \\hodototal{" paper "/agrees} & \\hodototal{" \
        paper "/differs} & \\hodototal{" paper "/too-noisy} \\\\"
}
