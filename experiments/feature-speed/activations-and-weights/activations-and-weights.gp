# 1/cos^2 against depth; its growth and its gain, for every activation and both laws of the weights.
wide = 10.5
high = 5.0
load style
networks = values_of('network')
activation_of(name) = substr(name, 1, strstrt(name, '/') - 1)
is_orthogonal(name) = (strstrt(name, '/orthogonal') > 0)
has(list, name) = int(sum [k = 1:words(list)] (word(list, k) eq name))
activations = ''
do for [i = 1:words(networks)] {
    if (!has(activations, activation_of(word(networks, i)))) {
        activations = activations . ' ' . activation_of(word(networks, i))
    }
}
place(name) = sum [k = 1:words(activations)] (word(activations, k) eq activation_of(name) ? k : 0)
# Orthogonal weights a little below Gaussian ones, on the line of their activation.
at(i) = place(word(networks, i)) + (is_orthogonal(word(networks, i)) ? -0.16 : 0.16)
kind(i) = (is_orthogonal(word(networks, i)) ? 2 : 1)
first(i) = i == 1 || (i == 2 && kind(2) != kind(1))

set multiplot layout 1, 3
set lmargin 6
set rmargin 2
set title 'six networks against depth'
set xlabel 'trained matrices n below the feature'
set ylabel '1/cos^2 θ' offset 1.5
set key top left reverse Left samplen 1.2
set yrange [0.8:*]
set xrange [0:*]
set offsets 0, graph 0.03, graph 0.62, 0 # room for the names
shown = 'relu/gaussian erf/gaussian linear/gaussian relu/orthogonal erf/orthogonal linear/orthogonal'
pre = averaged('network,n', 'pre')
pre_theory = averaged('network,n', 'pre_width')
plot for [i = 1:words(networks)] pre_theory index i - 1 using 2:(has(shown, word(networks, i)) ? $3 : NaN) \
         with @theory notitle, \
     for [k = 1:words(shown)] for [i = 1:words(networks)] pre index i - 1 \
         using 2:(word(shown, k) eq word(networks, i) ? $3 : NaN):4 with yerrorbars linetype k pointtype shape[k] \
         title (word(shown, k) eq word(networks, i) ? word(shown, k) : ''), \
     NaN with @theory title 'theory at this width'

unset ylabel
set offsets 0, 0, 0, 0
set yrange [0.4:words(activations) + 3.4]
set ytics () nomirror
do for [k = 1:words(activations)] { set ytics add (word(activations, k) k) }
set key top left reverse Left
set lmargin 9.5
set title 'growth: 3 × slope of 1/cos^2'
set xlabel 'growth; κ at infinite width and depth'
set xrange [-0.1:*]
set xtics 0.5
growth = averaged('network,n', 'growth')
growth_theory = averaged('network,n', 'growth_width')
kappa = averaged('network,n', 'kappa')
set bars 0
plot for [i = 1:words(networks)] growth_theory index i - 1 every ::0::0 \
         using 3:(at(i) - 0.14):(0):(0.28) with vectors nohead linecolor rgb black linewidth 1.8 \
         title (i == 1 ? 'theory at this width' : ''), \
     for [i = 1:words(networks)] kappa index i - 1 every ::0::0 \
         using 3:(at(i) - 0.14):(0):(0.28) with vectors nohead linecolor rgb grey linewidth 1.6 \
         title (i == 1 ? 'infinite width' : ''), \
     for [i = 1:words(networks)] growth index i - 1 every ::0::0 using 3:(at(i)):4 with xerrorbars \
         linetype kind(i) pointsize 0.9 title (first(i) ? (kind(i) == 2 ? 'orthogonal' : 'Gaussian') : '')

set title 'gain: 1/cos^2 after φ minus before'
set xlabel "gain; F − 1 at infinite width"
gain = averaged('network,n', 'gain')
gain_theory = averaged('network,n', 'gain_width')
flatness = averaged('network,n', 'flatness')
unset key
plot for [i = 1:words(networks)] gain_theory index i - 1 every ::0::0 \
         using 3:(at(i) - 0.14):(0):(0.28) with vectors nohead linecolor rgb black linewidth 1.8, \
     for [i = 1:words(networks)] flatness index i - 1 every ::0::0 \
         using 3:(at(i) - 0.14):(0):(0.28) with vectors nohead linecolor rgb grey linewidth 1.6, \
     for [i = 1:words(networks)] gain index i - 1 every ::0::0 using 3:(at(i)):4 with xerrorbars linetype kind(i) pointsize 0.9
unset multiplot
