# The table of claims: of one figure, or with all=1 of all of them, each figure's two
# files after another; with only=VERDICT those claims alone:
#   awk -f html.awk -f claims.awk [-v all=1 [-v only=differs]] FIGURE.macros.tex FIGURE.claims.tsv ...
# A cell shows the number as the text rounds it and sorts by the number of the table of claims.
BEGIN {
    FS = "\t"
    print "<div class=\"scroll\" role=\"region\" aria-labelledby=\"claims\" tabindex=\"0\">"
    print "<table class=\"claims sortable\" id=\"" (all ? "all-claims" : "claims-table") "\">"
    print "<caption id=\"claims\">" (only ? "Claims whose verdict is: " only : all ? "The claims of all figures" : "What this run claims") "</caption>"
    printf "<thead><tr>"
    if (all) printf "%s", column("figure", "order")
    printf "%s", column("claim", "text") column("verdict", "order") column("predicted", "number") column("measured", "number")
    printf "%s", column("standard error", "number") column("tolerance", "number") column("draws", "number")
    print column("kind", "text") "</tr></thead>"
    print "<tbody>"
}
FILENAME != last_file {
    last_file = FILENAME
    macros = FILENAME ~ /\.macros\.tex$/
    header = 0
}
macros {
    if (match($0, /^\\hodoset\{[^}]*\}/)) {
        value[substr($0, 10, RLENGTH - 10)] = substr($0, RLENGTH + 2, length($0) - RLENGTH - 2)
    }
    next
}
/^# experiment: / {
    figure = substr($0, 15)
    figures++
}
/^#/ { next }
!header {
    take_names()
    header = 1
    next
}
only && $at["verdict"] != only { next }
{
    id = $at["id"]
    page = all ? figure ".html" : ""
    print "<tr" (all ? "" : " id=\"claim-" id "\"") " data-verdict=\"" $at["verdict"] "\">"
    if (all) print "<td data-value=\"" figures "\"><a href=\"" page "\">" broken(figure) "</a></td>"
    print "<th scope=\"row\">" escape($at["statement"]) " <a class=\"id\" href=\"" page "#claim-" id "\">" id "</a></th>"
    print "<td data-value=\"" verdict_sort($at["verdict"]) "\">" verdict_html($at["verdict"]) "</td>"
    print cell("predicted") cell("measured") cell("stderr") cell("tolerance") cell("n") "<td>" $at["kind"] "</td></tr>"
    claims++
}
END {
    print "</tbody></table></div>"
    if (!claims) print only ? "<p>There is none.</p>" : "<p>This run makes no claim.</p>"
}
function broken(name) {
    sub("/", "/<wbr>", name)
    return name
}
function cell(name,    key) {
    key = figure "/claim/" id "/" name
    if (!(key in value)) {
        print FILENAME ": no run wrote the macro " key > "/dev/stderr"
        exit 1
    }
    return "<td class=\"number\" data-value=\"" $at[name] "\">" number(value[key]) "</td>"
}
