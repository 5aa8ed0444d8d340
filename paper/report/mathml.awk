# Mends what texmath writes for browsers that follow MathML Core. awk -f mathml.awk PAGE
#   Big brackets have MathML 3's sizes, multiples without a unit that browsers pass over: they get one, and stretch to it.
#   Brackets around what is no taller than a letter need not stretch: a stretching one is as wide as its largest variant.
BEGIN {
    prefix = "<mo stretchy=\"true\" form=\"prefix\">"
    postfix = "<mo stretchy=\"true\" form=\"postfix\">"
}
/<mo / { $0 = fences($0) }
/minsize=/ {
    while (match($0, /minsize="[0-9.]+" maxsize="[0-9.]+" stretchy="false"/)) {
        size = substr($0, RSTART + 9)
        sub(/".*/, "", size)
        $0 = substr($0, 1, RSTART - 1) "stretchy=\"true\" minsize=\"" size "em\" maxsize=\"" size "em\"" substr($0, RSTART + RLENGTH)
    }
}
{ print }
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
            if (!tall[depth]) mark[i] = mark[open[depth]] = "low"
            depth--
        }
    }
    for (i = 1; i <= count; i++) {
        if (mark[i] == "low") mark[i] = "<mo stretchy=\"false\">"
        out = out piece[i] mark[i]
    }
    return out piece[count + 1]
}
function tall_in(text) { return text ~ /<(mfrac|munder|mover|munderover|mtable|msqrt)[ >]|minsize=/ }
