# First version, ResNet at beta = 1/sqrt(L): aligned part, speed and sensitivity of every feature.
wide = 9.0
high = 3.6
load style
set multiplot layout 1, 3
set xlabel 'layer v'
set xtics 50
set key top left
set yrange [0:*]
panel(of) = averaged('beta,layer', of)
do for [k = 1:3] {
    of = word('aligned speed sensitivity', k)
    set title (k == 1 ? 'rms of the aligned part' : k == 2 ? 'rms feature speed' : 'sensitivity S_v') . ' × |f_L − y|'
    if (k > 1) { unset key }
    plot panel(of) using 2:5:6 with filledcurves linecolor k notitle, \
         panel(of) using 2:7 every 8 with points linetype k title 'median, range', \
         panel(of . '_theory') using 2:3 with @theory title 'theory'
}
unset multiplot
