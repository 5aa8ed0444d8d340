# Mends what texmath writes for browsers that follow MathML Core. awk -f mathml.awk PAGE
#   Big brackets have MathML 3's sizes, multiples without a unit that browsers pass over: they get one, and stretch to it.
#   The bars of a norm, which their dictionary knows as a relation only, get a bracket's spacing.
#   Upright words come letter by letter in an <mstyle> that Core does not know: they become one identifier.
#   Accents come as composing characters, which compose with the markup before them: they become spacing ones.
#   A big bracket that carries an exponent has nothing beside it to stretch along: it gets a strut of its own height.
#   A line may break after any formula, even before the comma that follows: the two are held together.
#   Brackets around what is no taller than a letter need not stretch: a stretching one is as wide as its largest variant.
BEGIN {
    prefix = "<mo stretchy=\"true\" form=\"prefix\">"
    postfix = "<mo stretchy=\"true\" form=\"postfix\">"
}
/<mo / {
    gsub(/fix">∥/, "fix\" lspace=\"0\" rspace=\"0\">∥")
    $0 = words(accents(fences($0)))
}
/minsize=/ {
    while (match($0, /minsize="[0-9.]+" maxsize="[0-9.]+" stretchy="false"/)) {
        size = substr($0, RSTART + 9)
        sub(/".*/, "", size)
        $0 = substr($0, 1, RSTART - 1) "stretchy=\"true\" minsize=\"" size "em\" maxsize=\"" size "em\"" substr($0, RSTART + RLENGTH)
    }
    $0 = struts($0)
}
/<math display="inline"/ { $0 = unbroken($0) }
{ print }
function struts(line,    out, bracket, size) {
    while (match(line, /<(msup|msub|msubsup)><mo stretchy="true" minsize="[^>]*>[^<]*<\/mo>/)) {
        bracket = substr(line, RSTART, RLENGTH)
        out = out substr(line, 1, RSTART - 1) substr(bracket, 1, index(bracket, ">")) "<mrow>"
        sub(/^<[a-z]*>/, "", bracket)
        size = bracket
        sub(/.*minsize="/, "", size)
        out = out bracket "<mspace width=\"0\" height=\"" size / 2 + 0.25 "em\" depth=\"" size / 2 - 0.25 "em\"></mspace></mrow>"
        line = substr(line, RSTART + RLENGTH)
    }
    return out line
}
# `<math ...>...</math>,` becomes one box, with the box that lets a long formula scroll on a phone, if it has one.
function unbroken(line,    out, open, formula, box) {
    open = "(<span class=\"long\">)?<math display=\"inline\""
    while (match(line, open)) {
        out = out substr(line, 1, RSTART - 1)
        line = substr(line, RSTART)
        box = line ~ /^<span/
        if (!match(line, box ? "</math></span>" : "</math>")) break
        formula = substr(line, 1, RSTART + RLENGTH - 1)
        line = substr(line, RSTART + RLENGTH)
        if (match(line, /^[,.;:!?)]+/)) {
            formula = "<span class=\"unbroken" (box ? " longer" : "") "\">" formula substr(line, 1, RLENGTH) "</span>"
            line = substr(line, RLENGTH + 1)
        }
        out = out formula
    }
    return out line
}
function accents(line) {
    gsub(/accent="true">\314\207</, "accent=\"true\" stretchy=\"false\">\313\231<", line)
    gsub(/accent="true">\314\203</, "accent=\"true\" stretchy=\"false\">\313\234<", line)
    gsub(/accent="true">\314\202</, "accent=\"true\" stretchy=\"false\">\313\206<", line)
    while (match(line, /<mover><mi>[^<]*<\/mi><mo accent="true"/)) {
        line = substr(line, 1, RSTART + 5) " accent=\"true\"" substr(line, RSTART + 6)
    }
    return line
}
function words(line,    out, word) {
    while (match(line, /<mstyle mathvariant="normal">(<mi[^>]*>[^<]*<\/mi>)+<\/mstyle>/)) {
        word = substr(line, RSTART + 29, RLENGTH - 38)
        gsub(/<\/?mi[^>]*>/, "", word)
        out = out substr(line, 1, RSTART - 1) "<mi mathvariant=\"normal\">" word "</mi>"
        line = substr(line, RSTART + RLENGTH)
    }
    return out line
}
# Pieces of the line end where a bracket opens or closes; depth and tallness are kept of those that are open.
function fences(line,    out, depth, opened, closes, i) {
    count = 0
    while (match(line, /<mo stretchy="true" form="(prefix|postfix)">/)) {
        piece[++count] = substr(line, 1, RSTART - 1)
        mark[count] = substr(line, RSTART, RLENGTH)
        line = substr(line, RSTART + RLENGTH)
    }
    piece[count + 1] = line
    depth = 0
    for (i = 1; i <= count; i++) {
        if (tall_in(piece[i])) for (closes = 1; closes <= depth; closes++) tall[closes] = 1
        if (mark[i] == prefix) {
            open[++depth] = i
            tall[depth] = 0
        } else if (depth > 0) {
            if (!tall[depth]) {
                sub("true", "false", mark[i])
                sub("true", "false", mark[open[depth]])
            }
            depth--
        }
    }
    for (i = 1; i <= count; i++) out = out piece[i] mark[i]
    return out piece[count + 1]
}
function tall_in(text) { return text ~ /<(mfrac|munder|mover|munderover|mtable|msqrt)[ >]|minsize=/ }
