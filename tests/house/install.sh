#!/bin/sh
# What `make install` gives, as a stranger meets it: headers, libraries, pkg-config files, programs; and that
# `make uninstall` takes all of it away. TAP on standard output. As a part of `make check` it installs into an empty
# folder of its own; `make installcheck` (INSTALLED=yes) looks at what is installed already, and leaves it.
set -u
: "${top_srcdir:=.}" "${top_builddir:=.}" "${INSTALLED:=no}" "${MAKE:=make}" "${DESTDIR:=}"
. "$top_builddir/tests/house/install.env" # the compilers and folders of this build
build=$(cd "$top_builddir" && pwd) source=$(cd "$top_srcdir" && pwd)
unset MAKEFLAGS MFLAGS MAKELEVEL ASAN_OPTIONS
folder=$(mktemp -d "${TMPDIR:-/tmp}/hodo-install.XXXXXX") || exit 99
trap 'chmod -R u+w "$folder"; rm -rf "$folder"' EXIT
. "$source/tests/driven.sh"
skip() { # description, reason
    count=$((count + 1))
    echo "ok $count - $1 # SKIP $2"
}
refuses() {
    ! "$@"
}
same() { # two sorted lists
    cmp -s "$1" "$2" && test -s "$1" || { diff "$1" "$2"; return 1; }
}

root=$DESTDIR
if [ "$INSTALLED" = no ]; then
    root=$folder/root
    "$MAKE" -s -C "$build" install DESTDIR="$root" >"$folder/install" 2>&1 || {
        sed 's/^/# /' "$folder/install"
        echo "Bail out! make install failed"
        exit 1
    }
fi

# ---- headers
headers=$root$includedir/hodograph
(cd "$headers" && find . -name '*.h' | sed 's/^..//' | LC_ALL=C sort) >"$folder/headers"
grep -vx -e hodo.h -e rmt.h "$folder/headers" >"$folder/headers.listed"
umbrellas() {
    sed -n 's/^#include "\(.*\)"$/\1/p' "$headers/hodo.h" "$headers/rmt.h" | LC_ALL=C sort >"$folder/headers.included"
    same "$folder/headers.included" "$folder/headers.listed"
}
ok "hodo.h and rmt.h include every installed header, each once" umbrellas

# alone COMPILER LANGUAGE STANDARD ROOT-OF-HEADERS HEADER...: each in a file of its own, nothing but it included.
alone() {
    compiler=$1 language=$2 standard=$3 where=$4
    shift 4
    rm -rf "$folder/alone" && mkdir "$folder/alone" || return 1
    for header in "$@"; do
        echo "#include \"$header\"" >"$folder/alone/$(echo "$header" | tr / -).c"
    done
    $compiler -x "$language" -std="$standard" -Wall -Wextra -pedantic -Werror -I"$where" -fsyntax-only "$folder"/alone/*.c
}
mkdir "$folder/wrong"
echo 'void hodo_wrong(size_t count);' >"$folder/wrong/unmet.h"
printf 'typedef struct hodo_wrong { int a; } hodo_wrong;\n%s\n' \
    'static inline hodo_wrong wrong(void) { return (hodo_wrong){.a = 1}; }' >"$folder/wrong/designated.h"
ok "every installed header compiles alone as C17" alone "$CC" c c17 "$headers" $(cat "$folder/headers")
ok "one that needs another would be found" refuses alone "$CC" c c17 "$folder/wrong" unmet.h
if command -v "${CXX%% *}" >/dev/null 2>&1; then
    ok "every installed header compiles alone as C++17" alone "$CXX" c++ c++17 "$headers" $(cat "$folder/headers")
    ok "one that C++17 cannot read would be found" refuses alone "$CXX" c++ c++17 "$folder/wrong" designated.h
else
    skip "every installed header compiles alone as C++17" "there is no C++ compiler"
fi

# ---- symbols
shared_symbols() { # LIBRARY.so
    $NM -D --defined-only "$1" | awk 'NF == 3 && $2 != "A" { print $3 }' | LC_ALL=C sort -u
}
# Functions by the compiler's own list, tables by their `extern`, on stdout; of the headers of $1 (rmt or hodo).
declared_symbols() {
    echo "#include <$1.h>" >"$folder/all.c"
    gcc -std=c17 -I"$headers" -fsyntax-only -aux-info "$folder/all.info" "$folder/all.c" || return 1
    case $1 in rmt) keep=grep ;; *) keep="grep -v" ;; esac
    {
        $keep " $headers/rmt/" "$folder/all.info" | grep "^/\* $headers/" | grep -F '*/ extern ' |
            grep -oE '(hodo|rmt)_[A-Za-z0-9_]+ \(' | tr -d ' ('
        sed -n 's/^#include "\(.*\)"$/\1/p' "$headers/$1.h" | while read -r header; do
            sed -n 's/^extern \([^;"(]*\);.*/\1/p' "$headers/$header" | tr ',' '\n' | sed 's/\[.*//; s/.*[ *]//'
        done
    } | LC_ALL=C sort -u
}
shows_the_declared() { # LIBRARY.so, hodo or rmt
    shared_symbols "$1" >"$folder/shown" && declared_symbols "$2" >"$folder/declared" &&
        same "$folder/declared" "$folder/shown"
}
for library in hodo rmt; do
    file=$root$libdir/lib$library.so
    if [ ! -e "$file" ]; then
        skip "lib$library.so shows what its headers declare" "no shared library was built"
    elif ! command -v gcc >/dev/null 2>&1; then
        skip "lib$library.so shows what its headers declare" "gcc is missing, whose -aux-info lists declarations"
    else
        ok "lib$library.so shows what its headers declare, and nothing else" shows_the_declared "$file" "$library"
    fi
done
archive=$root$libdir/libhodo.a
if [ -e "$root$libdir/libhodo.so" ] && [ -e "$archive" ] && command -v gcc >/dev/null 2>&1; then
    # All of the archive's objects linked into a library without a list of what to show.
    ok "a library that shows all can be made" $CC $SANITIZE_FLAGS -shared -o "$folder/bare.so" \
        -Wl,--whole-archive "$archive" -Wl,--no-whole-archive
    ok "a symbol that no header declares would be found" refuses shows_the_declared "$folder/bare.so" hodo
fi

# No symbol of an archive may meet one of the program that it is linked into.
strangers() { # ARCHIVE...: globals that do not begin with our names
    $NM -g --defined-only "$@" | awk 'NF == 3 && $3 !~ /^(hodo|rmt)_/ && $3 !~ /^__(odr_)?asan/ { print $3 }'
}
keeps_names() {
    test -z "$(strangers "$@")" || { strangers "$@"; return 1; }
}
if [ -e "$archive" ]; then
    ok "every global symbol of the archives begins with hodo_ or rmt_" keeps_names "$archive" "$root$libdir/librmt.a"
    echo 'int rows(void); int rows(void) { return 1; }' >"$folder/rows.c"
    $CC -c -o "$folder/rows.o" "$folder/rows.c"
    ok "another name would be found" refuses keeps_names "$folder/rows.o"
fi

# ---- ten lines of C
# The pkg-config files, as if they had been installed under $root.
mkdir "$folder/pc"
for library in hodo rmt; do
    sed "s|^\([a-z_]*=\)/|\1$root/|" "$root$libdir/pkgconfig/$library.pc" >"$folder/pc/$library.pc"
done
PKG_CONFIG_PATH=$folder/pc${PKG_CONFIG_PATH:+:$PKG_CONFIG_PATH}
export PKG_CONFIG_PATH
compile() { # PROGRAM, options before, options after
    $CC -std=c17 -Wall -Wextra -Werror $SANITIZE_FLAGS $2 -o "$1" "$source/tests/house/ten_lines.c" $3
}
agrees() { # PROGRAM: what it prints is what hodo-rmt prints
    LD_LIBRARY_PATH="$root$libdir" "$1" >"$folder/lines" || { cat "$folder/lines"; return 1; }
    "$root$bindir/hodo-rmt" density jacobian --activation=relu --depth=8 --at=0.1,1,10 | grep -v '^#' | tail -n +2 >"$folder/rows"
    paste "$folder/rows" "$folder/lines" | awk '$1 != $3 || $2 != $4 || NF != 4 { print; wrong = 1 } END { exit wrong || NR != 3 }'
}
if [ -e "$root$libdir/librmt.so" ]; then
    ok "ten lines of C compile by pkg-config" compile "$folder/ten" "" "$($PKG_CONFIG --cflags --libs rmt)"
    ok "they print what hodo-rmt prints" agrees "$folder/ten"
fi
static=$($PKG_CONFIG --static --cflags --libs rmt)
openblas_first() {
    echo "$static"
    case ${static%%-lgslcblas*} in *-lopenblas*) return 0 ;; esac
    return 1
}
ok "a static link takes its products from OpenBLAS, not from libgslcblas" openblas_first
# Does this system hold what is below us as archives?
below=$(echo "$static" | tr ' ' '\n' | grep -vx -e -lhodo -e -lrmt)
echo 'int main(void) { return 0; }' >"$folder/nothing.c"
if [ -e "$archive" ] && $CC $SANITIZE_FLAGS -static -o "$folder/nothing" "$folder/nothing.c" $below 2>/dev/null; then
    ok "ten lines of C compile by pkg-config --static" compile "$folder/ten-static" -static "$static"
    ok "they print what hodo-rmt prints, too" agrees "$folder/ten-static"
else
    skip "ten lines of C compile by pkg-config --static" "no archives of libhodo, or of what it stands on"
fi

# ---- programs
unset HODO_EXPERIMENTS
QUICK_FIGURE=mlps-at-the-eoc/limiting-ntk
cd "$folder" || exit 99
hodo=$root$bindir/hodo
lists() {
    "$hodo" list >"$folder/listed" && test "$(wc -l <"$folder/listed")" -eq "$(echo $FIGURES | wc -w)"
}
runs() {
    "$hodo" run $QUICK_FIGURE --preset=quick --quiet --output="$folder/table.tsv" &&
        grep -q "^# commit: $(cat "$build/experiments/commit")$" "$folder/table.tsv"
}
ok "the installed hodo lists every experiment" lists
ok "it runs one, which tells its commit" runs
draws() {
    sh "$root$pkgdatadir/figures/draw.sh" "$root$pkgdatadir/experiments/$QUICK_FIGURE/${QUICK_FIGURE##*/}.gp" \
        "$folder/table.tsv" "$folder/picture" && test -s "$folder/picture.svg"
}
if command -v gnuplot >/dev/null 2>&1; then
    ok "the installed script draws its table" draws
else
    skip "the installed script draws its table" "gnuplot is missing"
fi

# ---- and away again
if [ "$INSTALLED" = no ]; then
    moved() {
        mv "$root" "$folder/moved" && "$folder/moved$bindir/hodo" list | cmp - "$folder/listed"
        status=$?
        mv "$folder/moved" "$root" && return $status
    }
    ok "a tree that was moved as a whole still finds its experiments" moved
    : >"$headers/stranger.h"
    uninstalls() {
        "$MAKE" -s -C "$build" uninstall DESTDIR="$root" >"$folder/uninstall" 2>&1 || { cat "$folder/uninstall"; return 1; }
        find "$root" ! -type d >"$folder/left"
        for ours in "$headers" "$root$pkglibexecdir" "$root$pkgdatadir" "$root$docdir"; do
            test ! -d "$ours" || find "$ours" -type d >>"$folder/left"
        done
        printf '%s\n' "$headers/stranger.h" "$headers" | cmp - "$folder/left" || { cat "$folder/left"; return 1; }
    }
    ok "make uninstall leaves no file and no folder of ours, but a file that is not ours" uninstalls
fi
echo "1..$count"
