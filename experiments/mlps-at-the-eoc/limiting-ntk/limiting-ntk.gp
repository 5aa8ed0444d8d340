# The limiting tangent kernel against depth for several Delta, its asymptotes, and finite networks of widths m k^2.
wide = 9.2
high = 4.9
load style
deltas = values_of('delta')
widths = values_of('m')
count = words(deltas)
ratio = averaged('delta,m,l', 'ratio')
reciprocal = averaged('delta,m,l', 'reciprocal')
ratio_theory = averaged('delta,m,l', 'ratio_theory')
condition_theory = averaged('delta,m,l', 'condition_theory')
ratio_asymptote = averaged('delta,m,l', 'ratio_asymptote')
condition_asymptote = averaged('delta,m,l', 'condition_asymptote')
condition_limit = averaged('delta,m,l', 'condition_limit')
array mark[6] = [6, 4, 8, 12, 10, 14]
array full[6] = [7, 5, 9, 13, 11, 15]
networks = words(widths) > 1 ? widths[strstrt(widths, ' ') + 1:*] : ''
widest = word(widths, words(widths))
point(m, i) = m eq widest ? full[(i - 1) % 6 + 1] : mark[(i - 1) % 6 + 1]
nudge(m, i) = 1 + 0.03 * (i - (count + 1) / 2.0) + (m eq widest ? 0.02 : -0.02)
set logscale x
set xrange [0.22:1.5e4]
set xtics (2, 3, 5, 8, 20, 100, 1000, '10^4' 1e4)
set xlabel 'depth l' offset 0, 0.2
set multiplot layout 1, 2 margins 0.085, 0.985, 0.125, 0.79 spacing 0.09, 0.1
set key at screen 0.5, 0.985 center top vertical maxrows 3 reverse Left samplen 2 width -1
set ylabel 'K(x,x′) / l,  x ⊥ x′' offset 1.2, 0
set yrange [0:*]
plot 0.25 with lines linecolor rgb grey dashtype 3 linewidth 1.4 title 'limits 1/4 and 1 + n/3', \
     ratio_asymptote index 0 using (stringcolumn(2) eq '0' && $3 > 19 ? $3 : NaN):4 with lines linecolor rgb black \
         dashtype 2 linewidth 1.4 title 'with the next order, ln l / l', \
     for [i = 1:count] ratio_theory index i - 1 using (stringcolumn(2) eq '0' && $3 > 1 ? $3 : NaN):4 with lines \
         linecolor rgb colour[(i - 1) % 6 + 1] linewidth 1.7 title sprintf('theory, Δ = %s', word(deltas, i)), \
     for [i = 1:count] ratio_theory index i - 1 using (stringcolumn(2) eq '0' && $3 == 2 ? $3 : NaN):4:(sprintf('Δ = %s', \
         word(deltas, i))) with labels right offset -0.7, 0 title '', \
     for [m in networks] for [i = 1:count] ratio index i - 1 \
         using (stringcolumn(2) eq m ? $3 * nudge(m, i) : NaN):4:5 with yerrorbars linecolor rgb colour[(i - 1) % 6 + 1] \
         linewidth 1.3 pointtype point(m, i) pointsize 1 \
         title (i == 1 ? sprintf('networks, widths %s k^2', m) : '')
unset key
set ylabel sprintf('condition number of the kernel') offset 1, 0
set logscale y
set yrange [2.3:*]
set ytics (3, 5, 7.5, 10, 15, 20, 30, 50)
plot condition_limit index 0 using (stringcolumn(2) eq '0' && $3 > 1 ? $3 : NaN):4 with lines linecolor rgb grey \
         dashtype 3 linewidth 1.4, \
     condition_asymptote index 0 using (stringcolumn(2) eq '0' && $3 > 19 ? $3 : NaN):4 with lines linecolor rgb black \
         dashtype 2 linewidth 1.4, \
     for [i = 1:count] condition_theory index i - 1 using (stringcolumn(2) eq '0' && $3 > 1 ? $3 : NaN):4 with lines \
         linecolor rgb colour[(i - 1) % 6 + 1] linewidth 1.7, \
     for [i = 1:count] condition_theory index i - 1 using (stringcolumn(2) eq '0' && $3 == 2 ? $3 : NaN):4:(sprintf('Δ = %s', \
         word(deltas, i))) with labels right offset -0.7, 0, \
     for [m in networks] for [i = 1:count] reciprocal index i - 1 \
         using (stringcolumn(2) eq m ? $3 * nudge(m, i) : NaN):(1 / $4):($5 / $4**2) with yerrorbars linecolor rgb colour[(i - 1) % 6 + 1] \
         linewidth 1.3 pointtype point(m, i) pointsize 1
unset multiplot
