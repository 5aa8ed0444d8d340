# The values that an experiment is run at, as lines PARAMETER<tab>VALUE: those of every preset, out of what the program
# prints for --list, and those of a run, out of the `# parameter NAME: VALUES` lines of its table. Ranges that --list
# gives unexpanded (10..200) are passed over; a table has them expanded. Of a word such as schedule/3 or tied-3 the
# number is a value too.
BEGIN { FS = "\t" }
/^parameter\t/ { for (i = 5; i <= 7; i++) put($2, $i) }
/^# parameter / {
    name = $0; sub(/^# parameter /, "", name); sub(/: .*/, "", name)
    list = $0; sub(/^[^:]*: /, "", list)
    put(name, list)
}
function put_parts(name, word,  part, count, i) {
    if (word !~ /^[a-z]+[-\/]/) return
    count = split(word, part, /[-\/]/)
    for (i = 2; i <= count; i++) if (part[i] ~ /^[0-9.]+$/) print name "\t" part[i]
}
function put(name, list,  value, count, i) {
    count = split(list, value, ",")
    for (i = 1; i <= count; i++) if (!((name, value[i]) in told)) { told[name, value[i]] = 1; print name "\t" value[i]; put_parts(name, value[i]) }
}
