#!/bin/sh
# The reference with every warning an error, and the proof that it can fail: made-up headers beside the real
# ones, a function that nobody described, a comment that names what is not there, must be refused.
#   check.sh SOURCE HEADER...
set -eu
source=$1
shift
here=$(dirname "$0")
sh "$here/reference.sh" "$source" api.check FAIL_ON_WARNINGS "$@"
for page in rmt/angle:index arena.h:group__room__base rmt_law_quantile:law_8h; do
    grep -q "${page%:*}" "api.check/html/${page#*:}.html" || {
        echo "check-api: api.check/html/${page#*:}.html says nothing of ${page%:*}" >&2
        exit 1
    }
done

wrong=$PWD/api.check/wrong
refused() { # name of the header, warning that must stand; the header on standard input
    mkdir -p "$wrong/src/base"
    cat >"$wrong/src/base/$1.h"
    header=$wrong/src/base/$1.h
    shift
    warning=$1
    shift
    if sh "$here/reference.sh" "$source" "$wrong/out" FAIL_ON_WARNINGS "$header" "$@" >"$wrong/log" 2>&1; then
        echo "check-api: a wrong header passed: $header" >&2
        exit 1
    fi
    if ! grep -q "$warning" "$wrong/log" || grep 'error:' "$wrong/log" | grep -qv "$warning"; then
        echo "check-api: $header was refused, but not for \"$warning\" alone:" >&2
        cat "$wrong/log" >&2
        exit 1
    fi
}
refused silent 'silent.h:4: .*hodo_silent.* is not documented' "$@" <<'END'
/* A header
 * made up. */

int hodo_silent(int x);
END
refused stray "stray.h:4: .*unable to resolve reference to 'hodo_nowhere'" "$@" <<'END'
/* A header
 * made up. */

/* The same as hodo_nowhere. */
int hodo_stray(int x);
END
rm -rf api.check
echo "check-api: $# headers without a warning; wrong ones are refused"
