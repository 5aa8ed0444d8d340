# The distinct values of a column, in order of first appearance, on one line with spaces between:
#   awk -f values.awk -v of=beta_rule table.tsv
BEGIN { FS = "\t" }
/^#/ { next }
!place {
    for (i = 1; i <= NF; i++) if ($i == of) place = i
    if (!place) {
        print "values.awk: the table has no column '" of "'" > "/dev/stderr"
        exit 1
    }
    next
}
!($place in seen) {
    seen[$place] = 1
    printf "%s%s", gap, $place
    gap = " "
}
