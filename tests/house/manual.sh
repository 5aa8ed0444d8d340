#!/bin/sh
# The pages of the manual are true, as TAP: their lists are what the programs say, no option is invented, every
# subcommand, variable of the environment and exit status is told, and the examples run. Each kind of fault is
# planted once, in a copy, and found.
set -u
: "${top_srcdir:=.}" "${top_builddir:=.}"
source=$(cd "$top_srcdir" && pwd)
build=$(cd "$top_builddir" && pwd)
PATH=$build/src/hodo:$build/rmt:$PATH
unset HODO_EXPERIMENTS HODO_DATA
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
mkdir "$folder/examples"
pages="src/hodo/hodo.1 src/hodo/hodo-angle.1 src/hodo/hodo-coordcheck.1 src/hodo/hodo-lrtransfer.1
src/hodo/hodo-train.1 rmt/hodo-rmt.1 experiments/hodo-experiment.7"

count=0
verdict() { # status, description; what was said is in $folder/said
    count=$((count + 1))
    if [ "$1" -eq 0 ]; then
        echo "ok $count - $2"
    else
        echo "not ok $count - $2"
        sed 's/^/# /' "$folder/said"
    fi
}
skip() { # description, why
    count=$((count + 1))
    echo "ok $count - $1 # SKIP $2"
}
plain() { # roff to what one types
    sed -e 's/\\-/-/g' -e "s/\\\\(aq/'/g" -e 's/\\(ha/^/g' -e 's/\\(ti/~/g' -e 's/\\(dq/"/g' -e 's/\\(ga/`/g' \
        -e 's/\\&//g' -e 's/\\e/\\/g' "$@"
}

# The lists, renewed, are the lists.
same_lists() { # page
    sh "$source/src/hodo/manual.sh" "$1" >"$folder/renewed" 2>"$folder/said" || return 1
    diff -u "$1" "$folder/renewed" >"$folder/said" && return
    echo "make manual, look at what changed, and tell it in the text where it matters" >>"$folder/said"
    return 1
}
for page in $pages; do
    same_lists "$source/$page"
    verdict $? "$page: its lists are what the programs say"
done

# Every option that the text names, in a list or between, is one of a program; --name stands for any.
{
    echo --name
    hodo --help
    hodo-rmt --help
    for subcommand in list angle coordcheck lrtransfer train; do hodo $subcommand --help; done
    for command in $(hodo-rmt --help | sed -n 's/^  \([a-z]*\)  .*/\1/p'); do hodo-rmt "$command" --help; done
    hodo-rmt laws
    hodo run feature-speed/angle-vs-layer --help
    sh "$source/configure" --help 2>/dev/null || echo --with-mnist
} | grep -oE -e '--[a-z][a-z0-9-]*' | sort -u >"$folder/known"
known_options() { # page
    plain "$1" | sed '/Fl /s/ -\([a-z]\)/ --\1/g' | grep -v '^\.B[ld]' |
        grep -oE -e '(^|[^a-z-])--[a-z][a-z0-9-]*' | grep -oE -e '--.*' | sort -u >"$folder/named"
    comm -23 "$folder/named" "$folder/known" >"$folder/said"
    ! [ -s "$folder/said" ] && [ -s "$folder/named" ]
}
for page in $pages; do
    known_options "$source/$page"
    verdict $? "$page: it names no option that no program has"
done

# Nothing is left out: each subcommand and each command has its list of options in a page.
told() { # the words of a list's command
    grep -lF ".\\\" LIST $1" "$source"/src/hodo/*.1 "$source/rmt/hodo-rmt.1" "$source/experiments/hodo-experiment.7" >/dev/null ||
        echo "no page has the list '$1'" >>"$folder/said"
}
: >"$folder/said"
for subcommand in $(hodo --help | sed -n 's/^  hodo \([a-z]*\).*/\1/p'); do
    case $subcommand in
    rmt) told "rows=Commands hodo-rmt --help" ;;
    run) told "options hodo run feature-speed/angle-vs-layer --help" ;;
    *) told "options hodo $subcommand --help" ;;
    esac
done
for command in $(hodo-rmt --help | sed -n '/^Commands/,/^$/s/^  \([a-z]*\)  .*/\1/p'); do
    told "prose hodo-rmt $command --help"
    [ "$command" = laws ] || told "options hodo-rmt $command --help"
done
[ -s "$folder/said" ] && status=1 || status=0
verdict $status "every subcommand of hodo and command of hodo-rmt has its list"

# The environment: what the sources ask for stands in hodo(1), and nothing else.
grep -rhoE 'getenv\("[A-Z_]+"' "$source/src" "$source/rmt" "$source/experiments" | cut -d '"' -f 2 | sort -u >"$folder/asked"
sed -n 's/^\.It Ev \([A-Z_]*\)$/\1/p' "$source/src/hodo/hodo.1" | sort -u >"$folder/named"
diff "$folder/asked" "$folder/named" >"$folder/said"
verdict $? "hodo.1: the variables of the environment are those that the sources read"

# Exit statuses: those that --help names, and those of the page, are the same.
statuses_of_page() {
    sed -n '/^\.Sh EXIT STATUS/,/^\.Sh EXAMPLES/s/^\.It \([0-9]\)$/\1/p' "$1" | tr -d '\n'
}
statuses_of_help() {
    "$@" --help | sed -n '/^Exit/,$p' | tr '\n' ' ' | sed 's/[^:]*: //' | grep -oE '(^|[;,] |: )[0-9] ' |
        tr -cd '0-9\n' | sort -u | tr -d '\n'
}
same_statuses() { # page, command...
    page=$1
    shift
    echo "$page tells $(statuses_of_page "$page"), $* $(statuses_of_help "$@")" >"$folder/said"
    [ -n "$(statuses_of_page "$page")" ] && [ "$(statuses_of_page "$page")" = "$(statuses_of_help "$@")" ]
}
for subcommand in angle coordcheck lrtransfer train; do
    same_statuses "$source/src/hodo/hodo-$subcommand.1" hodo $subcommand
    verdict $? "hodo-$subcommand.1: its exit statuses are those of --help"
done
sed -n 's/^enum { HODO_EXIT_DONE.*/&/p' "$source/src/hodo/subcommand.h" | grep -oE '= [0-9]' | tr -cd 0-9 >"$folder/said"
[ "$(statuses_of_page "$source/src/hodo/hodo.1")" = "$(cat "$folder/said")" ]
verdict $? "hodo.1: its exit statuses are those of src/hodo/subcommand.h"
same_statuses "$source/rmt/hodo-rmt.1" hodo-rmt
verdict $? "hodo-rmt.1: its exit statuses are those of --help"
same_statuses "$source/experiments/hodo-experiment.7" hodo run feature-speed/angle-vs-layer
verdict $? "hodo-experiment.7: its exit statuses are those of --help"

# The examples, in the order of the page, in one folder; each with the status that its line RUN tells.
examples() { # page; the lines that stand in a display without RUN or SKIP are a fault, too
    plain "$1" | awk '
        /^\.Sh / { inside = $2 == "EXAMPLES" }
        !inside { next }
        /^\.\\" RUN/ { status = NF > 2 ? $3 : 0; marked = "RUN"; next }
        /^\.\\" SKIP/ { marked = "SKIP"; next }
        /^\.Bd/ {
            shown = 1
            if (marked == "") print "99\techo an example has neither RUN nor SKIP"
            next
        }
        /^\.Ed/ { shown = 0; marked = ""; next }
        shown && marked == "RUN" {
            more = sub(/ \\$/, "")
            sub(/^ +/, "")
            line = line (line != "" ? " " : "") $0
            if (!more) { print status "\t" line; line = "" }
        }'
}
tab=$(printf '\t')
run_examples() { # page, list
    examples "$1" >"$folder/list"
    echo "no example in $1" >"$folder/said"
    [ -s "$folder/list" ] || return 1
    while IFS=$tab read -r want command; do
        (cd "$folder/examples" && sh -c "$command") >"$folder/out" 2>"$folder/said" </dev/null
        got=$?
        [ "$got" -eq "$want" ] && continue
        echo "exit $got, not $want: $command" >>"$folder/said"
        return 1
    done <"$folder/list"
}
for page in $pages; do
    run_examples "$source/$page"
    verdict $? "$page: its examples run"
done

# The form: no warning of mandoc, none of groff, and every page that is named is here or a known one.
well_formed() { # page
    if command -v mandoc >/dev/null 2>&1; then
        mandoc -Tlint -Wwarning "$1" >"$folder/said" 2>&1 || return 1
    fi
    if command -v groff >/dev/null 2>&1; then
        groff -ww -mandoc -Tutf8 "$1" 2>&1 >/dev/null | grep -v '^ *$' >"$folder/said" && return 1
    fi
    for name in $(sed -n 's/^\.Xr \([a-z-]*\) \([0-9]\).*/\1.\2/p' "$1"); do
        case " $(echo $pages | sed 's|[a-z/]*/||g') gnuplot.1 " in
        *" $name "*) ;;
        *) echo "there is no page $name" >"$folder/said" && return 1 ;;
        esac
    done
}
if command -v mandoc >/dev/null 2>&1 || command -v groff >/dev/null 2>&1; then
    for page in $pages; do
        well_formed "$source/$page"
        verdict $? "$page: well formed"
    done
else
    skip "the pages are well formed" "neither mandoc nor groff is installed"
fi

# Each check bites: a copy with a fault is refused.
faulty() { # description, sed script, page, check...
    sed "$2" "$source/$3" >"$folder/faulty"
    description=$1
    cmp -s "$source/$3" "$folder/faulty" && echo "the fault was not planted" >"$folder/said" && verdict 1 "$description" && return
    shift 3
    if "$@" "$folder/faulty" >/dev/null 2>&1; then status=1; else status=0; fi
    echo "the fault was not found" >"$folder/said"
    verdict $status "$description"
}
faulty "an option that is missing is found" '/It Fl .-gamma/{N;d;}' src/hodo/hodo-train.1 same_lists
faulty "a law that is invented is found" 's/^\.It Cm semicircle$/.It Cm circle/' rmt/hodo-rmt.1 same_lists
faulty "a default that is wrong is found" 's/(default: mup)/(default: sp)/' src/hodo/hodo-angle.1 same_lists
faulty "an option in the text that no program has is found" 's/^\.Fl .-eta.-range$/.Fl \\-eta\\-interval/' src/hodo/hodo-lrtransfer.1 known_options
faulty "an example that fails is found" 's/jacobian .-.-activation=relu/jacobian \\-\\-activation=rely/' rmt/hodo-rmt.1 run_examples
faulty "an example that nobody marked is found" 's/^\.\\" RUN$/.\\"/' src/hodo/hodo.1 run_examples
a_status() { same_statuses "$1" hodo train; }
faulty "an exit status that is invented is found" 's/^\.It 2$/.It 3/' src/hodo/hodo-train.1 a_status
if command -v mandoc >/dev/null 2>&1 || command -v groff >/dev/null 2>&1; then
    faulty "a page that there is not is found" 's/hodo-angle 1/hodo-angel 1/' src/hodo/hodo.1 well_formed
fi
echo "1..$count"
