# The place of the outlier and the overlap of its eigenvector against the strength of the spike.
wide = 8.4
load style
ensembles = values_of('ensemble')
nice(name) = name eq 'wigner' ? 'Wigner + spike' : 'spiked Wishart'
set multiplot layout 1, 2
set xlabel 'strength of the spike / threshold'
set arrow from 1, graph 0 to 1, graph 1 nohead dashtype 3 linecolor rgb grey
set key top left
set ylabel 'largest eigenvalue'
plot for [i = 1:words(ensembles)] averaged('ensemble,strength', 'place') index i - 1 \
         using 2:3:4 with yerrorbars linetype i title nice(word(ensembles, i)), \
     for [i = 1:words(ensembles)] averaged('ensemble,strength', 'place_theory') index i - 1 \
         using 2:3 with @theory title (i == 1 ? 'theory, m → ∞' : ''), \
     for [i = 1:words(ensembles)] averaged('ensemble,strength', 'place_naive') index i - 1 \
         using 2:3 with lines linecolor rgb grey dashtype 2 title (i == 1 ? 'spike alone (wrong)' : '')
set ylabel 'squared overlap with the spike'
set yrange [0:1]
plot for [i = 1:words(ensembles)] averaged('ensemble,strength', 'overlap') index i - 1 \
         using 2:3:4 with yerrorbars linetype i title nice(word(ensembles, i)), \
     for [i = 1:words(ensembles)] averaged('ensemble,strength', 'overlap_theory') index i - 1 \
         using 2:3 with @theory title (i == 1 ? 'theory, m → ∞' : '')
unset multiplot
