#!/bin/sh
# Writes the reference of public headers with Doxygen:
#   reference.sh SOURCE FOLDER WARN_AS_ERROR HEADER...      SOURCE/HEADER, or from the root
# FOLDER/html is replaced when the new one is whole. Exit 1 when Doxygen is missing, or fails, which with
# WARN_AS_ERROR=FAIL_ON_WARNINGS it does after the last warning.
set -eu
source=$(cd "$1" && pwd) folder=$2 strict=$3
shift 3
if [ -z "${DOXYGEN-}" ]; then
    echo "the reference needs doxygen: run ./autogen.sh --install-deps=all, then configure again" >&2
    exit 1
fi
input=\"$source/paper/api/rooms.dox\"
for header in "$@"; do
    case $header in
    /*) input="$input \"$header\"" ;;
    *) input="$input \"$source/$header\"" ;;
    esac
done
# What the shell puts in has no meaning to sed: & and | and backslashes are escaped.
quoted() {
    printf '%s' "$1" | "${SED:-sed}" 's/[&|\\]/\\&/g'
}
# Doxygen goes on, with nothing, where its filter cannot run.
"${AWK:-awk}" -f "$source/paper/api/declarations.awk" -f "$source/paper/api/comments.awk" /dev/null
rm -rf "$folder.part"
mkdir -p "$folder.part"
"${SED:-sed}" -e "s|@VERSION@|$(quoted "$VERSION")|" -e "s|@AWK@|$(quoted "${AWK:-awk}")|g" \
    -e "s|@WARN_AS_ERROR@|$strict|" -e "s|@FOLDER@|$(quoted "$folder.part")|" \
    -e "s|@INPUT@|$(quoted "$input")|" -e "s|@SOURCE@|$(quoted "$source")|g" \
    "$source/paper/api/Doxyfile.in" >"$folder.part/Doxyfile"
"$DOXYGEN" "$folder.part/Doxyfile"
rm -rf "$folder"
mv "$folder.part" "$folder"
