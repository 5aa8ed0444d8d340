# The table of scalings, measured: a row a scheme, a column a desideratum; in each cell the exponents of m and of L,
# over a band of a quarter around the table's power and a tick where theory has it at these sizes.
wide = 11.4
high = 6.4
load style
schemes = values_of('scheme')
asked = 'signal feature decay balance-input balance-output'
array head[5] = ['SP:  rms(f_{L−1})', "FL:  rms(f_{L−1}')", "LD:  −loss'", 'BC:  c_1 / c', 'BC:  c_L / c']
shown(name) = name eq 'ntk' ? 'NTK' : name eq 'mf-mup' ? 'MF+µP' : name eq 'fsc-static' ? 'FSC' : \
              name eq 'fsc-resnet' ? 'FSC, ResNet' : name
key_of = 'desideratum,scheme,axis,data,place'
exponents = averaged(key_of, 'exponent')
slopes = averaged(key_of, 'slope')
limits = averaged(key_of, 'limit')
# Of every size of a trial the same: the first is taken.
here(d, s) = stringcolumn(1) eq word(asked, d) && stringcolumn(2) eq word(schemes, s) && stringcolumn(4) ne 'misread' \
             && column(5) == 0
centre(axis) = axis eq 'm' ? 3.95 : 1.7
of_kind(kind) = here(d, s) && stringcolumn(4) eq kind
at(kind) = of_kind(kind) ? centre(stringcolumn(3)) + (kind eq 'dense' ? 0.42 : -0.42) : NaN
either(x) = of_kind('dense') ? centre(stringcolumn(3)) + x : NaN
student(n) = 3.2905 + 9.73 / (n - 1) + 26.0 / (n - 1) ** 2  # of 1e-3, two-sided
power(x) = x == 0 ? '0' : x == 0.5 ? '½' : x == -0.5 ? '−½' : sprintf('%+g', x)
signed(x) = (abs(x) < 0.005 ? '' : x < 0 ? '−' : '+') . sprintf('%.2f', abs(x))
set border 15 linewidth 0.8
unset ytics
unset grid
set key off
rows = words(schemes)
left = 0.118; right = 0.995; above = 0.945; below = 0.125
width_of = (right - left) / 5.0
high_of = (above - below) / rows
set label 100 at screen left, 0.03 left \
    '● dense   ○ sparse, with 99.9 % intervals      │ theory at these sizes      ■ grey or orange: within ¼ of the power that the slash gives' \
    font font . ',11'
set multiplot
do for [s = 1:rows] {
    do for [d = 1:5] {
        set lmargin at screen left + (d - 1) * width_of + 0.003
        set rmargin at screen left + d * width_of - 0.003
        set tmargin at screen above - (s - 1) * high_of - 0.006
        set bmargin at screen above - s * high_of + 0.006
        unset label 1; unset label 2; unset label 3; unset label 4; unset label 5
        if (s == 1) { set label 1 head[d] at graph 0.5, 1.14 center font font . ' Bold,12' }
        if (d == 1) {
            set label 2 shown(word(schemes, s)) at screen 0.01, screen above - (s - 0.5) * high_of left font font . ' Bold,12'
            set label 3 'm' at graph -0.06, first centre('m') right font font . ' Italic,12'
            set label 4 'L' at graph -0.06, first centre('L') right font font . ' Italic,12'
        }
        if (s == rows) { set xtics ('−½' -0.5, '0' 0, '½' 0.5) scale 0.6; if (d == 3) { set label 5 'exponent' at graph 0.5, -0.34 center } } \
        else { set xtics ('' -0.5, '' 0, '' 0.5) scale 0.6 }
        set autoscale
        stats limits using (here(d, s) ? abs($6) : NaN) name 'miss' nooutput
        stats limits using (here(d, s) && stringcolumn(3) eq 'L' ? $6 : 0) name 'deep' nooutput
        unset object 1
        unset label 6
        if (miss_max > 0) {
            set object 1 rectangle from graph 0, graph 0 to graph 1, graph 1 behind fillcolor rgb '#f7e6da' fillstyle solid 1 noborder
            set label 6 'fails' at graph 0.035, graph (deep_min < 0 ? 0.86 : 0.12) left font font . ' Bold,11'
        }
        set xrange [-1.06:1.98]
        set yrange [0.6:5.05]
        plot for [fails = 0:1] limits using 6:((($6 != 0) == fails) ? either(0) : NaN):($6 - 0.25):($6 + 0.25): \
                 (either(-0.92)):(either(0.92)) with boxxyerror fillstyle solid 1 noborder \
                 linecolor rgb (fails ? '#e6a97e' : '#d6dce2'), \
             slopes using 6:(either(-0.92)):(0):(1.84) with vectors nohead linecolor rgb black linewidth 1.4, \
             exponents using 6:(at('dense')):(student($11) * $7) with xerrorbars linecolor rgb colour[1] \
                 linewidth 1.6 pointtype 7 pointsize 1.0, \
             exponents using 6:(at('sparse')):(student($11) * $7) with xerrorbars linecolor rgb colour[1] \
                 linewidth 1.6 pointtype 7 pointsize 1.0, \
             exponents using 6:(at('sparse')) with points linecolor rgb 'white' pointtype 7 pointsize 0.55, \
             for [kind in 'dense sparse'] exponents using (1.10):(at(kind)):(signed($6)) with labels center \
                 font font . ',10' textcolor rgb '#222222', \
             limits using (1.43):(either(0)):('/ ' . power($6)) with labels left font font . ',10' textcolor rgb '#222222'
        unset label 100
    }
}
unset multiplot
