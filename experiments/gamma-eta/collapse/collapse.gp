# Loss against steps, and against tau = eta t / gamma, every seed a line: the richer the darker; dashed where the
# rate is below the best.
wide = 9.0
high = 4.2
load style
gammas = values_of('gamma')
slower = values_of('slower')
n = words(gammas)
m = words(slower)
# Columns t, tau and loss of one curve, every seed a line.
curve(i, j) = sprintf("< awk -F'\\t' '/^#/ {next} !n {for (n = 1; n <= NF; n++) at[$n] = n; print \"t\\ttau\\tloss\"; next} \
    $at[\"gamma\"] == \"%s\" && $at[\"slower\"] == \"%s\" {if (seen++ && $at[\"trial\"] != last) print \"\"; last = $at[\"trial\"]; \
    print $at[\"t\"] \"\\t\" $at[\"tau\"] \"\\t\" $at[\"loss\"]}' '%s'", word(gammas, i), word(slower, j), table)
claimed(id) = system(sprintf("awk -F'\\t' '/^#/ {next} !at {for (i = 1; i <= NF; i++) if ($i == \"measured\") at = i; next} \
    $1 == \"%s\" {printf \"%%.2g\", $at}' '%s'", id, table[1:strlen(table) - 4] . '.claims.tsv'))
decades = system(sprintf("echo '%s' | awk '{for (i = 1; i <= NF; i++) printf \"%%.4f \", log($i) / log(10)}'", gammas))
array ramp[6] = ['#e69f00', '#d55e00', '#cc79a7', '#0072b2', '#3b2f6b', '#000000']
shade(i) = ramp[n > 1 ? 1 + int((i - 1) * 5.0 / (n - 1) + 0.5) : 1]
dash(j) = j == 1 ? 1 : j

set multiplot
set logscale x
set format x '10^{%L}'
set autoscale xfix
set yrange [0.4:1.03]
set size 0.52, 1
set origin 0, 0
set xlabel 'steps t'
set ylabel 'loss over the first loss'
set key bottom left
plot for [i = 1:n] for [j = 1:m] curve(i, j) using 1:3 with lines linewidth 0.8 \
         linecolor rgb shade(i) dashtype dash(j) title j == 1 ? sprintf('γ = 10^{%.3g}', word(decades, i) + 0) : '', \
     for [j = 2:m] NaN with lines linewidth 1.5 linecolor rgb grey dashtype dash(j) \
         title sprintf('best rate / %s', word(slower, j))
set size 0.48, 1
set origin 0.52, 0
set xlabel 'τ = η t / γ'
unset ylabel
set format y ''
unset key
set xrange [1:*]
set label 1 sprintf("spread of log time,\n   %s of that in steps", claimed('spread-left')) at graph 0.04, 0.26
set label 2 sprintf("variance not explained,\n   %s", claimed('unexplained-left')) at graph 0.04, 0.12
plot for [i = 1:n] for [j = 1:m] curve(i, j) using 2:3 with lines linewidth 0.8 \
         linecolor rgb shade(i) dashtype dash(j) notitle
unset multiplot
