#!/bin/sh
# CIFAR-10 in the figures of convolutional networks, as TAP: a made-up one of the right format is read from end to
# end, it is learned, the table says what was read, and what is damaged is told in one line.
set -u
: "${top_builddir:=.}"
build=$(cd "$top_builddir" && pwd)
portrait=$build/experiments/gamma-eta/cnn-portrait/cnn-portrait
accuracy=$build/experiments/gamma-eta/accuracy-vs-gamma/accuracy-vs-gamma
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
set=$scratch/data/cifar-10-batches-bin
mkdir -p "$set" && "$build/tests/experiments/fake_cifar" "$set" 40 || echo "Bail out! no made-up CIFAR-10"
LC_ALL=C && export LC_ALL && cd "$scratch" && unset HODO_DATA
small="--set width=2 --set steps=10 --set lazy=1e-2 --set rich=10 --set trials=2 --quiet"
tiny="--set batch=4 $small"
count=0
check() { # what it shows; its truth is $?
    [ $? -eq 0 ] && state=ok || state="not ok"
    count=$((count + 1))
    echo "$state $count - $1"
}
rows() { grep -v '^#' "$1"; }
refused() { # words of the message; the rest is a command that must fail in one line
    words=$1
    shift
    "$@" >out 2>message
    status=$?
    lines=$(grep -c . message)
    [ $status -eq 1 ] && [ "$lines" -eq 1 ] && grep -q "$words" message || { sed 's/^/# /' message; false; }
}

echo "1..9"
"$portrait" $tiny --threads=1 --output=one.tsv && grep -q '^# data: CIFAR-10: epochs over its training images$' one.tsv
check "the portrait reads it from data/ and says so"
"$portrait" $tiny --threads=2 --output=two.tsv && [ "$(rows one.tsv)" = "$(rows two.tsv)" ]
check "one thread and two give the same rows"
HODO_DATA=$scratch/data "$portrait" $tiny --output=three.tsv && [ "$(rows one.tsv)" = "$(rows three.tsv)" ]
check "and so does the folder named by HODO_DATA"
"$accuracy" --set network=cnn/60 --set gamma=1 --set channels=3 --set batch=16 --set test=40 --set trials=2 --quiet \
    --output=accuracy.tsv && grep -q '^# data: MLP: .*; CNN: CIFAR-10, epochs' accuracy.tsv &&
    rows accuracy.tsv | awk -F'\t' 'NR == 1 { for (k = 1; k <= NF; k++) at[$k] = k; next }
        { n++; low += $at["accuracy"] < 0.3 } END { exit !(n == 2 && low == 0) }'
check "a network learns the made-up classes: accuracy above three times chance"
refused 'a batch of 300 of 200 samples' "$portrait" --set batch=300 $small --output=wide.tsv
check "a batch larger than the set"
cp "$set/data_batch_3.bin" kept
head -c 5000 kept >"$set/data_batch_3.bin"
refused "data_batch_3.bin' has 5000 bytes, no whole number of records" "$portrait" $tiny --output=cut.tsv
check "a file that is cut"
tr '\000-\377' '\377' <kept >"$set/data_batch_3.bin"
refused "data_batch_3.bin': the label at byte offset .* is 255" "$portrait" --set batch=64 $small --output=label.tsv
check "a label that is none"
rm "$set/data_batch_3.bin"
refused "no CIFAR-10: .*data_batch_3.bin' is not there" "$portrait" $tiny --output=gone.tsv
check "a file that is not there"
rm -r "$scratch/data"
"$portrait" $tiny --output=none.tsv && grep -q '^# data: .*synthetic image-clusters in the stead of CIFAR-10\|^# data: MNIST in' none.tsv
check "without it images that stand in, and the table says so"
