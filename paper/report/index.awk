# The front page's totals and each paper's list of figures, as fragments FOLDER/totals.html and FOLDER/PAPER.cards.html,
# and on standard output the LaTeX that puts them in their places.
#   awk -f html.awk -f run_files.awk -f index.awk -v titles=titles.tsv -v folder=FOLDER -v parts=FOLDER TABLE CLAIMS SIZE ...
# SIZE is the file of a picture's caption, whose first line holds its width and height; a paper opens with PARTS/PAPER.tex.
BEGIN {
    while ((getline line < titles) > 0) {
        split(line, field, "\t")
        number_of[field[1]] = field[2]
        title[field[1]] = field[3]
    }
    for (i = 1; i + 2 < ARGC; i += 3) figure(ARGV[i], ARGV[i + 1], ARGV[i + 2])
    close_paper()
    out = folder "/totals.html"
    print "<div class=\"totals\">\n<p><strong>" claims "</strong> claims of <strong>" figures "</strong> figures, in " \
        time(total) " of runs:</p>\n<ul>" > out
    print "<li>" verdict_html("agrees") " <strong>" all["agrees"] + 0 "</strong></li>" > out
    print "<li><a href=\"differs.html\">" verdict_html("differs") " <strong>" all["differs"] + 0 "</strong></a></li>" > out
    print "<li>" verdict_html("too noisy") " <strong>" all["too noisy"] + 0 "</strong></li>" > out
    print "</ul>\n<p><a href=\"conventions.html\">How to read a verdict</a>; <a href=\"differs.html\">what does not agree</a>; " \
        "<a href=\"claims.html\">all claims, to sort and filter</a></p></div>" > out
    print "\\hodofragment{" folder "/totals.html}\n"
    printf "%s", body
}
function figure(table, claim_file, size_file,    name, paper, short, counts, seconds, size) {
    name = note(table, "experiment")
    seconds = note(table, "wall seconds")
    paper = short = name
    sub(/\/.*/, "", paper)
    sub(/.*\//, "", short)
    if (paper != last_paper) {
        close_paper()
        body = body opening(paper) "\n\\hodofragment{" folder "/" paper ".cards.html}\n\n"
        list = "<ul class=\"cards\">\n"
        last_paper = paper
    }
    counts = verdicts(claim_file)
    getline size < size_file
    close(size_file)
    gsub(/<!--|-->.*/, "", size)
    list = list "<li>\n<a href=\"" name ".html\"><span class=\"thumbnail\"><img src=\"" name ".png\"" size " alt=\"\" loading=\"lazy\"></span>\n" \
        "<span class=\"title\"><span class=\"place\">" number_of[name] "</span> " title[name] "</span></a>\n" \
        "<p class=\"about\">" escape(note(table, "title")) "</p>\n" \
        "<p class=\"counts\">" counts "<span class=\"seconds\">" time(seconds) "</span></p>\n</li>\n"
    total += seconds
    figures++
}
function close_paper() { if (last_paper != "") print list "</ul>" > (folder "/" last_paper ".cards.html") }
# A part of the paper is a section of this page.
function opening(paper,    file, line, text) {
    file = parts "/" paper ".tex"
    while ((getline line < file) > 0) {
        sub(/^\\part\{/, "\\section{", line)
        text = text line "\n"
    }
    close(file)
    return text == "" ? "\\section{" paper "}\n" : text
}
function time(seconds) {
    return seconds < 99.5 ? sprintf(seconds < 9.95 ? "%.1f s" : "%.0f s", seconds) : sprintf("%.0f min", seconds / 60)
}
function verdicts(file,    count, word, out) {
    claims += tally(file, count)
    for (word in count) all[word] += count[word]
    out = counted(count["agrees"], "agrees") counted(count["differs"], "differs") counted(count["too noisy"], "too noisy")
    return out == "" ? "<span>no claims</span>" : out
}
function counted(n, word) { return n ? "<span class=\"counted\">" n " " verdict_html(word) "</span> " : "" }
