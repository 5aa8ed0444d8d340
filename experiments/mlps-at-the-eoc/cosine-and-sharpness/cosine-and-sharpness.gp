# The cosine of updates and the sharpness of one seed, above; the correlation of their signs over all seeds, below.
wide = 10.5
high = 7.4
load style
rules = values_of('rule')
rich = values_of('q')
shown = words(rich) > 1 ? word(rich, words(rich)) : rich
mild = word(rules, 1)
hard = word(rules, words(rules))
steps_of(q, rule) = sprintf("< awk -F'\\t' '/^#/ { next } !h++ || ($1 == \"%s\" && $2 == \"%s\" && $4 == \"step\")' '%s'", q, rule, table)
# Mean and standard error over seeds of the runs that have a correlation and did not diverge, one line a rule.
means(q, part, of) = sprintf("< awk -F'\\t' -v of=%s '/^#/ { next } !h++ { for (i = 1; i <= NF; i++) place[$i] = i; next } \
    !($2 in at) { at[$2] = ++rules; name[rules] = $2 } \
    $1 == \"%s\" && $4 == \"%s\" && $place[\"end\"] != 3 && $8 !~ /nan/ { x = $place[of]; n[$2]++; s[$2] += x; ss[$2] += x * x } \
    END { print \"at\\tmean\\tstderr\\tname\"; for (r = 1; r <= rules; r++) { k = name[r]; if (n[k] > 1) { m = s[k] / n[k]; \
        printf \"%%d\\t%%g\\t%%g\\t%%s\\n\", r, m, sqrt((ss[k] - n[k] * m * m) / (n[k] - 1) / n[k]), k } } }' '%s'", of, q, part, table)
name(r) = strstrt(r, 'constant/') == 1 ? sprintf('η = %s/λ_0', r[10:]) : strstrt(r, 'schedule/') == 1 ? sprintf('η_t = %s/λ_t', r[10:]) : r

set multiplot
set lmargin at screen 0.085
set rmargin at screen 0.53
array place[2]
do for [i = 1:2] {
    rule = i == 1 ? mild : hard
    set lmargin at screen (i == 1 ? 0.075 : 0.575)
    set rmargin at screen (i == 1 ? 0.485 : 0.985)
    set tmargin at screen 0.945
    set bmargin at screen 0.79
    set title sprintf('one seed, q = %s, %s', shown, name(rule)) offset 0, -0.6
    set format x ''
    unset xlabel
    set yrange [-1:1]
    set ytics 0.5
    set ylabel (i == 1 ? 'c_t' : '') offset 0.6
    unset key
    plot 0 with @theory, steps_of(shown, rule) using 'step':'cosine' with impulses linecolor rgb colour[1] linewidth 1.6
    unset title
    set tmargin at screen 0.765
    set bmargin at screen 0.605
    set format x '%g'
    set xlabel 'step t' offset 0, 0.5
    set yrange [*:*]
    set autoscale y
    set ytics auto
    set logscale y 2
    set format y '%g'
    set ylabel (i == 1 ? 'λ_t / λ_1' : '') offset 0.6
    first = NaN
    plot steps_of(shown, rule) using 'step':(first = first == first ? first : column('product'), column('product') / first) with linespoints linetype 2 pointsize 0.35
    unset logscale y
    unset autoscale y
}
unset title
set format x '%g'
set tmargin at screen 0.50
set bmargin at screen 0.10
set yrange [-0.15:0.5]
set ytics 0.1
set xrange [0.5:words(rules) + 0.5]
array hollow[6] = [6, 4, 8, 12, 10, 14]
unset xlabel
set xtics ()
set grid noxtics
do for [r = 1:words(rules)] { set xtics add (name(word(rules, r)) r) }
do for [i = 1:2] {
    part = i == 1 ? 'whole' : 'late'
    set lmargin at screen (i == 1 ? 0.075 : 0.575)
    set rmargin at screen (i == 1 ? 0.485 : 0.985)
    set title (i == 1 ? 'whole runs' : 'late part of the runs') offset 0, -0.6
    set ylabel (i == 1 ? 'correlation of signs' : '') offset 0.6
    if (i == 2) { set key top right samplen 1.4 } else { unset key }
    plot 0 with @theory title 'nothing in common', \
         for [k = 1:words(rich)] means(word(rich, k), part, 'correlation') using (column('at') + 0.16 * (k - 1) - 0.12):'mean':'stderr' with yerrorbars linetype k pointsize 1 \
             title sprintf('q = %s%s', word(rich, k), word(rich, k) eq '0' ? ' (lazy)' : word(rich, k) eq '1' ? ' (rich)' : ''), \
         for [k = 1:words(rich)] means(word(rich, k), part, 'shuffled') using (column('at') + 0.16 * (k - 1) - 0.04):'mean':'stderr' with yerrorbars linecolor rgb grey pointtype hollow[k] pointsize 0.8 \
             title (k == 1 ? 'c_t shuffled in blocks' : '')
}
unset multiplot
