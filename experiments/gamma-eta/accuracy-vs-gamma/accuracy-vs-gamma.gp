# Test accuracy against gamma at the best rate: every seed a small mark, their mean with its standard error joined
# by a line.
load style
networks = values_of('network')
block(of) = averaged('network,gamma', of)
seeds(i) = sprintf("< awk -F'\\t' '/^#/ {next} !n {for (n = 1; n <= NF; n++) at[$n] = n; print \"gamma\\taccuracy\"; next} \
    $at[\"network\"] == \"%s\" {print $at[\"gamma\"] \"\\t\" $at[\"accuracy\"]}' '%s'", word(networks, i), table)
what(i) = word(networks, i)[1:3] eq 'cnn' ? sprintf('CNN, %s steps', word(networks, i)[5:]) : \
    sprintf('MLP, %s steps', word(networks, i)[5:])
set logscale x
set format x '10^{%L}'
set mxtics 1
set xlabel 'γ' offset 0, 0.4
set ylabel 'test accuracy at the best rate'
set yrange [0:1]
set offsets graph 0.03, graph 0.03, 0, 0
set key below center horizontal reverse Left # clear of all data
plot for [i = 1:words(networks)] seeds(i) using 1:2 with points pointtype shape[i] pointsize 0.35 \
         linecolor rgb colour[i] notitle, \
     for [i = 1:words(networks)] block('accuracy') index i - 1 using 2:3 with linespoints linetype i \
         dashtype i title what(i), \
     for [i = 1:words(networks)] block('accuracy') index i - 1 using 2:3:4 with yerrorbars linetype i notitle, \
     0.1 with lines linecolor rgb grey dashtype 3 title 'chance'
