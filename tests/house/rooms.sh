#!/bin/sh
# The house rules that a machine can check, as TAP: which room includes which (the table of rooms),
# that theory and simulation never meet in a library, how files are named and how long they are.
set -u
: "${top_srcdir:=.}"
cd "$top_srcdir" || exit 99

# room: the rooms whose headers it may include, besides its own
allowed() {
    case $1 in
    base) echo "" ;;
    operator | net | data | lab) echo "base" ;;
    probe) echo "base operator net" ;;
    train) echo "base net data probe" ;;
    rmt) echo "base operator" ;;
    hodo) echo "base operator net data train probe lab rmt" ;;
    library) echo "base operator net data train probe lab rmt" ;; # hodo.h and rmt.h, made by the build
    experiments) echo "base operator net data train probe lab rmt hodo" ;;
    *) echo "NONE" ;;
    esac
}
room_of() {
    case $1 in
    src/*) room=${1#src/} && echo "${room%%/*}" ;;
    *) echo "${1%%/*}" ;;
    esac
}

. ./tests/house/tap.sh
sources() {
    find src rmt experiments -name '*.[ch]' -o -name '*.inc' | LC_ALL=C sort
}

# Within rmt: from the laws upwards, the program last.
within_rmt() {
    case $1 in
    law | ntk) echo "" ;;
    jacobian | kernel | finite | convolution) echo "law" ;;
    angle) echo "law finite jacobian" ;;
    spectrum) echo "law finite" ;;
    program) echo "law jacobian kernel finite convolution angle spectrum ntk" ;;
    *) echo "NONE" ;;
    esac
}

# The check itself, on a list of files; also run on a made-up breach, to show that it can fail.
breaches() {
    for file in "$@"; do
        room=$(room_of "$file")
        may=$(allowed "$room")
        sed -n 's/^[[:space:]]*#[[:space:]]*include[[:space:]]*"\([^"]*\)".*/\1/p' "$file" | while read -r header; do
            case $header in
            config.h | version.h) continue ;;
            */*) other=${header%%/*} ;;
            *) echo "$file includes \"$header\": name its room" && continue ;;
            esac
            if [ "$other" = "$room" ]; then
                case $file in
                rmt/*/*)
                    folder=${file#rmt/} && folder=${folder%%/*}
                    below=${header#rmt/} && below=${below%%/*}
                    case " $folder $(within_rmt "$folder") " in
                    *" $below "*) ;;
                    *) echo "$file (rmt/$folder) includes $header" ;;
                    esac
                    ;;
                esac
                continue
            fi
            case " $may " in
            *" $other "*) ;;
            *) echo "$file ($room) includes $header ($other)" ;;
            esac
        done
    done
}

report "every include is one that the table of rooms allows" "$(breaches $(sources))"

scratch=$(mktemp -d)
mkdir -p "$scratch/rmt"
printf '#include "net/pass.h"\n' >"$scratch/rmt/wrong.c"
mkdir -p "$scratch/rmt/law"
printf '#include "rmt/program/plot.h"\n' >"$scratch/rmt/law/wrong.c"
for wrong in rmt/wrong.c rmt/law/wrong.c; do
    if [ -n "$(cd "$scratch" && breaches $wrong)" ]; then
        report "what $(cat "$scratch/$wrong") in $wrong breaks would be found" ""
    else
        report "what $(cat "$scratch/$wrong") in $wrong breaks would be found" "$wrong passed"
    fi
done
rm -rf "$scratch"

report "no file is named util, common, misc or helpers" \
    "$(find src rmt experiments tests figures paper -type f | grep -iE '/(util|utils|common|misc|helper|helpers)\.[a-z]+$')"

report "no file of code is longer than 300 lines" \
    "$(sources | xargs wc -l | awk '$2 != "total" && $1 > 300 { print $2 ": " $1 " lines" }')"

# A program of one source is listed by its name without the ending.
report "every source is in the distribution" "$(
    for file in $(sources); do
        cat src/*/local.mk rmt/local.mk experiments/local.mk | tr -s ' \t' '\n\n' |
            grep -qxF -e "$file" -e "${file%.c}" || echo "$file is in no local.mk"
    done
)"

echo "1..$count"
