# Figure 1d (ours): cos of the output angle falls as 1/c, with constant 1.
load style
set xlabel 'c = β √L'
set ylabel 'cos θ_{L-1}'
set logscale xy
set autoscale xfix
set xtics (0.3, 1, 3, 10, 30)
set yrange [*<0.07:1.15]
set key bottom left
plot averaged('c', 'cos') using 1:2:3 with yerrorbars linetype 1 title 'simulation', \
     averaged('c', 'cos_theory') using 1:2 with @theory title 'theory, this depth', \
     averaged('c', 'cos_limit') using 1:2 with lines linecolor 2 dashtype 2 title 'cos φ(c), infinite depth', \
     [1:] 1 / x with lines linecolor 3 dashtype 4 title '1/c', \
     [1:] 1 / sqrt(x) with lines linecolor rgb grey dashtype 3 title 'c^{-1/2} (as printed, wrong)'
