#!/bin/sh
# The laboratory from the outside: one small experiment driven end to end, killed, damaged, refused. TAP on standard output.
program=$(cd "$top_builddir" && pwd)/tests/lab/sample_experiment
. "$top_srcdir/tests/driven.sh"
run() { "$program" "$@"; }
folder=$(mktemp -d "${TMPDIR:-/tmp}/hodo-face.XXXXXX") || exit 99
trap 'rm -rf "$folder"' EXIT
cd "$folder" || exit 99
# until_lines N FILE: waits until the file has that many lines; 20 s at most.
until_lines() {
    for turn in $(seq 200); do
        test -f "$2" && test "$(wc -l <"$2")" -ge "$1" && return 0
        sleep 0.1
    done
    return 1
}

# --- determinism
ok "the quick preset runs" exits 0 --preset=quick --output=one.tsv --threads=1
ok "two threads, same bytes" exits 0 --preset=quick --output=two.tsv --threads=2
ok "... in the rows" same_rows one.tsv two.tsv
ok "five threads" exits 0 --preset=quick --output=five.tsv --threads=5
ok "... the same rows" same_rows one.tsv five.tsv
ok "another seed" exits 0 --preset=quick --output=seed.tsv --seed=2
differ() { ! same_rows one.tsv seed.tsv >/dev/null; }
ok "... other rows" differ
ok "one more value in the sweep and two more trials" exits 0 --preset=quick --set scale=3,1,2 --set trials=6 --output=more.tsv
subset() {
    rows one.tsv >few && rows more.tsv >many && test "$(grep -cxFf many few)" -eq "$(wc -l <few)"
}
ok "... shift no draw of the others" subset
mirrored() { # plain and mirrored moments of the same draws add up to the scale
    rows one.tsv | awk -F'\t' 'NR > 1 && $4 == 1 { s[$1 " " $3] += $5; n[$1 " " $3]++ }
        END { for (k in s) { split(k, f, " "); d = s[k] - f[1]; if (d < 0) d = -d; if (n[k] != 2 || d > 1e-12) exit 1; m++ } exit m != 8 }'
}
ok "cells that share draws have the same draws" mirrored
journal_gone() { test ! -e one.tsv.journal && test -s one.claims.tsv && test -s one.macros.tex; }
ok "the journal is gone, claims and macros stand" journal_gone
ok "a list without --set is in the order of the sweep" sh -c "grep -v '^#' one.tsv | awk -F'\t' 'NR > 1 && \$2 == \"plain\" && \$4 == 1 { print \$1, \$3 }' >order; printf '1 0\n1 1\n1 2\n1 3\n2 0\n2 1\n2 2\n2 3\n' | cmp - order"

# --- killed and resumed. 16 cells of 100 ms on two threads: 0.8 s.
slow="--preset=quick --set pause=100 --threads=2"
ok "undisturbed" exits 0 $slow --output=whole.tsv
killed() {
    "$program" $slow --output=killed.tsv --quiet 2>/dev/null &
    child=$!
    until_lines 4 killed.tsv.journal || return 1
    kill -9 $child
    wait $child
    test ! -e killed.tsv && test "$(wc -l <killed.tsv.journal)" -lt 17
}
ok "kill -9 in the middle leaves a journal and no table" killed 2>/dev/null
cp killed.tsv.journal kept.journal
ok "--resume continues" says 0 "is continued" $slow --output=killed.tsv --resume
ok "... to the same rows" same_rows whole.tsv killed.tsv
told() { grep -q '^# cells from a journal: [1-9]' killed.tsv; }
ok "... and tells how many cells the journal brought" told

head -c -3 kept.journal >torn.tsv.journal
ok "a torn last line is dropped" says 0 "torn last line" $slow --output=torn.tsv --resume
ok "... and its cell computed again" same_rows whole.tsv torn.tsv
cp kept.journal unasked.tsv.journal
ok "without a flag a journal that fits is continued" says 0 "is continued" $slow --output=unasked.tsv
ok "... to the same rows" same_rows whole.tsv unasked.tsv

sed '3s/0/1/' kept.journal >damaged.tsv.journal
cp damaged.tsv.journal damaged.before
ok "a damaged line is refused with its number and the remedy" says 2 "line 3: the checksum does not hold: --fresh" $slow --output=damaged.tsv --resume
ok "... without a flag too" says 2 "line 3" $slow --output=damaged.tsv
ok "... and left alone" cmp damaged.tsv.journal damaged.before
ok "--fresh discards it" says 0 "is discarded" $slow --output=damaged.tsv --fresh
ok "... and computes the same rows" same_rows whole.tsv damaged.tsv
sed '1s/seed=1/seed=2/' kept.journal >first.tsv.journal
ok "a damaged first line is refused" says 2 "line 1" $slow --output=first.tsv --resume
{ cat kept.journal; sed -n 2p kept.journal; } >twice.tsv.journal
ok "a cell that stands twice is refused" says 2 "stands in an earlier line" $slow --output=twice.tsv --resume
cp kept.journal other.tsv.journal
ok "a journal of another seed is refused, naming it" says 2 "seed was 1, is now 7" $slow --output=other.tsv --resume --seed=7
ok "a journal of other parameters too" says 2 "parameter draws was 100, is now 50" $slow --output=other.tsv --set draws=50
echo "notes of my own" >mine.tsv.journal
ok "a file that is no journal is not discarded, even with --fresh" says 2 "not a journal" $slow --output=mine.tsv --fresh
ok "... and left alone" grep -q "notes of my own" mine.tsv.journal

# --- signals. Where the shell has background jobs ignore SIGINT, env gives it back.
interrupted() {
    env --default-signal=INT,TERM "$program" $slow --output=signal$1.tsv >/dev/null 2>"$folder/err" &
    child=$!
    until_lines 3 signal$1.tsv.journal || return 1
    kill -s $1 $child
    wait $child
    test $? -eq 1 && grep -q -e '--resume continues' "$folder/err" && test ! -e signal$1.tsv
}
ok "SIGINT: exit 1 and the way to go on" interrupted INT
ok "... by which it goes on" exits 0 $slow --output=signalINT.tsv --resume
ok "... to the same rows" same_rows whole.tsv signalINT.tsv
ok "SIGTERM likewise" interrupted TERM
closed() { # without a standard error the words are lost, not written into the journal
    env --default-signal=INT "$program" $slow --output=closed.tsv >/dev/null 2>&- &
    child=$!
    until_lines 3 closed.tsv.journal || return 1
    kill -s INT $child
    wait $child
    test $? -eq 1 && test ! -e closed.tsv && says 0 "is continued" $slow --output=closed.tsv --resume && same_rows whole.tsv closed.tsv
}
ok "a closed standard error leaves the journal whole" closed
all_closed() {
    "$program" --preset=quick --quiet --output=shut.tsv <&- >&- 2>&-
    same_rows one.tsv shut.tsv
}
ok "... and all three closed the table" all_closed
early() { # before the first cell is done there is nothing to resume, and nothing is left
    env --default-signal=INT "$program" --preset=quick --set pause=20000 --output=early.tsv >/dev/null 2>err &
    child=$!
    until_lines 1 early.tsv.journal || return 1
    kill -s INT $child
    wait $child
    test $? -eq 1 && ls early.tsv* 2>/dev/null && return 1
    grep -q "interrupted.*before a new cell" err && ! grep -q -e "--resume" err
}
ok "a signal before the first cell is done: no journal, no advice to resume" early
locked() {
    "$program" $slow --output=locked.tsv --quiet 2>/dev/null &
    child=$!
    until_lines 1 locked.tsv.journal || return 1
    says 2 "another run is writing it" $slow --output=locked.tsv --fresh
    refused=$?
    wait $child && test $refused -eq 0 && same_rows whole.tsv locked.tsv
}
ok "of two runs on one output the second is refused, the first ends well" locked

# --- the finished table
ok "--resume of a finished table computes nothing" says 0 "no cell is computed again" $slow --output=whole.tsv --resume
ok "... and keeps the rows" same_rows killed.tsv whole.tsv
again() { grep -q '^# evaluated again: theory and claims' whole.tsv && test ! -e whole.tsv.journal; }
ok "... and says so" again
ok "--resume of the table of another run is refused" says 2 "seed was 1, is now 3" $slow --output=whole.tsv --resume --seed=3
# refused_damaged WORDS SED-COMMAND...: the finished table after the change is refused and left alone.
refused_damaged() {
    words=$1
    shift
    sed "$@" whole.tsv >hurt.tsv && cp hurt.tsv hurt.before
    says 2 "$words" $slow --output=hurt.tsv --resume && grep -q -e "'hurt.tsv'.*--fresh.*another --output" err &&
        cmp hurt.tsv hurt.before && test ! -e hurt.tsv.journal
}
ok "--resume of a table whose last row is gone is refused" refused_damaged "31 rows where 32" '$d'
ok "... of one whose rows are all gone" refused_damaged "0 rows where 32" '/^[^#s]/d'
ok "... of one with a row twice" refused_damaged "33 rows where 32" '$p'
ok "... of one with a changed number" refused_damaged "not those that were measured" '$s/[^\t]*\t\([^\t]*\)$/7\t\1/'
ok "... of one without the note of its rows" refused_damaged "no note 'measured rows'" '/^# measured rows:/d'
theory_changed() {
    sed '$s/[^\t]*$/7/' whole.tsv >theory.tsv && ! cmp -s theory.tsv whole.tsv && says 0 "no cell is computed again" $slow --output=theory.tsv --resume &&
        same_rows whole.tsv theory.tsv
}
ok "a changed theory column is computed anew" theory_changed
not_left() { test ! -e whole.tsv.journal; }
ok "... without leaving a journal" not_left
sed 's|^# experiment: .*|# experiment: other/figure|' whole.tsv >foreign.tsv
cp foreign.tsv foreign.before
ok "the table of another experiment is not overwritten" says 2 "but by other/figure" $slow --output=foreign.tsv
ok "... nor with --resume" says 2 "but by other/figure" $slow --output=foreign.tsv --resume
ok "... nor with --fresh" says 2 "but by other/figure" $slow --output=foreign.tsv --fresh
ok "... and left alone" cmp foreign.tsv foreign.before
echo "my thesis" >thesis.tsv
ok "nor is a file that is no table" says 2 "left alone" --preset=quick --output=thesis.tsv
echo "my claims" >c.claims.tsv
ok "nor one in the way of the claims" says 2 "left alone" --preset=quick --output=c.tsv
ok "nor a device" says 2 "FILE.tsv" --output=/dev/full

# --- places
ok "a folder that is not there" says 2 "there is no folder 'nowhere'" --preset=quick --output=nowhere/x.tsv
read_only() { # $1 is the file that the user protected
    cp one.tsv kept.tsv && cp one.claims.tsv kept.claims.tsv && cp "$1" protected && chmod 444 "$1" || return 1
    says 2 "'$1' is read-only" --preset=quick --output=kept.tsv && cmp "$1" protected && test ! -e kept.tsv.journal
    result=$?
    rm -f kept.tsv kept.claims.tsv
    return $result
}
ok "a read-only table is left alone" read_only kept.tsv
ok "... and read-only claims" read_only kept.claims.tsv
name=$(printf '%0237d' 7) # with .claims.tsv.XXXXXX 255 bytes
ok "a name as long as can be" exits 0 --preset=quick --output=$name.tsv
ok "a name that is longer" says 2 "at most 237" --preset=quick --output=8$name.tsv
long_gone() { ! ls 8*.tsv* 2>/dev/null; }
ok "... leaves nothing" long_gone
ok "the default folders are made" exits 0 --preset=quick
ok "... and hold the table" same_rows one.tsv results/sample/moments.tsv
full() { # files end at 2 blocks of 512 bytes: the journal fits its first line, not the table
    cp one.tsv full.tsv
    cp one.tsv full.before
    (
        trap '' XFSZ
        ulimit -f 2
        exec "$program" --preset=quick --set trials=40 --output=full.tsv --quiet
    ) >/dev/null 2>"$folder/err"
    test $? -eq 1 && grep -q -e "full" "$folder/err" && cmp full.tsv full.before
    result=$?
    ls full.tsv.?????? 2>/dev/null && return 1
    return $result
}
ok "a full disk: exit 1, the old table intact, no temporary left" full
ok "... and with room again it goes on" exits 0 --preset=quick --set trials=40 --output=full.tsv
fills_up() { # the journal's first line finds room, its hundredth record does not
    (
        trap '' XFSZ
        ulimit -f 4
        exec "$program" --preset=quick --set trials=100 --set pause=5 --threads=2 --output=fills.tsv --quiet
    ) >/dev/null 2>"$folder/err"
    test $? -eq 1 && grep -q -e "^sample/moments: cannot write the journal.*make room, then --resume" "$folder/err" && test ! -e fills.tsv
}
ok "a disk that fills up in the middle: exit 1 and the remedy" fills_up
ok "... which helps" says 0 "is continued" --preset=quick --set trials=100 --set pause=5 --threads=2 --output=fills.tsv --resume
no_line() { # not even the journal's first line finds room
    (
        trap '' XFSZ
        ulimit -f 0
        exec "$program" --preset=quick --output=noline.tsv --quiet
    ) 2>&1 >/dev/null | cat >words
    grep -q "make room, then run again" words && ! ls noline.tsv*
}
ok "a disk that is full from the start: nothing left, and the remedy" no_line
stdout_full() { "$program" --list >/dev/full 2>"$folder/err"; test $? -eq 1; }
test ! -w /dev/full || ok "--list on a full device: exit 1" stdout_full

# --- bad usage
ok "an unknown option, with the nearest" says 2 "--preset" --preste=quick
ok "an unknown preset, with the nearest" says 2 "did you mean quick" --preset=quik
ok "an unknown parameter, with the nearest" says 2 "did you mean scale" --set scal=1
ok "--set without =" says 2 "write --set NAME=VALUE" --set scale
ok "--set with an empty value" says 2 "has no value" --set scale=
ok "--set of one name twice" says 2 "given twice" --set scale=1 --set scale=2
ok "a value of the wrong type" says 2 "'1.5' is not a whole number" --set draws=1.5
ok "nan" says 2 "not finite" --set scale=nan
ok "a value beyond its limits" says 2 "11 is outside (0, 10]" --set scale=1,11
ok "an excluded limit" says 2 "0 is outside (0, 10]" --set scale=0
ok "several values where there is one" says 2 "give one" --set draws=1,2
ok "a value twice in a sweep" says 2 "0.1 stands twice" --set scale=0.1,1e-1
ok "a value twice in a list" says 2 "0.5 stands twice" --set powers=0.5,1,0.50
ok "no repetition at all" says 2 "ask for 1 to" --set trials=0
ok "too many cells" says 2 "more than 10000000 cells" --set trials=9999999
ok "a list that is too long" says 2 "more than 1000000 values" --set powers=1..2000000
ok "parameters that do not go together" says 2 "scale=10, rule=plain, trials=0: scale 9 with 1000000 draws" --set scale=10 --set draws=1000000
ok "--resume with --fresh" says 2 "contradict" --resume --fresh
ok "a word" says 2 "no option" quick
ok "no thread" says 2 "--threads=0" --threads=0
ok "a negative seed" says 2 "--seed=-1" --seed=-1
ok "an output without a table's name" says 2 "FILE.tsv" --output=x.txt
nothing() { test ! -e x.txt && test ! -e nowhere; }
ok "none of which left a file" nothing

# --- failures and claims
ok "a cell that fails: exit 1, naming its parameters" says 1 "trials=2): told to fail" --preset=quick --set fail=2 --output=fail.tsv
no_table() { test ! -e fail.tsv; }
first_fails() { says 1 "told to fail" --preset=quick --set trials=1 --set fail=0 --output=nothing.tsv && ! ls nothing.tsv*; }
ok "when no cell ends well, nothing is left" first_fails
ok "... and no table" no_table
ok "--check with claims that hold" exits 0 --preset=quick --check --output=check.tsv
ok "... which are printed" grep -q "^agrees     first-moment" out
ok "--check with one that falls" says 3 "1 of 2 claims differ" --preset=quick --check --set truth=0.4 --output=fall.tsv
ok "... which stands in the table of claims" grep -q "^first-moment.*differs$" fall.claims.tsv
ok "... with the resolution of each claim beside it" sh -c "grep -qx '# resolution first-moment: 0.1' fall.claims.tsv && grep -qx '# resolution not-a-third: 0.1' fall.claims.tsv"
ok "... and of the macros" grep -qF '\hodoset{sample/moments/claim/first-moment/verdict}{differs}' fall.macros.tex
ok "one trial is too few to judge by, and no reason to fall" says 0 "is too noisy: fewer than two draws" --preset=quick --check --set trials=1 --set scale=1 --output=one-draw.tsv
ok "without --check it is told, and exit 0" exits 0 --preset=quick --set truth=0.4 --output=fall2.tsv
ok "--quiet says nothing" exits 0 --preset=quick --quiet --output=quiet.tsv
silent() { test ! -s out && test ! -s err; }
ok "... at all" silent

# --- words
ok "--list" exits 0 --list
ok "... names the parameters with their presets" grep -qF "$(printf 'parameter\tscale\treal\tsweep\t1,2\t1,2,logspace(-2,-1,2)')" out
ok "--help" exits 0 --help
ok "... names every option" sh -c "for o in preset set seed threads output resume fresh check plan list quiet version help; do grep -q -e --\$o '$folder/out' || exit 1; done"
ok "--version" exits 0 --version
ok "--plan" exits 0 --preset=quick --plan --output=plan.tsv
planned() { grep -q '^# cells: 16$' out && grep -q '^# estimated time: [0-9.e-]* s on' out && test ! -e plan.tsv && test "$(grep -vc '^#' out)" -eq 17; }
ok "... lists the cells and estimates the time, computing nothing" planned
ok "--plan of cells that take long" exits 0 --preset=quick --plan --set pause=60000
ok "... does not wait for them" grep -q "^# estimated time: unknown" out
echo "1..$count"
