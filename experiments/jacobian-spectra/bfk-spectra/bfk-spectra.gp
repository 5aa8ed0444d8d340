# Spectra of backward-to-feature kernels: histograms at the largest width, laws at infinite width.
wide = 9.0
high = 6.6
load style
ensembles = values_of('ensemble') # FAMILY/NUMBER/WIDTH
part(ensemble, k) = system(sprintf("echo '%s' | cut -d/ -f%d", ensemble, k))
widest = 0
do for [e in ensembles] {
    if (part(e, 3) + 0 > widest) { widest = part(e, 3) + 0 }
}
# The block of an ensemble in a reduced table; bin 0 is its first row. -1: there is none.
block(family, number) = system(sprintf("printf '%%s\\n' %s | awk '$1 == \"%s/%s/%d\" {print NR - 1; found = 1} END {if (!found) print -1}'", ensembles, family, number, widest)) + 0
measured = averaged('ensemble,x', 'density')
law = averaged('ensemble,x', 'density_theory')
numbers(family) = system(sprintf("printf '%%s\\n' %s | grep '^%s/.*/%d$' | cut -d/ -f2 | tr '\\n' ' '", ensembles, family, widest))
set logscale x
set xtics (0.03, 0.1, 0.3, 1, 3, 10, 30)
set key top right samplen 1.2
set multiplot layout 2,2 margins 0.085,0.985,0.085,0.95 spacing 0.075,0.13
array families[4] = ['linear', 'relu', 'resnet', 'relu-resnet']
array titles[4] = ['linear MLP, V trained matrices', 'ReLU MLP (half of all stand at 1/V: not shown)', \
                   'linear ResNet, branch scale c/√L', 'ReLU ResNet: density unknown (dashes: linear)']
do for [k = 1:4] {
    set title titles[k] offset 0,-0.6
    set xlabel (k > 2 ? 'eigenvalue x of K' : '') offset 0,0.5
    set ylabel (k % 2 ? 'density of ln x' : '') offset 1.6,0
    names = numbers(families[k])
    letter = k > 2 ? 'c' : 'V'
    set xrange [(k < 3 ? 0.1 : 0.03):(k == 1 ? 20 : 30)]
    # The linear law diverges at 1/V.
    if (k == 1) { set logscale y; set yrange [0.01:6]; set ytics (0.01, 0.03, 0.1, 0.3, 1, 3) }
    if (k > 1) { unset logscale y; set yrange [0:*]; set ytics autofreq }
    first = k < 4 ? 0 : 1
    shade = k < 4 ? black : grey
    dash = k < 4 ? 1 : 2
    from(i) = k < 4 ? block(families[k], word(names, i)) : block('resnet', word(names, i))
    if (words(names) > 0) {
        plot for [i = 1:words(names)] measured index block(families[k], word(names, i)) every ::1 \
                 using 2:3:4 with yerrorbars linetype i + first pointsize 0.45 title letter . ' = ' . word(names, i), \
             for [i = 1:words(names)] law index from(i) every ::1 \
                 using 2:3 with lines linecolor rgb shade linewidth 1.4 dashtype dash \
                 title (i < words(names) ? '' : k < 4 ? 'theory' : 'linear')
    }
}
unset multiplot
