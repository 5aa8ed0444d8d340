#!/bin/sh
# hodo angle from the outside: the table, theory beside measurement, what is advised and its proof, mistakes.
: "${top_builddir:=.}" "${top_srcdir:=.}"
program=$(cd "$top_builddir" && pwd)/src/hodo/hodo
. "$top_srcdir/tests/driven.sh"
run() { "$program" angle "$@"; }
folder=$(mktemp -d "${TMPDIR:-/tmp}/hodo-angle.XXXXXX") || exit 99
trap 'rm -rf "$folder"' EXIT
cd "$folder" || exit 99
unset HODO_DATA

data="--data=clusters --samples=300"
small="$data --width=32 --depth=4 --batch=20"

# --- the table
ok "a small network" exits 0 $small --output=small.tsv
header() {
    for key in program version data width depth parametrization eta speed decay theory loss 'loss decay' 'advised output scale' 'advised gamma' 'feature speed formula' summary 'weight matrix 3' column; do
        grep -q "^# $key: ." small.tsv || { echo "no key $key"; return 1; }
    done
    head -n 1 small.tsv | grep -qx '# program: hodo angle' && test "$(rows small.tsv | wc -l)" -eq 5
}
ok "... header and a row a layer" header
field() { # column name, layer, file
    rows "$3" | awk -F'\t' -v of="$1" -v at="$2" 'NR == 1 { for (i = 1; i <= NF; i++) if ($i == of) c = i } NR > 1 && $1 == at { print $c }'
}
near() { # a, b, relative tolerance
    awk -v a="$1" -v b="$2" -v t="$3" 'BEGIN { d = a > b ? a - b : b - a; exit !(a != "" && b != "" && d <= t * (b < 0 ? -b : b)) }' ||
        { echo "$1 is not $2 to $3"; return 1; }
}
# Thm 2.1 from the columns: speed cos rms(b) m n = loss decay of the layers below.
formula() {
    rows small.tsv | awk -F'\t' -v decay="$(sed -n 's/^# loss decay: //p' small.tsv)" 'NR == 1 { for (i = 1; i <= NF; i++) c[$i] = i; next }
        { share += $c["share"]; left = $c["speed"] * $c["cos"] * $c["backward_rms"] * $c["width"] * 20; if (left / (share * decay) - 1 > 1e-9 || left / (share * decay) - 1 < -1e-9) bad = 1; n++ }
        END { exit !(n == 4 && !bad && share > .999999 && share < 1.000001) }'
}
ok "... the feature speed formula holds from its columns" formula
met() { near "$(field speed_advised 3 small.tsv)" 1 1e-9 && near "$(field speed_step 3 small.tsv)" 1 1e-4 && near "$(sed -n 's/^# advised loss decay: //p' small.tsv)" 1 1e-9; }
ok "... the command is met, by a step that is taken too" met
alike() { for l in 1 2 3 4; do near "$(field share_advised $l small.tsv)" 0.25 1e-9 || return 1; done; }
ok "... by equal shares" alike
commanded() {
    run $small --speed=0.02 --decay=3 --quiet --output=slow.tsv && near "$(field speed_advised 3 slow.tsv)" 0.02 1e-9 &&
        near "$(field speed_step 3 slow.tsv)" 0.02 1e-4 && near "$(sed -n 's/^# advised loss decay: //p' slow.tsv)" 3 1e-9
}
ok "another speed and decay are met" commanded
kept() {
    run $small --speed=0.02 --readout=keep --quiet --output=keep.tsv && near "$(field speed_advised 3 keep.tsv)" 0.02 1e-9 &&
        grep -qx '# advised output scale: 1' keep.tsv && near "$(field speed_step 3 keep.tsv)" 0.02 1e-4
}
ok "... with the readout kept" kept
# What was advised, given back by the user: the network then has this loss, and with --readout=keep needs no other scale.
gamma() {
    g=$(sed -n 's/^# advised gamma: //p' slow.tsv)
    run $small --speed=0.02 --readout=keep --gamma="$g" --quiet --output=again.tsv &&
        near "$(sed -n 's/^# loss: //p' again.tsv)" "$(sed -n 's/^# advised loss: //p' slow.tsv)" 1e-9 &&
        near "$(sed -n 's/^# advised loss decay: //p' again.tsv)" 3 1e-9 &&
        near "$(field rate_advised 2 again.tsv)" "$(field rate_advised 2 slow.tsv)" 1e-6
}
ok "... the advised gamma is this scale" gamma
# The same network and batch as hodo train sees: its probe of the angle.
agrees() {
    "$program" train $data --width=32 --depth=4 --steps=1 --optimiser=sgd --precision=double --probe=angle --probe-samples=20 --quiet >train.tsv || return 1
    for l in 1 2 3; do
        want=$(rows train.tsv | awk -F'\t' -v of="theta_$l" 'NR == 1 { for (i = 1; i <= NF; i++) if ($i == of) c = i } NR == 2 { print $c }')
        near "$(field theta $l small.tsv)" "$want" 1e-9 || return 1
    done
}
ok "theta is what hodo train sees" agrees
# fsc finds its output scale before its first step; with it, all but the last matrix move the feature at eta 3/4.
automatic() {
    run $small --parametrization=fsc --eta=2 --speed=1.5 --decay=2 --quiet --output=fsc.tsv && near "$(field speed 3 fsc.tsv)" 1.5 1e-6 &&
        near "$(sed -n 's/^# loss decay: //p' fsc.tsv)" 2 1e-9 && near "$(sed -n 's/^# advised output scale: //p' fsc.tsv)" 1 1e-6 &&
        near "$(field rate 2 fsc.tsv)" "$(field rate_advised 2 fsc.tsv)" 1e-6
}
ok "fsc is measured with the scale that it finds" automatic

# --- theory beside measurement: one network of width 512, the median of 16 samples
theory() { # tolerance, argument...
    tolerance=$1
    shift
    run --data=clusters --width=512 --singles=16 --quiet --output=law.tsv "$@" || return 1
    for l in $(rows law.tsv | awk -F'\t' 'NR > 1 { print $1 }'); do
        near "$(field cos_single "$l" law.tsv)" "$(field cos_theory "$l" law.tsv)" "$tolerance" || return 1
    done
}
ok "a relu MLP is near its law" theory 0.06 --depth=6
ok "an erf MLP off its fixed point" theory 0.06 --depth=6 --activation=erf --gain=none
ok "a relu ResNet, whose readout reads through masks" theory 0.015 --depth=20 --architecture=resnet --parametrization=depth-mup
ok "a linear ResNet" theory 0.02 --depth=12 --architecture=resnet --parametrization=depth-mup --activation=linear
ok "normalised features" theory 0.06 --depth=6 --parametrization=fsc
unknown() { # words, argument...
    words=$1
    shift
    run --batch=8 --quiet --output=law.tsv "$@" && grep -q "^# theory: none: $words" law.tsv && test "$(field cos_theory 2 law.tsv)" = nan
}
ok "no law of a cnn" unknown "no law of a cnn" --data=image-clusters --architecture=cnn --width=2
ok "... of a tanh ResNet" unknown "of ResNets the laws with relu and linear" $data --width=8 --architecture=resnet --activation=tanh --parametrization=depth-mup
ok "... of layers of several widths" unknown "the laws are of one width" $data --width=8 --parametrization=nup --depth=4
saved() { "$program" train $data --width=8 --steps=2 --quiet --save=w >/dev/null && unknown "the laws are of random weights" $data --width=8 --load=w; }
ok "... of weights that were loaded" saved

# --- other settings
ok "centred, small gamma" exits 0 $small --centred --gamma=0.01 --quiet
ok "cross-entropy" exits 0 $small --loss=cross-entropy --quiet
ok "float" exits 0 $small --precision=float --quiet
ok "one sample" exits 0 $data --width=32 --batch=1 --quiet
ok "two matrices" exits 0 $data --width=32 --depth=2 --quiet
ok "threads" exits 0 $small --threads=1 --quiet --output=one.tsv
ok "... do not change rows of this size" same_rows small.tsv one.tsv
ok "the last line tells" says 0 "commanded 1, by a step of" $small --output=small.tsv

# --- the picture
if command -v gnuplot >/dev/null; then
    ok "--plot" exits 0 $small --quiet --plot=a.svg --output=small.tsv
    drawn() { grep -q '</svg>' a.svg && grep -q 'share of the loss decay' a.svg; }
    ok "... draws" drawn
    ok "... on the terminal" exits 0 $small --quiet --plot=-
else
    for what in "--plot" "... draws" "... on the terminal"; do
        count=$((count + 1)) && echo "ok $count - $what # SKIP no gnuplot"
    done
fi

# --- mistakes
ok "no speed" says 2 "--speed: '0' is out of range" --speed=0
ok "a decay that nobody reads" says 2 "--decay is not read with --readout=keep" $small --readout=keep --decay=1
ok "an unknown readout" says 2 "did you mean keep?" $small --readout=kep
ok "no width" says 2 "--width: '0'" --width=0
ok "adam" says 2 "give --optimiser=sgd or momentum" $small --optimiser=adam
ok "a rule that divides by a norm" says 2 "divides its steps by a norm" $small --parametrization=spectral-direct
ok "centred cross-entropy" says 2 "give --loss=square" $small --centred --loss=cross-entropy
ok "an option of hodo train that has no sense here" says 2 "unknown option '--steps=3'" --steps=3
ok "an unknown option" says 2 "did you mean --width?" --widht=3
ok "a picture of no kind" says 2 "ends in .svg, .pdf or .png" $small --plot=a.gif
ok "a picture in no folder, before anything is measured" says 2 "name a folder that exists" $small --plot=nowhere/a.svg
ok "no folder" says 2 "cannot write" $small --output=none/a.tsv
mine() { echo mine >mine.tsv && says 2 "was not written by hodo angle" $small --output=mine.tsv; }
ok "a file of another's" mine
config() { echo "width = 8" >run.conf && run $data --config=run.conf --batch=8 --quiet --output=c.tsv && test "$(field width 1 c.tsv)" -eq 8; }
ok "--config" config
ok "--list" exits 0 --list
ok "--help" exits 0 --help
told() { for o in speed decay readout singles gamma plot output data load; do grep -q -e "--$o" out || { echo "$o"; return 1; }; done; }
ok "... names its options" told
echo "1..$count"
