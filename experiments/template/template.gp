# @PAPER@/@FIGURE@. REPLACE: what is drawn. Simulation is points with error bars, theory a line (figures/style.gp).
load style
set xlabel 'matrices L'
set ylabel 'τ((J Jᵀ)²)'
set xrange [0:*]
set yrange [0:*]
set xtics 1
set key top left
plot averaged('L', 'second') using 1:2:3 with yerrorbars linetype 1 title 'networks', \
     averaged('L', 'second_theory') using 1:2 with @theory title 'theory, this width', \
     averaged('L', 'second_limit') using 1:2 with lines linecolor 2 dashtype 2 title 'infinite width', \
     [0:*] x + 1 with lines linecolor rgb grey dashtype 3 title 'without masks (wrong)'
