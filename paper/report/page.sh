#!/bin/sh
# Writes one page when it is whole: page.sh PAGE AWK PANDOC ARGUMENT...
set -eu
here=$(cd "$(dirname "$0")" && pwd)
page=$1 awk=$2
shift 2
trap 'rm -f "$page.part" "$page.pandoc"' EXIT
"$@" >"$page.pandoc"
"$awk" -f "$here/mathml.awk" "$page.pandoc" >"$page.part"
mv "$page.part" "$page"
