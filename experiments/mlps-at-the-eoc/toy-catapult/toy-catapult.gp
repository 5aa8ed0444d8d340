# The catapult of a two-layer linear network: above its paths at a constant rate and under the schedule, and where a
# constant rate comes to rest; below what the schedule's orbits do: their decay, their map, their chaos.
wide = 13.0
high = 7.6
load style
widths = values_of('m')
narrow = word(widths, 1)
broad = word(widths, words(widths))
shown = '2.2 3 3.5'
# Rows of one kind.
kept(m, control, c, entry, what) = sprintf("< awk -F'\t' '!/^#/ && (!header++ || ($1 == \"%s\" && $2 == \"%s\" && (\"%s\" == \"\" || $3 == \"%s\") && $5 == \"%s\" %s))' '%s'", \
                                           m, control, c, c, entry, what, table)
path(control, c) = kept(broad, control, c, 'path', '&& $4 == 0')
# From the first step past `start`: its number and its value, then a line of this slope to `reach` more steps.
law(control, c, column, start, slope, reach) = \
    sprintf("< awk -F'\t' -v OFS='\t' '!/^#/ && header++ && $1 == \"%s\" && $2 == \"%s\" && $3 == \"%s\" && $5 == \"path\" && $4 == 0 && %s { print \"step\tvalue\"; for (t = 0; t <= %g; t++) print $6 + t, %s + t * %s / 2.302585092994046; exit }' '%s'", \
            broad, control, c, start, reach, column, slope, table)
# Quartiles of the ends of draws that settled, one line a c.
quartiles = sprintf("< awk -F'\t' -v OFS='\t' '!/^#/ && header++ && $1 == \"%s\" && $2 == \"constant\" && $5 == \"end\" && $16 == 1 { print $3, $9 }' '%s' | sort -g -k1,1 -k2,2 | awk -v OFS='\t' 'BEGIN { print \"c\tlow\tmiddle\thigh\" } { if ($1 != c) { flush(); c = $1; n = 0 } v[n++] = $2 } function flush() { if (n) print c, v[int(n / 4)], v[int(n / 2)], v[int(3 * n / 4)] } END { flush() }'", \
                    narrow, table)
rates = sprintf("< awk -F'\t' -v OFS='\t' '!/^#/ && header++ && $1 == \"%s\" && $2 == \"schedule\" && $5 == \"end\" && $19 == $19 + 0 { n[$3]++; s[$3] += $19; q[$3] += $19 * $19 } END { for (c in n) if (n[c] > 1) print c + 0, s[c] / n[c], sqrt((q[c] / n[c] - (s[c] / n[c]) ^ 2) / (n[c] - 1)) }' '%s' | sort -g | sed '1i c\trate\terror'", \
                narrow, table)
place(row, column) = sprintf("set lmargin at screen %g; set rmargin at screen %g; set tmargin at screen %g; set bmargin at screen %g", \
                             0.055 + 0.337 * column, 0.31 + 0.337 * column, row == 0 ? 0.955 : 0.455, row == 0 ? 0.60 : 0.10)
set key samplen 1.2 spacing 1.1
set xlabel offset 0, 0.4
set ylabel offset 1, 0
set multiplot
eval place(0, 0)
set title 'η λ along a path' offset 0, -0.6
set xlabel 'step'
set ylabel 'η λ'
set xrange [0:60]
set yrange [0:5.6]
set key top right maxrows 3 width -3 Left reverse
plot 2 with lines linecolor rgb grey dashtype 3 notitle, \
     for [i = 1:3] path('constant', word(shown, i)) using 6:12 with lines linecolor rgb black linewidth 1.2 dashtype i notitle, \
     for [i = 1:3] path('constant', word(shown, i)) using 6:9 every 2 with points linetype i pointsize 0.8 \
         title sprintf('constant, c = %s', word(shown, i)), \
     for [i = 1:3] path('schedule', word(shown, i)) using 6:9 every 3 with points linetype i pointtype shape[i] - 1 \
         pointsize 1.0 title sprintf('c/λ, c = %s', word(shown, i))
eval place(0, 1)
set title 'λ under the schedule' offset 0, -0.6
set ylabel 'λ / λ_0' offset 0, 0
set format y '10^{%g}'
set xrange [0:100]
set yrange [-45:2]
set key bottom left reverse Left maxrows 4 width 0
plot for [i = 1:3] path('schedule', word(shown, i)) using 6:10 every 2 with points linetype i pointsize 0.7 \
         title sprintf('c = %s', word(shown, i)), \
     for [i = 1:3] law('schedule', word(shown, i), '$10', '($8 > 0.25 || $8 < -0.25)', '-$24', 100) \
         using 1:2 with lines linecolor rgb black linewidth 1.3 dashtype i title (i == 1 ? 'slope 2 log(4/c)' : '')
eval place(0, 2)
set title 'where a constant rate rests' offset 0, -0.6
set xlabel 'c = η λ_0'
set ylabel 'η λ at the end' offset 1, 0
set format y '%g'
set xrange [1.98:4.02]
set yrange [0:3.2]
set key top right reverse Left maxrows auto
plot 2 with lines linecolor rgb grey dashtype 3 title 'edge', \
     4 - x with lines linecolor rgb black linewidth 1 dashtype 2 title '4 - c, c → 2', \
     kept(narrow, 'constant', '', 'end', '&& $4 == 0 && $3 < 4') using 3:26 with lines linecolor rgb black \
         linewidth 1.3 title 'map from f_0 = 1', \
     quartiles using 1:3:2:4 with yerrorbars linetype 1 title sprintf('median, quartiles, m = %s', narrow)
eval place(1, 0)
set title 'decay a step under the schedule' offset 0, -0.6
set xlabel 'c = η λ'
set ylabel 'mean of log(λ_t / λ_{t+1})'
set yrange [0:1.5]
set key top right
uniform(c) = (k = sqrt(c * (4 - c) / 4), 2 - log(1 - k * k) - log((1 + k) / (1 - k)) / k)
plot [1.98:4.02] 2 * log(4 / x) with lines linecolor rgb black linewidth 1.3 title '2 log(4/c)', \
     (x > 2.005 && x < 3.999 ? uniform(x) : NaN) with lines linecolor rgb grey dashtype 2 title 'were q uniform', \
     rates using 1:2:3 with yerrorbars linetype 1 title sprintf('networks, m = %s', narrow)
eval place(1, 1)
set title 'q = f / (m^{1/2} λ), from step to step' offset 0, -0.6
set xlabel 'q_t'
set ylabel 'q_{t+1}'
set xrange [-0.52:0.52]
set yrange [-0.56:0.56]
set samples 800
next(q, c) = (1 - c + c * c * q * q) * q / (1 - c * (4 - c) * q * q)
set key at graph 0.36, 0.3 reverse Left
step_to_step(c) = sprintf("< awk -F'\t' -v OFS='\t' '!/^#/ && header++ && $1 == \"%s\" && $2 == \"schedule\" && $3 == \"%s\" && $5 == \"path\" && $4 == 0 { print (seen++ ? last : \"q\"), (seen > 1 ? $8 : \"next\"); last = $8 }' '%s'", \
                          broad, c, table)
plot [-0.5:0.5] for [i = 1:3] next(x, real(word(shown, i))) with lines linecolor rgb black linewidth 1.1 dashtype i notitle, \
     for [i = 1:3] step_to_step(word(shown, i)) using 1:2 with points linetype i pointsize 0.8 title sprintf('c = %s', word(shown, i))
eval place(1, 2)
set title 'network and map part' offset 0, -0.6
set xlabel 'step'
set ylabel 'distance under the schedule' offset 0, 0
set format y '10^{%g}'
set xrange [0:100]
set yrange [-17:2]
set key at graph 1, 0.42 reverse Left maxrows auto
plot -2 with lines linecolor rgb grey dashtype 3 title '1%', \
     for [i = 1:3] path('schedule', word(shown, i)) using 6:($14 > 0 ? log10($14) : NaN) with points linetype i \
         pointsize 0.7 title sprintf('c = %s', word(shown, i)), \
     for [i = 1:3] law('schedule', word(shown, i), 'log($14) / 2.302585092994046', '$14 > 1e-12', '$25', 25 / (0.7 + 0.15 * i)) \
         using 1:2 with lines linecolor rgb black linewidth 1.3 dashtype i title (i == 1 ? 'slope of the law' : '')
unset multiplot
