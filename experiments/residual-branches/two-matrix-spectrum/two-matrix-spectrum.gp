# The spectrum of J J^T with two matrices a branch: one panel an activation, one colour a depth.
wide = 10.0
high = 4.0
load style
activations = values_of('phi')
depths = values_of('L')
block(a, k) = (a - 1) * words(depths) + k - 1

set multiplot layout 1, 2 margins 0.075, 0.985, 0.15, 0.91 spacing 0.085, 0.1
set logscale x
set format x '10^{%T}'
set xrange [1e-4:2e1]
set yrange [0:*]
set xlabel 'eigenvalue x of J Jᵀ' offset 0, 0.4
set ylabel 'density of ln x' offset 1.5
set key top left

do for [a = 1:words(activations)] {
    set title 'branch B φ(A f), φ = ' . word(activations, a)
    plot for [k = 1:words(depths)] averaged('law,x', 'density') index block(a, k) \
             using 2:($0 > 0 ? column(3) : NaN):4 with yerrorbars linetype k pointsize 0.45 \
             title 'L = ' . word(depths, k), \
         for [k = 1:words(depths)] averaged('law,x', 'density_theory') index block(a, k) \
             using 2:($0 > 0 ? column(3) : NaN) with @theory title (k == 1 ? 'theory' : ''), \
         averaged('law,x', 'density_limit') index block(a, 1) using 2:($0 > 0 ? column(3) : NaN) \
             with lines linecolor rgb grey dashtype 2 linewidth 1.6 title 'L → ∞, any φ'
}
unset multiplot
