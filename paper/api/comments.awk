# Turns a public header into what Doxygen reads: the filter of Doxyfile.in, after declarations.awk. The house
# writes plain comments: the one that opens a header becomes its \file, one above a declaration or behind it
# that of the declaration. Code and line numbers stay, so that warnings point at the header itself.
#
# Indented lines, formulas and tables, come out verbatim; in all other text what Doxygen would take for a
# command or a tag is escaped. A member without a comment is one whose name says it: it gets a mark that
# prints nothing, so that warnings are left for functions, types, macros and variables.
{ line[++lines] = $0 }
END {
    read_header()
    for (i = 1; i <= lines; i++) out[i] = line[i]
    # (Doxygen 1.9.4 sees no \\file in a comment of one line: an opening has two.)
    if (opening)
        above(opening, "\\file\\ilinebr \\ingroup " room() "\\ilinebr ", 1,
            "<p><code>\\#include \\\"" include() "\\\"</code></p>\\ilinebr ")
    for (d = 1; d <= declarations; d++) {
        if (comment[d] && trailing[d]) both(d)
        else if (comment[d]) {
            above(comment[d], "", kind[d] != "member", "")
            if (is_list(d)) out[first[d]] = each_name(out[first[d]], joined(comment[d]))
        } else if (trailing[d]) behind(d)
        else if (sister[d]) before(d, "\\copydoc " name[sister[d]] "()")
        else if (kind[d] == "member") before(d, "&zwj;")
    }
    for (c = 1; c <= comments; c++)
        if (!alone[c] && followed[c] && from[c] == to[c] && in_arguments(c)) of_argument(c)
    for (i = 1; i <= lines; i++) print out[i]
}

# src/base/matrix.h is of room_base, rmt/law/law.h of rmt_law: the groups of rooms.dox.
function room(   n, part) {
    n = split(FILENAME, part, "/")
    return (part[n - 2] == "rmt" ? "rmt_" : "room_") part[n - 1]
}
# As one includes it.
function include(   n, part) {
    n = split(FILENAME, part, "/")
    return (part[n - 2] == "rmt" ? "rmt/" : "") part[n - 1] "/" part[n]
}
function above(c, head, summed, then,   n, part, i, verbatim, next_one) {
    n = split(text[c], part, "\n")
    verbatim = 0
    for (i = 1; i <= n; i++) {
        if (part[i] ~ /^    /) {
            if (!verbatim && i > 1) part[i - 1] = part[i - 1] "\\verbatim"
            if (!verbatim && i == 1) part[i] = "\\verbatim" part[i]
            verbatim = 1
            part[i] = substr(part[i], 5)
            next_one = i + 1
            while (next_one <= n && part[next_one] == "") next_one++
            if (next_one > n || part[next_one] !~ /^    /) {
                part[i] = part[i] "\\endverbatim"
                verbatim = 0
            }
        } else if (!verbatim) {
            part[i] = (i > 1 ? " * " : "") escaped(part[i])
        }
    }
    if (summed) head = head "\\brief " escaped(summary(text[c])) "\\ilinebr\\ilinebr " then
    part[1] = substr(line[from[c]], 1, start[c] - 1) "/** " head part[1]
    part[n] = part[n] " */"
    for (i = 1; i <= n; i++) out[from[c] + i - 1] = part[i]
}
# The first sentence; where a formula comes before its end, as far as its last colon or semicolon.
function summary(said,   paragraph, at) {
    paragraph = said
    at = index(paragraph, "\n\n")
    if (at) paragraph = substr(paragraph, 1, at - 1)
    gsub(/[ \n]+/, " ", paragraph)
    if (match(paragraph, /[^.]\.( |$)/) && substr(paragraph, 1, RSTART) !~ / al$/)
        return substr(paragraph, 1, RSTART + 1)
    if (match(paragraph, /^.*[^,;:][;:] /)) return substr(paragraph, 1, RLENGTH - 2) "."
    sub(/[,:;]$/, "", paragraph)
    return paragraph
}
# Behind a macro it stays there; else it goes before the declaration, of which it then describes every name.
function behind(d,   c, i) {
    c = trailing[d]
    if (kind[d] == "define") {
        out[from[c]] = substr(line[from[c]], 1, start[c] - 1) "/**< " joined(c) " */"
    } else {
        if (first[d] == from[c]) out[from[c]] = substr(line[from[c]], 1, start[c] - 1)
        else out[from[c]] = code[from[c]]
        before(d, (kind[d] == "member" ? "" : "\\brief ") joined(c))
    }
    for (i = from[c] + 1; i <= to[c]; i++) out[i] = ""
}
# The comment above heads several members and this one has its own: that one is kept.
function both(d,   i) {
    for (i = from[comment[d]]; i <= to[comment[d]]; i++) out[i] = ""
    behind(d)
}
function before(d, said,   at, rest) {
    # Several enumerators may share a line: find this one.
    at = kind[d] == "member" ? index(out[first[d]], said_start(d)) : 0
    if (at < 1) {
        match(out[first[d]], /^[ \t]*/)
        at = RLENGTH + 1
    }
    rest = substr(out[first[d]], at)
    if (is_list(d)) rest = each_name(rest, said)
    out[first[d]] = substr(out[first[d]], 1, at - 1) "/** " said " */ " rest
}
# Doxygen takes a comment for the first of several names: `double lower, upper;` gets it before each.
function is_list(d) {
    if (kind[d] != "member" && kind[d] != "variable") return 0
    return said[d] ~ /,/ && said[d] !~ /[({=]/ && first[d] == last[d]
}
function each_name(declared, said,   done, at) {
    done = ""
    while ((at = index(declared, ",")) > 0) {
        done = done substr(declared, 1, at) " /** " said " */"
        declared = substr(declared, at + 1)
    }
    return done declared
}
function said_start(d,   copy) {
    copy = said[d]
    sub(/ *[{(].*/, "", copy)
    return copy
}
function joined(c,   copy) {
    copy = text[c]
    gsub(/[ \t]*\n[ \t]*/, " ", copy)
    return escaped(copy)
}
function in_arguments(c,   d) {
    for (d = 1; d <= declarations; d++)
        if (kind[d] == "function" && first[d] <= from[c] && from[c] <= last[d]) return 1
    return 0
}
function of_argument(c,   at) {
    at = index(out[from[c]], "/*" substr(line[from[c]], start[c] + 2))
    if (at) out[from[c]] = substr(out[from[c]], 1, at - 1) "/**<" substr(out[from[c]], at + 2)
}
# Text with nothing in it that Doxygen would take for its own. Names of ours become links, which must resolve;
# between backticks stands what is typed.
function escaped(said,   n, piece, i, whole) {
    gsub(/\\/, "\\\\", said)
    gsub(/[@&$#<>%"]/, "\\\\&", said)
    gsub(/---/, "\\---", said)
    gsub(/--/, "\\--", said)
    gsub(/::/, "\\::", said)
    sub(/^ *- /, "\\&minus; ", said)
    n = split(said, piece, "`")
    whole = ""
    for (i = 1; i <= n; i++) {
        if (n % 2 == 0) whole = whole (i > 1 ? "`" : "") linked(piece[i])
        else whole = whole (i % 2 ? linked(piece[i]) : "<code>" piece[i] "</code>")
    }
    return whole
}
function linked(said,   done, word) {
    done = ""
    while (match(said, /(hodo|rmt|HODO|RMT)_[A-Za-z0-9_]+/)) {
        word = substr(said, RSTART, RLENGTH)
        done = done substr(said, 1, RSTART - 1) "\\ref " word " \"" word "\""
        said = substr(said, RSTART + RLENGTH)
    }
    return done said
}
