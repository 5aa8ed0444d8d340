# The law of log norms at finite width: histograms of networks, the exact law through them, the normal of leading order.
load style
depths = values_of('matrices')
block(of) = averaged('matrices,x', of)
set xlabel 'log ‖f_{1+n}‖² − log ‖f_1‖²'
set ylabel 'density'
set logscale y
set yrange [5e-4:2]
set xrange [-7:4]
set key outside right center title 'matrices n'
plot for [i = 1:words(depths)] block('density') index i - 1 using 2:($3 > 0 ? $3 : NaN):4 \
         with yerrorbars linetype i pointsize 0.5 title word(depths, i), \
     for [i = 1:words(depths)] block('density_leading') index i - 1 using 2:3 with lines linecolor i dashtype 2 \
         title (i == words(depths) ? 'leading order' : ''), \
     for [i = 1:words(depths)] block('density_exact') index i - 1 using 2:3 with @theory \
         title (i == words(depths) ? 'exact' : '')
