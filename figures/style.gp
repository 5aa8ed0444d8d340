# The one style of every figure: terminal, fonts, colours, lines.
#
# A figure's script is called with `table` (its TSV), `figure` (the picture without its ending),
# `format` (svg, pdf or png), `style` (this file), and the beginnings of two commands: `reduce`
# averages rows over draws, `values` lists what a column holds (draw.sh). It begins with
#   load style
# Simulation is points with error bars, or an envelope over draws; theory is a line. The colours are
# Okabe and Ito's, told apart by every common kind of colour vision and by lightness in grey.

set encoding utf8
set datafile separator tab
set datafile commentschars '#'
set datafile columnheaders

if (!exists("wide")) wide = 6.0   # inches
if (!exists("high")) high = 4.2
font = 'DejaVu Sans'
if (format eq 'svg') set terminal svg size wide * 96, high * 96 enhanced font font . ',12' background 'white' dynamic
if (format eq 'pdf') set terminal pdfcairo size wide, high enhanced font font . ',11' background 'white'
if (format eq 'png') set terminal pngcairo size wide * 150, high * 150 enhanced font font . ',11' fontscale 1.5 linewidth 1.5 background 'white'
set output figure . '.' . format

black = '#000000'
grey = '#777777'
array colour[6] = ['#0072b2', '#d55e00', '#009e73', '#cc79a7', '#e69f00', '#56b4e9']
array shape[6] = [7, 5, 9, 13, 11, 15]

# Theory: thin and dark, above the points. Limits and asymptotes: dashed.
do for [i = 1:6] {
    set linetype i linecolor rgb colour[i] linewidth 1.5 pointtype shape[i] pointsize 0.7
}
theory = 'lines linecolor rgb black linewidth 1.4'
set style fill transparent solid 0.25 noborder
set border 3 linecolor rgb '#333333'
set tics nomirror out
set grid linecolor rgb '#e0e0e0' linewidth 0.6
set key samplen 1.6 spacing 1.15

# The rows of `of` averaged over draws, one block a value of the first of `by` (reduce.awk): the name of a file, which
# is made once for the three formats.
averaged(by, of) = system(sprintf("%s '%s' %s %s", reduce, table, by, of))
values_of(of) = system(sprintf("%s -v of=%s '%s'", values, of, table))
# "2/sqrt(L)" as a reader writes it.
pretty(rule) = system(sprintf("echo '%s' | sed 's/sqrt(L)/√L/; s/^1$/1 (MLP)/'", rule))
