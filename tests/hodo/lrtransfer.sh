#!/bin/sh
# hodo lrtransfer from the outside: verdicts at a small size, the table, the picture, and what mistakes are told.
: "${top_builddir:=.}" "${top_srcdir:=.}"
program=$(cd "$top_builddir" && pwd)/src/hodo/hodo
. "$top_srcdir/tests/driven.sh"
run() { "$program" lrtransfer "$@"; }
folder=$(mktemp -d "${TMPDIR:-/tmp}/hodo-lrtransfer.XXXXXX") || exit 99
trap 'rm -rf "$folder"' EXIT
cd "$folder" || exit 99
unset HODO_DATA

data="--data=clusters --samples=600 --batch=100"
small="$data --widths=16,64,256 --seeds=16 --steps=20"
tiny="$data --widths=4,8 --seeds=2 --steps=3"

# --- verdicts
ok "mup transfers" says 0 "mup transfers: the best eta is constant in width, slope" $small --output=mup.tsv
ok "sp does not, exit 3" says 3 "sp does not transfer: the best eta falls with width, slope -0." $small --parametrization=sp --bound=0.15 --output=sp.tsv
ok "two seeds decide nothing" says 3 "is undecided" $tiny --output=tiny.tsv
ok "a range that holds no best rate" says 3 "searches ended at the edge of the rates that were tried: give a wider --eta-range" $tiny --eta-range=1e-9,1e-8 --output=edge.tsv

# --- the table
header() {
    for key in program version data widths seeds steps bound parametrization eta eta-factor verdict slope search 'weight matrix 2' 'wall seconds' column; do
        grep -q "^# $key: ." mup.tsv || { echo "no key $key"; return 1; }
    done
    head -n 1 mup.tsv | grep -qx '# program: hodo lrtransfer' && test "$(grep -c '^# search: ' mup.tsv)" -eq 48 &&
        test "$(grep -c '^# slope: ' mup.tsv)" -eq 16
}
ok "the header tells settings, verdict, slopes and searches" header
columns() { test "$(rows mup.tsv | head -n 1)" = "$(printf 'width\tseed\teta\tloss\tbest_eta')"; }
ok "columns" columns
# Of every network: at least the first round of rates, ascending, the best one between the neighbours of the least loss.
# (A loss that is not finite is text, which one awk reads as 0 and another as infinity.)
valleys() {
    rows mup.tsv | awk -F'\t' 'NR == 1 { next }
        { k = $1 " " $2; if (n[k]++ && $3 <= last) bad = 1; last = $3; best[k] = $5; x = $4 ~ /^[0-9]/ ? $4 + 0 : 1e300
          if (!(k in low) || x < low[k]) { low[k] = x; at[k] = $3 } }
        END { for (k in n) { m++; if (n[k] < 8 || best[k] < at[k] / 1.51 || best[k] > at[k] * 1.51) bad = 1 } exit !(m == 48 && !bad) }'
}
ok "... a row a rate, the best one at the least loss" valleys
few=$(echo "$small" | sed 's/--seeds=16/--seeds=4/')
on_one() { run $few --threads=1 --quiet --output=one.tsv; test $? -eq 0 -o $? -eq 3; }
ok "fewer seeds, on one thread" on_one
within() { rows mup.tsv >many && rows one.tsv >some && test "$(wc -l <some)" -gt 96 && test "$(grep -cxFf many some)" -eq "$(wc -l <some)"; }
ok "... have the same rows" within
guess() { run $few --quiet --eta=1 --output=guess.tsv; test $? -eq 0 -o $? -eq 3; }
ok "another guess" guess
same_best() {
    for f in mup guess; do rows $f.tsv | cut -f 1,2,5 | sort -u >$f.best; done
    test "$(sort mup.best guess.best | uniq -d | wc -l)" -ge 12 # of 12, and the line of names
}
ok "... finds the same best rates" same_best
ok "a range of rates" exits 3 $tiny --quiet --eta-range=0.25,4 --eta-factor=2 --output=range.tsv
five() { test "$(rows range.tsv | awk -F'\t' 'NR > 1 && $1 == 4 && $2 == 1 { printf "%.6g ", $3 }')" = "0.25 0.5 1 2 4 "; }
ok "... tries these" five
agrees() {
    "$program" train $data --width=8 --steps=1 --eta=0.5 --probe=loss --probe-every=1 --quiet >train.tsv &&
        run $data --widths=4,8 --seeds=2 --steps=1 --eta-range=0.25,1 --eta-factor=2 --quiet >one-step.tsv
    awk -F'\t' 'FNR == 1 { files++ } files == 1 && $1 == 1 { want = $4 } files == 2 && $1 == 8 && $2 == 1 && $3 > .49 && $3 < .51 { got = $4 }
        END { exit !(want > 0 && got > .9999 * want && got < 1.0001 * want) }' train.tsv one-step.tsv
}
ok "a network is that of hodo train of this width and seed" agrees
ok "depths" exits 3 $data --architecture=resnet --parametrization=depth-mup --depths=3,5 --width=8 --seeds=2 --steps=3 --quiet --output=depth.tsv
deep() { test "$(rows depth.tsv | head -n 1 | cut -f 1)" = depth && grep -q 'against depth\|in depth' depth.tsv; }
ok "... are named" deep
ok "a cnn with adam" exits 3 --data=image-clusters --samples=60 --batch=10 --architecture=cnn --optimiser=adam --widths=2,3 --seeds=2 --steps=2 --eta-range=0.01,0.1 --quiet

# --- the picture
if command -v gnuplot >/dev/null; then
    ok "--plot" exits 3 $tiny --quiet --plot=tiny.svg --output=tiny.tsv
    drawn() { grep -q '</svg>' tiny.svg && grep -q 'best eta of each seed' tiny.svg; }
    ok "... draws" drawn
    ok "... on the terminal" exits 3 $tiny --quiet --plot=-
    ok "... rates of which none survives" exits 3 $tiny --quiet --eta-range=1e20,1e21 --plot=none.png --output=none.tsv
else
    for what in "--plot" "... draws" "... on the terminal" "... rates of which none survives"; do
        count=$((count + 1)) && echo "ok $count - $what # SKIP no gnuplot"
    done
fi

# --- mistakes
ok "one width" says 2 "is one size, which has no slope" --widths=64
ok "widths that descend" says 2 "write them ascending" --widths=64,32
ok "widths and depths" says 2 "--widths and --depths both say what is swept" $data --widths=4,8 --depths=3,4
ok "a width beside widths" says 2 "--width is not read with --widths" $data --widths=4,8 --width=4
ok "a depth beside depths" says 2 "--depth is not read with --depths" $data --depths=3,4 --depth=4
ok "depths of a cnn" says 2 "the cnn has 4 weight matrices" --data=image-clusters --architecture=cnn --depths=3,4
ok "one seed" says 2 "--seeds: '1' is no whole number from 2" --seeds=1
ok "half a range" says 2 "--eta-range: '1' is not LOW,HIGH" --eta-range=1
ok "a range that descends" says 2 "two rates, ascending" --eta-range=2,1
ok "a range of too many rates" says 2 "52 rates a factor 1.5 apart: 3 to 32 can be tried" $data --eta-range=1,1e9
ok "a range and a guess" says 2 "--eta is not read with --eta-range" $data --eta-range=1,10 --eta=3
ok "no factor" says 2 "--eta-factor: '1' is out of range" --eta-factor=1
ok "no step" says 2 "--steps: '0'" --steps=0
ok "measured rates" says 2 "'fsc' measures its rates" $data --parametrization=fsc
ok "an unknown parametrization" says 2 "did you mean mup?" --parametrization=mupp
ok "--help" exits 0 --help
told() { for o in widths depths eta-range eta-factor seeds steps bound plot output data optimiser; do grep -q -e "--$o" out || { echo "$o"; return 1; }; done; }
ok "... names its options" told
interrupted() {
    env --default-signal=INT "$program" lrtransfer $data --widths=512,1024 --seeds=50 --steps=100000 --quiet --output=cut.tsv 2>err &
    child=$!
    sleep 1
    kill -s INT $child
    wait $child
    test $? -eq 1 && grep -q 'interrupted: nothing is written' err && test ! -e cut.tsv
}
ok "a signal ends it, exit 1" interrupted
echo "1..$count"
