# What stands below the section of one figure: how to make it again, its parameters and columns, the downloads, the way
# to the figures before and after it.
#   awk -f html.awk -f run.awk -v figure=PAPER/FIGURE -v options=TEXT -v titles=titles.tsv LIST TABLE
# LIST is what the program prints for --list, TABLE is its run's; options are those that the run was given.
BEGIN {
    FS = "\t"
    name = figure
    sub(/.*\//, "", name)
}
FNR == 1 { file++ }
file == 1 && $1 == "parameter" {
    unit[$2] = $8
    doc[$2] = $9
    role[$2] = $4
}
file == 1 { next }
!/^# / { exit }
/^# parameter / {
    colon = index($0, ": ")
    parameter[++parameters] = substr($0, 13, colon - 13)
    setting[parameters] = substr($0, colon + 2)
    next
}
/^# column: / {
    columns[++column_count] = substr($0, 11)
    next
}
{
    colon = index($0, ": ")
    note[substr($0, 3, colon - 3)] = substr($0, colon + 2)
}
END {
    print "<section aria-labelledby=\"run\">\n<h2 id=\"run\">The run</h2>"
    printf "<p>Made in %.2f seconds on %s thread%s of %s, ", note["wall seconds"], note["threads"], \
        note["threads"] == 1 ? "" : "s", escape(note["host cpu"])
    print escape(note["date"]) ", by commit <code>" escape(note["commit"]) "</code>, preset <code>" \
        escape(note["preset"]) "</code>, seed " escape(note["seed"]) "." data() " Source: " escape(note["source"]) ".</p>"
    commands()
    parameter_table()
    column_table()
    downloads()
    print "</section>"
    neighbours()
}
function data() { return "data" in note ? " Data: " escape(note["data"]) "." : "" }
# The words after --preset=NAME, which `make` takes apart from the others.
function commands(    preset, rest) {
    preset = options
    sub(/^--preset=/, "", preset)
    rest = preset
    sub(/ .*/, "", preset)
    if (!sub(/^[^ ]* +/, "", rest)) rest = ""
    print "<h3 id=\"again\">Make it again</h3>"
    print "<p>In the build folder; the first makes the table, its claims and the picture, the second the table and its claims alone.</p>"
    command("make figures FIGURES=" figure " PRESET=" preset (rest == "" ? "" : " OPTIONS=" quoted(rest)))
    command("src/hodo/hodo run " figure " " options " --output=" name ".tsv")
}
function command(text) {
    print "<pre class=\"command\" tabindex=\"0\"><code>" escape(text) "</code></pre>"
}
function quoted(text,    out, i) {
    gsub(/\$/, "$$", text)
    while (i = index(text, "'")) {
        out = out substr(text, 1, i - 1) "'\\''"
        text = substr(text, i + 1)
    }
    return "'" out text "'"
}
function open_table(id, caption) {
    print "<div class=\"scroll\" role=\"region\" aria-labelledby=\"" id "\" tabindex=\"0\">\n<table>\n<caption id=\"" id \
        "\">" caption "</caption>"
}
# Lists are broken after their commas.
function breakable(text) {
    text = escape(text)
    gsub(/,/, ",<wbr>", text)
    return text
}
function parameter_table(    i, p) {
    open_table("parameters", "Parameters of the run")
    print "<thead><tr>" column("parameter") column("value") column("unit") column("what it is") "</tr></thead>\n<tbody>"
    for (i = 1; i <= parameters; i++) {
        p = parameter[i]
        if (!(p in doc)) stop("the program has no parameter " p)
        print "<tr><th scope=\"row\"><code>" escape(p) "</code></th><td class=\"value\">" breakable(setting[i]) "</td><td>" \
            escape(unit[p] == "1" || unit[p] == "" ? "-" : unit[p]) "</td><td>" escape(doc[p]) "</td></tr>"
    }
    print "</tbody></table></div>"
}
function column_table(    i, text, place, head) {
    print "<details><summary>Columns of the table</summary>"
    open_table("columns", "Columns of " escape(name) ".tsv")
    print "<thead><tr>" column("column") column("unit") column("what it is") "</tr></thead>\n<tbody>"
    for (i = 1; i <= column_count; i++) {
        text = columns[i]
        place = index(text, " [")
        head = substr(text, 1, place - 1)
        text = substr(text, place + 2)
        place = index(text, "]")
        unit[""] = substr(text, 1, place - 1)
        print "<tr><th scope=\"row\"><code>" escape(head) "</code></th><td>" escape(unit[""] == "1" || unit[""] == "" ? "-" : unit[""]) \
            "</td><td>" escape(substr(text, place + 2)) "</td></tr>"
    }
    print "</tbody></table></div></details>"
}
function downloads() {
    print "<h3 id=\"downloads\">Downloads</h3>\n<ul class=\"downloads\">"
    print download(".tsv", "table", "TSV, with every setting in its first lines") download(".claims.tsv", "claims", "TSV")
    print download(".svg", "picture", "SVG") download(".pdf", "picture", "PDF") download(".png", "picture", "PNG")
    print "</ul>"
}
function download(ending, what, kind) {
    return "<li><a href=\"" name ending "\" download>" escape(name) ending "</a> (" what ", " kind ")</li>\n"
}
function neighbours(    line, field, before, after, found, n) {
    while ((getline line < titles) > 0) {
        split(line, field, "\t")
        if (found) {
            after = field[1] "\t" field[3]
            break
        }
        if (field[1] == figure) found = 1
        else before = field[1] "\t" field[3]
    }
    print "<nav class=\"neighbours\" aria-label=\"Figures before and after\">"
    if (before != "" && split(before, field, "\t")) print "<a rel=\"prev\" href=\"../" field[1] ".html\"><span>Previous</span> " field[2] "</a>"
    if (after != "" && split(after, field, "\t")) print "<a rel=\"next\" href=\"../" field[1] ".html\"><span>Next</span> " field[2] "</a>"
    print "</nav>"
}
function stop(reason) {
    print figure ": " reason > "/dev/stderr"
    exit 1
}
