# From what each figure was made, a row a run: awk -f html.awk -f provenance.awk TABLE ...
# What is the same in all of them stands above the table, once.
BEGIN {
    keys = split("preset,seed,version,revision,commit,date,wall seconds,cpu seconds,threads,host cpu,blas core,random kernel,compiler,gsl,openblas,fftw,data", key, ",")
    kinds = "wall seconds,cpu seconds,seed,revision,threads"
    for (f = 1; f < ARGC; f++) read_notes(ARGV[f])
    for (k = 1; k <= keys; k++) {
        same[k] = 1
        for (f = 2; f < ARGC; f++) if (value[f, key[k]] != value[1, key[k]]) same[k] = 0
    }
    print "<p>Every run names its code, its libraries and its machine. The same settings give the same rows on one kind of CPU, whatever the number of threads.</p>"
    print "<h2 id=\"shared\">The same for all runs</h2>\n<dl>"
    for (k = 1; k <= keys; k++) if (same[k] && value[1, key[k]] != "") print "<div><dt>" key[k] "</dt><dd>" escape(value[1, key[k]]) "</dd></div>"
    print "</dl>\n<h2 id=\"each\">Run by run</h2>"
    print "<div class=\"scroll\" role=\"region\" aria-labelledby=\"runs\" tabindex=\"0\">\n<table class=\"sortable\">"
    print "<caption id=\"runs\">The runs</caption>\n<thead><tr>" column("figure", "order")
    for (k = 1; k <= keys; k++) if (!same[k]) print column(key[k], index("," kinds ",", "," key[k] ",") ? "number" : "text")
    print column("rows", "number") "</tr></thead>\n<tbody>"
    for (f = 1; f < ARGC; f++) {
        name = value[f, "experiment"]
        print "<tr><th scope=\"row\" data-value=\"" f "\"><a href=\"" name ".html#run\">" name "</a></th>"
        for (k = 1; k <= keys; k++) if (!same[k]) print "<td>" (value[f, key[k]] == "" ? "-" : escape(value[f, key[k]])) "</td>"
        rows = value[f, "measured rows"]
        sub(/ .*/, "", rows)
        print "<td class=\"number\">" rows "</td></tr>"
    }
    print "</tbody></table></div>"
}
function read_notes(file,    line, colon) {
    while ((getline line < file) > 0 && line ~ /^# /) {
        colon = index(line, ": ")
        value[f, substr(line, 3, colon - 3)] = substr(line, colon + 2)
    }
    close(file)
}
