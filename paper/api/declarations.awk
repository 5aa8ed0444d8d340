# Reads a public header as the house writes it: its comments, its declarations, and which comment speaks for
# which declaration. What is done with them is in the file given after this one: comments.awk turns the comments
# into Doxygen's, tests/house/reference.awk checks them.
#
# read_header() fills, from line[1 .. lines]:
#   code[i]                              line i without its comments
#   comments      how many; of comment c: from[c], to[c] its lines; start[c] its column; alone[c]: no code before
#                 it on its line; followed[c]: code behind it on its last line; text[c]: its lines without the margin
#   declarations  how many; of declaration d: first[d], last[d] its lines; said[d] its code on one line; kind[d]:
#                 "function", "type", "variable", "member", "define"; name[d]; of a function result[d] and
#                 arguments[d]; comment[d]: above it, or 0; trailing[d]: on its last line, or 0; sister[d]: the
#                 declaration whose comment speaks for it too, or 0
#   opening       the comment that opens the header, or 0
#
# A comment above a function speaks for the functions of the same type that follow without a blank line and
# have none of their own: its sisters.
function read_header() {
    comments = declarations = opening = 0
    split_comments()
    split_declarations()
    attach_comments()
}

function split_comments(   i, rest, column, at, c, open) {
    open = 0
    for (i = 1; i <= lines; i++) {
        rest = line[i]
        code[i] = ""
        for (column = 1; rest != "" || open; ) {
            if (open) {
                at = index(rest, "*/")
                if (!at) {
                    text[c] = text[c] "\n" unmargined(rest, i > from[c])
                    break
                }
                text[c] = text[c] (i > from[c] ? "\n" : "") unmargined(substr(rest, 1, at - 1), i > from[c])
                to[c] = i
                open = 0
                rest = substr(rest, at + 2)
                column += at + 1
                followed[c] = rest ~ /[^ \t]/
            } else {
                at = index(rest, "/*")
                if (!at) {
                    code[i] = code[i] rest
                    break
                }
                code[i] = code[i] substr(rest, 1, at - 1)
                c = ++comments
                from[c] = i
                start[c] = column + at - 1
                alone[c] = substr(line[i], 1, start[c] - 1) !~ /[^ \t]/
                text[c] = ""
                open = 1
                rest = substr(rest, at + 2)
                column = start[c] + 2
                if (!index(rest, "*/")) {
                    text[c] = unmargined(rest, 0)
                    break
                }
            }
        }
    }
}
# A line of a comment without the ` * ` at its left, and without the blank that follows an opening.
function unmargined(raw, later) {
    if (later) sub(/^[ \t]*\*/, "", raw)
    sub(/^ /, "", raw)
    sub(/[ \t]+$/, "", raw)
    return raw
}

function split_declarations(   i, depth, body, d, open, bit, j, ch, linkage) {
    depth = body = linkage = open = 0
    for (i = 1; i <= lines; i++) {
        if (code[i] ~ /^[ \t]*#/) {
            if (code[i] ~ /^#[ \t]*define[ \t]+[A-Za-z_0-9]+(\(|[ \t]+[^ \t])/) {
                d = declare(i, "define")
                said[d] = code[i]
                sub(/^#[ \t]*define[ \t]+/, "", said[d])
                name[d] = said[d]
                sub(/[^A-Za-z_0-9].*/, "", name[d])
                last[d] = i
            }
            while (code[i] ~ /\\$/ && i < lines) i++
            continue
        }
        if (code[i] ~ /^extern "C" \{/) { linkage = 1; continue }
        for (j = 1; j <= length(code[i]); j++) {
            ch = substr(code[i], j, 1)
            if (body) { # of an inline function: of no interest
                if (ch == "{") depth++
                if (ch == "}" && --depth == 0) body = open = 0
                continue
            }
            if (ch ~ /[ \t]/ && (!open || said[open] ~ / $/)) continue
            if (ch == "}" && !open) {
                if (depth == 0) { linkage = 0; continue }
                depth--
                open = outer[depth]
                said[open] = said[open] "}"
                continue
            }
            if (!open) open = declare(i, "")
            if (ch == "{") {
                if (said[open] ~ /\)[ ]*$/ && depth == 0) {
                    finish(open, i)
                    depth = body = 1
                    continue
                }
                said[open] = said[open] "{"
                outer[depth++] = open
                enumeration[depth] = said[open] ~ /(^| )enum[ {]/
                open = 0
                continue
            }
            if (ch == "}") { # the last enumerator has no comma
                kind[open] = "member"
                finish(open, last[open])
                depth--
                open = outer[depth]
                said[open] = said[open] "}"
                continue
            }
            if (ch == ";" || (ch == "," && depth > 0 && enumeration[depth] && unnested(said[open]))) {
                if (depth > 0) kind[open] = "member"
                finish(open, i)
                open = 0
                continue
            }
            said[open] = said[open] ch
            if (ch !~ /[ \t]/) last[open] = i
        }
        if (open && said[open] !~ / $/) said[open] = said[open] " "
    }
}
function declare(i, what) {
    first[++declarations] = i
    kind[declarations] = what
    said[declarations] = ""
    name[declarations] = ""
    comment[declarations] = trailing[declarations] = sister[declarations] = 0
    return declarations
}
function unnested(said,   copy) {
    copy = said
    return gsub(/\(/, "", copy) == gsub(/\)/, "", copy)
}
function finish(d, i,   head) {
    last[d] = i
    sub(/ +$/, "", said[d])
    gsub(/ *__attribute__\(\(.*\)\)/, "", said[d])
    if (kind[d] == "") {
        if (said[d] ~ /^(typedef|enum) / || said[d] ~ /^(struct|union)[^(]*([{][}]|[A-Za-z_0-9])$/)
            kind[d] = "type"
        else if (said[d] ~ /\(/ && said[d] !~ /^extern /)
            kind[d] = "function"
        else
            kind[d] = "variable"
    }
    if (kind[d] == "member" && said[d] ~ /^[A-Z_0-9]+( =.*)?$/) name[d] = said[d]
    if (kind[d] == "function") {
        head = substr(said[d], 1, index(said[d], "(") - 1)
        match(head, /[A-Za-z_0-9]+ *$/)
        name[d] = substr(head, RSTART, RLENGTH)
        result[d] = substr(head, 1, RSTART - 1)
        sub(/^static inline /, "", result[d])
        gsub(/ /, "", name[d])
        gsub(/ +/, " ", result[d])
        sub(/ $/, "", result[d])
        arguments[d] = substr(said[d], length(head) + 2)
        sub(/\)[^)]*$/, "", arguments[d])
    }
}

function attach_comments(   c, d, before, whole) {
    if (comments && from[1] == 1 && alone[1]) opening = 1
    for (c = 1; c <= comments; c++) {
        if (c == opening && code[to[c] + 1] ~ /^#ifndef/) continue
        whole = 0
        for (d = 1; d <= declarations && !whole; d++) {
            if (followed[c]) continue
            if (alone[c] && first[d] == to[c] + 1) comment[d] = c
            else if (!alone[c] && last[d] == from[c]) trailing[d] = c
            else continue
            whole = kind[d] == "type" # its members may stand on the same line: the comment is not theirs
        }
    }
    for (d = 1; d <= declarations; d++) {
        if (kind[d] != "function" || comment[d] || trailing[d]) continue
        before = d - 1
        if (before < 1 || kind[before] != "function" || first[d] != last[before] + 1) continue
        if (result[d] != result[before]) continue
        if (comment[before]) sister[d] = before
        else if (sister[before]) sister[d] = sister[before]
    }
}
