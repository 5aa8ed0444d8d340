# Checks the comments of public headers (CONVENTIONS.md, "Comments of public functions"):
#   awk -f paper/api/declarations.awk -f tests/house/reference.awk HEADER...
# Prints one line a breach: FILE:LINE: NAME: what is missing. Two passes, since "as NAME" may point anywhere.
FILENAME != file {
    if (file != "") take_header()
    file = FILENAME
    lines = 0
    delete line
}
{ line[++lines] = $0 }
END {
    if (file != "") take_header()
    while (follow()) ;
    for (f = 1; f <= functions; f++) check(f)
    for (h = 1; h <= headers; h++)
        if (formula[h] && !source[h])
            print header[h] ":1: header: gives a formula and names no source " \
                "(arXiv number, author and year, theorem, or \"ours\")"
}

function take_header(   d, c, all, above, said_before) {
    read_header()
    header[++headers] = file
    all = ""
    for (c = 1; c <= comments; c++) all = all "\n" text[c]
    formula[headers] = has_formula(all)
    source[headers] = has_source(all)
    said_before = ""
    for (d = 1; d <= declarations; d++) {
        if (kind[d] !~ /^(function|member)$/ && !comment[d] && !trailing[d] && !announces(d))
            print file ":" first[d] ": " substr(said[d], 1, 40) ": has no comment"
        if (kind[d] != "function") continue
        above = sister[d] ? sister[d] : d
        place[++functions] = file ":" first[d]
        named[functions] = name[d]
        number[name[d]] = functions
        # One that is given a status passes it on.
        fails[functions] = (result[d] == "hodo_status" || arguments[d] ~ /hodo_error \*/) && \
            arguments[d] !~ /hodo_status /
        wants[functions] = arguments[d]
        words[functions] = ""
        if (comment[above]) words[functions] = text[comment[above]]
        # What stands in the list of parameters, or behind the declaration, belongs to its comment.
        for (c = 1; c <= comments; c++)
            if (!alone[c] && from[c] >= first[d] && from[c] <= last[d])
                words[functions] = words[functions] " " text[c]
        gsub(/\n/, " ", words[functions])
        codes[functions] = words[functions] ~ /HODO_(INVALID|IO|DAMAGED|MISMATCH|NUMERIC|NO_MEMORY)/
        if (!codes[functions] && words[functions] ~ /[Ss]ame errors/) pointed[functions] = said_before
        if (codes[functions] || words[functions] ~ /[Ss]ame errors/) said_before = name[d]
    }
}
# `typedef struct x x;` above the `struct x { ... };` that has the comment.
function announces(d,   tag, e) {
    tag = said[d]
    if (!sub(/^typedef (struct|union) /, "", tag)) return 0
    sub(/ .*/, "", tag)
    for (e = 1; e <= declarations; e++)
        if (kind[e] == "type" && said[e] ~ ("^(struct|union) " tag " *[{]")) return comment[e]
    return 0
}
# An indented line with a relation: a formula that stands by itself.
function has_formula(all,   n, i, part) {
    n = split(all, part, "\n")
    for (i = 1; i <= n; i++)
        if (part[i] ~ /^    +[^ ]/ && part[i] ~ / (=|~|<-) / && part[i] !~ /[;{]/) return 1
    return 0
}
function has_source(all) {
    gsub(/[ \n]+/, " ", all)
    if (all ~ /arXiv[: ]*[0-9]/ || all ~ /(^|[^a-z])[Oo]urs([^a-z]|$)/) return 1
    if (all ~ /[A-Z][a-z]+( et al\.?)?,? \(?(1[6-9]|20)[0-9][0-9]/) return 1
    return all ~ /[A-Z][a-z]+'s? (theorem|formula|law|lemma|rule|inequality|identity|function|recurrence|bound)/
}
# A function whose comment points to another's errors ("as NAME", "errors of NAME", "the same errors") has its
# codes.
function follow(   f, changed, other, rest) {
    changed = 0
    for (f = 1; f <= functions; f++) {
        if (codes[f]) continue
        if ((f in pointed) && pointed[f] != "" && codes[number[pointed[f]]]) codes[f] = changed = 1
        rest = words[f]
        while (match(rest, /([Aa]s|[Ee]rrors? of|of) (in |by |with )?(hodo|rmt)_[a-z0-9_]+/)) {
            other = substr(rest, RSTART, RLENGTH)
            rest = substr(rest, RSTART + RLENGTH)
            sub(/.* /, "", other)
            if ((other in number) && codes[number[other]]) codes[f] = changed = 1
        }
    }
    return changed
}
function check(f,   n, i, part, word) {
    if (words[f] !~ /[A-Za-z]/) {
        breach(f, "has no comment of its own")
        return
    }
    if (fails[f] && !codes[f])
        breach(f, "can fail and names no HODO_ code (nor \"as NAME\" of a function that does)")
    n = split(wants[f], part, ",")
    for (i = 1; i <= n; i++) {
        if (part[i] !~ /(^|[ (])(double|float|size_t|u?int[0-9]+_t|int) ([*]|[a-z_0-9]+\[)/ &&
            part[i] !~ /(^| )hodo_matrix [*a-z]/) continue
        word = part[i]
        sub(/\[.*/, "", word)
        sub(/^.*[^A-Za-z_0-9]/, "", word)
        if (!is_named(words[f], word) && !has_shape(words[f]))
            breach(f, "says nothing of " word ": its name, or a shape (rows, columns)")
    }
}
function is_named(said, word) {
    return said ~ ("(^|[^A-Za-z_0-9])" word "([^A-Za-z_0-9]|$)")
}
function has_shape(said) {
    return said ~ /\([A-Za-z0-9_+*\/. -]+,([A-Za-z0-9_+*\/. -]+)?\)/
}
function breach(f, what) {
    print place[f] ": " named[f] ": " what
}
