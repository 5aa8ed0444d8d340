# Training at the edge of chaos: loss, accuracy, eta lambda/2, drift of the kernel; the cosine of updates and the
# change of preactivations. Lines are medians over seeds, bands all seeds.
wide = 13.0
high = 6.4
load style
all = values_of('rule')
shown = ''
do for [r in 'constant/0.5 constant/3 schedule/2.2 schedule/3 refreshed/3'] {
    shown = shown . (strstrt(' ' . all . ' ', ' ' . r . ' ') > 0 ? r . ' ' : '')
}
if (words(shown) == 0) shown = all
layered = strstrt(all, 'schedule/3') > 0 ? 'schedule/3' : word(all, words(all))
layers = values_of('layer')
# One rule's rows of one layer, averaged: step, least, greatest, median are columns 3, 6, 7, 8.
of_layer(of, rule, k) = sprintf("< awk -F'\\t' 'BEGIN { b = -1 } /^layer/ { b++ } b == %d && (/^layer/ || $2 == \"%s\" && $3 >= %d)' %s", \
    k, rule, (of eq 'cosine' ? 1 : 0), averaged('layer,rule,step', of))
array mark[6] = [7, 5, 9, 13, 11, 15]
array dash[6] = [1, 1, 2, 4, 3, 5]
name(r) = strstrt(r, 'constant/') == 1 ? sprintf('constant η = %s/λ_0', r[10:]) \
        : strstrt(r, 'schedule/') == 1 ? sprintf('η_t = %s/λ_t', r[10:]) : sprintf('η_t = %s/λ, now and then', r[11:])
left(i) = 0.05 + (i - 1) * 0.2425
set multiplot
set key off
set xlabel 'step t' offset 0, 0.4
set tmargin at screen 0.93
set bmargin at screen 0.575
place = 'set lmargin at screen left(i); set rmargin at screen left(i) + 0.19'

i = 1
@place
set title 'loss' offset 0, -0.6
set logscale y
set format y '10^{%T}'
set yrange [1e-3:30]
plot for [r = 1:words(shown)] of_layer('loss', word(shown, r), 0) using 3:6:7 with filledcurves linetype r, \
     for [r = 1:words(shown)] of_layer('loss', word(shown, r), 0) using 3:8 with linespoints linetype r dashtype dash[r] pointtype mark[r] pointsize 0.5 pointinterval 3
i = 2
@place
set title 'accuracy on the training images'
unset logscale y
set format y '%g'
set yrange [0.4:1.01]
plot for [r = 1:words(shown)] of_layer('accuracy', word(shown, r), 0) using 3:6:7 with filledcurves linetype r, \
     for [r = 1:words(shown)] of_layer('accuracy', word(shown, r), 0) using 3:8 with linespoints linetype r dashtype dash[r] pointtype mark[r] pointsize 0.5 pointinterval 3
i = 3
@place
set title 'η_t λ_t / 2, and the edge of stability'
set yrange [0:4]
plot for [r = 1:words(shown)] of_layer('half', word(shown, r), 0) using 3:6:7 with filledcurves linetype r, \
     1 with @theory, \
     for [r = 1:words(shown)] of_layer('half', word(shown, r), 0) using 3:8 with linespoints linetype r dashtype dash[r] pointtype mark[r] pointsize 0.5 pointinterval 3
i = 4
@place
set title '‖K_t - K_0‖ / ‖K_0‖'
set yrange [0:4]
plot for [r = 1:words(shown)] of_layer('drift', word(shown, r), 0) using 3:6:7 with filledcurves linetype r, \
     for [r = 1:words(shown)] of_layer('drift', word(shown, r), 0) using 3:8 with linespoints linetype r dashtype dash[r] pointtype mark[r] pointsize 0.5 pointinterval 3

set tmargin at screen 0.44
set bmargin at screen 0.085
i = 1
@place
set title 'c_t of new and cumulative update'
set yrange [-1:1]
plot for [r = 1:words(shown)] of_layer('cosine', word(shown, r), 0) using 3:6:7 with filledcurves linetype r, \
     0 with @theory, \
     for [r = 1:words(shown)] of_layer('cosine', word(shown, r), 0) using 3:8 with linespoints linetype r dashtype dash[r] pointtype mark[r] pointsize 0.5 pointinterval 3
i = 2
@place
set title 'c_t of each matrix, ' . name(layered)
set key top right maxrows 3 samplen 1.2
plot 0 with @theory notitle, for [k = 2:words(layers)] of_layer('cosine', layered, k - 1) using 3:8 with linespoints linetype k - 1 dashtype dash[k - 1] \
     pointtype mark[k - 1] pointsize 0.5 pointinterval 3 title 'W_' . word(layers, k)
i = 3
@place
set title 'rms(h_k^t - h_k^0), ' . name(layered)
set yrange [0:*]
set key bottom right maxrows 2
plot for [k = 2:words(layers) - 1] of_layer('move', layered, k - 1) using 3:6:7 with filledcurves linetype k - 1 notitle, \
     for [k = 2:words(layers) - 1] of_layer('move', layered, k - 1) using 3:8 with linespoints linetype k - 1 dashtype dash[k - 1] \
     pointtype mark[k - 1] pointsize 0.5 pointinterval 3 title 'h_' . word(layers, k)
# The key of all panels that show rules.
i = 4
@place
unset title
unset border
unset tics
unset grid
unset xlabel
set key at screen left(4) - 0.01, screen 0.40 left top Left reverse maxrows 8 samplen 2.6 spacing 1.6
set yrange [0:1]
set xrange [0:1]
plot for [r = 1:words(shown)] NaN with linespoints linetype r dashtype dash[r] pointtype mark[r] pointsize 0.8 title name(word(shown, r))
unset multiplot
