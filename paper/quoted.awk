# Holds what a section quotes against what stands behind it:
#   awk -v figure=PAPER/FIGURE -v macros=FILE.macros.tex -v claims=FILE.claims.tsv -v source=TOP_SRCDIR -v library=FILE.bib \
#       -f quoted.awk SECTION.tex
# prints FILE:LINE: what is wrong and the remedy; exit status 1 when there is any. A breach is
#   \hodo{KEY}            of a key that the run did not write
#   \agrees{ID}           of a claim that differs; \differs{ID} of one that agrees; either of one that is not there, but
#                         where [WORDS] say what is printed then
#   \hodocode{FILE}{TAG}  of an excerpt that FILE does not hold
#   \cite{KEY}            of a paper that the bibliography does not have
#   \quoted{N}{WHOSE}     with a formula in WHOSE, which no page shows
BEGIN {
    while (macros != "" && (getline row < macros) > 0)
        if (match(row, /^\\hodoset\{[^}]*\}/)) written[substr(row, 10, RLENGTH - 10)] = 1
    while (claims != "" && (getline row < claims) > 0) {
        if (row ~ /^#/) continue
        count = split(row, field, "\t")
        if (!header) { header = 1; for (i = 1; i <= count; i++) place[field[i]] = i; continue }
        verdict[field[place["id"]]] = field[place["verdict"]]
    }
    while (library != "" && (getline row < library) > 0)
        if (match(row, /^@[a-z]+\{[^,]*/)) { sub(/^@[a-z]+\{/, "", row); sub(/,.*/, "", row); entry[row] = 1 }
}
{
    gsub(/\\%/, "")
    sub(/%.*/, "")
    if ($0 ~ /\\quoted *\{[^}]*\}\{[^}]*\$/) tell("\\quoted: its source is told in plain words: no formula in the second braces")
    rest = $0
    while (match(rest, /\\(hodo|agrees|differs|hodocode|cite) *(\[[^]]*\])? *\{[^}]*\}(\{[^}]*\})?/)) {
        what = substr(rest, RSTART + 1, RLENGTH - 1)
        rest = substr(rest, RSTART + RLENGTH)
        name = what; sub(/[[{ ].*/, "", name)
        key = what; sub(/^[a-z]* *(\[[^]]*\])? *\{/, "", key)
        second = key; sub(/\}.*/, "", key); sub(/^[^}]*\}/, "", second); gsub(/[{}]/, "", second)
        if (name == "hodo") key_written(key)
        else if (name == "hodocode") excerpt(key, second)
        else if (name == "cite") cited(key)
        else judged(name, key, what ~ /^[a-z]+ *\[[^]]/)
    }
}
END { exit found > 0 }

function tell(what) { printf "%s:%d: %s\n", FILENAME, FNR, what; found++ }
function key_written(key) {
    if (!((figure "/" key) in written))
        tell("\\hodo{" key "}: no run wrote this key: those there are stand in " macros \
            "; hodo_claims_quantity or hodo_claims_add in the experiment writes another")
}
function judged(name, id, words,  other) {
    other = name == "agrees" ? "differs" : "agrees"
    if (!(id in verdict) && words) return
    if (!(id in verdict)) tell("\\" name "{" id "}: " claims " has no claim of this id")
    else if (verdict[id] == other)
        tell("\\" name "{" id "}: the run says that it " other ": mend the sentence and write \\" other "{" id "}")
}
function excerpt(file, tag,  row, path, open, seen) {
    path = source "/" file
    while ((getline row < path) > 0) {
        if (index(row, "/* excerpt: " tag " */")) open = 1
        if (open && index(row, "/* end: " tag " */")) seen = 1
    }
    close(path)
    if (!seen) tell("\\hodocode{" file "}{" tag "}: that file holds no lines between `excerpt: " tag "' and `end: " tag "'")
}
function cited(keys,  list, count, i) {
    count = split(keys, list, ",")
    for (i = 1; i <= count; i++) {
        gsub(/^ +| +$/, "", list[i])
        if (library != "" && !(list[i] in entry)) tell("\\cite{" list[i] "}: " library " has no such entry: add it")
    }
}
