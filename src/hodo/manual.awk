# What a program says of itself, as mdoc(7): the lists that stand between `.\" LIST KIND COMMAND` and `.\" END` in
# the pages of the manual. -v kind=KIND is one of
#   options      `  --name=VALUE  text` of a --help, a .Ss a heading where there are several
#   names        `what TAB name TAB text` of `hodo train --list`
#   laws         `hodo-rmt laws`
#   subcommands  `hodo --help`
#   rows         `  name  text` under the heading `-v heading=`
#   prose        the lines between Usage and the first heading of a --help

function escaped(s) {
    gsub(/\\/, "\\e", s)
    gsub(/-/, "\\-", s)
    gsub(/`/, "\\(ga", s)
    gsub(/'/, "\\(aq", s)
    gsub(/"/, "\\(dq", s)
    gsub(/\^/, "\\(ha", s)
    gsub(/~/, "\\(ti", s)
    return s ~ /^\./ ? "\\&" s : s
}
function trimmed(s) {
    sub(/^ +/, "", s)
    sub(/ +$/, "", s)
    return s
}
# "[mnist]" at the end is the default.
function with_default(s,    at) {
    at = match(s, / \[[^][]*\]$/)
    return at > 0 ? substr(s, 1, at - 1) " (default: " substr(s, at + 2, RLENGTH - 3) ")" : s
}
# VALUE: what is typed as it stands is a word of alternatives, the rest stands for something.
function marked(value,    parts, n, i, text) {
    n = split(value, parts, "|")
    for (i = 1; i <= n; i++) {
        text = text (i > 1 ? " Ns | Ns " : "") (n > 1 && parts[i] ~ /^[a-z0-9]/ ? "Cm " : "Ar ") escaped(parts[i])
    }
    return text
}
function begin_list() {
    if (!open) {
        print ".Bl -tag -width Ds"
        open = 1
    }
}
function end_list() {
    if (open) {
        print ".El"
        open = 0
    }
}
function item(head, text) {
    begin_list()
    print ".It " head
    if (text != "") {
        print escaped(text)
    }
}
function option(line,    face, at, name, value, text) {
    line = trimmed(line)
    at = index(line, " ")
    face = at > 0 ? substr(line, 1, at - 1) : line
    text = at > 0 ? trimmed(substr(line, at)) : ""
    name = face
    value = ""
    at = index(face, "[=") > 0 ? index(face, "[=") : index(face, "=")
    if (at > 0) {
        name = substr(face, 1, at - 1)
        value = substr(face, at)
    }
    face = "Fl " escaped(substr(name, 2))
    if (value ~ /^\[=/) {
        face = face " Ns Op = Ns " marked(substr(value, 3, length(value) - 3))
    } else if (value != "") {
        face = face " Ns = Ns " marked(substr(value, 2))
    }
    item(face, with_default(text))
}
# `name   text`: the first word, and what follows the blanks.
function row(line,    at) {
    line = trimmed(line)
    at = index(line, " ")
    item("Cm " escaped(substr(line, 1, at - 1)), trimmed(substr(line, at)))
}

kind == "options" && /^Parameters/ { exit }
kind == "options" && /^[A-Z][A-Za-z ]*:$/ {
    heading_now = substr($0, 1, length($0) - 1)
    next
}
kind == "options" && /^  --/ {
    if (heading_now != "" && heading_now != heading_last && heading_now != "Options") {
        end_list()
        print ".Ss " heading_now
    }
    heading_last = heading_now
    option($0)
}
# Options of a law, after those of the command, stand under the laws.
kind == "options" && /^Options of / { exit }

kind == "names" {
    split($0, field, "\t")
    if (field[1] != heading_last) {
        end_list()
        print ".Ss Names of \\-\\-" escaped(field[1])
        heading_last = field[1]
    }
    item((field[2] ~ /^[A-Z]/ ? "Ar " : "Cm ") escaped(field[2]), field[3])
}

kind == "laws" && /^[a-z]/ {
    if (nested) {
        print ".El"
        nested = 0
    }
    row($0)
}
kind == "laws" && /^  --/ {
    if (!nested) {
        print ".Bl -tag -width Ds"
        nested = 1
    }
    option($0)
}

kind == "subcommands" && /^  hodo [a-z]/ {
    sub(/^  hodo /, "")
    at = index($0 " ", " ")
    subcommand = substr($0, 1, at - 1)
    arguments = escaped(trimmed(substr($0, at)))
    next
}
kind == "subcommands" && /^      / {
    item("Ic hodo " subcommand (arguments != "" ? " Ar " arguments : ""), trimmed($0))
}

kind == "rows" && $0 == heading ":" {
    inside = 1
    next
}
kind == "rows" && inside && /^$/ { inside = 0 }
kind == "rows" && inside { row($0) }

kind == "prose" && /^Usage: / {
    inside = 1
    next
}
kind == "prose" && inside && /^(Options:|$)/ { exit }
# A sentence begins a line, as mdoc wants it.
kind == "prose" && inside {
    while ((at = match($0, /[a-z0-9)]\. [A-Z'\-]/)) > 0) {
        print escaped(substr($0, 1, at + 1))
        $0 = substr($0, at + 3)
    }
    print escaped($0)
}

END {
    if (nested) {
        print ".El"
    }
    end_list()
}
