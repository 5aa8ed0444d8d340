#!/bin/sh
# Runs plain programs (no test framework between) under valgrind and under the address and
# undefined-behaviour sanitizers: every figure at a tiny size on two threads, its resume, its errors,
# and the theory program. Called by `make check-memory`, which has copied the source to build-sanitize/source; the
# sanitized programs are built beside it. Exit 0 when both are clean; a missing valgrind is said and skipped.
set -u
: "${top_builddir:=.}" "${VALGRIND:=}"
here=$(pwd)
build=$(cd "$top_builddir" && pwd)
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
failed=0

# Runs the programs of the build folder $1 behind the command $2...; each must exit as it should.
expect() { # wanted status, command...
    wanted=$1
    shift
    "$@" >"$scratch/out" 2>&1
    got=$?
    if [ "$got" -ne "$wanted" ]; then
        echo "memory.sh: exit $got instead of $wanted from: $*" >&2
        tail -n 60 "$scratch/out" >&2
        failed=1
    fi
}
drive() {
    folder=$1
    shift
    for program in "$folder"/experiments/*/*/*; do
        name=$(basename "$program")
        [ -x "$program" ] && [ "$name" = "$(basename "$(dirname "$program")")" ] || continue
        sizes="--set m=12 --set L=8 --set trials=2"
        case $name in large-c-law) sizes="$sizes --set c=0.5,2" ;; esac
        expect 0 "$@" "$program" --quiet --threads=2 $sizes --output="$scratch/$name.tsv"
        expect 0 "$@" "$program" --quiet --resume $sizes --output="$scratch/$name.tsv"
        expect 2 "$@" "$program" --set m=0 --output="$scratch/$name.tsv"
        rm -f "$scratch/$name".*
    done
    expect 0 "$@" "$folder/rmt/hodo-rmt" angle --architecture=resnet --depth=20 --scale=2
    expect 2 "$@" "$folder/rmt/hodo-rmt" angle --architecture=resnet --depth=2 --scale=2
    expect 0 "$@" "$folder/src/hodo/hodo" list
}

if [ -n "$VALGRIND" ]; then
    echo "memory.sh: valgrind"
    drive "$build" "$VALGRIND" --quiet --leak-check=full --show-leak-kinds=definite --errors-for-leak-kinds=definite \
        --error-exitcode=99
else
    echo "memory.sh: valgrind is missing, skipped: run ./autogen.sh --install-deps=all, then configure again"
fi

echo "memory.sh: address and undefined-behaviour sanitizers"
cd "$build/build-sanitize" || exit 1
: >make.out
if { test -e Makefile || source/configure --quiet --enable-sanitize; } >configure.out 2>&1 &&
    make -s -j2 all >make.out 2>&1; then
    drive "$build/build-sanitize" env ASAN_OPTIONS=detect_leaks=1:exitcode=99 UBSAN_OPTIONS=print_stacktrace=1
else
    echo "memory.sh: the sanitized build failed" >&2
    tail -n 30 configure.out make.out >&2
    failed=1
fi
cd "$here" || exit 1
exit $failed
