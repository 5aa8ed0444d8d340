# The table that ends `make figures`: each figure's seconds, its claims by verdict, its picture.
#   awk [-v check=1] -f run_files.awk -f summary.awk TABLE CLAIMS PICTURE  TABLE CLAIMS PICTURE ...
# With check it fails when a claim differs.
BEGIN {
    format = "%-38s %8s %7s %8s %10s  %s\n"
    printf format, "figure", "seconds", "agrees", "differs", "too noisy", "picture"
    for (i = 1; i + 2 < ARGC; i += 3) {
        tally(ARGV[i + 1], count)
        agrees = count["agrees"] + 0; differs = count["differs"] + 0; noisy = count["too noisy"] + 0
        seconds = note(ARGV[i], "wall seconds")
        printf format, note(ARGV[i], "experiment"), sprintf("%.2f", seconds), agrees, differs, noisy, ARGV[i + 2]
        total += seconds
        all_agree += agrees
        all_differ += differs
        all_noisy += noisy
    }
    printf format, "all", sprintf("%.2f", total), all_agree, all_differ, all_noisy, ""
    if (check != "" && all_differ > 0) {
        print "a claim differs: the tables results/*/*.claims.tsv say which" > "/dev/stderr"
        exit 1
    }
}
