# TAP for the house's tests, which source it: `report DESCRIPTION WRONG` is one result, ok where WRONG is empty, and the
# lines of WRONG as comments where it is not; `echo "1..$count"` ends the test.
count=0
report() {
    count=$((count + 1))
    if [ -z "$2" ]; then
        echo "ok $count - $1"
    else
        echo "not ok $count - $1"
        printf '%s\n' "$2" | sed 's/^/# /'
    fi
}
