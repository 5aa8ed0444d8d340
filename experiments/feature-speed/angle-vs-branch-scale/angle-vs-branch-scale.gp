# Figure 1c: the angle at the output against c = beta sqrt(L), depths together.
load style
depths = values_of('L')
set xlabel 'c = β √L'
set ylabel 'output angle θ_{L-1} (rad)'
set logscale x
set format x '10^{%T}'
set yrange [0:pi / 2]
set ytics ('0' 0, 'π/8' pi / 8, 'π/4' pi / 4, '3π/8' 3 * pi / 8, 'π/2' pi / 2)
set key top left title 'depth L'
set arrow from 1, 0 to 1, pi / 2 nohead dashtype 3 linecolor rgb grey
# phi(c) through the scales of all depths together.
plot for [i = 1:words(depths)] averaged('L,c', 'theta') index i - 1 \
         using 2:3:4 with yerrorbars linetype i title word(depths, i), \
     for [i = 1:words(depths)] averaged('L,c', 'theta_theory') index i - 1 \
         using 2:3 with lines linecolor i linewidth 1 title (i == 1 ? 'theory, each depth' : ''), \
     averaged('c', 'theta_limit') using 1:2 smooth unique with @theory title 'φ(c), infinite depth'
