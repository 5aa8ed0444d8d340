# Lyapunov exponents against their order: linear and ReLU networks, theory exact at this width.
load style
activations = values_of('activation')
set xlabel 'order k'
set ylabel 'Lyapunov exponent per layer'
set key bottom left
set xrange [0:*]
plot for [i = 1:words(activations)] averaged('activation,k', 'exponent') index i - 1 \
         using 2:3:4 with yerrorbars linetype i pointsize 0.7 title word(activations, i), \
     for [i = 1:words(activations)] averaged('activation,k', 'exponent_theory') index i - 1 \
         using 2:3 with @theory title (i == words(activations) ? 'theory' : ''), \
     for [i = 1:words(activations)] averaged('activation,k', 'exponent_unmasked') index i - 1 \
         using 2:(word(activations, i) eq 'relu' ? $3 : NaN) with lines linecolor rgb grey dashtype 2 \
         title (word(activations, i) eq 'relu' ? 'relu, masks forgotten (wrong)' : '')
