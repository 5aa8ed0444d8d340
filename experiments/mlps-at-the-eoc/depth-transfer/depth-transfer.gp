# The best rate of MLPs against depth. Above: loss against the rate at p = 0, with the same m and with as many weights
# as p = 2 has, and at p = 2. Below: best rates against depth, how far layers move in the first step, and at the end.
wide = 13.0
high = 7.8
load style
depths = values_of('l')
count = words(depths)
deepest = word(depths, count)
first_depth = real(word(depths, 1))
last_depth = real(deepest)
steps = system(sprintf("sed -n 's/^# parameter steps: //p' '%s'", table))
# Quartiles of $COLUMN over trials in the groups of KEY, of the rows where `rows` holds: key, low, median, high.
quartiles(rows, key, column) = sprintf("< awk -F'\t' -v OFS='\t' '!/^#/ && header++ && %s { print %s, (%s == \"inf\" ? 1e300 : %s) }' '%s' | sort -g -k1,1 -k2,2 | awk -F'\t' -v OFS='\t' 'function flush() { if (n) print c, v[int((n + 3) / 4)], v[int((n + 1) / 2)], v[int((3 * n + 3) / 4)] } BEGIN { print \"c\tlow\tmiddle\thigh\" } { if ($1 != c) { flush(); c = $1; n = 0 } v[++n] = $2 } END { flush() }'", \
                                       rows, key, column, column, table)
where(l, p, matched, entry) = sprintf("(\"%s\" == \"\" || $1 == \"%s\") && $2 == %d && $3 == \"%s\" && $6 == \"%s\"", l, l, p, matched, entry)
octave = '2 ^ (int(log($8) / log(2) + 100) - 99.5)'
# The limiting kernel's curve for the data of trial 0.
law(l, p, matched) = sprintf("< awk -F'\t' '/^#/ { next } !header++ || ($1 == \"%s\" && $2 == %d && $3 == \"%s\" && $6 == \"law\")' '%s'", l, p, matched, table)
place(row, column) = sprintf("set lmargin at screen %g; set rmargin at screen %g; set tmargin at screen %g; set bmargin at screen %g", \
                             0.06 + 0.335 * column, 0.315 + 0.335 * column, row == 0 ? 0.955 : 0.455, row == 0 ? 0.60 : 0.10)
set key samplen 1.2 spacing 1.1
set xlabel offset 0, 0.3
set logscale xy
set multiplot
array called[3] = ['p = 0, the same m', 'p = 0, as many weights as p = 2', 'p = 2']
array growth[3] = [0, 0, 2]
array same[3] = ['width', 'count', 'width']
set xlabel 'η_0 = η / m'
set format x '2^{%L}'
set logscale x 2
set format x '2^{%L}'
set xrange [2 ** -7:2 ** 3]
set format y '10^{%T}'
set yrange [1e-3:3]
do for [j = 1:3] {
    eval place(0, j - 1)
    set title called[j] offset 0, -0.6
    set ylabel (j == 1 ? 'loss at the end' : '')
    if (j == 1) { set key bottom right reverse Left maxrows auto } else { unset key }
    plot for [i = 1:count] law(word(depths, i), growth[j], same[j]) using 8:9 with lines linecolor rgb black \
             linewidth 1.1 dashtype i title (i == 1 ? 'kernel' : ''), \
         for [i = 1:count] quartiles(where(word(depths, i), growth[j], same[j], 'tried'), sprintf('%s * %g', octave, 1.06 ** (i - 0.5 * count)), '$9') \
             using 1:($3 < 10 ? $3 : NaN):($2 < 10 ? $2 : NaN):($4 < 10 ? $4 : 10) with yerrorbars linetype i \
             title sprintf('l = %s', word(depths, i))
}
eval place(1, 0)
set title 'best rate' offset 0, -0.6
set xlabel 'l'
set ylabel 'best η_0'
set format x '%g'
set xtics autofreq
set logscale x 2
set xrange [first_depth / 1.25:last_depth * 1.25]
set xtics (3, 5, 9, 17)
set yrange [2 ** -7:4]
set logscale y 2
set format y '2^{%L}'
set key top right reverse Left maxrows auto
array kind[5] = ['width', 'count', 'width', 'count', 'width']
array power[5] = [0, 0, 1, 1, 2]
array tone[5] = [2, 2, 3, 3, 1]
array mark[5] = [4, 5, 8, 9, 7]
array name[5] = ['p = 0, m', 'p = 0, count', 'p = 1, m', 'p = 1, count', 'p = 2']
plot quartiles(where('', 2, 'width', 'best'), '$1', '$11') using 1:3 with lines linecolor rgb black linewidth 1.4 title 'kernel', \
     0.7 * (x / first_depth) ** -1.5 with lines linecolor rgb grey dashtype 2 title 'slope -3/2', \
     for [j = 1:5] quartiles(where('', power[j], kind[j], 'best') . ' && $10 == "found"', sprintf('$1 * %g', 1.02 ** (j - 3)), '$8') \
         using 1:3:2:4 with yerrorbars linetype tone[j] pointtype mark[j] notitle
eval place(1, 1)
set title sprintf('first step, l = %s', deepest) offset 0, -0.6
set xlabel 'k'
set ylabel 'rms(Δh_k) / η_0'
set xtics (1, 2, 4, 8, 16, 32)
set xrange [0.9:last_depth * 1.05]
set yrange [0.04:30]
set logscale y 10
set format y '%g'
set key top left reverse Left maxrows auto
plot for [j = 2:5] quartiles(where(deepest, power[j], kind[j], 'layer'), '$7', '$15') using 1:(j == 3 ? NaN : $3) \
         with lines linecolor rgb grey dashtype 2 title (j == 2 ? 'isometric layers' : ''), \
     for [j = 2:5] quartiles(where(deepest, power[j], kind[j], 'layer'), '$7', '$14') using 1:(j == 3 ? NaN : $3) \
         with lines linecolor rgb black linewidth 1.4 title (j == 2 ? 'theory' : ''), \
     for [j = 2:5] quartiles(where(deepest, power[j], kind[j], 'layer'), '$7', '$13') \
         using 1:(j == 3 ? NaN : $3):2:4 with yerrorbars linetype tone[j] pointtype mark[j] notitle
eval place(1, 2)
set title sprintf('after %s steps at the best rate, l = %s', steps, deepest) offset 0, -0.6
set ylabel 'rms(h_k - h_k at the start)'
set yrange [0.03:20]
set key top left reverse Left maxrows 3
plot for [j = 1:5] quartiles(where(deepest, power[j], kind[j], 'layer'), '$7', '$16') \
         using 1:3:2:4 with yerrorbars linetype tone[j] pointtype mark[j] title name[j]
unset multiplot
