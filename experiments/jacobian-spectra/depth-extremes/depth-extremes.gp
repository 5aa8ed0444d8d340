# Largest eigenvalue and condition number of J J^T against depth.
wide = 10.0
high = 4.2
load style
names = values_of('network')
said(name) = system(sprintf("echo '%s' | sed 's|^relu$|ReLU, Gaussian|; s|^orthogonal-relu$|ReLU, orthogonal|; \
s|^isometry/|hard-tanh, orthogonal, s² = |; s|^resnet/|linear ResNet, c = |'", name))
set multiplot layout 1, 2 margins 0.06, 0.985, 0.16, 0.91 spacing 0.075, 0.1
set logscale xy
set xlabel 'depth (layers)'
set xtics (1, 2, 4, 8, 16, 32, 64, 128, 256)
set autoscale xfix
set offsets graph 0.03, graph 0.03, 0, 0
set yrange [1:3000]
set key top left Left reverse
set title 'largest eigenvalue of J J^T'
plot for [i = 1:words(names)] averaged('network,L', 'largest') index i - 1 \
         using 2:3:4 with yerrorbars linetype i title said(word(names, i)), \
     for [i = 1:words(names)] averaged('network,L', 'largest_edge') index i - 1 \
         using 2:3 with lines linecolor rgb grey dashtype 2 notitle, \
     for [i = 1:words(names)] averaged('network,L', 'largest_mean') index i - 1 using 2:3 with @theory notitle
set title 'largest over least eigenvalue above 0'
set format y '10^{%T}'
set yrange [1:1e12]
# Where the points leave room.
set key at graph 1.0, 0.5 right top noreverse Right samplen 1.2
plot for [i = 1:words(names)] averaged('network,L', 'log_condition') index i - 1 \
         using 2:(exp(column(3))):(exp(column(3) - column(4))):(exp(column(3) + column(4))) with yerrorbars linetype i notitle, \
     for [i = 1:words(names)] averaged('network,L', 'condition_edge') index i - 1 \
         using 2:3 with lines linecolor rgb grey dashtype 2 title (i == 1 ? 'theory: edges' : ''), \
     for [i = 1:words(names)] averaged('network,L', 'condition_mean') index i - 1 \
         using 2:3 with @theory title (i == 1 ? 'theory: means at this width' : '')
unset multiplot
