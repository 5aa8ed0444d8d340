# The portrait of a convolutional network: runs by how they ended, boundaries with the range of the draws, fitted
# exponents (thick) and those of the phase table through the middle of the points (thin dashed).
wide = 7.2
high = 5.2
load style
claimed = system(sprintf("echo '%s' | sed 's/[.]tsv$/.claims.tsv/'", table))
# Column `number` of claim `id`: 4 is predicted, 5 measured, 6 its standard error; -999 where there is none.
claim(id, number) = real(system(sprintf("awk -F'\t' -v id='%s' '$1 == id { print $%d; found = 1 } END { if (!found) print -999 }' '%s'", id, number, claimed)))
runs(end) = sprintf("< awk -F'\t' '$1 == \"run\" && $7 == %d { print log($3)/log(10) \"\t\" $4 }' '%s'", end, table)
band(line) = sprintf("< awk -F'\t' '$1 == \"%s\" { if (!($3 in n)) { order[++m] = $3; low[$3] = $4; top[$3] = $4 } n[$3]++; s[$3] += $4; if ($4 < low[$3]) low[$3] = $4; if ($4 > top[$3]) top[$3] = $4 } END { for (i = 1; i <= m; i++) { g = order[i]; print log(g)/log(10) \"\t\" s[g]/n[g] \"\t\" low[g] \"\t\" top[g] } }' '%s' | sort -g", line, table)
middle(line, least, most, column) = real(system(sprintf("awk -F'\t' '$1 == \"%s\" { x = log($3)/log(10); if (x > %g && x < %g) { n++; s += %d == 1 ? x : $4 } } END { print n ? s/n : -999 }' '%s'", line, least, most, column, table)))
set datafile nocolumnheaders
set xlabel 'feature learning strength γ'
set ylabel 'learning rate η'
set format x '10^{%g}'
set format y '10^{%g}'
set offsets 0.4, 0.6, 0.6, 0.6
set key bottom right spacing 1.2
do for [k = 1 : 3] {
    id = word('lazy rich slow', k)
    line = word('max max min', k)
    from = k == 1 ? -99 : 0.9
    till = k == 1 ? -1.5 : 99
    slope = claim(id, 5)
    if (slope > -998) {
        x = middle(line, from, till, 1)
        y = middle(line, from, till, 2)
        reach = k == 1 ? 0.8 : 1.3
        p = claim(id, 4)
        set arrow from x - reach, y - slope * reach to x + reach, y + slope * reach nohead linewidth 3 linecolor rgb '#d55e00'
        set arrow from x - reach, y - p * reach to x + reach, y + p * reach nohead linewidth 1.3 dashtype 2 linecolor rgb black front
        set label sprintf('γ^{%.2f ± %.2f}', slope, claim(id, 6)) at x - (k == 1 ? 0.5 : 0), y + (k == 3 ? -1.0 : 1.0) center front textcolor rgb '#a04000'
    }
}
plot runs(1) using 1:2 with points pointtype 7 pointsize 0.45 linecolor rgb '#0072b2' title 'learned', \
     runs(0) using 1:2 with points pointtype 6 pointsize 0.6 linecolor rgb '#555555' title 'too slow', \
     runs(2) using 1:2 with points pointtype 5 pointsize 0.5 linecolor rgb black title 'stuck', \
     runs(3) using 1:2 with points pointtype 2 pointsize 0.6 linecolor rgb '#555555' title 'diverged', \
     band('max') using 1:2:3:4 with yerrorbars pointtype 7 pointsize 1.0 linecolor rgb black title 'η_{max}, range of the draws', \
     band('min') using 1:2:3:4 with yerrorbars pointtype 9 pointsize 1.1 linecolor rgb black title 'η_{min}', \
     NaN with lines linewidth 3 linecolor rgb '#d55e00' title 'fitted slope', \
     NaN with lines linewidth 1.3 dashtype 2 linecolor rgb black title 'slope of the phase table'
