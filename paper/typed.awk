# Finds the numbers that were typed by hand in the results sentences of a section:
#   awk -v values=FILE -f typed.awk SECTION.tex...
# prints FILE:LINE: what is wrong and the remedy; exit status 1 when it finds one. `values` (may be left out) holds
# lines PARAMETER<tab>VALUE: the values that the experiment is run at.
#
# A results sentence is one that holds \agrees, \differs or \hodo of anything but a parameter, and every sentence
# after \hodoshow: it tells what a run found. (\hodo{param/m} before the figure tells how a network is made.)
# A number in it is
#   in text      digits; a number in words before "of" or "out of" (three of nine), before "times", "percent" or a
#                fraction (three quarters), after "factor of";
#   in formulas  a decimal; a power of ten; a formula that is a number only ($-1/2$, $10^3$); a number that something
#                is related to (N=128, \pm 1, \approx 3, \in[0,1]).
# A number within a formula of letters is a formula: 2/\lambda, \gamma^2, L-2, N(0,2/m), x=2\log 4/c. So are the sign
# of a quantity (>0, \ge0), a limit (\gamma\gg1, c\to2) and an exponent of a word (fan-in$^{-1/2}$). No numbers of
# results either: what \quoted, \cite, \ref, \texttt (but of a number alone) hold; the number of a figure, table, equation, section, theorem,
# proposition, claim, appendix; an arXiv number; the year after a name; digits in a name (CIFAR-10).
# A label is none: SYMBOL=NUMBER, or `depth', `width', `batch' NUMBER, where the experiment has a parameter of that
# symbol and is run at that value ($L=50$ where L is 20, 50, 200): it names a curve, and is held against the run.
#
# One character after the other: a sentence may hold formulas, and a formula a sentence's full stop.
BEGIN {
    numbers = "(two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty|sixty|seventy|" \
        "eighty|ninety|hundred|thousand)"
    parts = "(thirds?|quarters?|fifths?|sixths?|eighths?|tenths?|times|fold|percent)"
    named = "(figures?|fig\\.|tables?|equations?|eqs?\\.|sections?|theorems?|propositions?|claims?|appendix|appendices|" \
        "chapters?|lemmas?|corollary|arxiv)"
    # a symbol of a formula, or a word of the text, and the parameters that it may stand for
    also["depth"] = "L l"; also["width"] = "N m"; also["batch"] = "B"; also["etalambda"] = "c rule"; also["Delta"] = "delta"
    also["beta"] = "branch_scale beta"; also["c"] = "c scale rule"; also["L"] = "L depth model"; also["N"] = "N width"
    also["m"] = "m width"; also["d"] = "d inputs"; also["n"] = "n samples layers batch matrices"; also["B"] = "B batch"
    also["theta"] = "theta strength"; also["s"] = "s strength"; also["v"] = "v layer"; also["r"] = "r ratio"
    while (values != "" && (getline row < values) > 0) {
        split(row, field, "\t")
        if (field[2] ~ /^[-+]?[0-9.]+(e[-+]?[0-9]+)?$/) known[field[1], field[2] + 0] = 1
    }
}
FNR == 1 && NR > 1 { section() }
FNR == 1 { text = ""; file = FILENAME }
{
    gsub(/\\%/, "\\& ") # no comment
    sub(/%.*/, "")
    gsub(/\\& /, "\\%")
    text = text $0 "\n"
}
END {
    section()
    exit found > 0
}

function section() {
    line = 1; at = 1; shown = 0; begin_sentence()
    while (at <= length(text)) {
        c = substr(text, at, 1)
        if (c == "\n") { line_end() }
        else if (c == "\\") { command() }
        else if (c == "$") { dollars() }
        else if (c ~ /[0-9]/ || (c == "." && substr(text, at + 1, 1) ~ /[0-9]/ && plain !~ /[0-9]$/)) { digits() }
        else { plain = plain c; at++ }
        if (c ~ /[.?!]/ && ends_here()) end_sentence()
    }
    end_sentence()
}

# Is the full stop before `at` a sentence's? The next word has a capital, or is a formula or a command.
function ends_here(  rest) {
    rest = substr(text, at, 40)
    if (rest !~ /^(\)|''|\})*[ \n\t]+([A-Z$\\(`]|$)/) return 0
    return plain !~ /(^|[ (~])(e\.g|i\.e|cf|vs|al|resp|Fig|Figs|Eq|Eqs|Sec|Thm|Prop|[A-Z])\.$/
}
function begin_sentence() { plain = ""; results = 0; pending = 0 }
function end_sentence(  i) {
    words_of()
    for (i = 1; (results || shown) && i <= pending; i++) tell(pending_line[i], pending_what[i])
    begin_sentence()
}
function suspect(what) { pending++; pending_line[pending] = line; pending_what[pending] = what }
function tell(where, what) {
    gsub(/[ \n]+/, " ", what)
    printf "%s:%d: `%s' is typed by hand in a results sentence: write \\hodo{KEY} where a run writes it " \
        "(hodo_claims_quantity adds a key), \\quoted{%s}{WHOSE} where it is not this run's, or say it without\n", \
        file, where, what, what
    found++
}
# Numbers in words; the sentence's own line ends count its lines.
function words_of(  rest, low, start, before) {
    low = tolower(plain); start = 0
    while (match(substr(low, start + 1), "(^|[^a-z-])" "(" numbers "(( out)?[ \n]+of|[ \n-]+" parts ")|factor[ \n]+(of[ \n]+)?" numbers ")[^a-z]")) {
        before = substr(low, start + 1, RSTART)
        rest = substr(low, start + RSTART, RLENGTH)
        gsub(/^[^a-z]+|[^a-z]+$/, "", rest)
        pending++
        pending_what[pending] = rest
        pending_line[pending] = line - newlines(substr(plain, start + RSTART + 1))
        start += RSTART + RLENGTH - 2
    }
}
function newlines(string) { return gsub(/\n/, "", string) }
function line_end() {
    line++; plain = plain "\n"; at++
    if (substr(text, at) ~ /^[ \t]*\n/) end_sentence()
}

# The {argument} or [option] at `at`, which is passed over.
function argument(open, close_,  depth, start, c) {
    if (substr(text, at, 1) != open) return ""
    depth = 0; start = at + 1
    for (; at <= length(text); at++) {
        c = substr(text, at, 1)
        if (c == "\n") line++
        if (c == open) depth++
        if (c == close_ && --depth == 0) { at++; return substr(text, start, at - start - 1) }
    }
    return substr(text, start)
}
function braces() { return argument("{", "}") }
function command(  name, option) {
    match(substr(text, at), /^\\([A-Za-z]+|.)/)
    name = substr(text, at + 1, RLENGTH - 1)
    if (name == "(" || name == "[") { at += 2; formula(name == "(" ? "\\)" : "\\]"); return }
    at += RLENGTH
    if (name ~ /^(hodo|agrees|differs)$/) {
        option = argument("[", "]")
        if (option ~ /[0-9]/) suspect(option)
        if (braces() !~ /^param\// || name != "hodo") results = 1
        plain = plain "#"
    }
    else if (name == "quoted") { braces(); braces(); plain = plain "#" }
    else if (name ~ /^(section|subsection|paragraph|hodoshow|hodoclaims|hodocode|par|item)$/) {
        end_sentence()
        if (name != "par" && name != "item") { argument("[", "]"); braces(); braces() }
        if (name == "section") shown = 0
        if (name == "hodoshow") shown = 1
    }
    else if (name == "texttt") {
        option = braces()
        if (option ~ /^[-+ 0-9.]+$/) suspect(option)
        plain = plain "#"
    }
    else if (name ~ /^(cite|citep|citet|ref|eqref|label|url|href|input|nolinkurl|hodofigure)$/) {
        argument("[", "]"); braces(); plain = plain "#"
    }
    else if (name == "begin" || name == "end") {
        name = name " " braces()
        if (name ~ /^begin (equation|align|gather|multline|displaymath)/) formula("\\end{" substr(name, 7) "}")
    }
    else if (name ~ /^[^A-Za-z]$/) { plain = plain (name == "," ? "" : " "); if (name == "\n") line++ }
}
function dollars(  close_) {
    close_ = substr(text, at, 2) == "$$" ? "$$" : "$"
    at += length(close_)
    formula(close_)
}
# From `at` to what closes the formula.
function formula(close_,  end, inside) {
    end = index(substr(text, at), close_)
    if (end == 0) end = length(text) - at + 2
    inside = substr(text, at, end - 1)
    at += end - 1 + length(close_)
    judge_formula(inside)
    line += newlines(inside)
    plain = plain (inside ~ /\.[ \n]*$/ && close_ ~ /end/ ? "." : "#")
    if (plain ~ /\.$/ && ends_here()) end_sentence()
}

function digits(  number, before, after) {
    match(substr(text, at), /^\.?[0-9]+([.,][0-9]+)*/)
    number = substr(text, at, RLENGTH)
    before = tolower(plain)
    after = substr(text, at + RLENGTH, 2)
    at += RLENGTH
    gsub(/[ \n~]+/, " ", before)
    if (before !~ /[a-z]-?$/ && before !~ (named "[ (]+([0-9]+[a-z]?([.][0-9]+)*(, and |, | and | to |-))*$") && \
        !year(number) && !labelled(before, number))
        suspect(number (after ~ /^\\%/ ? "\\%" : ""))
    plain = plain number
}
# "batch 100".
function labelled(before, number,  k, count, names) {
    if (!match(before, /[a-z]+ $/)) return 0
    before = substr(before, RSTART, RLENGTH - 1)
    if ((before, number + 0) in known) return 1
    count = split(also[before], names, " ")
    for (k = 1; k <= count; k++) if ((names[k], number + 0) in known) return 1
    return 0
}
# "Jordan 2024", "Price and Bonett (2001)".
function year(number) { return number ~ /^(19|20)[0-9][0-9]$/ && plain ~ /[A-Z][a-z]+[ ~\n]\(?$/ }

# A formula, cut at its relations and commas. What stands between is judged piece by piece; sign[i] is the relation
# before piece i, "<" for an order, "=" for the others, "~" for a limit, "," in a list.
function judge_formula(f,  n, i, piece, sign, related, order, bare, lone) {
    bare[0] = f
    gsub(/\\hodo\{param\/[^{}]*\}/, "", bare[0])
    if (bare[0] ~ /\\(hodo|agrees|differs)([^A-Za-z]|$)/) results = 1
    while (match(f, /\\(hodo|agrees|differs|label|eqref|ref|texttt|cite|text|mathrm|operatorname)\*? ?\{[^{}]*\}/))
        f = substr(f, 1, RSTART - 1) "H" substr(f, RSTART + RLENGTH)
    while (match(f, /\\quoted\{[^{}]*(\{[^{}]*\}[^{}]*)*\}[ \n]*\{[^{}]*(\{[^{}]*\}[^{}]*)*\}/))
        f = substr(f, 1, RSTART - 1) "H" substr(f, RSTART + RLENGTH)
    gsub(/\\(left|right|[Bb]igg?[lrm]?)/, " ", f)
    gsub(/\\[dt]frac/, "\\frac", f)
    gsub(/\\[,;:! ]|[ \n\t~&]+|\\(displaystyle|textstyle|smash|hphantom)/, " ", f)
    gsub(/[0-9] [0-9]/, "&", f)
    while (match(f, /_ ?(\{[^{}]*\}|\\[A-Za-z]+|[^\\{])/)) f = substr(f, 1, RSTART - 1) " " substr(f, RSTART + RLENGTH)
    n = cut(f, piece, sign)
    lone = 1
    for (i = 1; i <= n; i++) {
        related = related || sign[i] ~ /[=<]/
        order = order || sign[i] == "<"
        bare[i] = is_number(piece[i])
        lone = lone && bare[i]
    }
    for (i = 1; i <= n; i++) {
        if (piece[i] !~ /[0-9]/ || is_label(i, piece, sign, bare)) continue
        if (!bare[i]) within(piece[i])
        else if (sign[i] != "~" && (lone || related) && !(order && piece[i] ~ /^[-+ ]*0[ .]*$/))
            suspect(trimmed(piece[i]))
    }
}
function cut(f, piece, sign,  n, mark) {
    gsub(/\\(leqslant|geqslant|leq|geq|le|ge|gtrsim|lesssim)([^A-Za-z]|$)/, " < &", f)
    gsub(/\\(approx|simeq|sim|cong|doteq|neq|ne|pm|mp|in|equiv|propto)([^A-Za-z]|$)/, " = &", f)
    gsub(/\\(ll|gg|to|downarrow|uparrow|mapsto|rightarrow|leftarrow)([^A-Za-z]|$)/, " @ &", f)
    gsub(/\\(leqslant|geqslant|leq|geq|le|ge|gtrsim|lesssim|approx|simeq|sim|cong|doteq|neq|ne|pm|mp|in|equiv|propto|ll|gg)/, " ", f)
    gsub(/\\(to|downarrow|uparrow|mapsto|rightarrow|leftarrow)/, " ", f)
    gsub(/\\(q?quad|dots|ldots|cdots)/, ",", f)
    gsub(/>/, "<", f)
    gsub(/\\\\/, ",", f)
    n = 0; mark = ""
    while (match(f, /[=<@,;:]/)) {
        n++; piece[n] = substr(f, 1, RSTART - 1); sign[n] = mark
        mark = substr(f, RSTART, 1)
        mark = mark == "@" ? "~" : mark ~ /[,;:]/ ? "," : mark
        f = substr(f, RSTART + 1)
    }
    n++; piece[n] = f; sign[n] = mark
    return n
}
function is_number(piece) {
    if (piece ~ /^ *\^|[-+\/] *$/) return 0
    gsub(/\\(frac|sqrt|cdot|times|circ|[%{}])|[-+\/^{}() .]|\[|\]/, "", piece)
    return piece ~ /^[0-9]+$/
}
function trimmed(piece) { gsub(/^ +|[ .]+$/, "", piece); return piece }
# Decimals and powers of ten within a formula.
function within(piece,  number) {
    while (match(piece, /[0-9]*\.[0-9]+/) || match(piece, /10 ?\^ ?(\{[^{}]*\}|[0-9])/)) {
        number = substr(piece, RSTART, RLENGTH)
        if (substr(piece, RSTART - 1, 1) !~ /[0-9]/ || number ~ /^[0-9]*\./) suspect(number)
        piece = substr(piece, RSTART + RLENGTH)
    }
}
# Piece i is a value at which the experiment is run, of the parameter that the symbol before it stands for.
function is_label(i, piece, sign, bare,  k, name, count, names, value) {
    if (!bare[i] || (sign[i] != "=" && sign[i] != ",")) return 0
    for (k = i; k > 1 && sign[k] == "," && bare[k - 1]; k--) ;
    if (k == 1 || sign[k] != "=" || bare[k - 1]) return 0
    name = trimmed(piece[k - 1])
    gsub(/[\\{}() ]/, "", name)
    value = value_of(piece[i])
    if ((name, value) in known) return 1
    count = split(also[name], names, " ")
    for (k = 1; k <= count; k++) if ((names[k], value) in known) return 1
    return 0
}
# 2.5, 1/4, \frac14, 10^{-3}, 3\cdot10^4.
function value_of(piece,  power, part, mantissa) {
    gsub(/[ ()]|\\[%{}]|\.[ ]*$/, "", piece)
    if (match(piece, /10\^(\{[-+]?[0-9]+\}|[0-9])$/)) {
        power = substr(piece, RSTART + 3); mantissa = substr(piece, 1, RSTART - 1)
        gsub(/[{}]/, "", power); sub(/\\(cdot|times)$/, "", mantissa)
        return (mantissa == "" ? 1 : mantissa == "-" ? -1 : mantissa + 0) * 10 ^ power
    }
    if (match(piece, /^\\frac(\{[0-9]+\}\{[0-9]+\}|[0-9][0-9])$/)) {
        sub(/^\\frac/, "", piece)
        if (piece ~ /^[0-9][0-9]$/) return substr(piece, 1, 1) / substr(piece, 2, 1)
        gsub(/^\{|\}$/, "", piece); split(piece, part, /\}\{/)
        return part[1] / part[2]
    }
    if (piece ~ /^[-+]?[0-9.]+\/[0-9.]+$/) { split(piece, part, "/"); return part[1] / part[2] }
    return piece ~ /^[-+]?[0-9.]+$/ ? piece + 0 : piece
}
