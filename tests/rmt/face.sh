# How the scripts here ask hodo-rmt and judge its answers; they source this file. TAP: end with `echo "1..$count"`.
: "${top_srcdir:=.}" "${top_builddir:=.}"
program=$top_builddir/rmt/hodo-rmt
scratch=$(mktemp -d "${TMPDIR:-/tmp}/hodo-rmt.XXXXXX") || exit 99
trap 'rm -rf "$scratch"' EXIT
count=0

# verdict STATUS NAME: 0 is ok.
verdict() {
    count=$((count + 1))
    if [ "$1" -eq 0 ]; then echo "ok $count - $2"; else
        echo "not ok $count - $2"
        sed 's/^/# /' "$scratch/out" "$scratch/err" 2>/dev/null | head -20
    fi
}

# skip NAME REASON
skip() {
    count=$((count + 1))
    echo "ok $count - $1 # SKIP $2"
}

run() {
    "$program" "$@" >"$scratch/out" 2>"$scratch/err"
    status=$?
}

# refused PATTERN ARGUMENT...: status 2, nothing on standard output, one line that matches.
refused() {
    pattern=$1
    shift
    run "$@"
    [ $status -eq 2 ] && [ ! -s "$scratch/out" ] && [ "$(wc -l <"$scratch/err")" -eq 1 ] &&
        grep -q "^hodo-rmt: .*$pattern" "$scratch/err"
    verdict $? "refuses $*"
}

# note KEY: the value of a line `# KEY: value` of the last answer.
note() {
    sed -n "s/^# $1: //p" "$scratch/out"
}

# names: the row of column names of the last answer.
names() {
    grep -v '^#' "$scratch/out" | head -n 1
}

# close X Y TOLERANCE: |X - Y| <= TOLERANCE, false for nan and for nothing.
close() {
    awk -v x="$1" -v y="$2" -v t="$3" 'BEGIN { exit !(x != "" && y != "" && x - y <= t && y - x <= t) }'
}
