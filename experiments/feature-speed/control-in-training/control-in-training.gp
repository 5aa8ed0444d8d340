# Loss against step, a panel a scheme, a shade a depth: networks as points, what is commanded (or the table's first
# tangent) as lines. Below: the decay of one sample at the start, what the command achieves, features against width.
wide = 10
high = 10.4
load style
set datafile missing 'nan'
schemes = values_of('scheme')
depths = values_of('L')
widths = values_of('m')
steps = real(word(values_of('step'), words(values_of('step'))))
widest = 0
do for [i = 1:words(widths)] { widest = real(word(widths, i)) > widest ? real(word(widths, i)) : widest }
nice(s) = s eq 'ntk' ? 'NTK' : s eq 'mf-mup' ? 'MF+μP' : s eq 'fsc-table' ? 'FSC by its table' : \
          s eq 'fsc-start' ? 'FSC measured at the start' : s eq 'fsc' ? 'FSC measured at every step' : \
          s eq 'bafu' ? 'BAFU: cos θ taken as 1' : s
left(i) = 0.075 + 0.325 * ((i - 1) % 3)
upper(i) = i <= 3 ? 0.97 : 0.685
loss(s, of) = averaged('scheme,m,L,step', of)
is(m, L, d) = m == widest && L == real(word(depths, d))
set multiplot
set key off
set xrange [-1:steps * 1.03]
set yrange [0:1.08]
do for [i = 1:words(schemes)] {
    set lmargin at screen left(i)
    set rmargin at screen left(i) + 0.245
    set tmargin at screen upper(i)
    set bmargin at screen upper(i) - 0.25
    set title nice(word(schemes, i)) offset 0, -0.6
    set xlabel (i > 3 ? 'step' : '') offset 0, 0.6
    set format x (i > 3 ? '%g' : '')
    set ylabel (i % 3 == 1 ? 'loss / first loss' : '') offset 1, 0
    if (i == 1) { set key bottom left reverse Left samplen 1 maxrows 3 } else { set key bottom left reverse Left samplen 2 }
    plot for [d = 1:words(depths)] loss('', 'law') index i - 1 using (is($2, $3, d) ? $4 : NaN):5 with lines \
             linecolor rgb colour[d] linewidth 1.3 dashtype d notitle, \
         for [d = 1:words(depths)] loss('', 'loss') index i - 1 using (is($2, $3, d) ? $4 + 0.25 * (d - 3) : NaN):5:6 \
             with yerrorbars linetype d title (i == 1 ? sprintf('L = %s', word(depths, d)) : ''), \
         NaN with lines linecolor rgb black linewidth 1.3 title (i == 2 ? 'lines: first tangents' : i == 4 ? 'lines: as commanded' : '')
}
set tmargin at screen 0.355
set bmargin at screen 0.06
set lmargin at screen left(1)
set rmargin at screen left(1) + 0.245
set title 'one sample, first instant' offset 0, -0.6
set logscale xy
set format x '%g'
set format y '10^{%T}'
set xlabel 'L' offset 0, 0.4
set xtics (0)
do for [d = 1:words(depths)] { set xtics add (word(depths, d) real(word(depths, d))) }
set ylabel "-loss' / (2 loss)" offset 1, 0
set xrange [real(word(depths, 1)) / 1.3:real(word(depths, words(depths))) * 1.3]
set yrange [2e-4:3]
set key bottom left reverse Left samplen 1.4 maxrows auto maxcols 1
# The widest networks of a scheme at step 0: L, value, error.
start(of, s) = sprintf("< echo L; awk -F'\t' -v OFS='\t' '$1==\"%s\" && $2==%g && $4==0 && $5 !~ /nan/ {print $3, $5, $6}' %s", \
                       s, widest, averaged('scheme,m,L,step', of))
plot start('start_law', 'fsc-table') using 1:(10**$2) with lines linecolor rgb black linewidth 1.4 title 'log of the mean', \
     start('start_law', 'mf-mup') using 1:(10**$2) with lines linecolor rgb black linewidth 1.4 notitle, \
     start('start_lowest', 'fsc-table') using 1:(10**$2) with lines linecolor rgb grey linewidth 1.4 dashtype 2 title 'least mean of the log', \
     start('start_lowest', 'mf-mup') using 1:(10**$2) with lines linecolor rgb grey linewidth 1.4 dashtype 2 notitle, \
     start('log_start', 'fsc-table') using 1:(10**$2):(10**($2 - $3)):(10**($2 + $3)) with yerrorbars linetype 3 title 'FSC by its table, NTK', \
     start('log_start', 'mf-mup') using 1:(10**$2):(10**($2 - $3)):(10**($2 + $3)) with yerrorbars linetype 2 title 'MF+μP'
set lmargin at screen left(2)
set rmargin at screen left(2) + 0.245
unset logscale y
set format y '%g'
set title sprintf('decay after %g steps / commanded', steps) offset 0, -0.6
set ylabel 'achieved / commanded' offset 1, 0
set yrange [0:1.5]
set key top right reverse Left samplen 1 maxrows auto maxcols 1
plot 1 with lines linecolor rgb black linewidth 1.4 title 'as commanded', \
     for [s = 4:6] averaged('scheme,m,L,step', 'achieved') index s - 1 \
         using ($2 == widest && $4 == steps ? $3 * 1.05 ** (s - 5) : NaN):5:6 with yerrorbars linetype s - 3 \
         title (s == 4 ? 'FSC, start' : s == 5 ? 'FSC, every step' : 'BAFU')
set lmargin at screen left(3)
set rmargin at screen left(3) + 0.245
set logscale xy
set format y '10^{%T}'
set title sprintf('feature change, L = %s', word(depths, 1)) offset 0, -0.6
set xlabel 'm' offset 0, 0.4
set xtics (0)
do for [d = 1:words(widths)] { set xtics add (word(widths, d) real(word(widths, d))) }
set ylabel 'rms change × residual' offset 1, 0
least = widest
do for [i = 1:words(widths)] { least = real(word(widths, i)) < least ? real(word(widths, i)) : least }
set xrange [least / 1.3:widest * 1.3]
set yrange [0.005:2]
set key bottom left reverse Left samplen 1.4 maxrows 3 width 0
moved = averaged('scheme,m,L,step', 'moved')
end(L, t) = L == real(word(depths, 1)) && t == steps
start_of(s) = real(system(sprintf("awk -F'\t' -v s=%s -v m=%g -v L=%s -v t=%g '$1==s && $2==m && $3==L && $4==t {print $5}' %s", s, least, word(depths, 1), steps, moved)))
plot start_of('ntk') * (x / least)**-0.5 with lines linecolor rgb black linewidth 1.4 dashtype 2 title '∝ m^{-1/2}', \
     start_of('fsc') with lines linecolor rgb black linewidth 1.4 title 'm^0', \
     start_of('mf-mup') with lines linecolor rgb black linewidth 1.4 notitle, \
     moved index 0 using (end($3, $4) ? $2 : NaN):5:6 with yerrorbars linetype 1 title 'NTK', \
     moved index 1 using (end($3, $4) ? $2 : NaN):5:6 with yerrorbars linetype 2 title 'MF+μP', \
     moved index 4 using (end($3, $4) ? $2 : NaN):5:6 with yerrorbars linetype 3 title 'FSC'
unset multiplot
