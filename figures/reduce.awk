# Averages rows of a table over independent draws.
#
#   awk -f reduce.awk -v by=beta,layer -v of=theta table.tsv
#
# One row for each combination of the `by` columns:
#   the `by` columns, mean, standard error, least, greatest, median, count.
# Rows with one value of the first `by` column stand together, in order of first appearance. Where there are several
# `by` columns, two blank lines and the names again part the values of the first, as gnuplot's `index` wants it.
BEGIN {
    FS = OFS = "\t"
    keys = split(by, key_name, ",")
}
/^#/ { next }
!header {
    header = 1
    for (i = 1; i <= NF; i++) place[$i] = i
    for (i = 1; i <= keys; i++) if (!(key_name[i] in place)) fail(key_name[i])
    if (!(of in place)) fail(of)
    next
}
{
    key = $place[key_name[1]]
    for (i = 2; i <= keys; i++) key = key OFS $place[key_name[i]]
    if (!(key in count)) {
        first = $place[key_name[1]]
        if (!(first in block)) block[first] = ++blocks
        member[block[first], ++members[block[first]]] = key
    }
    value[key, ++count[key]] = $place[of] + 0
}
END {
    if (failed) exit 1
    for (b = 1; b <= blocks; b++) {
        if (b == 1 || keys > 1) print_header(b > 1)
        for (k = 1; k <= members[b]; k++) print_group(member[b, k])
    }
}
function print_header(apart,    line) {
    line = by
    gsub(",", OFS, line)
    if (apart) printf "\n\n"
    print line, "mean", "stderr", "least", "greatest", "median", "count"
}
function print_group(key,    n, i, sum, squares, mean, error, middle) {
    n = count[key]
    sum = squares = 0
    for (i = 1; i <= n; i++) {
        sorted[i] = value[key, i]
        sum += sorted[i]
    }
    mean = sum / n
    for (i = 1; i <= n; i++) squares += (sorted[i] - mean) ^ 2
    error = n > 1 ? sqrt(squares / (n - 1) / n) : 0
    sort(1, n)
    middle = n % 2 ? sorted[(n + 1) / 2] : (sorted[n / 2] + sorted[n / 2 + 1]) / 2
    printf "%s\t%.9g\t%.9g\t%.9g\t%.9g\t%.9g\t%d\n", key, mean, error, sorted[1], sorted[n], middle, n
}
# Quicksort of sorted[low .. high], around the middle element.
function sort(low, high,    i, j, pivot, swap) {
    while (low < high) {
        pivot = sorted[int((low + high) / 2)]
        i = low
        j = high
        while (i <= j) {
            while (sorted[i] < pivot) i++
            while (sorted[j] > pivot) j--
            if (i <= j) {
                swap = sorted[i]
                sorted[i++] = sorted[j]
                sorted[j--] = swap
            }
        }
        sort(low, j)
        low = i
    }
}
function fail(name) {
    print "reduce.awk: the table has no column '" name "'" > "/dev/stderr"
    failed = 1
    exit 1
}
