# Figure 1a: the angle between feature updates and the backward pass, against the layer.
load style
rules = values_of('beta_rule')
set xlabel 'layer v'
set ylabel 'backward-feature angle θ_v (rad)'
set yrange [0:pi / 2]
set ytics ('0' 0, 'π/8' pi / 8, 'π/4' pi / 4, '3π/8' 3 * pi / 8, 'π/2' pi / 2)
set key outside right center title 'branch scale β'
plot for [i = 1:words(rules)] averaged('beta_rule,layer', 'theta') index i - 1 \
         using 2:5:6 with filledcurves linecolor i notitle, \
     for [i = 1:words(rules)] averaged('beta_rule,layer', 'theta') index i - 1 every 8::i \
         using 2:3:4 with yerrorbars linetype i title pretty(word(rules, i)), \
     for [i = 1:words(rules)] averaged('beta_rule,layer', 'theta_theory') index i - 1 \
         using 2:3 with @theory title (i == words(rules) ? 'theory' : '')
