# Phase portraits, for each loss by the loss and by the accuracy at the end. Boxes: one cell of the grid each, of the first
# draw; large marks: boundaries, with the range of the draws; what the phase table says of them (thin dashed, its slope
# through the middle of the points) and what was fitted (thick). Small marks on cells say how they ended.
wide = 12.0
high = 13.6
load style
losses = values_of('loss')
depths = values_of('L')
claimed = system(sprintf("echo '%s' | sed 's/[.]tsv$/.claims.tsv/'", table))

# Column `number` of claim `id`: 4 is predicted, 5 measured, 6 its standard error; -999 where there is none.
claim(id, number) = real(system(sprintf("awk -F'\t' -v id='%s' '$1 == id { print $%d; found = 1 } END { if (!found) print -999 }' '%s'", id, number, claimed)))
# A point outside of every panel: gnuplot warns of a series that has none.
nowhere = "\\n-999\t-999\t-999\t-999\t0\t1"
# Runs of the search that end so (no grid behind them), as gamma, log_eta.
looks(series, end) = sprintf("< awk -F'\t' '$1 == \"%s\" && $10 == %d { print log($6)/log(10) \"\t\" $7 } END { print \"%s\" }' '%s'", series, end, nowhere, table)
# Cells of a grid that end so (-1: all), each as wide as it is nearest to its gamma: gamma, log_eta, the box, loss, accuracy.
cells(series, end) = sprintf("< awk -F'\t' '$1 == \"%s\" { x = log($6)/log(10); if (!(x in seen)) { seen[x] = 1; for (k = ++m; k > 1 && g[k - 1] > x; k--) g[k] = g[k - 1]; g[k] = x } if (%d < 0 || $10 == %d) { at[++n] = x; rest[n] = $7; box[n] = $8 \"\t\" $9 \"\t\" $10 \"\t\" $11 \"\t\" $13 } } END { for (i = 1; i <= n; i++) { for (k = 1; g[k] < at[i]; k++); below = k > 1 ? (g[k] - g[k - 1]) / 2 : m > 1 ? (g[2] - g[1]) / 2 : 0.5; above = k < m ? (g[k + 1] - g[k]) / 2 : m > 1 ? (g[m] - g[m - 1]) / 2 : 0.5; below = below > 1 ? 1 : below; above = above > 1 ? 1 : above; print at[i] \"\t\" rest[i] \"\t\" at[i] - below \"\t\" at[i] + above \"\t\" box[i] } print \"%s\\t1\\t1\\t1\" }' '%s'", series, end, end, nowhere, table)
# Mean, least and greatest over draws of a boundary's log_eta: gamma first.
band(series) = sprintf("< awk -F'\t' '$1 == \"%s\" { if (!($6 in n)) { order[++m] = $6; low[$6] = $7; top[$6] = $7 } n[$6]++; s[$6] += $7; if ($7 < low[$6]) low[$6] = $7; if ($7 > top[$6]) top[$6] = $7 } END { for (i = 1; i <= m; i++) { g = order[i]; print log(g)/log(10) \"\t\" s[g]/n[g] \"\t\" low[g] \"\t\" top[g] } }' '%s' | sort -g; awk 'BEGIN { print \"%s\" }'", series, table, nowhere)
# Mean of log_eta and of log gamma over the gammas between two powers of ten.
middle(series, least, most, column) = real(system(sprintf("awk -F'\t' '$1 == \"%s\" { x = log($6)/log(10); if (x > %g && x < %g) { n++; s += %d == 1 ? x : $7 } } END { print n ? s/n : -999 }' '%s'", series, least, most, column, table)))
spacing = real(system(sprintf("awk -F'\t' '!/^#/ && $6 + 0 > 0 { print log($6)/log(10) }' '%s' | sort -gu | awk 'NR > 1 { d = $1 - p; if (d > 1e-6 && (!b || d < b)) b = d } { p = $1 } END { print b ? b : 1 }'", table)))
least_gamma = real(system(sprintf("awk -F'\t' '!/^#/ && $6 + 0 > 0 { print log($6)/log(10) }' '%s' | sort -g | awk 'NR == 1'", table)))
most_gamma = real(system(sprintf("awk -F'\t' '!/^#/ && $6 + 0 > 0 { print log($6)/log(10) }' '%s' | sort -g | tail -n 1", table)))

painted = real(system(sprintf("awk -F'\t' '$5 == \"cell\" { n++ } END { print n + 0 }' '%s'", table))) > 0

has_grid(series) = real(system(sprintf("awk -F'\t' '$1 == \"%s\" { n++ } END { print n + 0 }' '%s'", series, table))) > 0

set datafile nocolumnheaders
set datafile missing 'nan'
set xrange [least_gamma - spacing / 2 : most_gamma + spacing / 2]
set format x '10^{%g}'
set xtics 2
set ytics 4
set format y '10^{%g}'
set style fill solid 1.0 noborder
set border 3 back
set grid back
unset key
slow = 0xebebeb
burst = 0xffffff
dead = 0x222222
ends(end) = end == 0 ? slow : end == 2 ? dead : burst

# Rows of panels: the loss, and below it the accuracy where there is a grid.
kinds = painted ? 2 : 1
rows_of_panels = kinds * words(losses)
columns_of_panels = words(depths)
high = rows_of_panels == 2 ? 7.4 : rows_of_panels == 1 ? 4.6 : high
if (rows_of_panels < 4) {
    eval format eq 'svg' ? 'set terminal svg size wide * 96, high * 96' : format eq 'pdf' ? 'set terminal pdfcairo size wide, high' : 'set terminal pngcairo size wide * 150, high * 150'
}
inch = 1 / high
floor_of = 1.3 * inch; ceiling_of = 1 - 0.4 * inch; between = 0.62 * inch
height = (ceiling_of - floor_of - (rows_of_panels - 1) * between) / rows_of_panels
set multiplot layout rows_of_panels, columns_of_panels margins 0.065, 0.895, floor_of, ceiling_of spacing 0.042, between

# The legend, below all panels.
array said[4] = ['learned', 'too slow', 'stuck', 'diverged ×']
high_line = 0.58 * inch; low_line = 0.24 * inch
do for [i = 1 : 4] {
    x = 0.075 + 0.095 * (i - 1)
    set object i rectangle from screen x - 0.012, high_line - 0.075 * inch to screen x + 0.01, high_line + 0.075 * inch \
        fillcolor rgb (i == 1 ? 0x5a9bcb : i == 2 ? slow : i == 3 ? dead : burst) fillstyle solid 1.0 border rgb '#888888'
    set label 100 + i said[i] at screen x + 0.015, high_line font ',10'
}
set label 110 (painted ? 'boxes: cells of the first draw; small marks: ○ too slow, ■ stuck, × diverged, ● learned' : 'small marks: single runs, ● learned') at screen 0.47, high_line font ',10'
set label 111 '' at screen 0.068, low_line point pointtype 7 pointsize 0.9 linecolor rgb black
set label 112 'η_{max}: learned' at screen 0.08, low_line font ',10'
set label 113 '' at screen 0.188, low_line point pointtype 13 pointsize 1.1 linecolor rgb black
set label 114 'η_{max}: survives' at screen 0.2, low_line font ',10'
set label 115 '' at screen 0.305, low_line point pointtype 9 pointsize 1.0 linecolor rgb black
set label 116 'η_{min}  (means, range of draws)' at screen 0.317, low_line font ',10'
set arrow 101 from screen 0.515, low_line to screen 0.545, low_line nohead linewidth 3 linecolor rgb '#d55e00'
set label 117 'fitted slope' at screen 0.55, low_line font ',10'
set arrow 102 from screen 0.635, low_line to screen 0.665, low_line nohead linewidth 1.3 dashtype 2 linecolor rgb black
set label 118 'slope of the phase table' at screen 0.67, low_line font ',10'
set arrow 103 from screen 0.815, low_line to screen 0.845, low_line nohead linewidth 1.3 dashtype 4 linecolor rgb black
set label 119 '2/(N λ) at the start' at screen 0.85, low_line font ',10'

do for [r = 1 : rows_of_panels] {
    l = word(losses, (r - 1) / kinds + 1)
    accuracy = (r - 1) % kinds
    first = l eq 'mse' ? 0.1 : log(10) # of the loss, ten classes
    if (accuracy) {
        set palette defined (0 '#f4f6e6', 0.5 '#7dbb8a', 1 '#004529')
        set cbrange [0.1:1]
        set format cb '%g'
        set cbtics 0.3
        set cblabel 'test accuracy' offset 0.2, 0
    } else {
        set palette defined (0 '#08306b', 0.35 '#2068a8', 0.7 '#5a9bcb', 1 '#93c0e2') # darker than too slow in grey as well
        set cbrange [-1.2:0]
        set format cb '10^{%.1f}'
        set cbtics 0.4
        set cblabel 'last loss / first loss' offset -0.2, 0
    }
    do for [c = 1 : columns_of_panels] {
        L = word(depths, c)
        name = l . '-' . L . '-'
        grid = has_grid(name . 'cell')
        set title (l eq 'mse' ? 'MSE' : 'cross-entropy') . ', L = ' . L . (accuracy ? ': accuracy' : painted ? ': loss' : '') offset 0, -0.6
        set xlabel (r == rows_of_panels ? 'feature learning strength γ' : '') offset 0, 0.3
        set ylabel (c == 1 ? 'learning rate η' : '') offset 0.8, 0
        set yrange [2 * least_gamma - 2.4 : 7.4]
        unset colorbox
        if (c == columns_of_panels) {
            set colorbox user origin screen 0.91, ceiling_of - r * height - (r - 1) * between + 0.08 * height size 0.012, 0.84 * height
        }
        if (r + c > 2) {
            unset label
            unset arrow
            unset object
        }
        # Fitted exponents with their standard errors, at the middle of their points.
        top = l eq 'mse' ? 'max' : 'survival'
        do for [k = 1 : 3] {
            id = l . '-' . word('lazy rich slow', k) . '-' . L
            s = name . word(top . ' max min', k)
            from = k == 1 ? -99 : 0.0001
            till = k == 1 ? (l eq 'mse' ? -2.5 : -0.7) : 99
            slope = claim(id, 5)
            if (slope > -998) {
                x = middle(s, from, till, 1); y = middle(s, from, till, 2)
                a = k == 1 ? least_gamma - 0.3 : 0.8; b = k == 1 ? (l eq 'mse' ? -2.4 : -0.6) : most_gamma + 0.3
                set arrow from a, y + slope * (a - x) to b, y + slope * (b - x) nohead linewidth 3 linecolor rgb '#d55e00' front
                p = claim(id, 4)
                set arrow from a, y + p * (a - x) to b, y + p * (b - x) nohead linewidth 1.3 dashtype 2 linecolor rgb black front
                set label (accuracy ? '' : sprintf('γ^{%.3f ± %.3f}', slope, claim(id, 6))) at (k == 1 ? least_gamma + 1.15 : k == 2 ? (x - 2.1 < least_gamma + 0.6 ? least_gamma + 0.6 : x - 2.1) : most_gamma - 1.1), (k == 3 ? -2.2 : k == 1 ? y + (l eq 'mse' ? 5.0 : 3.6) : y + 2.3 > 6.1 ? 6.1 : y + 2.3) center front textcolor rgb '#a04000' font ',10'
            }
        }
        if (accuracy && !grid) {
            set label 200 "no grid at this depth:\n--set painted=2,3,4" at graph 0.5, 0.25 center textcolor rgb '#777777' font ',10'
        }
        if (accuracy) {
            plot cells(name . 'cell', 3) using 1:2:3:4:5:6 with boxxyerror linecolor rgb '#ffffff', \
                 cells(name . 'cell', -1) using 1:2:3:4:5:6:9 with boxxyerror linecolor palette, \
                 cells(name . 'cell', 0) using 1:2 with points pointtype 6 pointsize 0.6 linecolor rgb '#555555', \
                 cells(name . 'cell', 2) using 1:2 with points pointtype 5 pointsize 0.65 linecolor rgb black, \
                 cells(name . 'cell', 3) using 1:2 with points pointtype 2 pointsize 0.6 linecolor rgb '#666666'
        } else {
            plot cells(name . 'cell', -1) using 1:2:3:4:5:6:(ends($7)) with boxxyerror linecolor rgb variable, \
                 cells(name . 'cell', 1) using 1:2:3:4:5:6:(log10($8 / first)) with boxxyerror linecolor palette, \
                 cells(name . 'cell', 3) using 1:2 with points pointtype 2 pointsize 0.6 linecolor rgb '#666666', \
                 looks(grid ? '' : name . 'look', 1) using 1:2 with points pointtype 7 pointsize 0.25 linecolor rgb '#0072b2', \
                 looks(grid ? '' : name . 'look', 0) using 1:2 with points pointtype 6 pointsize 0.35 linecolor rgb '#555555', \
                 looks(grid ? '' : name . 'look', 3) using 1:2 with points pointtype 2 pointsize 0.35 linecolor rgb '#555555', \
                 looks(grid ? '' : name . 'look', 2) using 1:2 with points pointtype 5 pointsize 0.4 linecolor rgb black, \
                 band(name . 'stability') using 1:2 with lines linecolor rgb black linewidth 1.3 dashtype 4, \
                 band(name . 'max') using 1:2:3:4 with yerrorbars pointtype 7 pointsize 0.9 linecolor rgb black, \
                 band(name . 'survival') using 1:2:3:4 with yerrorbars pointtype 13 pointsize 1.1 linecolor rgb black, \
                 band(name . 'min') using 1:2:3:4 with yerrorbars pointtype 9 pointsize 1.0 linecolor rgb black
        }
    }
}
unset multiplot
