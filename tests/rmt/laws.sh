#!/bin/sh
# The commands on laws: tables against closed forms, the grammar of two tables of options, pictures, refusals.
set -u
: "${top_srcdir:=.}" "${top_builddir:=.}"
. "$top_srcdir/tests/rmt/face.sh"
tab=$(printf '\t')

# table NAMES ROWS ARGUMENT...: status 0, these column names, so many rows.
table() {
    want=$1 rows=$2
    shift 2
    run "$@"
    [ $status -eq 0 ] && [ ! -s "$scratch/err" ] && [ "$(names)" = "$want" ] &&
        [ "$(grep -vc '^#' "$scratch/out")" -eq $((rows + 1)) ] && grep -q "^# program: hodo-rmt $1\$" "$scratch/out"
    verdict $? "$* has columns $want"
}

# last X TOLERANCE NAME: the last field of the last answer.
last() {
    close "$(tail -n 1 "$scratch/out" | sed 's/.*\t//')" "$1" "$2"
    verdict $? "$3"
}

run laws
[ $status -eq 0 ] && grep -q '^semicircle  *a symmetric' "$scratch/out" &&
    grep -q '^  --ratio=R  .*(needed)$' "$scratch/out"
verdict $? 'laws lists laws and options'

table "x${tab}density" 200 density semicircle
table "x${tab}density" 7 density semicircle --points=7
table "x${tab}density" 3 density semicircle --at=-1,0,1.5
table "x${tab}density" 1 density semicircle --at 0
last 0.3183098861837907 1e-15 'the semicircle is 1/pi high'
table "x${tab}cdf" 1 cdf semicircle --at=0
last 0.5 1e-14 'half of the semicircle is negative'
table "probability${tab}x" 9 quantile semicircle
table "probability${tab}x" 1 quantile marchenko-pastur --ratio=1 --at=1
last 4 1e-12 'the last quantile is the edge'
table "probability${tab}x" 2 quantile tracy-widom --at=0,1
[ "$(tail -n 2 "$scratch/out" | cut -f 2 | tr '\n' ' ')" = '-inf inf ' ]
verdict $? 'a law on the whole line ends nowhere'
table "order${tab}moment" 8 moments semicircle
last 14 1e-10 'the eighth moment of the semicircle is the fourth Catalan number'
table "edge${tab}x" 2 edges marchenko-pastur --ratio=4
last 9 1e-12 'edges of Marchenko-Pastur'
table "edge${tab}x" 2 edges marchenko-pastur --ratio=0.5 --width=1000
close "$(note largest_mean)" 2.9 0.02 && close "$(note largest_standard_deviation)" 0.02 0.01
verdict $? 'edges --width tells the largest eigenvalue'
table "draw${tab}index${tab}value" 15 sample semicircle --width=5 --draws=3 --seed=9
cp "$scratch/out" "$scratch/sample"
run sample semicircle --width=5 --draws=2 --seed=9
grep -v '^#' "$scratch/out" >"$scratch/fewer" && grep -v '^#' "$scratch/sample" | head -n 11 | cmp -s - "$scratch/fewer"
verdict $? 'a draw does not depend on how many there are'

# Atoms: in lines of their own, in F, not in the density.
run cdf marchenko-pastur --ratio=4 --at=0
[ "$(note atom)" = '0 0.75' ] && [ "$(note law)" = marchenko-pastur ] && [ "$(note ratio)" = 4 ]
verdict $? 'atoms and parameters stand in the header'
last 0.75 1e-15 'the distribution function counts the atom'
run density marchenko-pastur --ratio=4 --points=20000
close "$(grep -v '^#' "$scratch/out" | awk 'NR > 2 { m += (y + $2) / 2 * ($1 - x) } { x = $1; y = $2 } END { print m }')" \
    0.25 1e-4
verdict $? 'the density integrates to 1 minus the atom'

# A name that law and command share: the first is the law's, the second the command's.
table "order${tab}moment" 8 moments fuss-catalan --order=2
table "order${tab}moment" 3 moments fuss-catalan --order=2 --order=3
last 12 1e-9 'moments fuss-catalan --order=2 --order=3: m3 = (s+1)(3s+2)/2'
refused 'order is given three times' moments fuss-catalan --order=2 --order=3 --order=4
refused 'order is given twice' moments semicircle --order=2 --order=3

run compare semicircle --width=40 --draws=20
[ $status -eq 0 ] && [ "$(note verdict)" = agrees ] && grep -q '^moment_4' "$scratch/out" &&
    grep -q '^distance' "$scratch/out"
verdict $? 'compare agrees on the semicircle'

# 128 factors at width 32 are far from infinite width: nearly all norms are small, their mean is made by a few that
# twelve draws do not have. The second moment is 28, 129 by the law, with a threshold of 17.
run compare fuss-catalan --order=128 --width=32 --draws=12 --seed=2
[ $status -eq 3 ] && [ "$(note verdict)" = differs ] && grep -q "differs\$" "$scratch/out" &&
    grep -q '^hodo-rmt: the draws do not follow fuss-catalan: ' "$scratch/err"
verdict $? 'compare that falls: the table, one line, status 3'

run density marchenko-pastur --help
[ $status -eq 0 ] && grep -q -- '--points=N' "$scratch/out" && grep -q -- '--ratio=R' "$scratch/out"
verdict $? 'density marchenko-pastur --help lists both tables of options'
run moments --help
[ $status -eq 0 ] && grep -q '^  marchenko-pastur ' "$scratch/out" && grep -q 'given twice' "$scratch/out"
verdict $? 'moments --help lists the laws and says how options are shared'

refused 'the law is missing' density
refused 'the law is missing' density --points=3
refused "unknown law 'semicirle': did you mean semicircle" density semicirle
refused "unknown option '--pionts=3': did you mean --points" density semicircle --pionts=3
refused 'ratio is an option of marchenko-pastur, not of semicircle' density semicircle --ratio=2
refused 'needs --ratio=R' density marchenko-pastur
refused 'ratio' density marchenko-pastur --ratio=-1
refused 'ratio' density marchenko-pastur --ratio=nan
refused "'x' is not a number" density marchenko-pastur --ratio=x
refused 'order' density fuss-catalan --order=0
refused 'depth=0 is outside 1\.\.10000: give the trained' density bfk --depth=0
refused 'scale=0 is outside 0\.0001\.\.1000: give' density bfk-resnet --scale=0
refused "'1.5' is not a whole number" density fuss-catalan --order=1.5
refused 'points=0 is outside 2\.\.1000000: give at least 2' density semicircle --points=0
refused 'points=-4 is outside' density semicircle --points=-4
refused 'points=1000001 is outside .* give at most 1000000' density semicircle --points=1000001
refused 'both say where: drop one' density semicircle --points=5 --at=1
refused 'at=nan is not finite' density semicircle --at=nan
refused 'at=inf is not finite' density semicircle --at=1,inf
refused 'at has an empty place for a number: write --at=X' density semicircle --at=
refused 'at has an empty place' density semicircle --at=1,
refused 'at has an empty place' density semicircle --at=1,,2
refused 'a number of 64 characters: at most 63' density semicircle \
    --at=0.00000000000000000000000000000000000000000000000000000000000001
refused 'at is given twice' density semicircle --at=1 --at=2
refused 'points needs a value' density semicircle --points
refused "'extra' is not an option" density semicircle extra
refused 'at=1.5 is outside \[0, 1\]' quantile semicircle --at=1.5
refused 'order=0 is outside 1\.\.64' moments semicircle --order=0
refused 'order=65 is outside 1\.\.64' moments semicircle --order=65
refused 'width=0 is outside' edges semicircle --width=0
refused 'width=0 is outside' sample semicircle --width=0
refused 'draws=0 is outside' sample semicircle --draws=0
refused 'are more than 50000000: lower' sample semicircle --width=20000 --draws=1000000
refused 'seed=-1 is outside' sample semicircle --seed=-1
refused 'ends in .npy' sample semicircle --output=draws.txt
refused 'draws=1 is outside' compare semicircle --draws=1
refused 'width=0 is outside' compare semicircle --width=0
refused 'has none but --help' laws semicircle
refused "plot=x.gif: the name of a picture ends in" density semicircle --plot=x.gif
refused "plot=.svg: the name" density semicircle --plot=.svg

# Pictures. A name that a shell or gnuplot could take for a command is a name.
if command -v gnuplot >/dev/null; then
    strange="$scratch/a'b \"c\" \$(touch $scratch/hacked) ;|.svg"
    mkdir -p "$(dirname "$strange")"
    run density marchenko-pastur --ratio=4 --plot="$strange"
    [ $status -eq 0 ] && [ -s "$scratch/out" ] && grep -q '</svg>' "$strange" && [ ! -e "$scratch/hacked" ] &&
        [ "$(find "$(dirname "$strange")" -name '*.svg*' | wc -l)" -eq 1 ]
    verdict $? 'a picture under a strange name, whole, with the table beside it'
    for command in 'density jacobian --activation=relu --depth=8' 'density bfk --depth=1' 'cdf semicircle' 'quantile semicircle' 'sample fuss-catalan --order=3' \
        'compare semicircle --width=40 --draws=8' 'angle --architecture=mlp --depth=9 --width=40' 'lyapunov --width=20'; do
        run $command --plot="$scratch/picture.png"
        [ $status -eq 0 ] && [ -s "$scratch/out" ] && head -c 8 "$scratch/picture.png" | grep -q PNG
        verdict $? "$command --plot=FILE.png"
        rm -f "$scratch/picture.png"
    done
    run density semicircle --plot="$scratch/picture.pdf"
    [ $status -eq 0 ] && head -c 5 "$scratch/picture.pdf" | grep -q '%PDF-'
    verdict $? 'density --plot=FILE.pdf'
    run density semicircle --plot=-
    [ $status -eq 0 ] && grep -q 'theory \*\*\*' "$scratch/out" && ! grep -q '^x' "$scratch/out" &&
        ! grep -q "$(printf '\033')" "$scratch/out"
    verdict $? 'density --plot=- draws in plain characters, without the table'
    if [ -w /dev/full ]; then
        "$program" density semicircle --plot=- >/dev/full 2>"$scratch/err"
        [ $? -eq 1 ] && grep -q 'cannot write standard output' "$scratch/err"
        verdict $? 'a picture that standard output does not take: status 1'
    fi
    run density semicircle --plot="$scratch/none/picture.svg"
    [ $status -eq 2 ] && [ ! -s "$scratch/out" ] && grep -q 'name a folder that exists' "$scratch/err"
    verdict $? 'a picture in no folder: status 2, before anything is computed'
else
    skip 'pictures' 'no gnuplot'
fi
PATH=/nonexistent "$program" density semicircle --plot="$scratch/picture.svg" >"$scratch/out" 2>"$scratch/err"
[ $? -eq 1 ] && [ ! -s "$scratch/out" ] && grep -q 'gnuplot is not installed: install it' "$scratch/err" &&
    [ -z "$(find "$scratch" -name 'picture.svg*')" ]
verdict $? 'without gnuplot: one line, status 1, nothing left behind'
echo "1..$count"
