# Sharpness at convergence against gamma, and its slope: networks, the kernel's line at gamma << 1, -2/L at gamma >> 1.
high = 6.2
load style
depths = values_of('L')
count = words(depths)
depth(i) = real(word(depths, i))
end_of(i) = averaged('L,gamma', 'sharpness')
set logscale x
set format x '10^{%T}'
gammas = values_of('gamma')
set xrange [real(word(gammas, 1)) / 1.6:real(word(gammas, words(gammas))) * 1.6]
set multiplot
set lmargin 11
set tmargin at screen 0.97
set bmargin at screen 0.44
set logscale y
set format y '10^{%T}'
set ylabel 'N λ_{max} of the Hessian'
set key bottom left reverse Left
set format x ''
plot for [i = 1:count] averaged('L,gamma', 'lazy_limit') index i - 1 using ($2 <= 0.2 ? $2 : NaN):3 with lines linecolor rgb black \
         linewidth 1.4 dashtype i title (i == 1 ? 'theory, N → ∞, γ → 0' : ''), \
     averaged('L,gamma', 'start') index (count > 1 ? 1 : 0) using 2:3 with linespoints linecolor rgb grey dashtype 3 pointtype 2 \
         pointsize 0.6 title sprintf('at the start, L = %s', word(depths, count > 1 ? 2 : 1)), \
     for [i = 1:count] averaged('L,gamma', 'late_sharpness') index i - 1 using 2:3 with points linetype i pointtype shape[i] - 1 \
         pointsize 1.1 title (i == 1 ? 'later (hollow)' : ''), \
     for [i = 1:count] averaged('L,gamma', 'rise_sharpness') index i - 1 using ($2 > 50 ? $2 : NaN):3 with points linetype i \
         pointtype 2 pointsize 0.9 linewidth 1.4 title (i == 1 ? 'mean learned' : ''), \
     for [i = 1:count] end_of(i) index i - 1 using 2:3:4 with yerrorbars linetype i title sprintf('at the target, L = %s', word(depths, i))
set tmargin at screen 0.41
set bmargin at screen 0.11
set format x '10^{%T}'
set xlabel 'γ'
unset logscale y
set format y '%g'
set ylabel 'slope of log λ_{max}'
set yrange [-2.25:0]
set ytics 0.5
unset grid
set grid ytics
set key bottom right reverse Left
toy(g, L) = (2 - 2 / L) * g / (1 + g) - 2
middle(x) = (m = sqrt(x * px), m)
slope(x, y) = (s = log(y / py) / log(x / px), px = x, py = y, s)
px = NaN; py = NaN
set samples 400
plot for [i = 1:count] toy(x, depth(i)) with lines linecolor rgb black linewidth 1.4 dashtype i \
         title sprintf('toy model, L = %s', word(depths, i)), \
     for [i = 1:count] averaged('L,gamma', 'sharpness') index i - 1 using ($0 == 0 ? (px = NaN, NaN) : middle($2)):(slope($2, $3)) \
         with points linetype i pointsize 1 notitle, \
     for [i = 1:count] averaged('L,gamma', 'rise_sharpness') index i - 1 using ($2 < 50 ? (px = NaN, NaN) : middle($2)): \
         ($2 < 50 ? NaN : slope($2, $3)) with points linetype i pointtype 2 linewidth 1.4 notitle
unset multiplot
