# What the figures on transfer draw, called with `size` (the column that grows), `wanted` (what a label calls it):
# above, for every rule, the final loss of one draw against the learning rate, one curve a size, its best rate filled;
# below, the best rates of all draws against the size, with the slope of the law of the first step.
wide = 11.5
high = 10.2
load style
rules = values_of('rule')
sizes = values_of(size)
n = words(sizes)
optimisers = system(sprintf("echo '%s' | tr ' ' '\\n' | sed 's,/.*,,' | awk '!seen[$0]++' | tr '\\n' ' '", rules))
rules_of(o) = system(sprintf("echo '%s' | tr ' ' '\\n' | grep '^%s/' | tr '\\n' ' '", rules, o))
lines = words(optimisers)
most(o) = words(rules_of(word(optimisers, o)))
columns = most(1)
if (lines > 1) if (most(2) > columns) columns = most(2)
title_of(rule) = system(sprintf("echo '%s' | sed 's,sgd/,SGD: ,; s,adam/,Adam: ,; s,spectral-direct,spectral (direct),; s,: mup,: µP,; s,: ntp/one-rate,: NTP\\, one rate,; s,: ntp,: NTP,; s,: sp$,: standard,; s,: depth-mup,: depth-µP,; s,: completep,: CompleteP,'", rule))
array ramp[7] = ['#e8a33d', '#d9653b', '#b8336a', '#7b2d8b', '#4a2f8f', '#2b2b6b', '#000000']
shade(i) = ramp[n > 1 ? 1 + int((i - 1) * 6.0 / (n - 1) + 0.5) : 1]
array form[7] = [4, 6, 8, 12, 10, 14, 3]
nowhere = "-999\\t-999\\t0"
# log2 eta and loss of draw 0, in order; the best ones after.
curve(rule, s, entry) = sprintf("< awk -F'\\t' '!/^#/ && $1 == \"%s\" && $2 == \"%s\" && $3 == 0 && $4 == \"%s\" && $7 < 1e300 { print $5 \"\\t\" $7 } END { print \"%s\" }' '%s'", rule, s, entry, nowhere, table)
# size, mean over draws and its standard error, of `of` less the rule's mean of log2_eta over all.
rates = averaged('entry,rule,' . size, 'log2_eta')
laws = averaged('entry,rule,' . size, 'log2_law')
relative(rule, of) = sprintf("< awk -F'\\t' '$1 == \"best\" && $2 == \"%s\" { if (NR == FNR) { m += $4; k++ } else print $3 \"\\t\" $4 - m / k \"\\t\" $5 } END { print \"%s\" }' '%s' '%s'", rule, nowhere, rates, of)
set datafile nocolumnheaders
bottom = 0.32 # of the page, for the best rates
set label 100 wanted . ':' at screen 0.075, bottom + 0.04 font ',11'
do for [j = 1:n] {
    set label 100 + j word(sizes, j) at screen 0.09 + 0.008 * strlen(wanted) + 0.055 * j, bottom + 0.04 point pointtype form[j] \
        pointsize 1 linecolor rgb shade(j) offset 1, 0 font ',11'
}
set label 120 '(one draw; filled: its best rate)' at screen 0.13 + 0.008 * strlen(wanted) + 0.055 * (n + 1), bottom + 0.04 font ',11'
set multiplot
set logscale y 10
set format y '10^{%L}'
unset key
do for [line = 1:lines] {
    own = rules_of(word(optimisers, line))
    do for [i = 1:words(own)] {
        rule = word(own, i)
        set lmargin at screen 0.075 + (i - 1) * 0.915 / columns
        set rmargin at screen 0.075 + i * 0.915 / columns - 0.035
        set tmargin at screen 0.965 - (line - 1) * (0.965 - bottom - 0.06) / lines
        set bmargin at screen 0.965 - line * (0.965 - bottom - 0.06) / lines + 0.08
        set title title_of(rule) offset 0, -0.6
        set xlabel 'log_2 η' offset 0, 0.6
        set ylabel (i == 1 ? 'final loss' : '')
        least = real(system(sprintf("awk -F'\\t' 'BEGIN { m = 1e300 } !/^#/ && $1 == \"%s\" && $3 == 0 && $4 == \"best\" && $7 < m { m = $7 } END { print m }' '%s'", rule, table)))
        left = real(system(sprintf("awk -F'\\t' 'BEGIN { m = 1e300 } !/^#/ && $1 == \"%s\" && $3 == 0 && $4 == \"tried\" && $7 < 1e300 && $5 < m { m = $5 } END { print m }' '%s'", rule, table)))
        right = real(system(sprintf("awk -F'\\t' 'BEGIN { m = -1e300 } !/^#/ && $1 == \"%s\" && $3 == 0 && $4 == \"tried\" && $7 < 1e300 && $5 > m { m = $5 } END { print m }' '%s'", rule, table)))
        set xrange [left - 0.5:right + 0.5]
        apart = right - left > 12 ? 4 : right - left > 5 ? 2 : 1
        set xtics apart
        worst = real(system(sprintf("awk -F'\t' 'BEGIN { m = 0 } !/^#/ && $1 == \"%s\" && $3 == 0 && $4 == \"tried\" && $7 < 1e300 && $7 + 0 > m { m = $7 + 0 } END { print m }' '%s'", rule, table)))
        set yrange [least / 2:(worst < 2 ? 2 * worst : 4)] # what is not trained at all has a loss of 1/2
        set key off
        plot for [j = 1:n] curve(rule, word(sizes, j), 'tried') using 1:2 with linespoints linecolor rgb shade(j) pointtype form[j] \
                 pointsize 0.6 linewidth 1 title word(sizes, j), \
             for [j = 1:n] curve(rule, word(sizes, j), 'best') using 1:2 with points linecolor rgb shade(j) pointtype 7 pointsize 1.3 notitle
    }
}
do for [j = 0:20] { unset label 100 + j }
unset logscale y
set format y '%g'
set logscale x 2
unset title
set tmargin at screen bottom - 0.015
set bmargin at screen 0.065
set xlabel wanted offset 0, 0.4
set xtics (0)
do for [j = 1:n] { set xtics add (word(sizes, j) real(word(sizes, j))) }
set xrange [real(word(sizes, 1)) / 1.3:real(word(sizes, n)) * 1.3]
do for [line = 1:lines] {
    own = rules_of(word(optimisers, line))
    set lmargin at screen 0.075 + (line - 1) * 0.9 / lines
    set rmargin at screen 0.075 + line * 0.9 / lines - 0.04
    set yrange [*:*]
    set offsets 0, 0, 0.4, 0.4
    set ylabel (line == 1 ? 'log_2 of the best η over its mean' : '')
    set key on at graph 0.03, 0.04 bottom left Left reverse samplen 2 spacing 1.05 font ',10' notitle
    plot for [i = 1:words(own)] relative(word(own, i), laws) using ($1 > 0 ? $1 : NaN):($1 > 0 ? $2 : NaN) with lines linetype i linewidth 1.4 dashtype i notitle, \
         for [i = 1:words(own)] relative(word(own, i), rates) using ($1 > 0 ? $1 * (1 + 0.03 * (i - 2)) : NaN):($1 > 0 ? $2 : NaN):3 with yerrorbars linetype i pointsize 0.9 title title_of(word(own, i)), \
         NaN with lines linecolor rgb black linewidth 1.4 title 'slope of the law (lines)'
}
unset multiplot
