# What stands behind `# KEY: ` above a table's rows; nothing where there is no such line: awk -f note.awk -f PROGRAM.awk ...
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
