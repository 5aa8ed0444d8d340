#!/bin/sh
# Holds the sections to their runs (make check-paper; no LaTeX needed):
#   check.sh [--text-only] FIGURE...
# in a build folder. For each figure, with file, line and remedy:
#   - its table is what its program would make now, and its claims and macros are that table's (PROGRAM --verify, and
#     the table judged once more);
#   - its pictures are there and no older than its table;
#   - its section types no number of a result by hand (typed.awk);
#   - what its section quotes was written by the run and is what the run says (quoted.awk).
# The paper's front, its parts and its appendices are held to what they quote too.
# --text-only leaves out the first two: for whoever mends a section. Exit status 1 when anything is wrong.
set -u
: "${top_srcdir:=..}" "${AWK:=awk}" "${EXEEXT:=}"
rules=$top_srcdir/paper
text_only=
if [ "${1-}" = --text-only ]; then
    text_only=yes
    shift
fi
scratch=$(mktemp -d) || exit 1
values=$scratch/values
trap 'rm -rf "$scratch"' EXIT
trap 'exit 1' HUP INT TERM
wrong=0 figures=0

say() { # what is wrong; nothing where it is empty
    test -n "$1" || return 0
    printf '%s\n' "$1"
    wrong=$((wrong + $(printf '%s\n' "$1" | wc -l)))
}

look() { # section, command...: what a check says; a check that fails without a word is a breach too
    section=$1
    shift
    if said=$("$@"); then
        say "$said"
    else
        say "${said:-$section:1: the check could not be made: $* (see above)}"
    fi
}

# What the table says when it is judged once more, in a copy, is what stands beside it: claims by name, words and verdict,
# macros but for the run's times and commit.
judged_again() { # options...
    rm -f "$scratch"/again.*
    cp "$table" "$scratch/again.tsv" &&
        "experiments/$figure/${figure##*/}$EXEEXT" "$@" --output="$scratch/again.tsv" --resume --quiet 2>/dev/null
    for what in claims.tsv macros.tex; do
        file=results/$figure.$what
        for made in "$scratch/again.$what" "$file"; do
            $AWK -F '\t' '/^#/ || /^\\hodoset[{][^}]*\/run\// { next } { print FNR "\t" (/^\\/ ? $0 : $1 " " $2 " " $3 " " $NF) }' "$made"
            echo "1	end"
        done | $AWK -v file="$file" -v figure="$figure" '
            { number = $1; sub(/^[0-9]*\t/, "") }
            !second && $0 == "end" { second = 1; next }
            !second { made[++lines] = $0; next }
            { line = $0 == "end" ? "" : $0; at++ }
            !found && line != made[at] {
                found = 1
                print file ":" number ": `" (line == "" ? "nothing" : line) "\047 stands where the table says `" \
                    (made[at] == "" ? "nothing" : made[at]) "\047: make figures FIGURES=" figure
            }' >"$scratch/said"
        say "$(cat "$scratch/said")"
    done
}

run_stands() { # PAPER/FIGURE: its table, claims and macros are there, and those that its program would make now
    table=results/$1.tsv
    for file in "$table" "results/$1.claims.tsv" "results/$1.macros.tex" "results/$1.options"; do
        test -f "$file" || {
            say "$file:1: it is missing: make figures FIGURES=$1"
            return 1
        }
    done
    test -z "$text_only" || return 0
    # The options are words of a make command line, which the shell took apart there too.
    eval "set -- \"\$1\" $(cat "results/$1.options")"
    figure=$1
    shift
    if ! reason=$("experiments/$figure/${figure##*/}$EXEEXT" "$@" --output="$table" --verify 2>&1); then
        say "$table:1: $(printf '%s\n' "$reason" | tail -n 1): make figures FIGURES=$figure $(sed -n 's/.*--preset=\([a-z]*\).*/PRESET=\1/p' "results/$figure.options")"
    else
        judged_again "$@"
    fi
    for format in svg pdf png; do
        picture=figures/$figure.$format
        if ! test -f "$picture"; then
            say "$picture:1: it is missing: make figures FIGURES=$figure"
        elif test "$table" -nt "$picture"; then
            say "$picture:1: it is older than $table: make figures FIGURES=$figure"
        fi
    done
    return 0
}

text_stands() { # PAPER/FIGURE
    section=$top_srcdir/experiments/$1/${1##*/}.tex
    {
        program=experiments/$1/${1##*/}$EXEEXT
        test ! -x "$program" || "$program" --list
        cat "results/$1.tsv"
    } | $AWK -f "$rules/values.awk" >"$values"
    look "$section" $AWK -v values="$values" -f "$rules/typed.awk" "$section"
    look "$section" $AWK -v figure="$1" -v macros="results/$1.macros.tex" -v claims="results/$1.claims.tsv" \
        -v source="$top_srcdir" -v library="$rules/hodograph.bib" -f "$rules/quoted.awk" "$section"
}

# What is not a section: it may quote papers and code, and is held to that.
front_stands() {
    for text in "$rules"/hodograph.tex "$rules"/parts/*.tex "$rules"/appendix/*.tex; do
        test -f "$text" || continue
        look "$text" $AWK -f "$rules/typed.awk" "$text"
        look "$text" $AWK -v source="$top_srcdir" -v library="$rules/hodograph.bib" -f "$rules/quoted.awk" "$text"
    done
}

front_stands
for figure in "$@"; do
    figures=$((figures + 1))
    run_stands "$figure" && text_stands "$figure"
done
echo "check-paper: $figures sections, $wrong breaches"
test "$wrong" -eq 0
