# What training has done to every layer, against width: a column a parametrization, a row an optimiser. Filled: the
# change of a feature after the last step; open: what its own weights have made of it in the first, with theory of
# infinite width as lines (sgd). The verdict of the claims stands in the panel.
wide = 14.0
high = 6.4
load style
kinds = values_of('parametrization')
optimisers = values_of('optimiser')
steps = values_of('step')
last = word(steps, words(steps))
claimed = system(sprintf("echo '%s' | sed 's/[.]tsv$/.claims.tsv/'", table))
columns_of_panels = words(kinds)
rows_of_panels = words(optimisers)
if (rows_of_panels < 2) high = 3.9

# Column `number` of claim `id`: 3 is its kind, 5 what was measured, 10 the verdict.
claim(id, number) = system(sprintf("awk -F'\t' -v id='%s' '$1 == id { print $%d }' '%s'", id, number, claimed))
verdict(id) = claim(id, 10) ne 'agrees' ? 'not as claimed' : claim(id, 3) eq 'at most' ? 'PASSES' : 'REJECTED'
number(id) = claim(id, 3) eq 'at most' ? sprintf('all |slopes| < %.2f', real(claim(id, 5))) : sprintf('a |slope| > %.2f', real(claim(id, 5)))
# Geometric mean over trials and its standard error, of what is positive and finite: width, mean, mean / e, mean * e.
points(kind, by, layer, step, of) = sprintf("< awk -F'\t' '/^#/ { next } !k { for (k = 1; k <= NF; k++) at[$k] = k; next } \
    $at[\"parametrization\"] == \"%s\" && $at[\"optimiser\"] == \"%s\" && $at[\"layer\"] == %d && $at[\"step\"] == %s { \
    w = $at[\"width\"]; v = $at[\"%s\"]; if (v ~ /[0-9]/ && v > 0) { y = log(v); if (!(w in c)) o[++m] = w; c[w]++; s[w] += y; q[w] += y * y } } \
    END { for (i = 1; i <= m; i++) { w = o[i]; a = s[w] / c[w]; v = c[w] > 1 ? (q[w] / c[w] - a * a) / (c[w] - 1) : 0; e = v > 0 ? sqrt(v) : 0; \
    print w, exp(a), exp(a - e), exp(a + e) } if (!m) print 1, 1e-30, 1e-30, 1e-30 }' '%s'", kind, by, layer, step, of, table)

set datafile separator whitespace
set datafile nocolumnheaders
set logscale xy
widths = values_of('width')
set xrange [word(widths, 1) / 1.5 : word(widths, words(widths)) * 1.5]
set xtics ('64' 64, '128' 128, '256' 256, '512' 512, '1024' 1024, '2048' 2048, '4096' 4096) rotate by 45 right offset 0, -0.1
set format y '10^{%T}'
array open_shape[3] = [6, 4, 8]
array full_shape[3] = [7, 5, 9]
array named[3] = ['h_1', 'h_2', 'f']
unset key
set multiplot layout rows_of_panels, columns_of_panels margins 0.058, 0.995, (rows_of_panels > 1 ? 0.185 : 0.29), 0.935 spacing 0.012, 0.075
do for [r = 1 : rows_of_panels] {
    by = word(optimisers, r)
    set yrange [by eq 'sgd' ? 4e-4 : 4e-4 : by eq 'sgd' ? 1e3 : 1e3]
    do for [c = 1 : columns_of_panels] {
        kind = word(kinds, c)
        id = kind . '-' . by
        unset label
        if (r == 1 && c == 1) {
            do for [l = 1 : 3] {
                set label 10 + l '' at screen 0.06 + 0.055 * (l - 1), 0.05 point pointtype full_shape[l] pointsize 0.9 linecolor rgb colour[l]
                set label 20 + l named[l] at screen 0.068 + 0.055 * (l - 1), 0.05
                set label 30 + l '' at screen 0.43 + 0.055 * (l - 1), 0.05 point pointtype open_shape[l] pointsize 0.9 linecolor rgb colour[l]
                set label 40 + l named[l] at screen 0.438 + 0.055 * (l - 1), 0.05
            }
            set label 50 'rms change after step ' . last . ' (points)' at screen 0.225, 0.05
            set label 51 'by its own weights, after step 1 (points)' at screen 0.595, 0.05
            set arrow 1 from screen 0.83, 0.05 to screen 0.855, 0.05 nohead linewidth 1.4 linecolor rgb black
            set label 52 'theory of that, n → ∞ (sgd)' at screen 0.86, 0.05
        }
        if (r + c > 2) { unset arrow 1 }
        set title (r == 1 ? kind : '') offset 0, -0.6
        set xlabel (r == rows_of_panels ? 'width n' : '') offset 0, 0.2
        set ylabel (c == 1 ? by . ': rms over units and batch' : '') offset 0.6, 0
        if (c == 1) { set format y '10^{%T}' } else { set format y '' }
        if (r == rows_of_panels) { set format x '%g' } else { set format x '%g' }
        set label 1 verdict(id) at graph 0.05, 0.95 font ',11' front
        set label 2 number(id) at graph 0.05, 0.875 font ',9' front
        plot for [l = 1 : 3] points(kind, by, l, '1', 'limit') using 1:2 with lines linecolor rgb black linewidth 1.2, \
             for [l = 1 : 3] points(kind, by, l, last, 'change') using 1:2:3:4 with yerrorbars linecolor rgb colour[l] pointtype full_shape[l] pointsize 0.8, \
             for [l = 1 : 3] points(kind, by, l, last, 'change') using 1:2 with lines linecolor rgb colour[l] linewidth 0.7 dashtype 3, \
             for [l = 1 : 3] points(kind, by, l, '1', 'own') using 1:2:3:4 with yerrorbars linecolor rgb colour[l] pointtype open_shape[l] pointsize 0.8
    }
}
unset multiplot
