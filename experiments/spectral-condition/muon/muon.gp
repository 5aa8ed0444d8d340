# Muon: the map of singular values, its share on Gaussian matrices, how steep steps are, and its two scales.
wide = 12.0
high = 7.6
load style
set datafile missing NaN
parts = values_of('part')
widths = system(sprintf("sed -n 's/^# parameter N: //p' '%s' | tr ',' ' '", table)) # of networks
place(name) = (sum [k = 1:words(parts)] (word(parts, k) eq name ? k : 0))
rows(of) = averaged('part,what,layer,step,N,x', of) # columns 1 .. 6, mean 7, error 8
edge(c) = 0.065 + 0.333 * (c - 1)
left(c) = sprintf('set lmargin at screen %g; set rmargin at screen %g', edge(c), edge(c) + 0.26)
upper = 'set tmargin at screen 0.945; set bmargin at screen 0.585'
lower = 'set tmargin at screen 0.445; set bmargin at screen 0.085'
pick(what, name, x) = what eq name ? x : NaN
set multiplot
set key reverse Left font ',10'
set logscale x

eval left(1)
eval upper
set title 'five Newton–Schulz steps'
set xlabel 'singular value before'
set ylabel 'after'
set format x '10^{%T}'
set xrange [1e-4:1]
set yrange [0:1.45]
set key top left
set object 1 rectangle from 0.01, 0.682 to 1, 1.134 fillcolor rgb '#dddddd' fillstyle solid noborder behind
plot table using (pick(strcol(2), 'value', $7)):8 with points linetype 1 pointtype 6 pointsize 0.6 title 'matrices', \
     table using (pick(strcol(2), 'value', $7)):9 smooth unique with @theory title 'polynomial; grey: the band'
unset object 1

eval left(2)
eval upper
set title 'square Gaussian matrices'
set xlabel 'N'
set ylabel 'share of singular values'
set format x '%g'
set xrange [60:2000]
set logscale y
set yrange [5e-3:0.6]
set key top left
map = place('map')
if (map > 0) {
    plot rows('value') index map - 1 using (pick(strcol(2), 'below', $5)):7:8 with yerrorbars linetype 1 title 'below .01 of ||W||_F', \
         rows('value') index map - 1 using (pick(strcol(2), 'missed', $5)):7:8 with yerrorbars linetype 2 title 'left below .68', \
         rows('predicted') index map - 1 using (pick(strcol(2), 'below', $5)):7 with @theory title 'Marchenko–Pastur', \
         rows('predicted') index map - 1 using (pick(strcol(2), 'missed', $5)):7 with @theory notitle
}
unset logscale y

eval left(3)
eval upper
set title 'loss that a step with ||ΔW||_* = r takes'
set xlabel 'batch'
set ylabel 'over the most, r ||G||_{nuclear}'
batches = system(sprintf("sed -n 's/^# parameter batch: //p' '%s' | tr ',' ' '", table))
set xrange [0.75:1.3 * real(word(batches, words(batches)))]
set yrange [0:1.1]
set key bottom left
kinds = 'polar muon gradient sign'
array said[4] = ['U V^T', 'Muon', 'gradient', 'sign of the gradient']
do for [k = 1:words(parts)] {
    if (strstrt(word(parts, k), '/descent') > 0) {
        plot for [i = 1:4] rows('value') index k - 1 using (pick(strcol(2), word(kinds, i), $6 * 1.04 ** (i - 2.5))):7:8 with yerrorbars linetype i title said[i], \
             for [i = 1:4] rows('value') index k - 1 using (pick(strcol(2), word(kinds, i) . '-loss', $6 * 1.04 ** (i - 2.5))):7 with points linetype i \
                 pointtype shape[i] - 1 pointsize 1.4 title (i == 1 ? 'hollow: the loss itself' : ''), \
             for [i = 1:3] rows('predicted') index k - 1 using (pick(strcol(2), word(kinds, i), $6)):7 with @theory title (i == 1 ? 'from singular values' : '')
    }
}

eval left(1)
eval lower
set title 'digits: the first step'
set xlabel 'N'
set ylabel '||ΔW||_* / (η √(n_l/n_{l-1}))'
set xrange [0.6 * real(word(widths, 1)):1.7 * real(word(widths, words(widths)))]
set logscale y
set yrange [0.4:400]
set key top left
array layer[3] = ['input', 'hidden', 'output']
array scaled[2] = ['mnist/sp', 'mnist/spectral']
change(p, l, part, what, at, step) = part eq scaled[p] && what eq 'change' && at == l && step == 1
if (place('mnist/sp') > 0 && place('mnist/spectral') > 0) {
    plot for [l = 1:3] rows('value') index place('mnist/sp') - 1 using (change(1, l, strcol(1), strcol(2), $3, $4) ? $5 * 1.05 ** (l - 2) : NaN):7:8 \
             with yerrorbars linetype l title sprintf('published, %s', layer[l]), \
         for [l = 1:3] rows('value') index place('mnist/spectral') - 1 using (change(2, l, strcol(1), strcol(2), $3, $4) ? $5 * 1.05 ** (l - 2) : NaN):7 \
             with points linetype l pointtype shape[l] - 1 pointsize 1.2 title (l == 2 ? 'hollow: spectral' : ''), \
         for [l = 1:3] rows('predicted') index place('mnist/sp') - 1 using (change(1, l, strcol(1), strcol(2), $3, $4) ? $5 : NaN):7 \
             with @theory title (l == 1 ? 'theory, its rate' : '')
}
unset logscale y

unset logscale x
set format y '%g'
do for [c = 2:3] {
    name = c == 2 ? 'clusters/sp' : 'clusters/spectral'
    eval left(c)
    eval lower
    set title (c == 2 ? 'clusters, published scale' : 'clusters, spectral scale')
    set xlabel 'step'
    set ylabel 'loss'
    set xrange [-0.3:*]
    set yrange [0:1.7]
    set key top right
    if (place(name) > 0) {
        plot for [i = 1:words(widths)] rows('value') index place(name) - 1 \
                 using (strcol(2) eq 'loss' && $5 == real(word(widths, i)) ? $4 : NaN):7:8 with yerrorlines linetype (i - 1) % 6 + 1 title sprintf('N = %s', word(widths, i))
    }
}
unset multiplot
