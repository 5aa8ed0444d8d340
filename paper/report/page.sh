#!/bin/sh
# Writes one page when it is whole: page.sh PAGE PANDOC ARGUMENT... The sizes that texmath gives to big brackets are
# MathML 3's, multiples without a unit that browsers pass over; here they get one, and stretch to it.
set -eu
page=$1
shift
trap 'rm -f "$page.part" "$page.pandoc"' EXIT
"$@" >"$page.pandoc"
sed 's/minsize="\([0-9.]*\)" maxsize="\([0-9.]*\)" stretchy="false"/stretchy="true" minsize="\1em" maxsize="\2em"/g' \
    "$page.pandoc" >"$page.part"
mv "$page.part" "$page"
