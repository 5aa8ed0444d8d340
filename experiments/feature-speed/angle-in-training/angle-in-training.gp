# The angle layer by layer at the start and at the end, its cosine along training, and the loss: networks as points; as
# lines the theory of the start, and the loss that angles, speeds and backward vectors predict.
wide = 10
high = 7.2
load style
set datafile missing 'nan'
rules = values_of('beta_rule')
counts = values_of('samples')
etas = values_of('eta')
first = real(word(etas, 1))
last = 0
do for [i = 1:words(values_of('layer'))] { last = real(word(values_of('layer'), i)) > last ? real(word(values_of('layer'), i)) : last }
name(r) = word(rules, r) eq '1' ? 'MLP' : 'ResNet, β = ' . pretty(word(rules, r))
of(column) = averaged('activation,beta_rule,samples,eta,layer,look,time', column) # 1 .. 7, mean 8, error 9, median 12
# Columns `what` of the rows of an activation, a branch scale and a number of samples where `that` holds.
rows(column, act, r, s, that, what) = sprintf("< echo h; awk -F'\t' -v OFS='\t' '$1==\"%s\" && $2==\"%s\" && $3==%s && %s {print %s}' %s", \
                                              act, word(rules, r), word(counts, s), that, what, of(column))
layers(column, r, s, look) = rows(column, 'relu', r, s, sprintf('$4==%g && $6==%d', first, look), '$5, $8, $9')
times(column, r, s) = rows(column, 'relu', r, s, sprintf('$4==%g && $5==%g', first, last), '$7, $8, $9')
gaps(act, r, s) = rows('gap', act, r, s, sprintf('$5==%g && $6==10', last), '$4, $12')
left(i) = 0.07 + 0.33 * (i - 1)
set multiplot
do for [r = 1:2] {
    set lmargin at screen left(r)
    set rmargin at screen left(r) + 0.25
    set xtics autofreq
    set tmargin at screen 0.95
    set bmargin at screen 0.58
    set title name(r) offset 0, -0.5
    set xlabel 'layer v' offset 0, 0.4
    set ylabel (r == 1 ? 'angle θ_v' : '') offset 1, 0
    set xrange [1:last + 1]
    set yrange [0:1.65]
    set key top left reverse Left samplen 1.2
    if (r == 1) { unset key }
    plot layers('theta_theory', r, 1, 0) using 1:2 with lines linecolor rgb black linewidth 1.4 title 'theory, 1 sample, start', \
         for [s = 1:words(counts)] layers('theta', r, s, 0) using 1:2:3 with yerrorbars linetype s \
             title sprintf('start, n = %s', word(counts, s)), \
         for [s = 1:words(counts)] layers('theta', r, s, 10) using ($1 + 0.3):2:3 with yerrorbars linetype s \
             pointtype shape[s] - 1 title sprintf('end (hollow), n = %s', word(counts, s))
    set tmargin at screen 0.45
    set bmargin at screen 0.085
    set title ''
    set xlabel 'time, steps × η' offset 0, 0.4
    set ylabel (r == 1 ? 'loss / first loss' : '') offset 1, 0
    set xrange [*:*]
    set yrange [0:1.05]
    set xtics 0.1
    set key bottom left reverse Left samplen 1.6
    if (r == 1) { unset key }
    plot for [s = 1:words(counts)] times('predicted', r, s) using 1:2 with lines linecolor rgb black linewidth 1.4 \
             title (s == 1 ? 'by the angles' : ''), \
         for [s = 1:words(counts)] times('aligned', r, s) using 1:2 with lines linecolor rgb grey linewidth 1.4 dashtype 2 \
             title (s == 1 ? 'with cos θ = 1' : ''), \
         for [s = 1:words(counts)] times('loss', r, s) using 1:2:3 with yerrorbars linetype s \
             title sprintf('n = %s', word(counts, s))
}
set lmargin at screen left(3)
set rmargin at screen left(3) + 0.25
set tmargin at screen 0.95
set bmargin at screen 0.58
set title 'last feature' offset 0, -0.5
set xlabel 'time, steps × η' offset 0, 0.4
set ylabel 'cos θ_{L-1}' offset 1, 0
set xrange [*:*]
set yrange [0:1.4]
set key top left reverse Left samplen 1
short(r) = word(rules, r) eq '1' ? 'MLP' : 'ResNet'
plot for [r = 1:2] for [s = 1:words(counts)] times('cos', r, s) using 1:2:3 with yerrorbars linetype 2 * (r - 1) + s \
         title sprintf('%s, n = %s', short(r), word(counts, s))
set tmargin at screen 0.45
set bmargin at screen 0.085
set title 'colours as above' offset 0, -0.6
set logscale xy
set xlabel 'η' offset 0, 0.4
set ylabel 'median of |predicted - loss|' offset 1, 0
set format y '10^{%T}'
set xrange [first / 1.4:real(word(etas, words(etas))) * 1.4]
set xtics (0)
do for [i = 1:words(etas)] { set xtics add (word(etas, i) real(word(etas, i))) }
set yrange [2e-4:5]
set key top left reverse Left samplen 1.4
plot for [r = 1:2] for [s = 1:words(counts)] gaps('relu', r, s) using 1:2 with points linetype 2 * (r - 1) + s pointsize 1 notitle, \
     for [s = 1:words(counts)] gaps('erf', 1, s) using 1:2 with points pointtype 3 + s linecolor rgb black pointsize 1 linewidth 1.3 \
         title sprintf('MLP of erf, n = %s', word(counts, s)), \
     1e-3 * x / first with lines linecolor rgb black linewidth 1.2 title '∝ η', \
     8e-3 * x / first with lines linecolor rgb black linewidth 1.2 notitle
unset multiplot
