#!/bin/sh
# Prints a page of the manual with its lists renewed: what stands between a line `.\" LIST KIND COMMAND...` and the
# next `.\" END` is what the command says now, in the form that manual.awk gives it. The programs are those of PATH.
#
#   manual.sh PAGE
#
# `make manual` writes the pages anew with it, and tests/house/manual.sh holds them to it.
set -u
page=${1:?write manual.sh PAGE}
folder=$(dirname "$0")
said=$(mktemp) || exit 1
trap 'rm -f "$said"' EXIT
inside=
while IFS= read -r line; do
    case $line in
    '.\" LIST '*)
        printf '%s\n' "$line"
        set -f
        set -- ${line#'.\" LIST '}
        set +f
        kind=${1%%=*}
        heading=${1#"$kind"}
        shift
        "$@" >"$said" || {
            echo "manual.sh: $page: '$*' failed: build it and put it into PATH" >&2
            exit 1
        }
        ${AWK:-awk} -v kind="$kind" -v heading="$(echo "${heading#=}" | tr _ " ")" -f "$folder/manual.awk" "$said"
        inside=yes
        ;;
    '.\" END')
        inside=
        printf '%s\n' "$line"
        ;;
    *) test -n "$inside" || printf '%s\n' "$line" ;;
    esac
done <"$page"
test -z "$inside" || {
    echo "manual.sh: $page: a list lacks its line .\\\" END" >&2
    exit 1
}
