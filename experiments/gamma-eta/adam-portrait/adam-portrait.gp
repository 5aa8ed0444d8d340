# Where Adam, SignSGD and Muon learn: ground and points from runs, lines of the predicted slopes.
trainings = system(sprintf("%s -v of=training '%s'", values, table))
n = words(trainings)
columns = n < 3 ? n : (n + 1) / 2
lines = (n + columns - 1) / columns
wide = 9.5
high = lines == 1 ? 4.6 : 7.6
load style
ends = "'too slow' learned stuck diverged"
array tint[4] = ['#9a9a9a', '#7fbf7b', '#e08214', '#222222']
array form[4] = [1, 5, 9, 2]
array dash[2] = [1, 2]
array big[4] = [0.4, 0.35, 0.5, 0.45]
plain(t) = system(sprintf("echo '%s' | sed 's/sign-sgd/SignSGD/; s/adam/Adam/; s/muon/Muon/; s/mse/mean squared error/; s/ce$/cross-entropy/; s/[/]/, /'", t))
of_mean = averaged('what,training,gamma', 'eta')
# A point outside of every panel: gnuplot warns of a series that has none.
nowhere = "\\n0\t0\t1e-90\t0\t1e-90\t1e-90\t1e-90\t1e-90"
rows(t, what) = sprintf("< awk '!/^#/ && (!header++ || ($1 == \"%s\" && $4 == \"%s\")); END { print \"%s\" }' FS='\t' '%s'", t, what, nowhere, table)
guides(t, what, least, most) = sprintf("< awk '!/^#/ && (!header++ || ($1 == \"%s\" && $2 == 0 && $4 == \"%s\" && $3 >= %g && $3 <= %g)); END { print \"%s\" }' FS='\t' '%s'", t, what, least, most, nowhere, table)
means(t, what) = sprintf("< awk '!header++ || ($1 == \"%s\" && $2 == \"%s\"); END { print \"%s\" }' FS='\t' '%s'", what, t, nowhere, of_mean)
band(t) = sprintf("< awk 'BEGIN { print \"gamma\tlow\thigh\" } $2 == \"%s\" && $1 == \"eta-max\" { high[$3] = $8; gamma[++n] = $3 } $2 == \"%s\" && $1 == \"eta-min\" { low[$3] = $8 } END { for (i = 1; i <= n; i++) print gamma[i] \"\t\" low[gamma[i]] \"\t\" high[gamma[i]] }' FS='\t' '%s'", t, t, of_mean)
set logscale xy
set xtics 1e-8, 100
set ytics 1e-12, 100
set mxtics 1
set mytics 1
unset key
stats table using 3 nooutput
first = STATS_min
last = STATS_max
set xrange [first / 3:last * 3]
set yrange [first / 4000:500]
set multiplot
do for [i = 1:n] {
    column = (i - 1) % columns
    line = (i - 1) / columns
    set lmargin at screen 0.09 + column * 0.9 / columns
    set rmargin at screen 0.09 + column * 0.9 / columns + 0.9 / columns - 0.03
    set tmargin at screen 0.95 - line * 0.87 / lines
    set bmargin at screen 0.95 - line * 0.87 / lines - 0.87 / lines + (lines == 1 ? 0.16 : 0.085)
    set title plain(word(trainings, i)) offset 0, -0.6
    set xlabel (i + columns > n ? 'γ' : '') offset 0, 0.5
    set ylabel (column == 0 ? 'η' : '')
    set format x '10^{%T}'
    set format y (column == 0 ? '10^{%T}' : '')
    t = word(trainings, i)
    plot band(t) using 1:2:3 with filledcurves fillcolor rgb '#d5ecd0' fillstyle solid 1, \
         for [e = 1:4] rows(t, word(ends, e)) using 3:5 with points linecolor rgb tint[e] pointtype form[e] \
             pointsize big[e] linewidth 1, \
         for [b = 1:2] guides(t, word('eta-max eta-min', b), 0, 0.011) using 3:8 \
             with lines linecolor rgb black linewidth 1.5 dashtype dash[b], \
         for [b = 1:2] guides(t, word('eta-max eta-min', b), 99, 1e99) using 3:8 \
             with lines linecolor rgb black linewidth 1.5 dashtype dash[b], \
         for [b = 1:2] means(t, word('eta-max eta-min', b)) using 3:8:6:7 with yerrorbars linecolor rgb black \
             pointtype (b == 1 ? 9 : 7) pointsize 0.9 linewidth 1.2
}
unset title; unset xlabel; unset ylabel; unset tics; unset border; unset logscale; unset grid
set xrange [0:1]
set yrange [0:1]
set lmargin at screen 0.05
set rmargin at screen 0.99
set tmargin at screen (lines == 1 ? 0.09 : 0.075)
set bmargin at screen 0.005
do for [e = 1:4] { set label e word(ends, e) at 0.02 + 0.12 * (e - 1) + 0.018, 0.25 }
set label 11 'η_{max}, median and range' at 0.035, 0.75
set label 12 'η_{min}' at 0.335, 0.75
set arrow 1 from 0.5, 0.75 to 0.54, 0.75 nohead linecolor rgb black linewidth 1.5
set arrow 2 from 0.5, 0.25 to 0.54, 0.25 nohead linecolor rgb black linewidth 1.5 dashtype 2
set label 13 'η_{max}: slopes 1 and 1/L, heights from the points' at 0.55, 0.75
set label 14 'η_{min}: 1 and 1/L; Adam, MSE: 1 and 1 − 1/L' at 0.55, 0.25
plot for [e = 1:4] '+' using (0.02 + 0.12 * (e - 1)):(0.25) every ::0::0 with points linecolor rgb tint[e] \
         pointtype form[e] pointsize 1.1, \
     '+' using (0.02):(0.75) every ::0::0 with points linecolor rgb black pointtype 9 pointsize 1, \
     '+' using (0.32):(0.75) every ::0::0 with points linecolor rgb black pointtype 7 pointsize 1
unset multiplot
