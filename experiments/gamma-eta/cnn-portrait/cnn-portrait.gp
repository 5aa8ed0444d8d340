# The portrait of a convolutional network: how cells of the grid end (boxes: learned ones by their loss) and single runs
# of the search (small marks), boundaries with the range of the draws, fitted exponents (thick) and those of the phase
# table through the middle of the points (thin dashed).
wide = 7.6
high = 5.6
load style
claimed = system(sprintf("echo '%s' | sed 's/[.]tsv$/.claims.tsv/'", table))
# Column `number` of claim `id`: 4 is predicted, 5 measured, 6 its standard error; -999 where there is none.
claim(id, number) = real(system(sprintf("awk -F'\t' -v id='%s' '$1 == id { print $%d; found = 1 } END { if (!found) print -999 }' '%s'", id, number, claimed)))
# A point outside of the picture: gnuplot warns of a series that has none.
nowhere = "\\n-999\t-999\t-999\t-999\t0\t1"
# Rows of one kind that end so (-1: all), as gamma, log_eta, inside, outside, end, last_loss.
rows(what, end) = sprintf("< awk -F'\t' '$1 == \"%s\" && (%d < 0 || $7 == %d) { print log($3)/log(10) \"\t\" $4 \"\t\" $5 \"\t\" $6 \"\t\" $7 \"\t\" $8 } END { print \"%s\" }' '%s'", what, end, end, nowhere, table)
band(line) = sprintf("< awk -F'\t' '$1 == \"%s\" { if (!($3 in n)) { order[++m] = $3; low[$3] = $4; top[$3] = $4 } n[$3]++; s[$3] += $4; if ($4 < low[$3]) low[$3] = $4; if ($4 > top[$3]) top[$3] = $4 } END { for (i = 1; i <= m; i++) { g = order[i]; print log(g)/log(10) \"\t\" s[g]/n[g] \"\t\" low[g] \"\t\" top[g] } }' '%s' | sort -g; awk 'BEGIN { print \"%s\" }'", line, table, nowhere)
middle(line, least, most, column) = real(system(sprintf("awk -F'\t' '$1 == \"%s\" { x = log($3)/log(10); if (x > %g && x < %g) { n++; s += %d == 1 ? x : $4 } } END { print n ? s/n : -999 }' '%s'", line, least, most, column, table)))
gammas = sprintf("awk -F'\t' '!/^#/ && $3 + 0 > 0 { print log($3)/log(10) }' '%s' | sort -g", table)
column = real(system(sprintf("awk -F'\t' '$1 == \"cell\" { print log($3)/log(10) }' '%s' | sort -gu | awk 'NR > 1 { d = $1 - p; if (d > 1e-6 && (!b || d < b)) b = d } { p = $1 } END { print b ? b : 1 }'", table)))
least_gamma = real(system(gammas . " | awk 'NR == 1'"))
most_gamma = real(system(gammas . " | tail -n 1"))
etas = sprintf("awk -F'\t' '!/^#/ && $3 + 0 > 0 { print $5; print $6 }' '%s' | sort -g", table)
least_eta = real(system(etas . " | awk 'NR == 1'"))
most_eta = real(system(etas . " | tail -n 1"))
first = 0.1 # the square loss of ten classes at the start

set datafile nocolumnheaders
set lmargin screen 0.105
set rmargin screen 0.84
set tmargin screen 0.975
set bmargin screen 0.235
set xrange [least_gamma - column / 2 : most_gamma + column / 2]
set yrange [least_eta - 0.15 : most_eta + 0.15]
set palette defined (0 '#08306b', 0.35 '#2068a8', 0.7 '#5a9bcb', 1 '#93c0e2') # darker than too slow in grey as well
set cbrange [-0.3:0]
set cbtics 0.1
set format cb '10^{%.1f}'
set colorbox user origin 0.86, 0.33 size 0.02, 0.55
set cblabel 'last tenth of the losses / first loss (learned)' offset 0.5, 0
set xlabel 'feature learning strength γ' offset 0, 0.3
set ylabel 'learning rate η' offset 0.8, 0
set format x '10^{%g}'
set format y '10^{%g}'
set xtics 1
set style fill solid 1.0 noborder
unset key
unset grid
aside = column / 3 # so that boundaries stay free of the runs
slow = 0xebebeb
burst = 0xffffff
dead = 0x222222
ends(end) = end == 0 ? slow : end == 2 ? dead : burst

# The legend, below the picture.
array said[4] = ['learned', 'too slow', 'stuck', 'diverged']
array at_x[4] = [0.12, 0.235, 0.355, 0.455]
do for [i = 1 : 4] {
    set object i rectangle from screen at_x[i] - 0.014, 0.101 to screen at_x[i] + 0.006, 0.127 \
        fillcolor rgb (i == 1 ? 0x5a9bcb : i == 2 ? slow : i == 3 ? dead : burst) fillstyle solid 1.0 border rgb '#888888'
    set label 100 + i said[i] at screen at_x[i] + 0.014, 0.114 font ',9'
}
set label 110 'boxes: one cell each; small marks ● ○ ■ × beside' at screen 0.555, 0.126 font ',9'
set label 109 'the boundaries: runs of their search that end so' at screen 0.555, 0.096 font ',9'
set label 111 '' at screen 0.116, 0.06 point pointtype 7 pointsize 1.0 linecolor rgb black
set label 112 'η_{max}: the last that learns' at screen 0.134, 0.06 font ',9'
set label 113 '' at screen 0.375, 0.06 point pointtype 9 pointsize 1.1 linecolor rgb black
set label 114 'η_{min}: the first that does' at screen 0.393, 0.06 font ',9'
set label 115 '(means, range of the draws)' at screen 0.625, 0.06 font ',9'
set arrow 101 from screen 0.102, 0.022 to screen 0.13, 0.022 nohead linewidth 3 linecolor rgb '#d55e00'
set label 116 'fitted slope' at screen 0.134, 0.022 font ',9'
set arrow 102 from screen 0.36, 0.022 to screen 0.388, 0.022 nohead linewidth 1.3 dashtype 2 linecolor rgb black
set label 117 'slope of the phase table' at screen 0.393, 0.022 font ',9'

# Lines of one slope each through the middle of their points, drawn between the cells and the boundaries.
array fitted[3]
array table_says[3]
do for [k = 1 : 3] {
    id = word('lazy rich slow', k)
    line = word('max max min', k)
    from = k == 1 ? -99 : 0.1
    till = k == 1 ? -1.5 : 99
    slope = claim(id, 5)
    p = claim(id, 4)
    x = middle(line, from, till, 1)
    y = middle(line, from, till, 2)
    a = k == 1 ? least_gamma - column / 2 : x - 1.0
    b = k == 1 ? -1.4 : most_gamma + column / 2
    ends_of(slope) = sprintf("< awk 'BEGIN { print \"%.6g\t%.6g\"; print \"%.6g\t%.6g\" }'", a, y + slope * (a - x), b, y + slope * (b - x))
    fitted[k] = slope > -998 ? ends_of(slope) : "< awk 'BEGIN { print \"-999\t-999\" }'"
    table_says[k] = slope > -998 ? ends_of(p) : fitted[k]
    if (slope > -998) {
        set label sprintf('γ^{%.2f ± %.2f}', slope, claim(id, 6)) at (k == 1 ? x - 0.1 : x), y + (k == 1 ? 2.7 : k == 2 ? 1.15 : -2.1) center front textcolor rgb '#a04000'
    }
}
plot rows('cell', -1) using 1:2:($1 - column / 2):($1 + column / 2):3:4:($5 == 1 ? 0 : ends($5)) with boxxyerror linecolor rgb variable, \
     rows('cell', 1) using 1:2:($1 - column / 2):($1 + column / 2):3:4:(log10($6 / first)) with boxxyerror linecolor palette, \
     rows('cell', 3) using 1:2 with points pointtype 2 pointsize 0.7 linecolor rgb '#999999', \
     rows('run', 1) using ($1 - aside):2 with points pointtype 7 pointsize 0.35 linecolor rgb '#0072b2', \
     rows('run', 0) using ($1 - aside):2 with points pointtype 6 pointsize 0.5 linecolor rgb '#555555', \
     rows('run', 2) using ($1 - aside):2 with points pointtype 5 pointsize 0.45 linecolor rgb black, \
     rows('run', 3) using ($1 - aside):2 with points pointtype 2 pointsize 0.5 linecolor rgb '#555555', \
     for [k = 1 : 3] fitted[k] using 1:2 with lines linewidth 3 linecolor rgb '#d55e00', \
     for [k = 1 : 3] table_says[k] using 1:2 with lines linewidth 1.3 dashtype 2 linecolor rgb black, \
     band('max') using 1:2:3:4 with yerrorbars pointtype 7 pointsize 1.1 linecolor rgb black, \
     band('min') using 1:2:3:4 with yerrorbars pointtype 9 pointsize 1.2 linecolor rgb black
