# Loss against time at the best rate, lazy (dashed) to rich (solid, the darker the richer); beside it the lengths of
# plateaus against gamma.
wide = 9.0
high = 4.2
load style
gammas = values_of('gamma')
n = words(gammas)
block(of) = averaged('gamma,t', of)
# Gnuplot reads no exponent of ten off a string.
decades = system(sprintf("echo '%s' | awk '{for (i = 1; i <= NF; i++) printf \"%%.4f \", log($i) / log(10)}'", gammas))
decade(i) = word(decades, i) + 0
rich(i) = decade(i) > -0.5
riches = sum [i = 1:n] rich(i)
# Lightness falls with gamma: told apart in grey as well.
array ramp[6] = ['#e69f00', '#d55e00', '#cc79a7', '#0072b2', '#3b2f6b', '#000000']
array pale[3] = ['#9a9a9a', '#6f6f6f', '#4a4a4a']
place(i) = riches > 1 ? 1 + int((i - (n - riches) - 1) * 5.0 / (riches - 1) + 0.5) : 1
shade(i) = rich(i) ? ramp[place(i)] : pale[(i - 1) % 3 + 1]
dash(i) = rich(i) ? 1 : 1 + i
exponent(i) = sprintf('10^{%g}', decade(i))

stats block('loss') using 3 nooutput

set multiplot
set size 0.60, 1
set origin 0, 0
set logscale xy
set xlabel 'steps t'
set ylabel 'batch loss'
set autoscale xfix
set ytics (0.02, 0.03, 0.04, 0.05, 0.06, 0.07, 0.08, 0.09, 0.1, 0.2)
set yrange [0.45 * STATS_min:1.15 * STATS_max] # room for the key
set key bottom left title 'best rate at γ =' left maxrows 5 width -3 samplen 2.5
plot for [i = 1:n] block('loss') index i - 1 using 2:5:6 with filledcurves linecolor rgb shade(i) notitle, \
     for [i = 1:n] block('loss') index i - 1 using 2:3 with lines linewidth 1.8 linecolor rgb shade(i) \
         dashtype dash(i) title exponent(i), \
     0.09 with lines linecolor rgb black linewidth 0.8 dashtype 3 title 'constant output'

set size 0.40, 1
set origin 0.60, 0
set autoscale
set ytics auto
set yrange [1:1000<*]
set xrange [10**(decade(1) - 0.7):10**(decade(n) + 0.7)]
set mxtics 1
set xtics 1e-8, 100
set xlabel 'γ'
set ylabel 'steps'
set format x '10^{%L}'
set key top left reverse Left notitle width 0 maxrows 0
once = averaged('gamma', 'plateau')
plot averaged('gamma', 'fallen') using 1:2:4:5 with yerrorbars linecolor rgb '#555555' pointtype 4 \
         title 'loss below 0.8 of the first', \
     once using ($1 >= 10 ? $1 : NaN):2:4:5 with yerrorbars linetype 1 title 'below 0.95: plateau', \
     averaged('gamma', 'plateau_law') using 1:2 with @theory title 'slope 1 − 2/L'
unset multiplot
