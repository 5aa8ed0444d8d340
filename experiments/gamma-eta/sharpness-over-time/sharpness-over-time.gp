# Loss (above) and eta S/2 (below) over training, lazy to rich: the edge of stability at 1, gradient flow's end dashed.
wide = 8.4
high = 5.2
load style
gammas = values_of('gamma')
flows = values_of('flow')
panels = words(gammas)
left(i) = 0.1 + (i - 1) * 0.89 / panels
right(i) = left(i) + 0.89 / panels - 0.03
flow(f) = real(word(flows, f))
# In units in which all rates go as far.
place(f, step) = f * step
curve(of, i, f) = sprintf("< awk -F'\\t' 'BEGIN{b=-1} /^gamma/{b++} b==%d && /^gamma/ || b==%d && $2==%s' %s", i - 1, i - 1, word(flows, f), averaged('gamma,flow,step', of))
set multiplot
set key samplen 1.4
do for [i = 1:panels] {
    set lmargin at screen left(i)
    set rmargin at screen right(i)
    set tmargin at screen 0.92
    set bmargin at screen 0.55
    set title sprintf('γ = %s', word(gammas, i)) offset 0, -0.5
    set logscale y
    set yrange [1e-3:300]
    set format y (i == 1 ? '10^{%T}' : '')
    set format x ''
    unset xlabel
    set ylabel (i == 1 ? 'loss / first' : '')
    set key bottom left reverse Left
    set xtics 200
    plot for [f = 1:words(flows)] curve('loss', i, f) using (place($2, $3)):6:7 with filledcurves linetype f notitle, \
         for [f = 1:words(flows)] curve('loss', i, f) using (place($2, $3)):8 with linespoints linetype f pointinterval 5 pointsize 0.6 \
             title (i == panels ? sprintf('η S_{flow}/2 = %s', word(flows, f)) : '')
    set tmargin at screen 0.50
    set bmargin at screen 0.12
    unset title
    unset logscale y
    set yrange [0:2.9]
    set format y (i == 1 ? '%g' : '')
    set format x '%g'
    set xlabel 'η S_{flow} t / 2'
    set ylabel (i == 1 ? 'η S / 2' : '')
    set key top left reverse Left
    plot for [f = 1:words(flows)] curve('edge', i, f) using (place($2, $3)):6:7 with filledcurves linetype f notitle, \
         for [f = 1:words(flows)] flow(f) with lines linecolor rgb grey dashtype 3 \
             title (i == panels && f == 1 ? 'end of gradient flow' : ''), \
         1 with @theory title (i == panels ? 'edge of stability' : ''), \
         for [f = 1:words(flows)] curve('edge', i, f) using (place($2, $3)):8 with linespoints linetype f pointinterval 5 pointsize 0.6 notitle
}
unset multiplot
