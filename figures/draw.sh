#!/bin/sh
# Draws one figure: draw.sh SCRIPT TABLE FIGURE writes FIGURE.svg, FIGURE.pdf and FIGURE.png. Each
# picture is drawn under another name and renamed when it is whole.
#
# Called back by the script as `draw.sh --reduce FOLDER TABLE BY OF`: averages the table over draws into a file
# of the folder, unless it is there already, and prints the file's name.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
: "${GNUPLOT:=gnuplot}" "${AWK:=awk}"

if [ "$1" = --reduce ]; then
    reduced=$2/$4-$5.tsv
    test -e "$reduced" || "$AWK" -f "$here/reduce.awk" -v by="$4" -v of="$5" "$3" >"$reduced"
    echo "$reduced"
    exit 0
fi

script=$1 table=$2 figure=$3
command -v "$GNUPLOT" >/dev/null 2>&1 || {
    echo "draw.sh: gnuplot is missing: install gnuplot-nox, or run ./autogen.sh --install-deps" >&2
    exit 1
}
mkdir -p "$(dirname "$figure")"
scratch=$(mktemp -d)
trap 'rm -rf "$scratch" "$figure".part.*' EXIT
export GNUPLOT AWK LC_ALL=C.UTF-8
for format in svg pdf png; do
    "$GNUPLOT" -e "table='$table'; figure='$figure.part'; format='$format'; style='$here/style.gp'; \
        reduce=\"sh '$here/draw.sh' --reduce '$scratch'\"; values=\"$AWK -f '$here/values.awk'\"" "$script"
    mv "$figure.part.$format" "$figure.$format"
done
