# The feature speed formula along training. Above: the gap between its two sides, stacked (the worst layer and trial of a
# step) and sample by sample (the mean), against the bound of the claim. Below: both sides at the middle and the last
# feature of one network, points the velocity along the step taken, lines the gradients.
wide = 9.6
high = 6.4
load style
networks = values_of('network')
batches = values_of('batch')
n = words(networks)
b = words(batches)
layers = values_of('layer')
depth = words(layers)
titles(i) = word(networks, i) eq 'mlp' ? 'MLP' : word(networks, i) eq 'resnet' ? 'ResNet' : 'normalised ResNet'
columns = "awk -F'\\t' 'BEGIN {print \"step\"} /^#/ {next} !h {for (i = 1; i <= NF; i++) p[$i] = i; h = 1; next} "
# Of a network and batch: the greatest (or the mean) of a column over layers and trials, against the step.
over(i, batch, of, mean) = sprintf("< %s $p[\"network\"] == \"%s\" && $p[\"batch\"] == %s {s = $p[\"step\"]; x = $p[\"%s\"]; \
    if (!(s in c) || x > m[s]) m[s] = x; c[s]++; t[s] += x; if (s > l) l = s} \
    END {for (s = 0; s <= l; s++) if (s in c) print s \"\\t\" (%d ? t[s] / c[s] : m[s])}' '%s'", columns, word(networks, i), batch, of, mean, table)
one(i, layer) = sprintf("< %s $p[\"network\"] == \"%s\" && $p[\"batch\"] == %s && $p[\"trial\"] == 0 && $p[\"layer\"] == %d \
    {print $p[\"step\"] \"\\t\" $p[\"left\"] \"\\t\" $p[\"right\"]}' '%s'", columns, word(networks, i), word(batches, b), layer, table)
left(i) = 0.085 + (i - 1) * 0.915 / n
right(i) = left(i) + 0.915 / n - 0.02
set multiplot
set logscale y
steps = words(values_of('step'))
set xtics 0, steps / 4, steps * 3 / 4
unset mytics
do for [i = 1:n] {
    set lmargin at screen left(i)
    set rmargin at screen right(i)
    set tmargin at screen 0.94
    set bmargin at screen 0.53
    set title titles(i) offset 0, -0.5
    set xrange [0:*]
    set format x ''
    unset xlabel
    set yrange [1e-17:3e2]
    set ytics 1e4
    set format y (i == 1 ? '10^{%T}' : '')
    set ylabel (i == 1 ? 'relative gap' : '') offset 1
    set key at graph 0.04, graph 0.67 left center samplen 1 spacing 1.05 reverse Left
    plot 1e-8 with @theory dashtype 2 title (i == 1 ? 'bound of the claim' : ''), \
         for [k = 1:b] over(i, word(batches, k), 'gap', 0) using 1:2 every 4 with points linetype k pointtype shape[k] - 1 pointsize 0.6 \
             title (i == 1 ? sprintf('stacked, batch %s', word(batches, k)) : ''), \
         over(i, word(batches, b), 'own_gap', 1) using 1:2 every 6 with points linecolor rgb colour[4] pointtype 2 pointsize 0.7 \
             title (i == 2 || n == 1 ? sprintf('per sample, own loss, %s', word(batches, b)) : ''), \
         over(i, word(batches, b), 'share_gap', 1) using 1:2 every 6::3 with points linecolor rgb black pointtype 1 pointsize 0.7 \
             title (i == 2 || n == 1 ? sprintf('per sample, share, %s', word(batches, b)) : '')
    set tmargin at screen 0.49
    set bmargin at screen 0.1
    unset title
    set format x '%g'
    set xlabel 'step' offset 0, 0.4
    set yrange [5e-3:5e1]
    set ytics 10
    set ylabel (i == 1 ? sprintf('both sides, batch %s', word(batches, b)) : '') offset 1
    set key at graph 0.98, graph 0.98 right top samplen 1.4 spacing 1.05 reverse Left
    plot one(i, depth - 1) using 1:3 with @theory title (i == 1 ? 'Σ η‖∇‖², the right side' : ''), \
         one(i, depth / 2) using 1:3 with lines linecolor rgb grey linewidth 1.4 notitle, \
         one(i, depth - 1) using 1:2 every 3 with points linetype 1 pointsize 0.6 \
             title (i == 1 ? sprintf('−⟨f_v'', b_v⟩, v = %d', depth - 1) : ''), \
         one(i, depth / 2) using 1:2 every 3::1 with points linetype 2 pointsize 0.6 \
             title (i == 1 ? sprintf('the same, v = %d', depth / 2) : '')
}
unset multiplot
