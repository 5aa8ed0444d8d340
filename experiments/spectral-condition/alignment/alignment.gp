# Alignment of matrices alone; of gradients against width; of what is learned against width and step.
wide = 12.0
high = 7.6
load style
set datafile missing NaN
parts = values_of('part')
batches = values_of('batch')
widths = values_of('N')
steps = values_of('step')
narrowest = real(word(widths, words(widths) > 1 ? 2 : 1)) # the first is 0: matrices alone
widest = real(word(widths, words(widths)))
last = word(steps, words(steps))
place(name) = (i = 0, sum [k = 1:words(parts)] (word(parts, k) eq name ? k : 0))
nice(name) = name eq 'mnist' ? 'two digits' : (name eq 'clusters' ? 'two clusters' : name)
rows(of) = averaged('part,what,N,layer,batch,step,fan_out,fan_in', of) # columns 1 .. 8, mean 9, error 10
shape(what, name, row) = what eq name ? row : NaN
isgradient(what, layer, b, i) = what eq 'gradient' && layer == 2 && b == real(word(batches, i))
is(what, name, layer) = what eq name && layer == 2
count = words(parts)
alone = place('matrices')
nets = 0
array net[2] = [0, 0]
do for [k = 1:count] { if (k != alone && nets < 2) { nets = nets + 1; net[nets] = k } }
set multiplot
edge(c) = 0.065 + 0.333 * (c - 1)
left(c) = sprintf('set lmargin at screen %g; set rmargin at screen %g', edge(c), edge(c) + 0.26)
upper = 'set tmargin at screen 0.945; set bmargin at screen 0.585'
lower = 'set tmargin at screen 0.445; set bmargin at screen 0.085'
set key reverse Left
set yrange [0:1.05]
set logscale x

eval left(1)
eval upper
if (alone > 0) {
    set title 'weights that know nothing'
    set xlabel 'n_l / n_{l-1}'
    set ylabel '||W h|| / (||W||_* ||h||)'
    set format x '%g'
    set xtics (0.0625, 0.25, 1, 4, 16)
    set key at graph 1.02, 0.02 right bottom font ',8' spacing 0.85 samplen 1.2
    set xrange [0.05:20]
    set yrange [0:1.08]
    plot rows('value') index alone - 1 using (shape(strcol(2), 'gaussian', $7 / $8)):9:10 with yerrorbars linetype 1 title 'Gaussian', \
         rows('value') index alone - 1 using (shape(strcol(2), 'orthogonal', $7 / $8)):9:10 with yerrorbars linetype 2 title 'semi-orthogonal', \
         for [n = 1:nets] rows('value') index net[n] - 1 using (strcol(2) eq 'weight' && $4 < 3 && $6 == 0 ? $7 / $8 : NaN):9 \
             with points linetype 3 pointtype (n == 1 ? 8 : 10) pointsize 1.1 title (n == 1 ? 'first two layers of networks' : ''), \
         rows('finite') index alone - 1 using (shape(strcol(2), 'gaussian', $7 / $8)):9 with @theory title 'theory, this size', \
         rows('formula') index alone - 1 using (shape(strcol(2), 'gaussian', $7 / $8)):9 with lines linecolor rgb black linewidth 1.4 dashtype 2 title 'theory, limit', \
         rows('formula') index alone - 1 using (shape(strcol(2), 'orthogonal', $7 / $8)):9 with lines linecolor rgb black linewidth 1.4 dashtype 3 title 'min(1, √(n_l/n_{l-1}))'
}
set xtics auto
set key font ',10' spacing 1.15 samplen 1.6
set yrange [0:1.08]
set xrange [narrowest / 1.6:widest * 1.6]
do for [n = 1:nets] {
    eval left(n + 1)
    eval upper
    set title sprintf('hidden gradient at the start, %s', nice(word(parts, net[n])))
    set xlabel 'N'
    set ylabel '||H G^T|| / (||G||_* ||H||)'
    set key at graph 0.98, 0.93 right top
    if (n > 1) { unset key }
    plot for [i = 1:words(batches)] rows('value') index net[n] - 1 using (isgradient(strcol(2), $4, $5, i) ? $3 * 1.05 ** (i - 2.5) : NaN):9:10 \
             with yerrorbars linetype i title sprintf('batch %s', word(batches, i)), \
         for [k = 0:words(batches) - 1] rows('limit') index net[n] - 1 using (isgradient(strcol(2), $4, $5, k + 1) ? $3 : NaN):9 \
             with @theory dashtype k title (k == 1 ? 'theory, N → ∞' : '')
}
eval left(1)
eval lower
set title sprintf('the parts of a change, step %s', last)
set ylabel '||a + b|| / (||a|| + ||b||)'
set key at graph 0.98, 0.02 right bottom
set xrange [narrowest / 1.6:widest * 1.6]
set yrange [0.4:1.02]
plot for [n = 1:nets] for [l = 2:3] rows('value') index net[n] - 1 using (strcol(2) eq 'sum' && $4 == l && $6 == real(last) ? $3 * 1.05 ** (2 * n + l - 5) : NaN):9:10 \
         with yerrorbars linetype 2 * n + l - 3 title sprintf('%s, %s', nice(word(parts, net[n])), l == 2 ? 'hidden' : 'output'), \
     sqrt(0.5) with @theory title 'at a right angle'
set xrange [0.8:real(last) * 1.25]
do for [n = 1:nets] {
    eval left(n + 1)
    eval lower
    set title sprintf('hidden layer as it learns, %s', nice(word(parts, net[n])))
    set xlabel 'step'
    set ylabel sprintf('alignment and parts, N = %g', widest)
    set yrange [0:1.08]
    set key at graph 0.98, 0.02 right bottom
    if (n > 1) { unset key }
    plot rows('value') index net[n] - 1 using (is(strcol(2), 'sum', $4) && $3 == widest ? $6 : NaN):9:10 with yerrorbars linetype 3 title 'parts a + b', \
         rows('value') index net[n] - 1 using (is(strcol(2), 'change', $4) && $3 == widest ? $6 : NaN):9:10 with yerrorbars linetype 2 title 'alignment of ΔW', \
         rows('value') index net[n] - 1 using (is(strcol(2), 'weight', $4) && $3 == widest ? $6 : NaN):9:10 with yerrorbars linetype 1 title 'alignment of W', \
         0.5 with @theory dashtype 2 title 'Gaussian W'
}
unset multiplot
