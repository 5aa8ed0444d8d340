#!/bin/sh
# Scaffolds an experiment: new_experiment.sh PAPER/FIGURE copies experiments/template to experiments/PAPER/FIGURE, with
# the names put in, and adds the experiment's line to experiments/local.mk. Called by `make new-experiment`, which then
# makes the build know it. Everything is written under other names first; when it fails nothing is left behind.
set -eu
: "${top_srcdir:=.}"
refuse() {
    echo "new-experiment: $*" >&2
    exit 2
}

name=${1-}
[ $# -eq 1 ] && [ -n "$name" ] || refuse "which one? Say make new-experiment NAME=paper/figure"
case $name in
*/*/*) refuse "'$name' has more than two parts: give NAME=paper/figure" ;;
*/?*) ;;
*) refuse "'$name' is not of two parts: give NAME=paper/figure" ;;
esac
paper=${name%/*} figure=${name#*/}
for part in "$paper" "$figure"; do
    case $part in
    '' | *[!a-z0-9-]* | [!a-z]* | *- | *--*)
        refuse "'$part' is no name: lower-case letters first, then digits and single hyphens between" ;;
    esac
    [ ${#part} -le 60 ] || refuse "'$part' is longer than 60 letters: give a shorter name"
done
case $paper in template | commit) refuse "'$paper' is taken by the build: name the paper" ;; esac

cd "$top_srcdir/experiments" || exit 1
line="	experiments/$name/$figure"
for taken in "$name" "$paper/$figure.c" "$paper.h"; do
    [ ! -e "$taken" ] || refuse "experiments/$taken is there already: choose another name, or remove it"
done
! grep -q "^$line\( \\\\\)*\$" local.mk || refuse "experiments/local.mk names $name already: remove that line"
[ ! -e "$paper" ] || [ -d "$paper" ] || refuse "experiments/$paper is a file: choose another paper"
[ -w . ] && [ -w local.mk ] || refuse "$(pwd) cannot be written: copy the source to where it can"

new_paper=no
[ -d "$paper" ] || new_paper=yes
clean_up() {
    rm -rf "$paper/.$figure.part" local.mk.part
    [ "$new_paper" = no ] || rmdir "$paper" 2>/dev/null || :
}
trap clean_up EXIT
trap 'exit 1' HUP INT TERM

mkdir -p "$paper/.$figure.part"
for ending in c gp tex; do
    sed "s|@PAPER@|$paper|g; s|@FIGURE@|$figure|g" "template/template.$ending" >"$paper/.$figure.part/$figure.$ending"
done
# Behind the paper's last line, or at the end of the list, whose last line has no backslash.
awk -v line="$line" -v paper="	experiments/$paper/" '
    { text[NR] = $0 }
    /^HODO_EXPERIMENTS = \\$/ { open = 1; next }
    open { last = NR; if (index($0, paper) == 1) own = NR; if ($0 !~ /\\$/) open = 0 }
    END {
        if (!last) exit 1
        at = own ? own : last
        for (i = 1; i <= NR; i++) {
            if (i != at) { print text[i]; continue }
            if (i == last) { print text[i] " \\"; print line } else { print text[i]; print line " \\" }
        }
    }' local.mk >local.mk.part || refuse "experiments/local.mk has no list HODO_EXPERIMENTS: restore it"

mv "$paper/.$figure.part" "$paper/$figure"
mv local.mk.part local.mk || {
    rm -rf "${paper:?}/$figure"
    exit 1
}
new_paper=no
here=$(pwd)
for ending in c gp tex; do
    echo "new-experiment: wrote $here/$name/$figure.$ending"
done
echo "new-experiment: added a line to $here/local.mk"
