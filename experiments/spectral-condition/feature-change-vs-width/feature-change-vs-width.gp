# Relative change (features) against width at matched loss, one panel a data set: simulation, ntp's infinite width without
# a free constant, and the power that mup's points should follow (through its widest point).
wide = 8.6
high = 4.3
load style
sets = values_of('data')
rows = values_of('parametrization')
widths = values_of('width')
count = words(sets)
first = real(word(widths, 1))
last = real(word(widths, words(widths)))
rank(name) = name eq 'ntp' ? 1 : (name eq 'mup' ? 3 : 2)
mark(name) = name eq 'ntp' ? 7 : (name eq 'mup' ? 6 : 5)
size(name) = name eq 'mup' ? 1.35 : 0.8
change = averaged('data,parametrization,width', 'change')
limit = averaged('data,parametrization,width', 'lazy_limit')
slope = averaged('data,parametrization,width', 'slope')
# mup's mean at the largest width; not a number where there is no such row.
number(text) = strlen(text) > 0 ? real(text) : NaN
widest(of, set) = number(system(sprintf("awk -F'\t' '$1 == \"%s\" && $2 == \"mup\" && $3 == %s {print $4}' '%s'", \
    set, word(widths, words(widths)), of)))
set logscale xy
set xrange [first / 1.4:last * 1.4]
set xtics 64, 4
set mxtics 1
set xlabel 'width n'
set format y '10^{%T}'
stats change using 4 nooutput
set yrange [0.62 * STATS_min:12 * STATS_max]
set multiplot layout 1, count margins 0.095, 0.985, 0.135, 0.92 spacing 0.045, 0.1
do for [d = 1:count] {
    set title word(sets, d) offset 0, -0.6
    if (d == 1) { set ylabel '‖h_2 − h_2^0‖ / ‖h_2^0‖' offset 0.6, 0 } else { unset ylabel; set format y '' }
    if (d == count) { set key top right reverse Left } else { unset key }
    height = widest(change, word(sets, d))
    power = widest(slope, word(sets, d))
    plot limit index d - 1 using (stringcolumn(2) eq 'ntp' ? $3 : NaN):4 with @theory \
             title 'theory, ntp at n → ∞', \
         height * (x / last)**power with lines linecolor rgb black linewidth 1.4 dashtype 2 \
             title (power == 0 ? 'slope 0' : sprintf('slope %g', power)), \
         for [name in rows] change index d - 1 \
             using (name eq 'mup' && stringcolumn(2) eq name ? $3 : NaN):4:5 with yerrorbars linecolor rgb colour[rank(name)] linewidth 1.5 pointtype mark(name) \
             pointsize size(name) title (name eq 'mup' ? name : ''), \
         for [name in rows] change index d - 1 \
             using (name ne 'mup' && stringcolumn(2) eq name ? $3 : NaN):4:5 with yerrorbars linecolor rgb colour[rank(name)] linewidth 1.5 pointtype mark(name) \
             pointsize size(name) title (name eq 'mup' ? '' : name)
}
unset multiplot
