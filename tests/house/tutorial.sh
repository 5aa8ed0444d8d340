#!/bin/sh
# experiments/README.md, followed literally, as TAP: its changes apply to a fresh scaffold, and the program is then what the
# text says, a claim that falls after the first and agreement after the second; code that it quotes stands in the files.
set -u
: "${top_srcdir:=.}" "${top_builddir:=.}"
source=$(cd "$top_srcdir" && pwd)
build=$(cd "$top_builddir" && pwd)
scratch=$(mktemp -d) || exit 99
trap 'rm -rf "$scratch"' EXIT
page=$source/experiments/README.md
. "$source/tests/house/tap.sh"

# Lines of ```c blocks, whose first line names the file, that do not stand in it as one piece.
missing() { # page
    awk -v source="$source" '
        /^```c$/ { open = 1; file = ""; piece = ""; next }
        /^```$/ && open {
            open = 0; blocks++; text = ""
            while ((getline line <(source "/" file)) > 0) text = text line "\n"
            close(source "/" file)
            if (index(text, piece) == 0) print "not in " file ":\n" piece
        }
        open && file == "" { file = $2; next }
        open { piece = piece $0 "\n" }
        END { if (!blocks) print "no code is quoted" }' "$1"
}
report "quoted code stands in the files" "$(missing "$page")"
sed 's/HODO_BRANCH_TWO,$/HODO_BRANCH_SIX,/' "$page" >"$scratch/false.md"
[ -n "$(missing "$scratch/false.md")" ] && report "a false quotation is found" "" ||
    report "a false quotation is found" "it passed"
# The ten lines that tests/house/install.sh compiles are those that rmt/README.md shows.
shown() { # page
    awk '/^```c$/ { open = 1; next } /^```$/ { open = 0 } open' "$1" | diff - "$source/tests/house/ten_lines.c" 2>&1
}
report "the ten lines of rmt/README.md are those that are tested" "$(shown "$source/rmt/README.md")"
sed 's/x, 3, density/x, 2, density/' "$source/rmt/README.md" >"$scratch/false.md"
[ -n "$(shown "$scratch/false.md")" ] && report "another line is found" "" || report "another line is found" "it passed"

wrong=
for path in $(grep -o '`[a-z][a-z/_-]*/[A-Za-z_/-]*\.[a-z]*`' "$page" | tr -d '`' | sort -u); do
    case $path in *my-paper* | *NAME*) continue ;; esac
    [ -e "$source/$path" ] || wrong="$wrong $path"
done
report "files that it names are there" "$wrong"
grep -q "make new-experiment NAME=my-paper/my-figure" "$page" && wrong= || wrong="the command is not in the text"
report "it begins with make new-experiment" "$wrong"

if ! command -v patch >/dev/null 2>&1; then
    for what in "the first change: claims fall" "the second change: claims agree" \
        "the third change: the text asks for numbers that the run wrote"; do
        count=$((count + 1))
        echo "ok $count - $what # SKIP patch is missing"
    done
    echo "1..$count"
    exit 0
fi
mkdir "$scratch/experiments"
cp -R "$source/experiments/template" "$source/experiments/new_experiment.sh" "$source/experiments/local.mk" \
    "$scratch/experiments/"
chmod -R u+w "$scratch/experiments"
sed 's|experiments/my-paper/|experiments/followed-already/|' "$source/experiments/local.mk" >"$scratch/experiments/local.mk"
top_srcdir=$scratch sh "$scratch/experiments/new_experiment.sh" my-paper/my-figure >/dev/null
tools=$(cd "$build" && make -s --eval='hodo-tools: ; @printf "%s\n" "compile=$(CC) $(DEFS) $(DEFAULT_INCLUDES) \
    $(AM_CPPFLAGS) $(CPPFLAGS) $(AM_CFLAGS) $(CFLAGS) -Werror" "libraries=$(LDADD) $(LIBS)" \
    "link=$(LIBTOOL) --silent --tag=CC --mode=link $(CC) $(AM_CFLAGS) $(CFLAGS) $(AM_LDFLAGS) $(LDFLAGS)"' \
    hodo-tools 2>&1)
tool() { printf '%s\n' "$tools" | sed -n "s/^$1=//p"; }
figure=$scratch/experiments/my-paper/my-figure/my-figure
step() { # number of the change, exit status that the text tells, description
    awk -v wanted="$1" '/^```diff$/ { n++; open = n == wanted; next } /^```$/ { open = 0 } open' "$page" >"$scratch/step.diff"
    (cd "$scratch" && patch -p0 <step.diff) >"$scratch/out" 2>&1 &&
        (cd "$build" && eval "$(tool compile) -c -o '$figure.o' '$figure.c' &&
            $(tool link) -o '$figure' '$figure.o' $(tool libraries)") >>"$scratch/out" 2>&1 &&
        "$figure" --preset=quick --check --fresh --threads=2 --output="$scratch/results.tsv" >>"$scratch/out" 2>&1
    got=$?
    [ $got -eq "$2" ] && report "$3" "" || report "$3" "exit $got, not $2: $(cat "$scratch/out")"
}
step 1 3 "the first change: claims fall"
step 2 0 "the second change: claims agree"
asked() { # what the text asks of the run and the run did not write
    grep -v '^%' "$figure.tex" | grep -o '\\hodo{[^}]*}' | sed 's/^[^{]*{//; s/}$//' | while read -r key; do
        grep -qF "{my-paper/my-figure/$key}" "$scratch/results.macros.tex" || echo "$key"
    done
}
before=$(asked)
step 3 0 "the third change: the program is as it was"
wrong=$(asked)
[ -n "$before" ] || wrong="$wrong; the text asked for nothing wrong before"
report "the third change: the text asks for numbers that the run wrote" "$wrong"
echo "1..$count"
