# The spectrum of J J^T: density per unit of ln x of three families, distribution function of the fourth.
wide = 10.0
high = 7.4
load style
names = values_of('network')
# Places (from 1) of a family's networks among the blocks of the reduced tables.
family(which) = system(sprintf("echo '%s' | tr ' ' '\\n' | awk -F/ '$1 == \"%s\" { printf \"%%s \", NR }'", names, which))
number(i) = system(sprintf("echo '%s' | sed 's|.*/||'", word(names, i)))
block(which, k) = int(word(family(which), k))

set multiplot layout 2, 2 margins 0.075, 0.985, 0.075, 0.955 spacing 0.085, 0.14
set logscale x
set format x '10^{%T}'
set xlabel 'eigenvalue x of J J^T' offset 0, 0.4
set ylabel 'density of ln x' offset 1.8
set yrange [0:*]
set key top left

density(which, what) = sprintf("\
plot for [k = 1:words(family('%s'))] averaged('network,x', 'density') index block('%s', k) - 1 \
         using 2:($0 > 0 ? column(3) : NaN):4 with yerrorbars linetype k pointsize 0.45 title '%s'.number(block('%s', k)), \
     for [k = 1:words(family('%s'))] averaged('network,x', 'density_theory') index block('%s', k) - 1 \
         using 2:($0 > 0 ? column(3) : NaN) with @theory title (k == words(family('%s')) ? 'theory' : '')", \
    which, which, what, which, which, which, which)

set title 'ReLU, Gaussian (atom 1/2 at 0)'
set xrange [1e-4:3e2]
eval density('relu', 'L = ')

set title 'linear ResNet, β = c/√n'
set xrange [1e-3:1e2]
set key top right
eval density('resnet', 'c = ')

set title 'erf, Gaussian, steady length'
set xrange [1e-4:3e2]
set key top left
eval density('erf', 'L = ')

set title 'orthogonal hard-tanh near isometry, n (1/p − 1) = s²'
unset logscale x
set format x '%g'
set xrange [0:1.8]
set yrange [0:1.05]
set ylabel 'distribution function' offset 1.2
set key top left
labels = 'isometry critical'
said = '"q steady, s² = " "q drifting, s² = "'
plot for [f = 1:2] for [k = 1:words(family(word(labels, f)))] \
         averaged('network,x', 'cumulative') index block(word(labels, f), k) - 1 \
         using 2:3:4 every 3 with yerrorbars linetype 2 * k - 2 + f pointsize 0.5 \
         title word(said, f) . number(block(word(labels, f), k)), \
     for [f = 1:2] for [k = 1:words(family(word(labels, f)))] \
         averaged('network,x', 'cumulative_theory') index block(word(labels, f), k) - 1 \
         using 2:3 with @theory title (f + k == 2 ? 'theory' : '')
unset multiplot
