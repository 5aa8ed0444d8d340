# Sourced by the tests that compare with other programs, all of which are Python's; not run by itself.
: "${top_srcdir:=.}" "${top_builddir:=.}"

# Sets $python to one that imports module $1, or skips the test with the Debian package $2 in its message.
need_python() {
    for python in ${PYTHON:-} /usr/bin/python3 python3; do
        if "$python" -c "import $1" 2>/dev/null; then
            return
        fi
    done
    echo "1..0 # SKIP no Python with $1 (Debian: $2)"
    exit 0
}

# What the driver $1 prints, to the script $2, whose TAP and status are the test's.
compare() {
    scratch=$1.$$.txt
    "$top_builddir/tests/peer/$1" >"$scratch" || {
        rm -f "$scratch"
        echo "Bail out! $1 failed"
        exit 1
    }
    PYTHONDONTWRITEBYTECODE=1 "$python" "$top_srcdir/tests/peer/$2" <"$scratch"
    status=$?
    rm -f "$scratch"
    exit $status
}
