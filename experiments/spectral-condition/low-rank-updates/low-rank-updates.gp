# Singular values of the hidden gradient at the widest network, and its stable rank against width: networks, and the
# limit of infinite width for the same samples.
wide = 9.0
high = 7.0
load style
set datafile missing NaN
sets = values_of('data')
batches = values_of('batch')
widths = values_of('N')
widest = real(word(widths, words(widths)))
batch(b) = real(word(batches, b))
nice(name) = name eq 'mnist' ? 'two digits' : (name eq 'clusters' ? 'two clusters' : name)
spectrum(of) = averaged('data,N,layer,batch,place', of) # columns 1 .. 5, mean 6, error 7
rank(of) = averaged('data,N,layer,batch,place', of)
in_spectrum(n, layer, b, i) = n == widest && layer == 2 && b == batch(i)
in_rank(layer, b, i, place) = layer == 2 && b == batch(i) && place == 1
set multiplot
do for [d = 1:words(sets)] {
    top = d == 1 ? 0.95 : 0.49
    set tmargin at screen top
    set bmargin at screen top - 0.39
    set lmargin at screen 0.085
    set rmargin at screen 0.48
    set logscale xy
    set title (d == 1 ? sprintf('hidden gradient, N = %g', widest) : '')
    set format x (d == words(sets) ? '%g' : '')
    set format y '10^{%T}'
    set xlabel (d == words(sets) ? 'i' : '')
    set ylabel sprintf('%s: σ_i / σ_1', nice(word(sets, d)))
    set yrange [1e-3:1.5]
    set xrange [0.85:1200]
    if (d == 1) { set key bottom left reverse Left } else { unset key }
    plot for [i = 2:words(batches)] spectrum('singular_value') index d - 1 \
             using (in_spectrum($2, $3, $4, i) ? $5 : NaN):6:7 with yerrorbars linetype i title sprintf('batch %s', word(batches, i)), \
         for [k = 1:words(batches) - 1] spectrum('singular_limit') index d - 1 \
             using (in_spectrum($2, $3, $4, k + 1) ? $5 : NaN):6 with @theory dashtype k title (k == 1 ? 'theory, N → ∞' : '')
    set lmargin at screen 0.59
    set rmargin at screen 0.985
    unset logscale y
    set title (d == 1 ? 'stable rank of the hidden gradient' : '')
    set format y '%g'
    set xlabel (d == words(sets) ? 'N' : '')
    set ylabel '||G||_F^2 / ||G||_*^2'
    set yrange [0.9:2.2]
    set xrange [real(word(widths, 1)) / 1.5:widest * 1.5]
    if (d == 1) { set key top right reverse Left } else { unset key }
    plot for [i = 1:words(batches)] rank('stable_rank') index d - 1 \
             using (in_rank($3, $4, i, $5) ? $2 * 1.06 ** (i - 2.5) : NaN):6:7 with yerrorbars linetype i title sprintf('batch %s', word(batches, i)), \
         for [k = 0:words(batches) - 1] rank('rank_limit') index d - 1 \
             using (in_rank($3, $4, k + 1, $5) ? $2 : NaN):6 with @theory dashtype k title (k == 1 ? 'theory, N → ∞' : '')
}
unset multiplot
