#!/bin/sh
# hodo train from the outside: small runs on synthetic data, their tables, and what mistakes are told. TAP.
: "${top_builddir:=.}" "${top_srcdir:=.}"
program=$(cd "$top_builddir" && pwd)/src/hodo/hodo
mnist=$(cd "$top_builddir" && pwd)/data/mnist
. "$top_srcdir/tests/driven.sh"
run() { "$program" train "$@"; }
folder=$(mktemp -d "${TMPDIR:-/tmp}/hodo-train.XXXXXX") || exit 99
trap 'rm -rf "$folder"' EXIT
cd "$folder" || exit 99
unset HODO_DATA
# field FILE COLUMN ROW: of the rows, counted from 1; row 0 is the last.
field() {
    rows "$1" | awk -F'\t' -v name="$2" -v row="$3" '
        NR == 1 { for (i = 1; i <= NF; i++) if ($i == name) c = i; next }
        { last = $c; if (NR - 1 == row) { print $c; found = 1; exit } }
        END { if (!found && row == 0) print last }'
}

small="--data=clusters --samples=600 --test-samples=200 --width=24 --batch=50 --steps=40 --probe-every=10"

# --- the table
ok "a small run" says 0 "40 steps in" $small --output=one.tsv
header() {
    for key in program data seed width parametrization eta 'training data' 'steps taken' end 'blas core' commit 'weight matrix 2' column; do
        grep -q "^# $key: ." one.tsv || { echo "no key $key"; return 1; }
    done
    grep -q '^# eta: 0.5$' one.tsv && grep -q '^# end: all steps taken$' one.tsv
}
ok "... whose header tells every setting and the end" header
columns() { test "$(rows one.tsv | head -n 1)" = "$(printf 'step\tepoch\teta\tbatch_loss\tloss\taccuracy\ttest_loss\ttest_accuracy')"; }
ok "... and whose columns are those of the probes" columns
looks() { test "$(rows one.tsv | awk 'NR > 1 { printf "%s ", $1 }')" = "0 10 20 30 40 "; }
ok "... with a row a look and none twice" looks
learns() { awk -v a="$(field one.tsv test_loss 1)" -v b="$(field one.tsv test_loss 0)" -v c="$(field one.tsv test_accuracy 0)" 'BEGIN { exit !(b < a / 2 && c > 0.85) }'; }
ok "... learns" learns
one_look() { test "$(rows zero.tsv | cut -f 1 | tr '\n' ' ')" = "step 0 "; }
ok "--steps=0 trains nothing" exits 0 ${small%--steps*} --steps=0 --schedule=cosine --quiet --output=zero.tsv
ok "... and looks once" one_look
ok "the same again, to standard output" exits 0 $small --quiet
ok "... has the same rows" same_rows one.tsv out
silent() { test ! -s err; }
ok "... and --quiet says nothing" silent
ok "another seed" exits 0 $small --quiet --seed=2 --output=two.tsv
differ() { ! same_rows one.tsv two.tsv >/dev/null; }
ok "... has other rows" differ
ok "looking less often changes no step" sh -c "'$program' train --data=clusters --samples=600 --test-samples=200 --width=24 --batch=50 --steps=40 --probe-every=20 --quiet --output=few.tsv"
subset() { rows few.tsv >few && rows one.tsv >many && test "$(grep -cxFf many few)" -eq "$(wc -l <few)"; }
ok "... the rows are those of the same steps" subset

# --- settings from a file
printf 'data = clusters # synthetic\nsamples = 600\ntest-samples = 200\nwidth = 99\nbatch = 50\nsteps = 40\nprobe-every = 10\n' >run.conf
ok "the same from a file, the command line overriding it" exits 0 --config=run.conf --width=24 --quiet --output=file.tsv
ok "... has the same rows" same_rows one.tsv file.tsv
printf '\nwdith = 3\n' >typing.conf
ok "an unknown name, with file, line and the nearest" says 2 "typing.conf:2: unknown name 'wdith': did you mean width?" --config=typing.conf
printf 'eta = 1\n\neta = 2\n' >twice.conf
ok "a repeated name, with both lines" says 2 "twice.conf:3: eta stands in line 1 already" --config=twice.conf
printf 'eta = -1\n' >range.conf
ok "a value out of range, with its limits" says 2 "range.conf:1: eta: '-1' is out of range: give a number in (0, 1e+30]" --config=range.conf
ok "a file that is not there" says 2 "nowhere.conf" --config=nowhere.conf

# --- weights
ok "--save" exits 0 $small --quiet --save=saved --output=saved.tsv
three() { test "$(ls saved | tr '\n' ' ')" = "weights-0.npy weights-1.npy weights-2.npy "; }
ok "... writes a file a matrix" three
ok "--load" exits 0 $small --quiet --load=saved --output=loaded.tsv
again() { test -n "$(field saved.tsv test_loss 0)" && test "$(field loaded.tsv test_loss 1)" = "$(field saved.tsv test_loss 0)" && test "$(field loaded.tsv loss 1)" = "$(field saved.tsv loss 0)"; }
ok "... begins where the saved run ended, to the last digit" again
wide="--data=clusters --samples=600 --test-samples=200 --batch=50 --steps=4"
ok "--load into another width is refused, with both shapes" says 2 "'saved/weights-0.npy' is 24 x 100, this network's matrix is 25 x 100" $wide --width=25 --load=saved
ok "--load into another depth too" says 2 "'saved/weights-1.npy' is 24 x 24, this network's matrix is 2 x 24" $wide --width=24 --depth=2 --load=saved
cp saved/weights-2.npy saved/weights-3.npy
ok "... and a matrix too many" says 2 "'saved' holds weights-3.npy, this network has 3 matrices" $wide --width=24 --load=saved
rm saved/weights-3.npy
ok "--load from nowhere" says 2 "nowhere/weights-0.npy" $wide --load=nowhere
ok "--save of a shallower network into the same folder" says 2 "weights-2.npy of a deeper network" $wide --depth=2 --save=saved

# --- ends
ok "a run that diverges is done, exit 0" exits 0 $small --eta=1e6 --output=far.tsv
diverged() { grep -q '^# end: diverged: ' far.tsv && grep -q 'diverged' err; }
ok "... and says so in header and last line" diverged

# --- probes
every=$("$program" train --list | awk -F'\t' '$1 == "probe" { printf "%s%s", c, $2; c = "," }')
all_probes() { exits 0 --data=clusters --samples=200 --test-samples=50 --width=12 --batch=25 --steps=6 --probe-every=3 --probe-samples=30 --quiet --output=all.tsv "--probe=$every"; }
ok "every probe at once: $every" all_probes
finite() { rows all.tsv | awk -F'\t' 'NR == 1 { n = NF } NR > 2 { for (i = 1; i <= NF; i++) if ($i == "nan" || NF != n) exit 1; m++ } END { exit m != 2 }'; }
ok "... gives numbers" finite
layers() { rows all.tsv | head -n 1 | tr '\t' '\n' | grep -cx -e 'weight_norm_[012]' -e 'feature_change_[123]' -e 'dead_[01]' | grep -qx 8; }
ok "... a column a layer" layers
still() { test "$(field all.tsv feature_change_1 1)" = 0 && test "$(field all.tsv kernel_drift 1)" = 0 && test "$(field all.tsv distance 1)" = 0; }
ok "... and no change at step 0" still

# --- other networks, data and rates
ok "a regression" exits 0 --data=power-law --samples=300 --test-samples=50 --steps=5 --eta=0.01 --quiet --width=16
ok "an endless stream" exits 0 --data=single-index --samples=endless --test-samples=50 --steps=5 --eta=0.01 --quiet --width=16
ok "images and a cnn" exits 0 --data=image-clusters --samples=100 --test-samples=50 --batch=10 --steps=3 --architecture=cnn --width=3 --quiet
ok "... with every probe; alignments of convolutions are unknown" exits 0 --data=image-clusters --samples=100 --test-samples=50 --batch=10 --steps=2 --architecture=cnn --width=3 --probe-samples=12 --quiet --output=cnn.tsv "--probe=$every"
dense_only() { test "$(field cnn.tsv alignment_0 0)" = nan && test "$(field cnn.tsv alignment_3 0)" != nan; }
ok "... alone" dense_only
ok "double, centred, a small gamma" exits 0 --data=clusters --samples=200 --test-samples=50 --steps=5 --gamma=0.001 --centred --eta=1e-7 --quiet --width=16
ok "measured rates" exits 0 --data=clusters --samples=200 --test-samples=50 --steps=5 --parametrization=fsc --eta=0.1 --quiet --width=16
ok "rates that follow the sharpness" exits 0 --data=clusters --samples=200 --test-samples=50 --steps=5 --schedule=sharpness --optimiser=sgd --quiet --width=16
ok "a contact sheet" exits 0 --data=image-clusters --samples=100 --test-samples=50 --contact-sheet=sheet.png
picture() { test "$(head -c 4 sheet.png | tail -c 3)" = PNG; }
ok "... is a PNG" picture
npy=
for python3 in ${PYTHON:-} /usr/bin/python3 python3; do
    "$python3" -c 'import numpy' 2>/dev/null && npy=yes && break
done
if [ -n "$npy" ]; then
    "$python3" -c 'import numpy as n; r = n.random.RandomState(1); x = r.randn(90, 5); n.save("x.npy", x); n.save("y.npy", (x[:, 0] > 0) * 1); n.save("z.npy", n.zeros(80))'
    ok "a user's own arrays" exits 0 --data=x.npy --labels=y.npy --batch=9 --steps=5 --quiet --width=16
    ok "... of different lengths" says 2 "90" --data=x.npy --labels=z.npy --batch=9 --steps=5
    ok "... as a regression" exits 0 --data=x.npy --labels=y.npy --target=values --batch=9 --steps=5 --quiet --width=16
else
    for what in "a user's own arrays" "... of different lengths" "... as a regression"; do
        count=$((count + 1)) && echo "ok $count - $what # SKIP no NumPy"
    done
fi

# --- mistakes
HODO_DATA=$folder/nowhere && export HODO_DATA # wherever configure --with-mnist points
ok "no digits: make data, or a task without files" says 2 "make data" --data=mnist --steps=1
ok "... names the task" grep -q -e "--data=image-clusters" err
unset HODO_DATA
ok "a folder without digits" says 2 "nowhere" --data=mnist --data-folder=nowhere --steps=1
ok "an unknown option" says 2 "did you mean --width?" --widht=3
ok "no learning rate" says 2 "--eta: '0' is out of range" --eta=0
ok "a width beyond any integer" says 2 "--width: '99999999999999999999'" --width=99999999999999999999
ok "a width beyond any memory" says 2 "lower the width" $wide --width=2000000000
ok "more samples a step than there are" says 2 "--batch=601" --data=clusters --samples=600 --batch=601
ok "an output that is not ours" sh -c "echo thesis >thesis.tsv && '$program' train --data=clusters --steps=1 --output=thesis.tsv 2>err; test \$? -eq 2 && grep -q 'left alone' err && grep -qx thesis thesis.tsv"
ok "an output in no folder" says 2 "nowhere/x.tsv" $wide --output=nowhere/x.tsv
ok "accuracy of a regression" says 2 "a regression has no right and wrong" --data=power-law --probe=accuracy --steps=1
ok "--rates-every without measured rates" says 2 "--rates-every is not read" $wide --rates-every=3
ok "a shape that relu has not" says 2 "--activation-a is not read" $wide --activation-a=0.3
ok "a contact sheet of another kind" says 2 "name it FILE.png" --data=image-clusters --contact-sheet=sheet.svg
ok "rates that differ cannot follow the sharpness" says 2 "one positive rate for all" $wide --schedule=sharpness --optimiser=sgd --parametrization=spectral
ok "--help" exits 0 --help
options_told() { for o in data labels classes width eta gamma probe save load contact-sheet config quiet list; do grep -q -e "--$o" out || return 1; done; }
ok "... names the options" options_told
ok "--list" exits 0 --list
listed() { for k in data architecture activation parametrization optimiser schedule probe; do grep -q "^$k	" out || return 1; done; }
ok "... names what there is" listed
interrupted() {
    env --default-signal=INT "$program" train --data=clusters --samples=endless --steps=100000000 --probe-every=100000000 --quiet --output=cut.tsv 2>err &
    child=$!
    sleep 1
    kill -s INT $child
    wait $child
    test $? -eq 1 && grep -q '^# end: interrupted' cut.tsv && test "$(rows cut.tsv | wc -l)" -eq 3
}
ok "a signal ends it with what there is, exit 1" interrupted
stdout_full() { "$program" train $small --quiet >/dev/full 2>err; test $? -eq 1; }
test ! -w /dev/full || ok "a table on a full device: exit 1" stdout_full

# --- the real thing, where it is
if [ -e "$mnist/train-images-idx3-ubyte" ]; then
    ok "one epoch of MNIST" exits 0 --data-folder="$mnist" --epochs=1 --quiet --output=mnist.tsv
    good() { awk -v a="$(field mnist.tsv test_accuracy 0)" 'BEGIN { exit !(a > 0.95) }'; }
    ok "... is classified right, 19 of 20" good
else
    count=$((count + 1)) && echo "ok $count - one epoch of MNIST # SKIP no data/mnist: make data brings it"
fi
echo "1..$count"
