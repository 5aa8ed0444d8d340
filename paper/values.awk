# The values that an experiment is run at, as lines PARAMETER<tab>VALUE: those of every preset, out of what the program
# prints for --list, and those of a run, out of the `# parameter NAME: VALUES` lines of its table. Ranges that --list
# gives unexpanded (10..200) are passed over; a table has them expanded.
BEGIN { FS = "\t" }
/^parameter\t/ { for (i = 5; i <= 7; i++) put($2, $i) }
/^# parameter / {
    name = $0; sub(/^# parameter /, "", name); sub(/: .*/, "", name)
    list = $0; sub(/^[^:]*: /, "", list)
    put(name, list)
}
function put(name, list,  value, count, i) {
    count = split(list, value, ",")
    for (i = 1; i <= count; i++) if (!((name, value[i]) in told)) { told[name, value[i]] = 1; print name "\t" value[i] }
}
