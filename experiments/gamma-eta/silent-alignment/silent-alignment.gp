# Loss, and alignment of the tangent kernel with the task, against time for several gamma.
wide = 8.0
high = 7.4
load style
gammas = values_of('gamma')
n = words(gammas)
fill(of) = averaged('gamma,step', of)
set style fill transparent solid 0.2 noborder
set multiplot layout 2, 1 margins 0.1, 0.97, 0.085, 0.985 spacing 0.02, 0.05
set xrange [0:*]
set format x ''
set ylabel 'test loss / first' offset 0.6
set yrange [0:1.08]
set key at graph 0.99, graph 0.8 right top samplen 2.4
plot for [k = 1:n] fill('loss') index k - 1 using 2:5:6 with filledcurves linecolor rgb colour[k] notitle, \
     for [k = 1:n] fill('loss') index k - 1 using 2:3 every 2 with linespoints linetype k pointsize 0.5 linewidth 1 \
         notitle, \
     fill('varied') index n - 1 using 2:3 with lines linecolor rgb grey linewidth 2 dashtype 3 \
         title sprintf('γ = %g, less the means', word(gammas, n) + 0), \
     0.9 with @theory dashtype 2 title 'mean of targets learned: 1 - 1/classes'
set format x '%g'
set xlabel 'steps t' offset 0, 0.4
set ylabel 'kernel-task alignment' offset 0.6
set yrange [*:*]
set key default
set key bottom right samplen 1.6 spacing 1.15
plot for [k = 1:n] fill('alignment') index k - 1 using 2:5:6 with filledcurves linecolor rgb colour[k] notitle, \
     for [k = 1:n] fill('alignment') index k - 1 using 2:3 every 2 with linespoints linetype k pointsize 0.5 linewidth 1 \
         title sprintf('γ = %g', word(gammas, k) + 0)
unset multiplot
