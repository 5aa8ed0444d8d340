# Phase portraits: how cells end (boxes and small marks), boundaries (large marks with the range of the draws), what
# the phase table says of them (thin dashed, its slope through the middle of the points) and what was fitted (thick).
wide = 12.0
high = 8.2
load style
losses = values_of('loss')
depths = values_of('L')
claimed = system(sprintf("echo '%s' | sed 's/[.]tsv$/.claims.tsv/'", table))

# Column `number` of claim `id`: 4 is predicted, 5 measured, 6 its standard error; -999 where there is none.
claim(id, number) = real(system(sprintf("awk -F'\t' -v id='%s' '$1 == id { print $%d; found = 1 } END { if (!found) print -999 }' '%s'", id, number, claimed)))
# A point outside of every panel: gnuplot warns of a series that has none.
nowhere = "\\n-999\t-999\t-999\t-999\t0\t1"
# Rows of one series that end so (-1: all), as gamma, log_eta, inside, outside, end, last_loss.
rows(series, end) = sprintf("< awk -F'\t' '$1 == \"%s\" && (%d < 0 || $10 == %d) { print log($6)/log(10) \"\t\" $7 \"\t\" $8 \"\t\" $9 \"\t\" $10 \"\t\" $11 } END { print \"%s\" }' '%s'", series, end, end, nowhere, table)
# Mean, least and greatest over draws of a boundary's log_eta: gamma first.
band(series) = sprintf("< awk -F'\t' '$1 == \"%s\" { if (!($6 in n)) { order[++m] = $6; low[$6] = $7; top[$6] = $7 } n[$6]++; s[$6] += $7; if ($7 < low[$6]) low[$6] = $7; if ($7 > top[$6]) top[$6] = $7 } END { for (i = 1; i <= m; i++) { g = order[i]; print log(g)/log(10) \"\t\" s[g]/n[g] \"\t\" low[g] \"\t\" top[g] } }' '%s' | sort -g; awk 'BEGIN { print \"%s\" }'", series, table, nowhere)
# Mean of log_eta and of log gamma over the gammas between two powers of ten.
middle(series, least, most, column) = real(system(sprintf("awk -F'\t' '$1 == \"%s\" { x = log($6)/log(10); if (x > %g && x < %g) { n++; s += %d == 1 ? x : $7 } } END { print n ? s/n : -999 }' '%s'", series, least, most, column, table)))
spacing = real(system(sprintf("awk -F'\t' '!/^#/ && $6 + 0 > 0 { print log($6)/log(10) }' '%s' | sort -gu | awk 'NR > 1 { d = $1 - p; if (d > 1e-6 && (!b || d < b)) b = d } { p = $1 } END { print b ? b : 1 }'", table)))
least_gamma = real(system(sprintf("awk -F'\t' '!/^#/ && $6 + 0 > 0 { print log($6)/log(10) }' '%s' | sort -g | awk 'NR == 1'", table)))
most_gamma = real(system(sprintf("awk -F'\t' '!/^#/ && $6 + 0 > 0 { print log($6)/log(10) }' '%s' | sort -g | tail -n 1", table)))

set datafile nocolumnheaders
set xrange [least_gamma - spacing / 2 : most_gamma + spacing / 2]
set palette defined (0 '#08306b', 0.35 '#2068a8', 0.7 '#5a9bcb', 1 '#93c0e2') # darker than too slow in grey as well
set cbrange [-1.2:0]
set format cb '10^{%.1f}'
set colorbox user origin 0.9, 0.25 size 0.014, 0.6
set cblabel 'loss of the last tenth of the steps / first loss (learned)' offset -1, 0
set format x '10^{%g}'
set xtics 2
set ytics 4
set format y '10^{%g}'
set style fill solid 1.0 noborder
unset key
slow = 0xebebeb
burst = 0xffffff
dead = 0x222222
ends(end, loss, first) = end == 0 ? slow : end == 2 ? dead : burst

rows_of_panels = words(losses)
columns_of_panels = words(depths)
if (rows_of_panels < 2) high = 4.8
set multiplot layout rows_of_panels, columns_of_panels margins 0.065, 0.885, 0.155, 0.95 spacing 0.042, 0.085

# The legend, below all panels.
array said[7] = ['learned', 'too slow', 'stuck', 'diverged', 'η_{max}: learned', 'η_{max}: survives', 'η_{min}']
array at_x[4] = [0.075, 0.165, 0.255, 0.33]
do for [i = 1 : 4] {
    set object i rectangle from screen at_x[i] - 0.012, 0.052 to screen at_x[i] + 0.004, 0.07 \
        fillcolor rgb (i == 1 ? 0x5a9bcb : i == 2 ? slow : i == 3 ? dead : burst) fillstyle solid 1.0 border rgb '#888888'
    set label 100 + i said[i] at screen at_x[i] + 0.01, 0.061 font ',10'
}
set label 110 '(boxes: one cell; small marks ● ○ ■ × : single runs of the search, the same ends)' at screen 0.42, 0.061 font ',10'
set label 111 '' at screen 0.068, 0.028 point pointtype 7 pointsize 0.9 linecolor rgb black
set label 112 said[5] at screen 0.08, 0.028 font ',10'
set label 113 '' at screen 0.188, 0.028 point pointtype 13 pointsize 1.1 linecolor rgb black
set label 114 said[6] at screen 0.2, 0.028 font ',10'
set label 115 '' at screen 0.305, 0.028 point pointtype 9 pointsize 1.0 linecolor rgb black
set label 116 said[7] . '  (means, range of draws)' at screen 0.317, 0.028 font ',10'
set arrow 101 from screen 0.515, 0.028 to screen 0.545, 0.028 nohead linewidth 3 linecolor rgb '#d55e00'
set label 117 'fitted slope' at screen 0.55, 0.028 font ',10'
set arrow 102 from screen 0.635, 0.028 to screen 0.665, 0.028 nohead linewidth 1.3 dashtype 2 linecolor rgb black
set label 118 'slope of the phase table' at screen 0.67, 0.028 font ',10'
set arrow 103 from screen 0.815, 0.028 to screen 0.845, 0.028 nohead linewidth 1.3 dashtype 4 linecolor rgb black
set label 119 '2/(N λ) at the start' at screen 0.85, 0.028 font ',10'

do for [r = 1 : rows_of_panels] {
    l = word(losses, r)
    do for [c = 1 : columns_of_panels] {
        L = word(depths, c)
        name = l . '-' . L . '-'
        set title (l eq 'mse' ? 'MSE' : 'cross-entropy') . ', L = ' . L offset 0, -0.6
        set xlabel (r == rows_of_panels ? 'feature learning strength γ' : '') offset 0, 0.3
        set ylabel (c == 1 ? 'learning rate η' : '') offset 0.8, 0
        set yrange [l eq 'mse' ? 2 * least_gamma - 2.4 : 2 * least_gamma - 2.4 : 7]
        first = l eq 'mse' ? 0.1 : log(10) # of the loss, ten classes
        if (r + c > 2) { unset label; unset arrow; unset object }
        # Fitted exponents with their standard errors, at the middle of their points.
        top = l eq 'mse' ? 'max' : 'survival'
        do for [k = 1 : 3] {
            id = l . '-' . word('lazy rich slow', k) . '-' . L
            s = name . word(top . ' max min', k)
            from = k == 1 ? -99 : 0.9
            till = k == 1 ? (l eq 'mse' ? -2.5 : -0.7) : 99
            slope = claim(id, 5)
            if (slope > -998) {
                x = middle(s, from, till, 1); y = middle(s, from, till, 2)
                a = k == 1 ? least_gamma - 0.3 : 0.8; b = k == 1 ? (l eq 'mse' ? -2.4 : -0.6) : most_gamma + 0.3
                set arrow from a, y + slope * (a - x) to b, y + slope * (b - x) nohead linewidth 3 linecolor rgb '#d55e00' front
                p = claim(id, 4)
                set arrow from a, y + p * (a - x) to b, y + p * (b - x) nohead linewidth 1.3 dashtype 2 linecolor rgb black front
                set label sprintf('γ^{%.3f ± %.3f}', slope, claim(id, 6)) at (k == 1 ? least_gamma + 0.85 : x - (k == 2 ? 0.4 : 0)), y + (k == 3 ? -2.1 : k == 1 ? (l eq 'mse' ? 4.2 : 2.8) : 2.3) center front textcolor rgb '#a04000' font ',10'
            }
        }
        plot rows(name . 'cell', -1) using 1:2:($1 - spacing / 2):($1 + spacing / 2):3:4:($5 == 1 ? 0 : ends($5, $6, first)) \
                 with boxxyerror linecolor rgb variable, \
             rows(name . 'cell', 1) using 1:2:($1 - spacing / 2):($1 + spacing / 2):3:4:(log10($6 / first)) \
                 with boxxyerror linecolor palette, \
             rows(name . 'cell', 3) using 1:2 with points pointtype 2 pointsize 0.5 linecolor rgb '#999999', \
             rows(name . 'look', 1) using 1:2 with points pointtype 7 pointsize 0.25 linecolor rgb '#0072b2', \
             rows(name . 'look', 0) using 1:2 with points pointtype 6 pointsize 0.35 linecolor rgb '#555555', \
             rows(name . 'look', 3) using 1:2 with points pointtype 2 pointsize 0.35 linecolor rgb '#555555', \
             rows(name . 'look', 2) using 1:2 with points pointtype 5 pointsize 0.4 linecolor rgb black, \
             band(name . 'stability') using 1:2 with lines linecolor rgb black linewidth 1.3 dashtype 4, \
             band(name . 'max') using 1:2:3:4 with yerrorbars pointtype 7 pointsize 0.9 linecolor rgb black, \
             band(name . 'survival') using 1:2:3:4 with yerrorbars pointtype 13 pointsize 1.1 linecolor rgb black, \
             band(name . 'min') using 1:2:3:4 with yerrorbars pointtype 9 pointsize 1.0 linecolor rgb black
        unset colorbox
    }
}
unset multiplot
