#!/bin/sh
# `make new-experiment`, as TAP: bad names are refused with one line and leave nothing behind; a good one writes three
# files and one line, and the experiment that it writes builds without warnings, agrees with its theory, tells when it does
# not, and draws. On a copy of the scaffold's files, with the libraries of this build: a few seconds.
set -u
: "${top_srcdir:=.}" "${top_builddir:=.}"
source=$(cd "$top_srcdir" && pwd)
build=$(cd "$top_builddir" && pwd)
scratch=$(mktemp -d) || exit 99
trap 'chmod -R u+w "$scratch" 2>/dev/null; rm -rf "$scratch"' EXIT
. "$source/tests/house/tap.sh"
scaffold() { top_srcdir=$scratch sh "$scratch/experiments/new_experiment.sh" "$@" >"$scratch/out" 2>&1; }
state() { (cd "$scratch/experiments" && find . | LC_ALL=C sort && cat local.mk); }

mkdir -p "$scratch/experiments/jacobian-spectra/density"
cp -R "$source/experiments/template" "$source/experiments/new_experiment.sh" "$source/experiments/local.mk" \
    "$scratch/experiments/"
chmod -R u+w "$scratch/experiments"
before=$(state)

refused() { # what the line says, name
    scaffold "$2"
    got=$?
    wrong=
    [ $got -eq 2 ] && [ "$(wc -l <"$scratch/out")" -eq 1 ] && grep -qF -e "$1" "$scratch/out" ||
        wrong="exit $got, or not one line with '$1': $(cat "$scratch/out")"
    [ "$(state)" = "$before" ] || wrong="$wrong; something was left behind"
    report "refuses '$2': $1" "$wrong"
}
refused "which one?" ""
refused "not of two parts" "figure"
refused "not of two parts" "paper/"
refused "is no name" "/figure"
refused "more than two parts" "a/b/c"
refused "is no name" "Paper/figure"
refused "is no name" "paper/figure_1"
refused "is no name" "paper/-figure"
refused "is no name" "paper/figure-"
refused "is no name" "../figure"
refused "is no name" "paper/fig ure"
refused 'is no name' 'paper/$(date)'
refused "longer than 60" "paper/f$(printf %080d 0)"
refused "name the paper" "template/figure"
refused "is there already" "jacobian-spectra/density"
refused "names jacobian-spectra/lyapunov already" "jacobian-spectra/lyapunov"
sed 's/^HODO_EXPERIMENTS/HODO_OTHERS/' "$source/experiments/local.mk" >"$scratch/experiments/local.mk"
before=$(state)
refused "has no list HODO_EXPERIMENTS" "new-paper/new-figure"
cp -f "$source/experiments/local.mk" "$scratch/experiments/local.mk"
chmod u+w "$scratch/experiments/local.mk"

# One line more, in its paper's place or at the end, and the list reads as it did.
list() { # PAPER/FIGURE, one a line, as make reads it
    printf 'include %s/experiments/local.mk\nEXTRA_DIST += \nlist: ; @printf "%%s\\n" $(HODO_FIGURES)\n' "$scratch" |
        sed 's/^include/-include/' | MAKEFLAGS= make -s -f - list 2>/dev/null
}
list >"$scratch/list"
scaffold jacobian-spectra/zz-new
list >"$scratch/longer"
wrong=$(diff "$scratch/list" "$scratch/longer" | grep -v '^[0-9]')
[ "$wrong" = "> jacobian-spectra/zz-new/" ] || [ "$wrong" = "> jacobian-spectra/zz-new" ] && wrong=
[ "$(diff "$source/experiments/local.mk" "$scratch/experiments/local.mk" | grep -c '^[<>]')" -eq 1 ] ||
    wrong="$wrong; local.mk differs in more than a line"
grep -A 1 zz-new "$scratch/longer" | tail -n 1 | grep -q '^gamma-eta/' || wrong="$wrong; not behind its own paper"
report "a figure of a known paper: one line, behind the paper's last" "$wrong"

scaffold new-paper/new-figure
got=$?
list >"$scratch/longest"
wrong=
[ $got -eq 0 ] && [ "$(grep -c ': wrote ' "$scratch/out")" -eq 3 ] || wrong="exit $got: $(cat "$scratch/out")"
tail -n 1 "$scratch/longest" | grep -q '^new-paper/new-figure' || wrong="$wrong; not at the end of the list"
grep -rq '@PAPER@\|@FIGURE@' "$scratch/experiments/new-paper" && wrong="$wrong; a name was not put in"
find "$scratch/experiments" -name '*part*' | grep -q . && wrong="$wrong; a temporary name is left"
report "a figure of a new paper: three files, said so, at the end of the list" "$wrong"
scaffold new-paper/new-figure
[ $? -eq 2 ] && report "does not overwrite it" "" || report "does not overwrite it" "$(cat "$scratch/out")"

# What the build would do with it.
tools=$(cd "$build" && make -s --eval='hodo-tools: ; @printf "%s\n" "compile=$(CC) $(DEFS) $(DEFAULT_INCLUDES) \
    $(AM_CPPFLAGS) $(CPPFLAGS) $(AM_CFLAGS) $(CFLAGS) -Werror" "link=$(LIBTOOL) --silent --tag=CC --mode=link" "libraries=$(LDADD) $(LIBS)" "ld=$(AM_LDFLAGS) $(LDFLAGS)" \
    "drawer=$(GNUPLOT)" "awk=$(AWK)"' hodo-tools 2>&1)
tool() { printf '%s\n' "$tools" | sed -n "s/^$1=//p"; }
figure=$scratch/experiments/new-paper/new-figure/new-figure
# shellcheck disable=SC2046
(cd "$build" && eval "$(tool compile) -c -o '$figure.o' '$figure.c' &&
    $(tool link) $(tool compile) $(tool ld) -o '$figure' '$figure.o' $(tool libraries)") >"$scratch/out" 2>&1
[ -x "$figure" ] && report "it builds, warnings as errors" "" || report "it builds, warnings as errors" "$(cat "$scratch/out")"
"$figure" --preset=quick --check --threads=2 --output="$scratch/results.tsv" >"$scratch/out" 2>&1
got=$?
wrong=
[ $got -eq 0 ] && [ "$(grep -c '^agrees ' "$scratch/out")" -eq 6 ] || wrong="exit $got: $(cat "$scratch/out")"
report "it agrees with its theory" "$wrong"

sed 's/\* values\[i\] \/ (double)width/* values[i] * 0.7 \/ (double)width/' "$figure.c" >"$scratch/wrong.c"
(cd "$build" && eval "$(tool compile) -c -o '$scratch/wrong.o' '$scratch/wrong.c' &&
    $(tool link) $(tool compile) $(tool ld) -o '$scratch/wrong' '$scratch/wrong.o' $(tool libraries)") >"$scratch/out" 2>&1
"$scratch/wrong" --preset=quick --check --quiet --threads=2 --output="$scratch/wrong.tsv" >"$scratch/out" 2>&1
got=$?
[ $got -eq 3 ] && report "a wrong simulation falls" "" || report "a wrong simulation falls" "exit $got: $(cat "$scratch/out")"

if [ -n "$(tool drawer)" ]; then
    GNUPLOT=$(tool drawer) AWK=$(tool awk) sh "$source/figures/draw.sh" "$figure.gp" "$scratch/results.tsv" \
        "$scratch/picture" >"$scratch/out" 2>&1
    wrong=
    for ending in svg pdf png; do
        [ -s "$scratch/picture.$ending" ] || wrong="$wrong no $ending: $(cat "$scratch/out")"
    done
    [ -s "$scratch/out" ] && wrong="$wrong gnuplot says: $(cat "$scratch/out")"
    report "it draws" "$wrong"
else
    count=$((count + 1))
    echo "ok $count - it draws # SKIP gnuplot is missing"
fi
wrong=
for key in $(sed -n 's/\\hodo{\([^}]*\)}/\n\1\n/gp' "$figure.tex" | grep '^claim/\|^param/'); do
    grep -qF "new-paper/new-figure/$key}" "$scratch/results.macros.tex" || wrong="$wrong $key"
done
report "its text asks for numbers that the run wrote" "$wrong"
echo "1..$count"
