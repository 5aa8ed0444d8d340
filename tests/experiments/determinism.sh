#!/bin/sh
# The promise of the laboratory on a real figure, as TAP: the rows are the same bytes for one thread and
# two, and for a run that was killed (kill -9) in the middle and resumed.
set -u
: "${top_builddir:=.}"
program=$top_builddir/experiments/feature-speed/angle-vs-depth/angle-vs-depth
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
# Long enough for some batches of the journal to reach the disk before the end, even on a fast machine.
sizes="--set m=200 --set L=10..200 --set trials=2 --quiet"
rows() { grep -v '^#' "$1"; }

echo "1..4"
"$program" $sizes --threads=1 --output="$scratch/one.tsv" || echo "Bail out! the first run failed"
"$program" $sizes --threads=2 --output="$scratch/two.tsv"
if [ "$(rows "$scratch/one.tsv" | wc -l)" -eq 1911 ] && [ "$(rows "$scratch/one.tsv")" = "$(rows "$scratch/two.tsv")" ]; then
    echo "ok 1 - one thread and two give the same rows"
else
    echo "not ok 1 - one thread and two give the same rows"
fi

"$program" $sizes --threads=2 --output="$scratch/killed.tsv" &
pid=$!
waited=0
# Until some cells are on the disk, but not all: a cell is a line of the journal.
while [ "$(cat "$scratch/killed.tsv.journal" 2>/dev/null | wc -l)" -lt 20 ] && [ $waited -lt 2000 ]; do
    sleep 0.01
    waited=$((waited + 1))
done
kill -9 $pid 2>/dev/null
wait $pid 2>/dev/null
if [ -e "$scratch/killed.tsv.journal" ] && [ ! -e "$scratch/killed.tsv" ]; then
    echo "ok 2 - the killed run left a journal and no table"
else
    echo "not ok 2 - the killed run left a journal and no table"
fi
"$program" $sizes --threads=2 --resume --output="$scratch/killed.tsv" 2>"$scratch/notice"
if [ "$(rows "$scratch/one.tsv")" = "$(rows "$scratch/killed.tsv")" ]; then
    echo "ok 3 - killed and resumed gives the same rows"
else
    echo "not ok 3 - killed and resumed gives the same rows"
fi

"$program" $sizes --threads=2 --seed=2 --output="$scratch/other.tsv"
if [ "$(rows "$scratch/one.tsv")" != "$(rows "$scratch/other.tsv")" ]; then
    echo "ok 4 - another seed gives other rows"
else
    echo "not ok 4 - another seed gives other rows"
fi
