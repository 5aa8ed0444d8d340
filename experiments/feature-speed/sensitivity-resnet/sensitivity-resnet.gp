# Figure 2b: sensitivity of the last feature in ResNets, by branch scale.
load style
rules = values_of('beta_rule')
set xlabel 'depth L'
set ylabel 'sensitivity S_{L-1} × |f_L − y|'
set offsets 0, 0, 0.2, 0.2
set key outside right center title 'branch scale β'
plot for [i = 1:words(rules)] averaged('beta_rule,L', 'sensitivity_residual') index i - 1 \
         using 2:3:4 with yerrorbars linetype i title pretty(word(rules, i)), \
     for [i = 1:words(rules)] averaged('beta_rule,L', 'theory') index i - 1 \
         using 2:3 with @theory title (i == words(rules) ? 'theory' : '')
