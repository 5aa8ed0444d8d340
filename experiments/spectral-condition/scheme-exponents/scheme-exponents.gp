# One step of every scheme over the condition's target, a panel a matrix: simulation, and theory without a free constant.
wide = 9.6
high = 4.4
load style
rows = values_of('parametrization')
widths = values_of('width')
layers = values_of('layer')
first = real(word(widths, 1))
last = real(word(widths, words(widths)))
ratio = averaged('layer,parametrization,width', 'ratio')
theory_of = averaged('layer,parametrization,width', 'theory')
count = words(rows)
array mark[6] = [5, 6, 7, 9, 13, 11]
array big[6] = [0.75, 1.45, 0.8, 1.0, 1.1, 1]
ring(i) = word(rows, i) eq 'mup' # drawn first, so that what falls on it shows
set logscale xy
set xrange [first / 1.5:last * 1.5]
set xtics 64, 4
set mxtics 1
set xlabel 'width n'
set format y '10^{%T}'
stats ratio using 4 nooutput
set yrange [0.3 * STATS_min:3 * STATS_max]
set multiplot layout 1, 3 margins 0.085, 0.985, 0.135, 0.92 spacing 0.03, 0.1
do for [l = 1:words(layers)] {
    set title word(layers, l) offset 0, -0.6
    if (l == 1) { set ylabel '‖ΔW‖_* / (η |f−y| √(n_l / n_{l−1}))' offset 0.6, 0 } else { unset ylabel; set format y '' }
    if (l == 1) { set key top left reverse Left } else { unset key }
    plot for [i = 1:count] theory_of index l - 1 using (stringcolumn(2) eq word(rows, i) ? $3 : NaN):4 with @theory \
             title (i == 1 ? 'theory' : ''), \
         for [i = 1:count] ratio index l - 1 using (ring(i) && stringcolumn(2) eq word(rows, i) ? $3 : NaN):4:5 \
             with yerrorbars linecolor rgb colour[(i - 1) % 6 + 1] linewidth 1.5 pointtype mark[(i - 1) % 6 + 1] \
             pointsize big[(i - 1) % 6 + 1] title (ring(i) ? word(rows, i) : ''), \
         for [i = 1:count] ratio index l - 1 using (!ring(i) && stringcolumn(2) eq word(rows, i) ? $3 : NaN):4:5 \
             with yerrorbars linecolor rgb colour[(i - 1) % 6 + 1] linewidth 1.5 pointtype mark[(i - 1) % 6 + 1] \
             pointsize big[(i - 1) % 6 + 1] title (!ring(i) ? word(rows, i) : '')
}
unset multiplot
