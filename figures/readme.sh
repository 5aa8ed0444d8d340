#!/bin/sh
# Remakes what README.md shows of every figure: readme.sh TOP_SRCDIR PAPER/FIGURE..., in a build folder that holds the
# figures' pictures and tables, scales each picture down to TOP_SRCDIR/figures/readme/PAPER/FIGURE.png (32 colours, a few
# kilobytes) and writes the core-seconds of its run into the last column of its row. Needs ImageMagick.
set -eu
top=$1
shift
: "${AWK:=awk}"
command -v convert >/dev/null 2>&1 || {
    echo "readme.sh: ImageMagick is missing: install imagemagick" >&2
    exit 1
}
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

for figure in "$@"; do
    grep -qx '# preset: default' "results/$figure.tsv" || {
        echo "readme.sh: results/$figure.tsv is not of the default preset: make figures first, without PRESET" >&2
        exit 1
    }
    mkdir -p "$scratch/$(dirname "$figure")"
    convert "figures/$figure.png" -resize 300x -colors 32 -strip -define png:compression-level=9 \
        "PNG8:$scratch/$figure.png"
    seconds=$(sed -n 's/^# cpu seconds: //p' "results/$figure.tsv")
    printf '%s\t%s\n' "$figure" "$seconds" >>"$scratch/seconds"
done
cp figures/feature-speed/angle-vs-layer.png "$scratch/angle-vs-layer.png" # shown in full

"$AWK" '
    NR == FNR { seconds[$1] = $2; next }
    /^\| <img src="figures\/readme\// {
        match($0, /`[^`]*`/)
        figure = substr($0, RSTART + 1, RLENGTH - 2)
        if (figure in seconds) {
            sub(/\|[^|]*\|$/, sprintf("| %.1f |", seconds[figure]))
            delete seconds[figure]
        }
    }
    { print }
    END {
        for (figure in seconds) {
            print "readme.sh: README.md has no row for " figure > "/dev/stderr"
            missing = 1
        }
        exit missing
    }' "$scratch/seconds" "$top/README.md" >"$scratch/README.md"
(cd "$scratch" && find . -name '*.png') | while read -r picture; do
    mkdir -p "$top/figures/readme/$(dirname "$picture")"
    mv "$scratch/$picture" "$top/figures/readme/$picture"
done
cat "$scratch/README.md" >"$top/README.md.part"
mv "$top/README.md.part" "$top/README.md"
