# Figure 1b: the angle at the output against depth, one draw for each depth.
load style
rules = values_of('beta_rule')
set xlabel 'depth L'
set ylabel 'output angle θ_{L-1} (rad)'
set yrange [0:pi / 2]
set ytics ('0' 0, 'π/8' pi / 8, 'π/4' pi / 4, '3π/8' 3 * pi / 8, 'π/2' pi / 2)
set key outside right center title 'branch scale β'
plot for [i = 1:words(rules)] averaged('beta_rule,L', 'theta') index i - 1 \
         using 2:3 with points linetype i pointsize 0.4 title pretty(word(rules, i)), \
     for [i = 1:words(rules)] averaged('beta_rule,L', 'theta_theory') index i - 1 \
         using 2:3 with @theory title (i == words(rules) ? 'theory' : '')
