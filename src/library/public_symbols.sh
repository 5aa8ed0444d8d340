#!/bin/sh
# The symbols that a shared library shows, one a line: what its public headers name outside comments and its archives
# define. Both are asked, so that neither a type of a header nor a function that the rooms share among themselves
# gets in.
#
#   public_symbols.sh NM OBJDIR LIBRARY.la... -- HEADER...
#
# OBJDIR is where libtool keeps the archive of a convenience library (.libs).
set -eu
nm=$1 objdir=$2
shift 2
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

while [ "$1" != -- ]; do
    $nm -g "$(dirname "$1")/$objdir/$(basename "$1" .la).a" >>"$scratch/nm"
    shift
done
shift
LC_ALL=C awk 'NF == 3 && $2 ~ /^[ABCDGRSTVW]$/ { print $3 }' "$scratch/nm" | LC_ALL=C sort -u >"$scratch/defined"

# A comment becomes a space; a header that ends within one would lose the rest unseen.
LC_ALL=C awk '
    FNR == 1 && inside { exit 1 }
    {
        line = $0
        while (line != "") {
            at = index(line, inside ? "*/" : "/*")
            if (!inside) print at ? substr(line, 1, at - 1) : line
            if (!at) break
            line = substr(line, at + 2)
            inside = !inside
        }
    }
    END { if (inside) exit 1 }' "$@" >"$scratch/code"
tr -cs 'A-Za-z0-9_' '\n' <"$scratch/code" | LC_ALL=C sort -u >"$scratch/named"

LC_ALL=C comm -12 "$scratch/defined" "$scratch/named" >"$scratch/public"
if [ ! -s "$scratch/public" ]; then
    echo "public_symbols.sh: the archives define nothing that the headers name" >&2
    exit 1
fi
cat "$scratch/public"
