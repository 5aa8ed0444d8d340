#!/bin/sh
# The reference with every warning an error, and the proof that it can fail: a made-up header with a function that
# nobody described, and one whose comment names a function that is not there, must each be refused.
#   check.sh SOURCE HEADER...
set -eu
source=$1
shift
here=$(dirname "$0")
sh "$here/reference.sh" "$source" api.check FAIL_ON_WARNINGS "$@"

refused() { # name, warning that must stand, header on standard input
    mkdir -p api.check/wrong/src/base
    cat >"api.check/wrong/src/base/$1.h"
    if sh "$here/reference.sh" "$source" api.check/wrong/out FAIL_ON_WARNINGS "$PWD/api.check/wrong/src/base/$1.h" \
        >api.check/wrong/log 2>&1; then
        echo "check-api: $1: a wrong header passed" >&2
        exit 1
    fi
    grep -q "$2" api.check/wrong/log || {
        echo "check-api: $1: refused, but not for \"$2\":" >&2
        cat api.check/wrong/log >&2
        exit 1
    }
}
refused silent 'hodo_silent.* is not documented' <<'END'
/* A header. */

int hodo_silent(int x);
END
refused stray 'hodo_nowhere' <<'END'
/* A header. */

/* The same as hodo_nowhere. */
int hodo_stray(int x);
END
rm -rf api.check
echo "check-api: $# headers, no warning; wrong ones are refused"
