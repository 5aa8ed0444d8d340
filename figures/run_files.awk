# What the files of a run say, for the programs that sum runs up: awk -f run_files.awk -f PROGRAM.awk ...

# What stands behind `# KEY: ` above a table's rows; nothing where there is no such line.
function note(file, key,    line, value) {
    while ((getline line < file) > 0 && line ~ /^# /) {
        if (index(line, "# " key ": ") == 1) {
            value = substr(line, length(key) + 5)
            break
        }
    }
    close(file)
    return value
}

# How many claims of FILE.claims.tsv have each verdict: count["agrees"], count["differs"], count["too noisy"]; all of them is
# what it returns.
function tally(file, count,    line, field, n, i, where, claims) {
    split("", count)
    while ((getline line < file) > 0) {
        if (line ~ /^#/) continue
        n = split(line, field, "\t")
        if (!where) {
            for (i = 1; i <= n; i++) if (field[i] == "verdict") where = i
            continue
        }
        count[field[where]]++
        claims++
    }
    close(file)
    return claims + 0
}
