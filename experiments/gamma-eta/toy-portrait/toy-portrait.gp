# Phase portraits of the toy models: how runs end is the ground, the boundaries found by bisection are points, the
# exact theory is lines. Above mean squared error, below cross-entropy.
wide = 12.5
high = 8.0
load style
models = 'tied-3 tied-4 pair-1-0 pair-1-1'
losses = 'mse ce'
array name[4] = ['one weight, L = 3', 'one weight, L = 4', 'two weights from (1, 0)', 'two weights from (1, 1)']
array short[2] = ['mean squared error', 'cross-entropy']
outcomes = 'too-slow learned catapult stuck diverged'
array ground[5] = ['#ffffff', '#bfe3b4', '#2f7fb8', '#dd9a3c', '#4a4a4a']
array called[5] = ['too slow', 'learned', 'learned after a catapult', 'stuck', 'diverged']
boundaries = 'eta-min eta-crit eta-max eta-diverged'
array shown[4] = ['first to learn', 'loss first rises', 'first failure', 'first to diverge']
array lines[4] = ['flow reaches 0.9 at T', 'first step overshoots', '2 / sharpness', 'last bounded orbit']
array mark[4] = [7, 9, 5, 13]
array dash[4] = [1, 3, 1, 2]
array tint[4] = ['#ffffff', '#d9d9d9', '#ffffff', '#ffffff']
# Points outside of every panel, as many as `every` needs: gnuplot warns of a series that has none.
nowhere = "0\t0\t1e-90\t0\t1e-90\t1e-90\t1e-90"
rows(m, l, what) = sprintf("< awk '!/^#/ && (!header++ || ($1 == \"%s\" && $2 == \"%s\" && $4 == \"%s\")); END { print \"\\n%s\\n%s\\n%s\" }' FS='\t' '%s'", \
                           word(models, m), word(losses, l), what, nowhere, nowhere, nowhere, table)
gammas = values_of('gamma')
stats table using 3 nooutput
first = STATS_min
last = STATS_max
half = words(gammas) > 1 ? (last / first) ** (0.5 / (words(gammas) - 1)) : 2.0
each = words(gammas) > 24 ? 3 : 2
# The first step's onset and what diverges first are laws of gamma << 1; the cubic map's edge, (1, 1) under mean
# squared error, holds for all.
reach(m, l, b) = b == 2 ? 0.32 : b == 4 && !(m == 4 && l == 1) ? 0.12 : 1e9
set logscale xy
set format x ''
set format y ''
bottom = first ** 2 * 3e-5
top = last * 100
set xrange [first / half:last * half]
set yrange [bottom:top]
set xtics 1e-6, 100
set ytics 1e-20, 1e4
unset grid
unset key
set border 15
set tics front
set mxtics 1
set mytics 1
set style fill solid 1 noborder
set multiplot
do for [l = 1:2] {
    do for [m = 1:4] {
        set lmargin at screen 0.07 + 0.234 * (m - 1)
        set rmargin at screen 0.07 + 0.234 * (m - 1) + 0.218
        set tmargin at screen (l == 1 ? 0.955 : 0.555)
        set bmargin at screen (l == 1 ? 0.6 : 0.2)
        unset title; unset xlabel; unset ylabel
        set format x (l == 2 ? '10^{%T}' : '')
        set format y (m == 1 ? '10^{%T}' : '')
        if (l == 1) { set title name[m] offset 0, -0.7 }
        if (l == 2) { set xlabel 'γ' offset 0, 0.4 }
        if (m == 1) { set ylabel short[l] . "\nη" offset 0.5, 0 }
        set object 1 rectangle from graph 0, 0 to graph 1, 1 fillcolor rgb ground[5] behind
        plot for [o = 1:4] rows(m, l, word(outcomes, o)) \
                 using 3:5:(column(3) / half / 1.02):(column(3) * half * 1.02):(o == 1 ? bottom : column(5)): \
                       6 with boxxyerror fillcolor rgb ground[o], \
             rows(m, l, word(boundaries, 4)) using 3:(column(3) < reach(m, l, 4) ? column(7) : NaN) \
                 with lines linecolor rgb '#ffffff' linewidth 1.5, \
             for [b = 1:4] rows(m, l, word(boundaries, b)) \
                 using 3:(column(3) < reach(m, l, b) ? column(7) : NaN) \
                 with lines linecolor rgb black linewidth 1.5 dashtype dash[b], \
             for [b = 1:4] rows(m, l, word(boundaries, b)) every each::(each - 1) using 3:5 \
                 with points linecolor rgb black pointtype mark[b] pointsize 0.75, \
             for [b = 1:4] rows(m, l, word(boundaries, b)) every each::(each - 1) using 3:5 \
                 with points linecolor rgb tint[b] pointtype mark[b] pointsize 0.45
    }
}
unset object; unset title; unset xlabel; unset ylabel; unset tics; unset border; unset logscale
set xrange [0:1]
set yrange [0:1]
set lmargin at screen 0.07
set rmargin at screen 0.99
set tmargin at screen 0.115
set bmargin at screen 0.01
set style fill solid 1 border rgb '#777777'
do for [o = 1:5] {
    left = 0.0 + 0.2 * (o - 1)
    set object o rectangle from left, 0.74 to left + 0.03, 0.98 fillcolor rgb ground[o] fillstyle solid border rgb '#777777'
    set label o called[o] at left + 0.037, 0.86
}
do for [b = 1:4] {
    left = 0.25 * (b - 1)
    set arrow b from left, 0.13 to left + 0.045, 0.13 nohead linecolor rgb black linewidth 1.6 dashtype dash[b]
    set label 10 + b lines[b] at left + 0.055, 0.13
    set label 20 + b shown[b] at left + 0.055, 0.47
}
plot for [b = 1:4] '+' using (0.0225 + 0.25 * (b - 1)):(0.47) every ::0::0 with points linecolor rgb black \
         pointtype mark[b] pointsize 0.9, \
     for [b = 1:4] '+' using (0.0225 + 0.25 * (b - 1)):(0.47) every ::0::0 with points linecolor rgb tint[b] \
         pointtype mark[b] pointsize 0.55
unset multiplot
