# Catapults: loss against time on either side of 2/lambda, where they begin and end, how high they rise.
wide = 10.0
high = 7.6
load style
gammas = values_of('gamma')
least = word(gammas, 1)
ratios = system("awk -F'\\t' '!/^#/ && $3 == \"curve\" && !s[$7]++ { print $7 }' '" . table . "' | sort -g | tr '\\n' ' '")
# Rows of one kind, and more conditions on the columns of the table in awk's words.
rows(series, what, more) = sprintf("< awk -F'\\t' '/^#/ { next } !h++ || ($1 == \"%s\" && $3 == \"%s\"%s)' '%s'", \
    series, what, more, table)
curve(series, k) = rows(series, 'curve', sprintf(' && $2 == 0 && $4 == %s && $7 == %s', least, word(ratios, k)))
array shade[8] = ['#aaaaaa', '#e69f00', '#d55e00', '#0072b2', '#000000', '#cc79a7', '#009e73', '#777777']
array dash[8] = [1, 3, 2, 1, 2, 3, 4, 5]
strength(text) = sprintf('%g', text + 0)

set multiplot layout 2, 2 margins 0.095, 0.985, 0.075, 0.955 spacing 0.1, 0.13
set logscale y
set format y '10^{%T}'
set xlabel 'steps t' offset 0, 0.4
set ylabel 'loss / first loss' offset 0.2
unset key
set xrange [0:*]
set title sprintf('MSE, γ = %g, one seed', least + 0)
plot for [k = 1:words(ratios)] curve('square/stream', k) using 'step':'value' with lines linewidth 1.6 \
    linecolor rgb shade[k] dashtype dash[k] notitle
set title sprintf('cross-entropy, γ = %g, one seed', least + 0)
set format y '%g'
set yrange [0.2:300]
set key top right samplen 2.6 maxrows 3 width -2 title 'η N λ/2 (both panels)'
plot for [k = 1:words(ratios)] curve('cross-entropy/stream', k) using 'step':'value' with lines linewidth 1.6 \
    linecolor rgb shade[k] dashtype dash[k] title word(ratios, k)

set title 'where they begin and end: all seeds and γ'
set logscale xy
set xtics (20, 30, 40, 60, 80, 100, 150)
set ytics (20, 50, 100, 200, 500)
set autoscale x
set autoscale xfix
set offsets graph 0.02, graph 0.02, 0, 0

set yrange [15:2500]
set format y '%g'
set xlabel '2/(γ² N λ), λ measured at the start' offset 0, 0.4
set ylabel 'η/γ²' offset 0.2
set key top left Left reverse samplen 1 maxrows 4 width 0 notitle
set label 1 'η = 2/(N λ)' at graph 0.97, 0.19 right
set label 2 'η = 4/(N λ)' at graph 0.56, 0.425 right
plot rows('square/fixed', 'onset', '') using 'scaled_theory':'scaled' with points linetype 3 pointtype 8 pointsize 1 \
         title 'begins, MSE, one batch', \
     rows('square/stream', 'onset', '') using 'scaled_theory':'scaled' with points linetype 1 title 'begins, MSE, stream', \
     rows('cross-entropy/stream', 'onset', '') using 'scaled_theory':'scaled' with points linetype 5 pointtype 11 \
         title 'begins, cross-entropy', \
     rows('square/stream', 'edge', '') using 'scaled_theory':'scaled' with points linetype 2 pointtype 4 pointsize 0.9 \
         title 'not finite from here, MSE', \
     x with @theory notitle, 2 * x with @theory dashtype 2 notitle

unset label
set offsets 0, 0, 0, 0
set title 'how high they rise: MSE, stream, all seeds'
set xrange [0.85:10]
set yrange [0.5:*]
set xtics (1, 2, 3, 4, 5, 6, 8, 10)
set ytics auto
set format y '10^{%T}'
set xlabel 'η N λ/2' offset 0, 0.4
set ylabel 'highest loss / first loss' offset 0.2
set key bottom right Right noreverse samplen 1.6 notitle
set arrow 1 from 1, graph 0 to 1, graph 1 nohead linecolor rgb black linewidth 1.4
set arrow 2 from 2, graph 0 to 2, graph 1 nohead linecolor rgb black linewidth 1.4 dashtype 2
plot for [k = 1:words(gammas)] rows('square/stream', 'run', ' && $9 == $9 + 0 && $4 == ' . word(gammas, k)) \
         using 'ratio':'value' with points linetype k title 'γ = ' . strength(word(gammas, k))
unset multiplot
