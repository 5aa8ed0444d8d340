# The backward-feature angle from the spectrum of the kernel and from the velocity, at the largest width; theory as lines.
wide = 9.0
high = 4.0
load style
ensembles = values_of('ensemble') # FAMILY/WIDTH
widest = 0
do for [e in ensembles] {
    if (system("echo '" . e . "' | cut -d/ -f2") + 0 > widest) { widest = system("echo '" . e . "' | cut -d/ -f2") + 0 }
}
block(family) = system(sprintf("printf '%%s\\n' %s | awk '$1 == \"%s/%d\" {print NR - 1; found = 1} END {if (!found) print -1}'", ensembles, family, widest)) + 0
from_spectrum = averaged('ensemble,number', 'theta_spectrum')
from_velocity = averaged('ensemble,number', 'theta_direct')
from_theory = averaged('ensemble,number', 'theta_theory')
set yrange [0:pi / 2]
set ytics ('0' 0, 'π/8' pi / 8, 'π/4' pi / 4, '3π/8' 3 * pi / 8, 'π/2' pi / 2)
set logscale x
set autoscale xfix
set key bottom right samplen 1.2
set xrange [*:*] noextend
array families[4] = ['linear', 'relu', 'resnet', 'relu-resnet']
array names[4] = ['linear', 'ReLU', 'linear', 'ReLU']
set multiplot layout 1,2 margins 0.075,0.985,0.15,0.92 spacing 0.075,0.1
do for [k = 1:3:2] {
    set title (k == 1 ? 'MLP' : 'ResNet, branch scale c/√L') offset 0,-0.6
    set xlabel (k == 1 ? 'trained matrices V' : 'c') offset 0,0.3
    set ylabel (k == 1 ? 'backward-feature angle (rad)' : '') offset 1,0
    if (k == 1) { set xtics (2, 4, 8, 16, 32, 64); set offsets graph 0.05, graph 0.05, 0, 0 }
    if (k == 3) { set xtics (0.125, 0.25, 0.5, 1, 2, 4); unset key }
    plot for [i = k:k + 1] from_spectrum index block(families[i]) using ($2 * 0.985):3:4 with yerrorbars \
             linetype i - k + 1 pointsize 0.8 title names[i] . ', from the spectrum', \
         for [i = k:k + 1] from_velocity index block(families[i]) using ($2 * 1.015):3:4 with yerrorbars \
             linetype i - k + 1 pointtype (i == k ? 6 : 4) pointsize 0.9 title names[i] . ', from the velocity', \
         for [i = k:k + 1] from_theory index block(families[i]) using 2:3 with @theory title (i == k ? 'theory' : '')
}
unset multiplot
