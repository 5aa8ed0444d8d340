# Figure 2a: sensitivity of the last feature in MLPs, by scheme.
load style
schemes = values_of('scheme')
set xlabel 'depth L'
set ylabel 'sensitivity S_{L-1} × |f_L − y|'
set logscale xy
set autoscale xfix
set xtics (5, 10, 20, 40, 80, 160)
set key outside right center
plot for [i = 1:words(schemes)] averaged('scheme,L', 'sensitivity_residual') index i - 1 \
         using 2:3:4 with yerrorbars linetype i title word(schemes, i), \
     for [i = 1:words(schemes)] averaged('scheme,L', 'theory') index i - 1 \
         using 2:3 with @theory title (i == words(schemes) ? 'theory' : '')
