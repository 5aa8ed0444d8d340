# What training has done to every layer, against width: a column a parametrization, a row an optimiser. Filled: the
# change of a feature after the last step; open: what its own weights have made of it in the first, with theory of
# infinite width as lines (sgd). The verdict of the claims stands in the panel.
wide = 11.6
high = 6.2
load style
kinds = values_of('parametrization')
optimisers = values_of('optimiser')
steps = values_of('step')
last = real(word(steps, words(steps)))
claimed = system(sprintf("echo '%s' | sed 's/[.]tsv$/.claims.tsv/'", table))
columns_of_panels = words(kinds)
rows_of_panels = words(optimisers)
if (rows_of_panels < 2) high = 3.9

# Column `number` of claim `id`: 3 is its kind, 5 what was measured, 10 the verdict.
claim(id, number) = system(sprintf("awk -F'\t' -v id='%s' '$1 == id { print $%d }' '%s'", id, number, claimed))
verdict(id) = claim(id, 10) ne 'agrees' ? 'not as claimed' : claim(id, 3) eq 'at most' ? 'PASSES' : 'REJECTED'
number(id) = claim(id, 3) eq 'at most' ? sprintf('|slopes| < %.2f', real(claim(id, 5))) : sprintf('a |slope| > %.2f', real(claim(id, 5)))
# Means over trials, a block a parametrization: 2 is the optimiser, 3 the layer, 4 the step, 5 n, 6 and 7 the mean and
# its standard error. Layers stand a little apart, so that equal ones are seen.
block(of) = averaged('parametrization,optimiser,layer,step,width', of)
n(l, step) = strcol(2) eq by && $3 == l && $4 == step ? $5 * 2 ** (0.11 * (l - 2)) : NaN
set datafile missing NaN # a line goes on over the rows of others

simulation = "for [l = 1 : 3] block('change') index c - 1 using (n(l, last)):6 with lines linecolor rgb colour[l] linewidth 0.7 dashtype 3, \
    for [l = 1 : 3] block('change') index c - 1 using (n(l, last)):6:7 with yerrorbars linecolor rgb colour[l] pointtype full_shape[l] pointsize 0.8, \
    for [l = 1 : 3] block('own') index c - 1 using (n(l, 1)):6:7 with yerrorbars linecolor rgb colour[l] pointtype open_shape[l] pointsize 0.8"
set logscale xy
widths = values_of('width')
set xrange [word(widths, 1) / 1.5 : word(widths, words(widths)) * 1.5]
set xtics ('64' 64, '128' 128, '256' 256, '512' 512, '1024' 1024, '2048' 2048, '4096' 4096) rotate by 45 right offset 0, -0.1
set format y '10^{%T}'
array open_shape[3] = [6, 4, 8]
array full_shape[3] = [7, 5, 9]
array named[3] = ['h_1', 'h_2', 'f']
unset key
set multiplot layout rows_of_panels, columns_of_panels margins 0.068, 0.995, (rows_of_panels > 1 ? 0.185 : 0.29), 0.935 spacing 0.012, 0.075
do for [r = 1 : rows_of_panels] {
    by = word(optimisers, r)
    set yrange [5e-4 : 2e2]
    do for [c = 1 : columns_of_panels] {
        kind = word(kinds, c)
        id = kind . '-' . by
        unset label
        if (r == 1 && c == 1) {
            do for [l = 1 : 3] {
                set label 10 + l '' at screen 0.06 + 0.04 * (l - 1), 0.05 point pointtype full_shape[l] pointsize 0.9 linecolor rgb colour[l]
                set label 20 + l named[l] at screen 0.07 + 0.04 * (l - 1), 0.05
                set label 30 + l '' at screen 0.36 + 0.04 * (l - 1), 0.05 point pointtype open_shape[l] pointsize 0.9 linecolor rgb colour[l]
                set label 40 + l named[l] at screen 0.37 + 0.04 * (l - 1), 0.05
            }
            set label 50 sprintf('rms change after step %d', last) at screen 0.165, 0.05
            set label 51 'by its own weights, step 1' at screen 0.47, 0.05
            set arrow 1 from screen 0.665, 0.05 to screen 0.69, 0.05 nohead linewidth 1.4 linecolor rgb black
            set label 52 'theory of that, infinite width (sgd)' at screen 0.697, 0.05
        }
        if (r + c > 2) { unset arrow 1 }
        set title (r == 1 ? kind : '') offset 0, -0.6
        set xlabel (r == rows_of_panels ? 'width n' : '') offset 0, 0.2
        set ylabel (c == 1 ? by . ': rms over units and batch' : '') offset 0.6, 0
        if (c == 1) { set format y '10^{%T}' } else { set format y '' }
        set label 1 verdict(id) at graph 0.05, 0.95 font ',11' front
        set label 2 number(id) at graph 0.05, 0.875 font ',9' front
        if (by eq 'sgd') {
            plot for [l = 1 : 3] block('limit') index c - 1 using (n(l, 1)):6 with lines linecolor rgb black linewidth 1.2, @simulation
        } else {
            plot @simulation
        }
    }
}
unset multiplot
