# Above: the speed of the last feature over training, commanded (line) and achieved, with cos from three sources, at the
# least and the greatest depth. Below: achieved over commanded speed at the start, one dot a network, against depth.
wide = 9.0
high = 7.0
load style
networks = values_of('network')
depths = values_of('L')
n = words(networks)
low = word(depths, 1)
deep = word(depths, words(depths))
title_of(i) = word(networks, i) eq 'mlp' ? 'MLP' : 'ResNet'
columns = "awk -F'\\t' 'BEGIN {print \"x\"} /^#/ {next} !h {for (i = 1; i <= NF; i++) p[$i] = i; h = 1; next} "
# Over trials: the geometric mean, least and greatest speed a step.
flown(i, L, from, of) = sprintf("< %s $p[\"phase\"] == \"training\" && $p[\"network\"] == \"%s\" && $p[\"L\"] == %s && $p[\"from\"] == \"%s\" \
    {s = $p[\"step\"]; x = $p[\"%s\"]; if (!(s in c) || x < a[s]) a[s] = x; if (!(s in c) || x > b[s]) b[s] = x; c[s]++; t[s] += log(x); if (s > l) l = s} \
    END {for (s = 0; s <= l; s++) if (s in c) print s \"\\t\" exp(t[s] / c[s]) \"\\t\" a[s] \"\\t\" b[s]}' '%s'", \
    columns, word(networks, i), L, from, of, table)
# Each network of the start, drawn beside its depth by its trial; then the median and the rms of a depth.
each(i) = sprintf("< %s $p[\"phase\"] == \"start\" && $p[\"network\"] == \"%s\" {print $p[\"L\"] * exp(.012 * ($p[\"trial\"] %% 20 - 9.5)) \"\\t\" $p[\"ratio\"]}' '%s'", \
    columns, word(networks, i), table)
sums(i) = sprintf("< %s $p[\"phase\"] == \"start\" && $p[\"network\"] == \"%s\" {L = $p[\"L\"]; x = $p[\"ratio\"]; if (!(L in c)) o[++k] = L; v[L, ++c[L]] = x; q[L] += x * x; \
    r[L] += x * x * x * x; w[L] = $p[\"ratio_wide\"]; u[L] = $p[\"ratio_wrong\"]} END {for (j = 1; j <= k; j++) {L = o[j]; N = c[L]; \
    for (a = 1; a < N; a++) for (b = a + 1; b <= N; b++) if (v[L, b] < v[L, a]) {t = v[L, a]; v[L, a] = v[L, b]; v[L, b] = t} \
    m = N %% 2 ? v[L, (N + 1) / 2] : (v[L, N / 2] + v[L, N / 2 + 1]) / 2; f = r[L] / N - (q[L] / N) ^ 2; s = sqrt(q[L] / N); \
    print L \"\\t\" m \"\\t\" s \"\\t\" (N > 1 ? sqrt(f > 0 ? f / (N - 1) : 0) / 2 / s : 0) \"\\t\" w[L] \"\\t\" u[L]}}' '%s'", columns, word(networks, i), table)
listed = low
do for [k = 2:words(depths)] { listed = listed . ', ' . word(depths, k) }
left(i) = 0.1 + (i - 1) * 0.9 / n
right(i) = left(i) + 0.9 / n - 0.06
set multiplot
do for [i = 1:n] {
    set lmargin at screen left(i)
    set rmargin at screen right(i)
    set tmargin at screen 0.95
    set bmargin at screen 0.54
    set title title_of(i) . ', in training' offset 0, -0.5
    unset logscale x
    set logscale y
    mlp = word(networks, i) eq 'mlp'
    set xrange [-0.5:words(values_of('step')) - 0.5]
    set yrange [mlp ? 0.05 : 0.25:mlp ? 2e4 : 20]
    set xtics autofreq
    set ytics autofreq
    set xlabel 'step' offset 0, 0.5
    set ylabel (i == 1 ? 'rms speed of f_{L-1}' : '') offset 1
    set key top right samplen 1.2 spacing 1.0 reverse Left
    plot flown(i, deep, 'measured', 'commanded') using ($1 - 0.5):2 with steps linecolor rgb black linewidth 1.4 title 'commanded', \
         flown(i, deep, 'measured', 'commanded') using ($1 + 0.5):2 with fsteps linecolor rgb black linewidth 1.4 notitle, \
         flown(i, deep, 'one', 'speed') using 1:2:3:4 every 2 with yerrorbars linecolor rgb colour[2] pointtype 5 pointsize 0.7 \
             title sprintf('cos taken as 1, L = %s', deep), \
         flown(i, deep, 'theory', 'speed') using 1:2:3:4 every 2::1 with yerrorbars linecolor rgb grey pointtype 8 pointsize 0.9 \
             title sprintf('theory of one sample, L = %s', deep), \
         flown(i, deep, 'measured', 'speed') using 1:2:3:4 every 2 with yerrorbars linecolor rgb colour[1] pointtype 7 pointsize 0.7 \
             title sprintf('measured, L = %s', deep), \
         flown(i, low, 'measured', 'speed') using 1:2:3:4 every 2::1 with yerrorbars linecolor rgb colour[3] pointtype 4 pointsize 1.1 \
             title sprintf('measured, L = %s', low)
    set tmargin at screen 0.43
    set bmargin at screen 0.09
    set title title_of(i) . ', at the start, cos from theory' offset 0, -0.5
    unset logscale y
    set logscale x
    set xrange [real(low) / 1.3:real(deep) * 1.3]
    eval('set xtics (' . listed . ')')
    set yrange [mlp ? 0.6 : 0.85:mlp ? 1.75 : 1.2]
    apart = mlp ? 0.2 : 0.05
    set ytics apart
    set xlabel 'depth L' offset 0, 0.5
    set ylabel (i == 1 ? 'achieved / commanded' : '') offset 1
    set key top left samplen 1.6 spacing 1.0 reverse Left
    if (mlp) {
        plot each(i) using 1:2 with points linecolor rgb grey pointtype 7 pointsize 0.25 title 'one network', \
             1 with @theory title 'theory: the rms', \
             sums(i) using 1:6 with lines linecolor rgb black dashtype 3 linewidth 1.4 title 'rms if layers were linear (wrong)', \
             sums(i) using 1:3:4 with yerrorbars linetype 1 title 'rms'
    } else {
        plot each(i) using 1:2 with points linecolor rgb grey pointtype 7 pointsize 0.25 title 'one network', \
             1 with @theory title 'theory', \
             sums(i) using 1:6 with lines linecolor rgb black dashtype 3 linewidth 1.4 title 'if masks were free (wrong)', \
             sums(i) using 1:2 with points linetype 1 pointsize 0.9 title 'median'
    }
}
unset multiplot
