# The backward twin: both sides against the layer of one draw, and the angle against the matrices above, two losses.
wide = 10.0
high = 3.9
load style
set multiplot layout 1, 3
resnet = '1/sqrt(L)'
# One draw of `of`, against the layer, of a network and a loss.
of_draw(network, loss, of) = (strcol('network') eq network && strcol('loss') eq loss && column('samples') == 1 \
    && column('trial') == 0 ? of : NaN)
set title 'both sides, one draw'
set xlabel 'layer v'
set ylabel '‖b_v′‖ ‖f_v‖ cos θ̃_v'
set yrange [*:*]
set offsets graph 0, 0, graph 0.24, 0
set xtics 25
set key top right samplen 1
plot table using 'layer':(of_draw('1', 'linear', column('left'))) every 5 with points linetype 1 title 'MLP, linear', \
     table using 'layer':(of_draw('1', 'square', column('left'))) every 5 with points linetype 2 title 'MLP, square', \
     table using 'layer':(of_draw(resnet, 'square', column('left'))) every 5 with points linetype 3 title 'ResNet, square', \
     table using 'layer':(of_draw('1', 'linear', column('contributions') + column('curvature'))) with @theory notitle, \
     table using 'layer':(of_draw('1', 'square', column('contributions') + column('curvature'))) with @theory notitle, \
     table using 'layer':(of_draw(resnet, 'square', column('contributions') + column('curvature'))) with @theory title 'right side'
set offsets 0, 0, 0, 0
set xlabel 'matrices above, n_v'
set ylabel 'cos θ̃_v'
set logscale xy
set xtics (1, 3, 10, 30, 100)
set xrange [0.9:*]
set autoscale xfixmax
floor = 0.008
set yrange [floor:12]
set key top right samplen 1.2
set ytics (0.01, 0.1, 1)
angles = averaged('network,loss,samples,above', 'cos')
theory_of = averaged('network,loss,samples,above', 'cos_theory')
width_of = averaged('network,loss,samples,above', 'cos_width')
shown(x) = x > floor || x != x ? x : floor
median(network, loss, of) = (strcol(1) eq network && strcol(2) eq loss && $3 == 1 ? of : NaN)
# Points a third apart or more: evenly spaced where the axis is logarithmic.
spaced(x) = (x < 3 || floor(log(x) / log(1.3)) > floor(log(x - 1) / log(1.3)) ? x : NaN)
do for [network in '1 ' . resnet] {
    set title (network eq '1' ? 'MLP: median, range' : 'ResNet, β = 1/√L: median, range')
    if (network eq '1') {
        plot for [k = 1:2] angles using (spaced($4)):(median('1', word('linear square', k), $9)):(shown($7)):8 \
                 with yerrorbars linetype k linewidth 0.8 \
                 title word('linear square', k) . ' loss', \
             for [k = 1:2] theory_of using 4:(median('1', word('linear square', k), $9)) with @theory \
                 title (k == 1 ? 'theory, infinite width' : ''), \
             width_of using 4:(median('1', 'square', $9)) with lines linecolor rgb black dashtype 2 title 'theory, this width'
    } else {
        plot for [k = 1:2] angles using (spaced($4)):(median(resnet, word('linear square', k), $9)):(shown($7)):8 \
                 with yerrorbars linetype k linewidth 0.8 \
                 title word('linear square', k) . ' loss', \
             theory_of using 4:(median('1', 'linear', $9)) with lines linecolor rgb grey dashtype 3 title 'the MLP, linear loss'
    }
}
unset multiplot
