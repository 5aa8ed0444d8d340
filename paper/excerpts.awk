# Cuts the excerpts that the paper shows out of a source file:
#   awk -f excerpts.awk -v name=src/x.c -v folder=paper/excerpts /path/to/src/x.c
# Lines between `/* excerpt: TAG */` and `/* end: TAG */` go to FOLDER/NAME.TAG, with their common
# indentation removed. A tag that is opened twice or never closed is an error.
{
    if (match($0, /\/\* excerpt: [a-z0-9-]+ \*\//)) {
        if (tag != "") stop("excerpt '" tag "' is still open")
        split(substr($0, RSTART, RLENGTH), word, " ")
        tag = word[3]
        if (tag in seen) stop("excerpt '" tag "' stands twice")
        seen[tag] = 1
        lines = 0
        indent = 1000
        next
    }
    if (match($0, /\/\* end: [a-z0-9-]+ \*\//)) {
        split(substr($0, RSTART, RLENGTH), word, " ")
        if (word[3] != tag) stop("'" word[3] "' ends, '" tag "' is open")
        path = folder "/" name "." tag
        for (i = 1; i <= lines; i++) print substr(line[i], indent + 1) > path
        close(path)
        tag = ""
        next
    }
    if (tag != "") {
        line[++lines] = $0
        if ($0 ~ /[^ ]/) {
            match($0, /^ */)
            if (RLENGTH < indent) indent = RLENGTH
        }
    }
}
END {
    if (!failed && tag != "") stop("excerpt '" tag "' is never closed")
    exit failed
}
function stop(reason) {
    print name ":" NR ": " reason > "/dev/stderr"
    failed = 1
    exit 1
}
