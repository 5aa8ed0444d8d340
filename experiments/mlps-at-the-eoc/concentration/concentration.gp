# Concentration of the tangent kernel: above, the relative spectral error against m with lines of slope -1/2 as guides;
# below, the spread of a diagonal entry over its first order in 1/m, which has no free constant.
wide = 8.8
high = 8.2
load style
activations = values_of('activation')
powers = values_of('p')
depths = values_of('l')
widths = values_of('m')
count = words(activations)
deep = word(depths, words(depths))
first = real(word(widths, 1))
last = real(word(widths, words(widths)))
error = averaged('activation,p,l,m', 'error')
square = averaged('activation,p,l,m', 'diagonal_square')
predicted = averaged('activation,p,l,m', 'square_theory')
is(i, l) = stringcolumn(2) eq word(powers, i) && stringcolumn(3) eq l
array open[3] = [6, 4, 8]
array full[3] = [7, 5, 9]
mark(i, l) = l eq deep ? full[(i - 1) % 3 + 1] : open[(i - 1) % 3 + 1]
dash(l) = l eq deep ? 1 : 2
nudge(i, l) = 1 + 0.03 * (2 * i - words(powers) - 1) + (l eq deep ? 0.015 : -0.015)
set logscale xy
set xrange [first / 1.35:last * 1.35]
set xtics 8, 2
set mxtics 1
set ytics (0.1, 0.2, 0.5, 1, 2, 5, 10, 20)
set format y '%g'
set autoscale y
stats error using 5 nooutput
least = 0.75 * STATS_min
most = 1.35 * STATS_max
stats square using 5 nooutput
set multiplot layout 2, count margins 0.095, 0.985, 0.08, 0.87 spacing 0.035, 0.05
set key at screen 0.54, 0.985 center top vertical maxrows 3 reverse Left samplen 1.8 width -1
do for [a = 1:count] {
    set title word(activations, a) offset 0, -0.7
    set yrange [least:most]
    set xtics format ''
    unset xlabel
    if (a == 1) { set ytics format '%g'; set ylabel '‖K − K_∞‖ / ‖K_∞‖' offset 0.6, 0 } else { unset ylabel; set ytics format '' }
    if (a > 1) { unset key }
    plot for [h = -1:6] 0.25 * 2**h * (x / first)**(-0.5) with lines linecolor rgb grey linewidth 1 dashtype 3 \
             title (h == 0 ? 'slope −1/2' : ''), \
         for [l in depths] NaN with lines linecolor rgb black linewidth 1.4 dashtype dash(l) \
             title sprintf('theory (below), l = %s', l), \
         for [i = 1:words(powers)] for [l in depths] error index a - 1 \
             using (is(i, l) ? $4 * nudge(i, l) : NaN):5:6 with yerrorbars linecolor rgb colour[(i - 1) % 6 + 1] \
             linewidth 1.5 pointtype mark(i, l) pointsize 1.1 title sprintf('p = %s, l = %s', word(powers, i), l)
}
set yrange [sqrt(0.6 * STATS_min):1.5 * sqrt(STATS_max)]
do for [a = 1:count] {
    unset key
    set xtics format '%g'
    set xlabel 'm (hidden layer k has width k^p m)'
    unset title
    if (a == 1) { set ytics format '%g'; set ylabel 'root mean square of K(x,x)/l − 1' offset 0.6, 0 } else { unset ylabel; set ytics format '' }
    plot for [l in depths] for [i = 1:words(powers)] predicted index a - 1 \
             using (is(i, l) ? $4 : NaN):(sqrt($5)) with lines linecolor rgb colour[(i - 1) % 6 + 1] linewidth 1.6 \
             dashtype dash(l) title '', \
         for [l in depths] for [i = 1:words(powers)] square index a - 1 \
             using (is(i, l) ? $4 * nudge(i, l) : NaN):(sqrt($5)):($6 / 2 / sqrt($5)) with yerrorbars \
             linecolor rgb colour[(i - 1) % 6 + 1] linewidth 1.5 pointtype mark(i, l) pointsize 1.1 title ''
}
unset multiplot
