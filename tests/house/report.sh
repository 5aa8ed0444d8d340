#!/bin/sh
# The report's small programs, without pandoc or a browser: what they make of a section, and what they refuse. TAP.
report=${top_srcdir:-.}/paper/report
: "${AWK:=awk}"
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
count=0

is() { # what, got, wanted
    count=$((count + 1))
    if [ "$2" = "$3" ]; then
        echo "ok $count - $1"
    else
        echo "not ok $count - $1"
        printf '%s\n' "got:    $2" "wanted: $3" | sed 's/^/# /'
    fi
}

cat >"$scratch/run.macros.tex" <<'TEX'
\hodoset{paper/figure/claim/slope/measured}{\ensuremath{-1.2\times 10^{-5}}}
\hodoset{paper/figure/param/m}{200}
TEX
expand() { # section, preset
    printf '%s\n' "$1" >"$scratch/section.tex"
    "$AWK" -f "$report/expand.awk" -v figure=paper/figure -v preset="$2" "$scratch/run.macros.tex" "$scratch/section.tex"
}
is "numbers of the run stand in the text" "$(expand '$m=\hodo{param/m}$, \hodo{claim/slope/measured}. % 7' default)" \
    '$m=200$, \ensuremath{-1.2\times 10^{-5}}. '
expand '\hodo{claim/other/measured}' default >/dev/null 2>"$scratch/said"
is "a number that no run wrote stops the page" "$? $(sed 's/.*: //' "$scratch/said")" \
    "1 no run wrote the macro paper/figure/claim/other/measured"
is "at preset quick the page says that it is not made" "$(expand '\hodo{claim/other/measured}' quick)" \
    '\ensuremath{\text{[not made at preset quick]}}'

cat >"$scratch/run.claims.tsv" <<'TSV'
# experiment: paper/figure
id	statement	kind	predicted	measured	stderr	n	z	tolerance	verdict
slope	a < b & c	equal	0	-1.23e-05	nan	0	0	0	differs
TSV
for name in predicted stderr n tolerance; do
    echo "\\hodoset{paper/figure/claim/slope/$name}{0}"
done >>"$scratch/run.macros.tex"
claims() { "$AWK" -f "$report/html.awk" -f "$report/claims.awk" "$@" "$scratch/run.macros.tex" "$scratch/run.claims.tsv"; }
is "a claim shows the text's number and sorts by the table's" "$(claims | grep -o '<td class="number" data-value="-1[^/]*/sup>')" \
    '<td class="number" data-value="-1.23e-05">&minus;1.2&thinsp;&times;&thinsp;10<sup>&minus;5</sup>'
is "its statement is text, not markup" "$(claims | grep -c 'a &lt; b &amp; c')" 1
is "its verdict is a word" "$(claims | grep -o '>differs<')" '>differs<'
is "what agrees is not among what differs" "$(claims -v all=1 -v only=agrees | grep -c 'There is none')" 1

cat >"$scratch/labels.tex" <<'TEX'
\section{One}\label{sec:one}
\begin{equation} a \label{eq:a} \end{equation}
\begin{equation*} b \end{equation*}
\begin{align} c \label{eq:c}\\ d \nonumber\\ e \label{eq:e} \end{align}
\subsection{Part}\label{sec:part}
TEX
printf 'paper/figure\t3\tTitle\n' >"$scratch/titles.tsv"
labels=$("$AWK" -f "$report/labels.awk" -v titles="$scratch/titles.tsv" 'x.html#B' "$scratch/labels.tex" | cut -f 1,3 | tr '\t\n' '= ')
is "equations and sections are counted as LaTeX counts them" "$labels" \
    "part:paper=I fig:paper/figure=1 sec:one=B eq:a=1 eq:c=2 eq:e=3 sec:part=B.1 "

bracket='<mo stretchy="true" form="prefix">(</mo>'
closing='<mo stretchy="true" form="postfix">)</mo>'
mend() { printf '%s\n' "$1" | "$AWK" -f "$report/mathml.awk"; }
is "brackets around letters do not stretch" "$(mend "$bracket<mi>x</mi>$closing" | grep -c 'stretchy="true"')" 0
is "brackets around a fraction do" "$(mend "$bracket<mfrac></mfrac>$closing" | grep -c 'stretchy="true"')" 1
is "sizes of brackets get a unit" "$(mend '<mo minsize="1.8" maxsize="1.8" stretchy="false">(</mo>')" \
    '<mo stretchy="true" minsize="1.8em" maxsize="1.8em">(</mo>'
is "an upright word is one identifier" "$(mend '<mo /><mstyle mathvariant="normal"><mi>o</mi><mi>n</mi></mstyle>')" \
    '<mo /><mi mathvariant="normal">on</mi>'
echo "1..$count"
