#!/bin/sh
# hodo coordcheck from the outside: verdicts at a small size, the table, the picture, and what mistakes are told.
: "${top_builddir:=.}" "${top_srcdir:=.}"
program=$(cd "$top_builddir" && pwd)/src/hodo/hodo
. "$top_srcdir/tests/driven.sh"
run() { "$program" coordcheck "$@"; }
folder=$(mktemp -d "${TMPDIR:-/tmp}/hodo-coordcheck.XXXXXX") || exit 99
trap 'rm -rf "$folder"' EXIT
cd "$folder" || exit 99
unset HODO_DATA

# Slopes at these widths are off by less than .05, and a wrong rule's by 1/2 or more.
data="--data=clusters --samples=600 --probe-samples=50"
small="$data --widths=128,256,512 --seeds=24 --steps=2"
tiny="$data --widths=4,8,16 --seeds=2 --steps=2"

# --- verdicts
ok "mup passes" says 0 "mup passes: all 17 coordinates are constant in width" $small --output=mup.tsv
ok "sp is rejected, exit 3: it grows" says 3 "sp is rejected: of 17 coordinates" $small --parametrization=sp --output=sp.tsv
grows() { grep -q '^# trend: change of layer 3 (the output) at step 1: slope .*, grows$' sp.tsv; }
ok "... already after one step" grows
ok "ntp is rejected too: its features do not move" says 3 "ntp is rejected: of 17 coordinates 0 grow" $small --parametrization=ntp --output=ntp.tsv
vanishes() { grep -q '^# trend: change of layer 1 at step 1: slope .*, vanishes$' ntp.tsv; }
ok "... which its trends tell" vanishes
ok "two seeds decide nothing: exit 3 and a remedy" says 3 "give more --seeds or wider --widths" $tiny --output=tiny.tsv
ok "networks that are thrown off to infinity" says 3 "already at width 32 3 of 3 networks end in numbers that are not finite: lower --eta" $data --widths=32,256 --seeds=3 --eta=1e18 --output=far.tsv

# --- the table
header() {
    for key in program version data widths seeds bound false-alarm parametrization eta 'training data' verdict trend 'weight matrix 2' 'wall seconds' commit column; do
        grep -q "^# $key: ." mup.tsv || { echo "no key $key"; return 1; }
    done
    head -n 1 mup.tsv | grep -qx '# program: hodo coordcheck' && test "$(grep -c '^# trend: ' mup.tsv)" -eq 17
}
ok "the header tells settings, verdict, trends and the machine" header
columns() { test "$(rows mup.tsv | head -n 1)" = "$(printf 'width\tseed\tstep\tlayer\tmean_magnitude\trms\tchange\trelative\town')"; }
ok "columns" columns
shape() {
    rows mup.tsv | awk -F'\t' 'NR > 1 { n++; w[$1]; s[$2]; t[$3]; l[$4]; if ($3 == 0 && $7 != 0) bad = 1; if ($4 == 1 && $3 > 0 && ($9 < .999 * $7 || $9 > 1.001 * $7)) bad = 1 }
        END { exit !(n == 3 * 24 * 3 * 3 && length(w) == 3 && length(s) == 24 && length(t) == 3 && length(l) == 3 && !bad) }'
}
ok "a row a width, seed, step and layer; no change at step 0; layer 1 moves by its own weights" shape
ok "the same on one thread" exits 0 $small --threads=1 --quiet --output=one.tsv
ok "... has the same rows" same_rows mup.tsv one.tsv
silent() { test ! -s err; }
ok "... and --quiet says nothing" silent
ok "another first seed, to standard output" exits 3 $tiny --quiet --seed=2
other() { test "$(rows out | awk 'NR > 1 { print $2 }' | sort -u | tr '\n' ' ')" = "2 3 "; }
ok "... has other seeds" other
agrees() {
    "$program" train $data --test-samples=50 --width=16 --steps=2 --probe-every=1 --probe=loss,feature-change --quiet >train.tsv &&
        awk -F'\t' 'FNR == 1 { files++ } files == 1 && !/^#/ { if ($1 == 2) want = $6 } files == 2 && $1 == 16 && $2 == 1 && $3 == 2 && $4 == 1 { got = $8 }
            END { exit !(want > 0 && got > .9999 * want && got < 1.0001 * want) }' train.tsv tiny.tsv
}
ok "a cell is the network of hodo train of this width and seed" agrees
printf 'data = clusters\nwidths = 4,8,16 # small\nseeds = 2\nsteps = 2\n' >run.conf
ok "settings from a file" exits 3 --config=run.conf --samples=600 --probe-samples=50 --quiet --output=file.tsv
ok "... are the same" same_rows tiny.tsv file.tsv

# --- other networks
ok "a cnn" exits 3 --data=image-clusters --samples=60 --batch=10 --architecture=cnn --widths=2,4 --seeds=2 --steps=1 --probe-samples=5 --quiet
ok "a deep resnet in double, with adam" exits 3 $data --architecture=resnet --parametrization=depth-mup --depth=5 --optimiser=adam --precision=double --widths=4,8 --seeds=2 --quiet
ok "an endless regression" exits 3 --data=single-index --samples=endless --eta=0.01 --widths=4,8 --seeds=2 --quiet

# --- the picture
if command -v gnuplot >/dev/null; then
    ok "--plot" exits 3 $tiny --quiet --plot=tiny.svg --output=tiny.tsv
    drawn() { grep -q '</svg>' tiny.svg && grep -q 'change: rms' tiny.svg && grep -q 'is undecided' tiny.svg; }
    ok "... draws" drawn
    ok "... on the terminal in place of the table" exits 3 $tiny --quiet --plot=-
    characters() { grep -q 'width' out && ! grep -q '^#' out; }
    ok "... in characters" characters
    ok "... of what is not finite" exits 3 $data --widths=32,64 --seeds=2 --optimiser=sgd --eta=1e30 --quiet --plot=far.png --output=far.tsv
else
    for what in "--plot" "... draws" "... on the terminal" "... in characters" "... of what is not finite"; do
        count=$((count + 1)) && echo "ok $count - $what # SKIP no gnuplot"
    done
fi

# --- mistakes
ok "one width" says 2 "--widths: '64' is one size, which has no slope: give two or more" --widths=64
ok "widths that descend" says 2 "--widths: 32 stands after 64: write them ascending" --widths=64,32
ok "widths that are none" says 2 "--widths: 'abc' is no whole number from 1" --widths=abc
ok "a width of 0" says 2 "--widths: '0' is no whole number" --widths=0,8
ok "a width beyond any memory" says 2 "lower the width" $data --widths=8,2000000000
ok "one seed" says 2 "--seeds: '1' is no whole number from 2" --seeds=1
ok "no step" says 2 "--steps: '0' is no whole number from 1" --steps=0
ok "an option of hodo train that has no sense here" says 2 "did you mean --widths?" --width=64
ok "measured rates" says 2 "'fsc' measures its rates" $data --parametrization=fsc
ok "a schedule that measures" says 2 "--schedule=sharpness measures eta" $data --schedule=sharpness
ok "no rule for this network" says 2 "mf-mup has no scale for residual branches" $data --architecture=resnet --parametrization=mf-mup
ok "a picture of an unknown kind" says 2 "ends in .svg, .pdf or .png" $data --plot=a.gif
ok "an output of another command" sh -c "cp mup.tsv kept.tsv && sed -i '1s/coordcheck/train/' kept.tsv && '$program' coordcheck $tiny --output=kept.tsv 2>err; test \$? -eq 2 && grep -q 'was not written by hodo coordcheck' err"
ok "no digits: make data, or a task without files" says 2 "make data" --data-folder=nowhere
ok "--help" exits 0 --help
told() { for o in widths seeds steps bound false-alarm threads plot output data optimiser list; do grep -q -e "--$o" out || { echo "$o"; return 1; }; done; ! grep -q -e "--epochs" out; }
ok "... names its options, and no others" told
ok "--list" exits 0 --list
listed() { grep -q '^parametrization	mup' out && ! grep -q '^probe	' out; }
ok "... names what there is" listed
echo "1..$count"
