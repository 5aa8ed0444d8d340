# Agreement of outputs and of features between two networks, within and across gamma.
wide = 11.0
high = 4.1
load style
gammas = values_of('gamma')
n = words(gammas)
set palette defined (0 '#ffffff', 0.35 '#a6cbe3', 0.7 '#3b82b4', 1 '#08304f')
set cbrange [0:1]
unset colorbox
unset grid
set multiplot layout 1, 3 margins 0.06, 0.99, 0.145, 0.9 spacing 0.075, 0
set for [k = 1:n] xtics (word(gammas, k) k)
set for [k = 2:n] xtics add (word(gammas, k) k)
set for [k = 1:n] ytics (word(gammas, k) k)
set for [k = 2:n] ytics add (word(gammas, k) k)
set xrange [0.5:n + 0.5]
set yrange [0.5:n + 0.5]
set xlabel 'γ of the other network' offset 0, 0.4
set ylabel 'γ' offset 1
unset key
# Blocks of the reduced table: pair, gamma, other, mean, ...; the pairs of other weights come first, row by row.
col(r) = int(r) % n + 1
row(r) = int(r) / n + 1
do for [what = 1:2] {
    of = what == 1 ? 'determination' : 'cka'
    set title what == 1 ? 'outputs, other weights: R²' : 'features, other weights: CKA'
    plot averaged('pair,gamma,other', of) index 0 using (col($0)):(row($0)):4 with image, \
         '' index 0 using (col($0)):(row($0)):(sprintf('%.2f', $4)):($4 > 0.65 ? 0xffffff : 0x000000) \
             with labels textcolor rgb variable font ',9'
}
set grid
set title 'R² with the laziest and with the richest'
set yrange [0.2:1.03]
set ytics autofreq
set ylabel 'R² of outputs' offset 1.5
set xrange [0.7:n + 0.3]
set key bottom center samplen 1.6
plot averaged('pair,gamma,other', 'determination') index 0 \
         using (col($0)):(row($0) == 1 ? $4 : NaN):5 with yerrorbars linetype 1 pointsize 0.9 \
         title sprintf('γ = %s, other weights', word(gammas, 1)), \
     '' index 0 using (col($0)):(row($0) == n ? $4 : NaN):5 with yerrorbars linetype 2 pointsize 0.9 \
         title sprintf('γ = %s, other weights', word(gammas, n)), \
     '' index 1 using ($2 + 0 == word(gammas, 1) + 0 ? $0 + 2.12 : NaN):4:5 with yerrorbars linetype 3 pointtype 8 pointsize 1 \
         title sprintf('γ = %s, the same weights', word(gammas, 1))
unset multiplot
