# The largest error of the distribution function against the number of moments, one colour an architecture, L = 8.
wide = 9.0
load style
set xlabel 'Chebyshev moments (twice the applications of J Jᵀ to a probe)'
set ylabel 'largest error of F'
set logscale xy
lengths = values_of('moments')
set xrange [word(lengths, 1) / 1.2:word(lengths, words(lengths)) * 1.2]
set yrange [0.002:0.5]
set xtics (4, 8, 16, 32, 64, 128, 256, 512)
set key outside right center
names = values_of('architecture')
depth = word(values_of('L'), words(values_of('L')))
errors = averaged('architecture,L,method,moments', 'error')
noise = averaged('architecture,L,method,moments', 'noise')
set key title 'L = ' . depth
pick(method, value) = (strcol(2) eq depth && strcol(3) eq method) ? value : NaN
set datafile missing NaN
plot for [i = 1:words(names)] errors index i - 1 using 4:(pick('jackson', $5)):6 with yerrorbars \
         linetype i pointsize 1 title word(names, i) . ', Jackson', \
     for [i = 1:words(names)] errors index i - 1 using 4:(pick('undamped', $5)):6 with yerrorbars \
         linetype i pointtype shape[i] - 1 pointsize 1.1 title (i == 1 ? 'the same, undamped' : ''), \
     for [i = 1:words(names)] errors index i - 1 using 4:(pick('lanczos', $5)):6 with yerrorbars \
         linetype i pointtype 2 pointsize 1 title (i == 1 ? 'the same, Lanczos staircase' : ''), \
     for [i = 1:words(names)] errors index i - 1 using 4:(pick('jackson-exact', $5)) with lines \
         linetype i dashtype 2 title (i == 1 ? 'Jackson, exact moments' : ''), \
     for [i = 1:words(names)] errors index i - 1 using 4:(pick('undamped-exact', $5)) with lines \
         linetype i dashtype 3 title (i == 1 ? 'undamped, exact moments' : ''), \
     for [i = 1:words(names)] noise index i - 1 using 4:(pick('jackson', $5)) with @theory \
         title (i == 1 ? 'theory: noise of the probes' : ''), \
     0.3 * x ** (-2.0 / depth) with lines linecolor rgb grey dashtype 4 title 'K^{-2/L}'
