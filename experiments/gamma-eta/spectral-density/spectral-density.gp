# Densities of the Hessian's spectrum, lazy to rich: start, middle and end of training.
wide = 8.4
high = 3.6
load style
gammas = values_of('gamma')
panels = words(gammas)
array name[3] = ['start', 'middle', 'end']
left(i) = 0.1 + (i - 1) * 0.89 / panels
right(i) = left(i) + 0.89 / panels - 0.03
of(i, stage) = sprintf("< awk -F'\\t' '/^gamma/{b++} b==%d && (/^gamma/ || $2==%d)' %s", i, stage, averaged('gamma,stage,x', 'density'))
set logscale y
set yrange [0.5:1e6]
set xrange [-1.08:1.08]
set xtics 0.5
set tmargin at screen 0.9
set bmargin at screen 0.2
set xlabel 'λ / λ_{max}'
set multiplot
do for [i = 1:panels] {
    set lmargin at screen left(i)
    set rmargin at screen right(i)
    set title sprintf('γ = %s', word(gammas, i)) offset 0, -0.5
    set format y (i == 1 ? '10^{%T}' : '')
    set ylabel (i == 1 ? 'eigenvalues per unit' : '')
    set key top right
    plot for [s = 1:3] of(i, s - 1) using 3:4 with lines linetype s dashtype s linewidth 1.8 title (i == 1 ? name[s] : ''), \
         averaged('gamma,stage', 'kernel') index i - 1 using ($2 == 0 && $1 < 0.1 ? $3 : NaN):(300) with impulses \
             linecolor rgb black linewidth 1.4 title (i == 1 ? 'N → ∞' : '')
}
unset multiplot
