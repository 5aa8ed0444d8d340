#!/bin/sh
# Makes the build system: autoreconf, then configure with the arguments that are given.
#
#   ./autogen.sh [--install-deps[=all]] [CONFIGURE-ARGUMENT...]
#
# --install-deps      first installs the Debian packages that are missing (apt-get, with sudo where
#                     the user is not root); elsewhere it prints the list and stops
# --install-deps=all  what `make paper`, `make report`, `make api`, their checks and `make check-memory` need too
set -eu

packages="autoconf automake libtool gcc make pkg-config gnuplot-nox
libopenblas-dev liblapacke-dev libgsl-dev libfftw3-dev libpng-dev librandom123-dev libcriterion-dev"
optional="latexmk texlive-latex-base texlive-latex-recommended texlive-latex-extra
texlive-fonts-recommended lmodern poppler-utils pandoc doxygen chromium chromium-driver python3-selenium g++
mandoc man-db patch valgrind"

install_packages() {
    if ! command -v apt-get >/dev/null 2>&1 || ! command -v dpkg-query >/dev/null 2>&1; then
        echo "autogen.sh: no apt-get on this system; install what these Debian packages hold, then run ./autogen.sh:" >&2
        echo $packages >&2
        exit 1
    fi
    missing=
    for package in $packages; do
        dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null | grep -qx installed ||
            missing="$missing $package"
    done
    if [ -z "$missing" ]; then
        echo "autogen.sh: every package is there"
        return
    fi
    become=
    if [ "$(id -u)" != 0 ]; then
        command -v sudo >/dev/null 2>&1 || {
            echo "autogen.sh: not root and no sudo; as root run: apt-get install$missing" >&2
            exit 1
        }
        become=sudo
    fi
    echo "autogen.sh: installing$missing"
    $become apt-get update -q
    $become env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends $missing
}

here=$(pwd)
source=$(cd "$(dirname "$0")" && pwd)
case ${1-} in
--install-deps) shift; install_packages ;;
--install-deps=all) shift; packages="$packages $optional"; install_packages ;;
--install-deps=*) echo "autogen.sh: $1: only --install-deps and --install-deps=all are known" >&2; exit 2 ;;
esac
for program in autoreconf libtoolize; do
    command -v "$program" >/dev/null 2>&1 || {
        echo "autogen.sh: $program is missing: install autoconf, automake and libtool, or run ./autogen.sh --install-deps" >&2
        exit 1
    }
done
cd "$source"
autoreconf --install
cd "$here"
exec "$source/configure" "$@"
