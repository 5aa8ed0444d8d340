#!/bin/sh
# The rules of `make check-paper` on made-up sections and runs, as TAP: each breach is found, with its line, and what is
# no breach passes. No LaTeX. The experiment is tests/lab/sample_experiment, under a name of the paper's.
set -u
: "${top_srcdir:=.}" "${top_builddir:=.}" "${AWK:=awk}"
rules=$(cd "$top_srcdir/paper" && pwd)
house=$(cd "$top_srcdir/tests/house" && pwd)
sample=$(cd "$top_builddir" && pwd)/tests/lab/sample_experiment
scratch=$(mktemp -d) || exit 99
trap 'rm -rf "$scratch"' EXIT
cd "$scratch" || exit 99

. "$house/tap.sh"

# Sentences, one a line: results sentences that type a number, and such as type none.
cat >bad <<'END'
It falls by 3 percent, here \hodo{fall}.
The slope is $-1/2$, measured \hodo{slope}.
It is \hodo{slope}, and $0.48$ in theory.
It reaches \hodo{claim/a/measured} at $N=128$.
The error is \hodo{claim/a/measured} $\pm 0.01$.
About $x\approx3$ is \hodo{claim/a/measured}.
It ends at $10^{-7}$ of the first, \hodo{end}.
It ends at $2\cdot10^5$ steps (\agrees{a}).
It \differs{a} by a factor 12.
Three of nine seeds fell (\hodo{fell}).
Of these, two out of the draws fell, see \hodo{fell}.
The interval $\eta\in[0,1]$ holds \hodo{x}.
It is $\hodo{a}\pm0.5$.
Between $L=7$ and \hodo{param/L} it falls by \hodo{fall}.
It costs \hodo{cost} seconds, not 1,000.
The power is $\frac12$, measured \hodo{p}.
The share .05 is left (\hodo{p}).
It is 5\% too low: \hodo{p}.
At batch 33 it is \hodo{p}.
It is \hodo{p}, as Figure 1 shows, and 30 more.
Its end, \hodo{p}, is $\gamma^2$ times $1.5$.
\hodo{p} lies within $3\sqrt{2}$ of it.
It falls by a factor of three, here \hodo{p}.
It is \hodo{p}, ten times that of the others.
It is \hodo{p}, in three quarters of the draws.
Twenty of the seeds fell, see \hodo{p}.
It is \hodo{p}, as \texttt{17} draws say.
It is \hodo{p}, where $x\cong 3$.
It is so (\differs[3 percent]{a}).
END
cat >good <<'END'
It falls by \hodo{fall} percent.
The slope is $-2/L$, measured \hodo{slope}.
It goes as $\gamma^{2}$, $1/\sqrt l$, $L-2$ and $2\log(4/c)$ (\hodo{slope}).
It reaches \hodo{claim/a/measured} at $L=20$ and at $L=50$.
The error is \hodo{claim/a/measured} $\pm$ \hodo{claim/a/stderr}.
About $x\approx2/\lambda$ is \hodo{claim/a/measured}.
It ends at \quoted{$10^{-7}$}{another paper} of the first, \hodo{end}.
The difference is $\eta\lambda=\hodo{a}\pm\hodo{b}$.
It \agrees{a} where $\gamma\gg1$ and $c\to2$, and its sign is $x>0$.
One of the seeds fell (\hodo{fell}).
Figure 1a, Theorem 2.1, Sections 3 and 4 and equation (5) say \hodo{x}.
It is of arXiv 2311.18718, 2410.04642, and of \cite{chizat2023}: \hodo{x}.
Price and Bonett 2001 measure \hodo{x}.
The CNN on CIFAR-10 has \hodo{x} (\texttt{make data 10}).
At batch 64 and at depth 20 it is \hodo{p}.
The fan-in$^{-1/2}$ of $V\sim N(0,2/m)$ gives \hodo{p}.
With $m=128$, $y=\pm1$ and 784 inputs, \hodo{param/m} units.
Nothing of a run stands here, not even 17.
It is $\quoted{0.5}{theory}$ and \quoted{three of nine}{an independent run} (\hodo{p}).
The law $f_0\sim\tfrac12x_1^2$ has \hodo{p} % 3 of a comment
It is \hodo{p}, see \ref{fig:10} and \url{http://x.org/10}.
The two halves of the data, and one third of them, give \hodo{p}.
It is so (\differs[not claimed here]{a}), with \texttt{--set L=10} too.
END
printf 'L\t20\nL\t50\nbatch\t64\n' >values
typed() { $AWK -v values=values -f "$rules/typed.awk" "$1"; }
missed= found=
while IFS= read -r sentence; do
    printf '%s\n' "$sentence" >s.tex
    said=$(typed s.tex)
    [ $? -eq 1 ] && [ -n "$said" ] || missed="$missed$sentence
"
done <bad
while IFS= read -r sentence; do
    printf '%s\n' "$sentence" >s.tex
    said=$(typed s.tex) || found="$found$sentence: $said
"
done <good
report "each of $(grep -c . bad) sentences that type a number is found" "$missed"
report "each of $(grep -c . good) sentences that type none passes" "$found"

printf 'Before, 10 is typed.\n\\hodoshow\nAfter\nit, 20 is.\n\n\\section{Next}\nAnd 30 is not.\n' >s.tex
report "every sentence after the picture tells results, and its line is named" \
    "$([ "$(typed s.tex | cut -d: -f1,2 | tr '\n' ' ')" = "s.tex:4 " ] || typed s.tex)"
printf 'It is \\hodo{p}. The next has 10, and\nnothing else. But\n\\hodo{q} and 11 do, as\n$x=12$ does.\n' >s.tex
report "a sentence ends at its full stop" \
    "$([ "$(typed s.tex | cut -d: -f1,2 | tr '\n' ' ')" = "s.tex:3 s.tex:4 " ] || typed s.tex)"

# A run and its section, as in a build folder and a source folder.
"$sample" --list >list 2>/dev/null
figure=$(sed -n 's/^name\t//p' list)
paper=${figure%/*} name=${figure#*/}
mkdir -p "build/results/$paper" "build/figures/$paper" "build/experiments/$figure" "source/experiments/$figure" source/src source/paper
cp "$rules"/*.awk "$rules/hodograph.bib" source/paper/
cp "$sample" "build/experiments/$figure/$name"
printf 'a /* excerpt: cell */ b\nc\n/* end: cell */\n' >source/src/x.c
cd build || exit 99
options="--preset=quick --set draws=50 --set 'rule=plain,mirror(u)'"
edit() { # sed's script, file
    sed "$1" "$2" >edited && cat edited >"$2"
}
again() { # a clean run, and a clean section
    eval "\"experiments/$figure/$name\" $options --quiet --fresh --output=results/$figure.tsv" >/dev/null || exit 99
    echo "$options" >"results/$figure.options"
    touch "figures/$figure.svg" "figures/$figure.pdf" "figures/$figure.png"
    id=$(sed -n '/^[^#]/p' "results/$figure.claims.tsv" | awk -F'\t' '$NF == "agrees" { print $1; exit }')
    {
        printf '\\section{Made up}\nIt \\agrees{%s}, and is \\hodo{claim/%s/measured} \\cite{chizat2023}.\n' "$id" "$id"
        printf '\\hodocode{src/x.c}{cell}\n\\hodoshow\nNo more.\n'
    } >"../source/experiments/$figure/$name.tex"
}
check() { top_srcdir=../source AWK=$AWK sh "$rules/check.sh" "$figure" 2>&1; }
finds() { # description, what the report must hold
    output=$(check)
    status=$?
    case $output in
    *"$2"*) [ "$status" -eq 1 ] && report "$1 is found" "" || report "$1 is found" "status $status: $output" ;;
    *) report "$1 is found" "status $status: $output" ;;
    esac
    again
}
working=$AWK
AWK=false
again
finds "a check that cannot be made" "the check could not be made"
AWK=$working
section=../source/experiments/$figure/$name.tex
again
output=$(check) && report "a section that its run stands behind passes" "" ||
    report "a section that its run stands behind passes" "$output"

printf '%s\n' 'And \hodo{nobody/wrote}.' >>"$section"
finds "a key that no run wrote" "$name.tex:6: \\hodo{nobody/wrote}"
printf '%s\n' 'It takes 12 steps.' >>"$section"
finds "a number typed after the picture" "$name.tex:6: \`12'"
edit 's/agrees{/differs{/' "$section"
finds "an agreement marked as a difference" "the run says that it agrees"
printf '%s\n' 'It \agrees[not claimed here]{not-there}.' >>"$section"
output=$(check) && report "words in the place of a verdict of no claim pass" "" ||
    report "words in the place of a verdict of no claim pass" "$output"
again
printf '%s\n' "It \\differs[not claimed here]{$id}." >>"$section"
finds "a difference that agrees, with words for where it is not claimed," "the run says that it agrees"
printf '%s\n' 'It \agrees{not-there}.' >>"$section"
finds "a verdict of no claim" "has no claim of this id"
printf '%s\n' '\hodocode{src/x.c}{gone}' >>"$section"
finds "an excerpt that the source does not hold" "\\hodocode{src/x.c}{gone}"
printf '%s\n' 'Of \cite{nobody1901}.' >../source/paper/hodograph.tex
finds "a front that cites what the bibliography lacks" "hodograph.tex:1: \\cite{nobody1901}"
rm ../source/paper/hodograph.tex
printf '%s\n' 'Of \cite{nobody1900}.' >>"$section"
finds "a paper that the bibliography lacks" "\\cite{nobody1900}"
printf '%s\n' 'As \quoted{.05}{a model at $L=3$} had it.' >>"$section"
finds "a source told in a formula" "told in plain words"
echo "--preset=quick" >"results/$figure.options"
finds "a table of other parameters" "parameter draws was 50, is now 100"
echo "$options --seed=7" >"results/$figure.options"
finds "a table of another seed" "seed was 1, is now 7"
edit 's/^# preset: quick/# preset: paper/' "results/$figure.tsv"
finds "a table of another preset" "preset"
edit 's/^# revision: /# revision: 9/' "results/$figure.tsv"
finds "a table of another revision" "revision was 9"
edit 's/^# version: .*/# version: 0.0.1/' "results/$figure.tsv"
finds "a table of another version" "version was 0.0.1"
edit '$d' "results/$figure.tsv"
finds "a table that lost a row" "is damaged"
awk -F'\t' -v OFS='\t' -v id="$id" '$1 == id { $NF = "differs" } { print }' "results/$figure.claims.tsv" >c &&
    cat c >"results/$figure.claims.tsv"
finds "a verdict that its numbers do not bear out" "but its numbers say: agrees"
edit "s|\\(claim/$id/measured}{\\).*|\\199}|" "results/$figure.macros.tex"
finds "a macro that is not the claim's number" "the macros of claim $id are not the numbers"
awk -F'\t' -v OFS='\t' -v id="$id" '$1 == id { $2 = "of other words" } { print }' "results/$figure.claims.tsv" >c &&
    cat c >"results/$figure.claims.tsv"
finds "a claim that the program words otherwise" "of other words"
echo "\\hodoset{$figure/typed}{17}" >>"results/$figure.macros.tex"
finds "a macro that somebody added" "$figure/typed}{17}' stands where the table says"
edit "/^$id	/d" "results/$figure.claims.tsv"
finds "a claim that its macros still tell of" "tells of"
touch -t 200001010000 "figures/$figure.pdf"
finds "a picture older than its table" "$figure.pdf:1: it is older"
rm "figures/$figure.svg"
finds "a picture that is not there" "$figure.svg:1: it is missing"
rm "results/$figure.macros.tex"
finds "a run that is not there" "$figure.macros.tex:1: it is missing"

echo "1..$count"
