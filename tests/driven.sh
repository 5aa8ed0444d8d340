# Sourced by the tests that drive a program from the outside; not run by itself. They set $folder, an empty one
# where they stand, and run ARGUMENT..., the program. TAP on standard output, counted in $count.
# Under the sanitizers the leaks of this program count, whatever is asked of the suites.
unset ASAN_OPTIONS
count=0

# ok DESCRIPTION COMMAND...: one test; what the command says is shown when it fails.
ok() {
    description=$1
    shift
    count=$((count + 1))
    if "$@" >"$folder/said" 2>&1; then
        echo "ok $count - $description"
    else
        echo "not ok $count - $description"
        sed 's/^/# /' "$folder/said"
        test ! -s "$folder/err" || sed 's/^/# err: /' "$folder/err"
    fi
}
# exits STATUS ARGUMENT...: run ends with this status; its words are in err and out.
exits() {
    want=$1
    shift
    run "$@" >"$folder/out" 2>"$folder/err"
    got=$?
    test $got -eq "$want" || { echo "exit $got, not $want: $*"; return 1; }
}
# says STATUS WORDS ARGUMENT...: the same, and standard error holds the words, in one line.
says() {
    status=$1 words=$2
    shift 2
    exits "$status" "$@" || return 1
    grep -qF -e "$words" "$folder/err" || { echo "no '$words' in:"; cat "$folder/err"; return 1; }
    test "$status" -ne 2 || test "$(wc -l <"$folder/err")" -eq 1 || { echo "more than one line:"; cat "$folder/err"; return 1; }
}
rows() {
    grep -v '^#' "$1"
}
same_rows() {
    rows "$1" >"$folder/rows.1"
    rows "$2" >"$folder/rows.2"
    test -s "$folder/rows.1" && cmp "$folder/rows.1" "$folder/rows.2"
}
