#!/bin/sh
# The front door: hodo list, hodo run, and what they say to strangers. TAP on standard output.
build=$(cd "$top_builddir" && pwd)
hodo=$build/src/hodo/hodo
folder=$(mktemp -d "${TMPDIR:-/tmp}/hodo-door.XXXXXX") || exit 99
trap 'rm -rf "$folder"' EXIT
cd "$folder" || exit 99
for name in sample/moments sample/other wood/grain; do
    mkdir -p "shelf/$name"
    cp "$build/tests/lab/sample_experiment" "shelf/$name/${name#*/}"
done
mkdir -p shelf/empty/figure shelf/wood/plan
echo "no program" >shelf/wood/plan/plan
HODO_EXPERIMENTS=$folder/shelf
export HODO_EXPERIMENTS
count=0

# door STATUS WORDS ARGUMENT...: hodo ends with this status and says the words.
door() {
    want=$1 words=$2
    shift 2
    count=$((count + 1))
    "$hodo" "$@" >out 2>&1
    got=$?
    if test $got -eq "$want" && grep -qF -e "$words" out; then
        echo "ok $count - hodo $*"
    else
        echo "not ok $count - hodo $*"
        echo "# exit $got, not $want, or no '$words' in:"
        sed 's/^/# /' out
    fi
}

tab=$(printf '\t')
door 0 "wood/grain${tab}moments of a uniform number" list
lines=$(wc -l <out)
count=$((count + 1))
test "$lines" -eq 3 && echo "ok $count - three programs, three lines" || echo "not ok $count - $lines lines"
door 0 "hodo run PAPER/FIGURE" --help
door 0 "hodograph" --version
door 0 "wood/grain" list --names
door 0 "--names" list --help
door 2 "'all' is no option" list all
door 2 "did you mean --names?" list --name
door 2 "did you mean list?" lits
door 2 "did you mean --help?" --hlep
door 2 "'train' stands where" --help train
door 2 "hodo --help lists them" teleport
door 2 "PAPER/FIGURE"
door 2 "PAPER/FIGURE" run
door 0 "PAPER/FIGURE" run --help
door 2 "did you mean sample/moments?" run sample/momnets
door 2 "did you mean wood/grain?" run grain
door 2 "hodo list names them" run a-figure-that-nobody-knows
door 2 "unknown experiment" run wood/plan
door 2 "write hodo run PAPER/FIGURE --plan" run --plan wood/grain
door 0 "128 rows in x.tsv" run sample/moments --output=x.tsv
door 2 "no folder 'nowhere'" run sample/moments --output=nowhere/x.tsv
door 3 "1 of 2 claims differ" run sample/moments --output=x.tsv --check --set truth=0.4
HODO_EXPERIMENTS=$folder/nowhere
door 1 "set HODO_EXPERIMENTS" list
HODO_EXPERIMENTS=$folder/shelf
printf '#!/bin/sh\nexit 1\n' >shelf/empty/figure/figure
chmod +x shelf/empty/figure/figure
door 1 "does not tell its title" list
echo "1..$count"
