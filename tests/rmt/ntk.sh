#!/bin/sh
# hodo-rmt ntk: the published numbers on the command line, Gram matrices from files, every bad input one line.
set -u
: "${top_srcdir:=.}" "${top_builddir:=.}"
. "$top_srcdir/tests/rmt/face.sh"
tab=$(printf '\t')

# table COLUMN DEPTH: an entry of the row of this depth.
entry() {
    awk -F '\t' -v c="$1" -v d="$2" '!/^#/ && $1 == d { print $c }' "$scratch/out"
}
# check ACTIVATION DEPTH RATIO CONDITION: orthogonal inputs, 20 of them (arXiv 2502.13110, our check values).
known() {
    # shellcheck disable=SC2086
    run ntk $1 --depth="$2" --rho=0 --inputs=20
    [ $status -eq 0 ] && [ ! -s "$scratch/err" ] && [ "$(grep -vc '^#' "$scratch/out")" -eq $(($2 + 1)) ] &&
        close "$(entry 3 "$2")" "$3" 5e-5 && close "$(entry 4 "$2")" "$4" 5e-3
    verdict $? "ntk $1 --depth=$2"
}
known --activation=abs 5 .3556 12.03
known --activation=abs 10 .3361 11.13
known "--activation=abrelu --a=0 --b=-3" 50 .2822 8.86
known --activation=abs 1000 .2528 7.77
known --activation=relu 5 .2861 9.01
known "" 10 .3156 10.22
known "--activation=abrelu --a=-2 --b=2" 50 .2871 9.06
known --activation=relu 1000 .2533 7.78

run ntk --activation=abrelu --a=1 --b=2 --depth=3
[ "$(names)" = "depth${tab}kernel${tab}ratio" ] && [ "$(note delta)" = 0.8 ] && [ "$(entry 2 1)" = 0 ]
verdict $? 'the table has its notes and its columns'
run ntk --depth=4 --rho=1
[ "$(entry 2 4)" = 4 ] && [ "$(entry 3 4)" = 1 ]
verdict $? 'two equal inputs have the kernel l'

# Two inputs of norms 1 and 2 and cosine 0.25, and the same pair by --rho.
printf '# two inputs\n1 0.5\n0.5 4\n' >"$scratch/gram.txt"
run ntk --activation=abs --depth=7 --rho=0.25
want=$(entry 2 7)
run ntk --activation=abs --depth=7 --gram="$scratch/gram.txt"
[ "$(names)" = "row${tab}column${tab}kernel${tab}ratio" ] && [ "$(note inputs)" = 2 ] &&
    close "$(awk -F '\t' '!/^#/ && $1 == 2 && $2 == 1 { print $3 / 2 }' "$scratch/out")" "$want" 1e-5 &&
    close "$(awk -F '\t' '!/^#/ && $1 == 2 && $2 == 2 { print $3 }' "$scratch/out")" 28 1e-12
verdict $? 'a Gram matrix from a file'

run ntk --help
[ $status -eq 0 ] && grep -q -- '--gram=FILE' "$scratch/out"
verdict $? 'ntk --help lists the options'
if command -v gnuplot >/dev/null 2>&1; then
    run ntk --depth=30 --plot="$scratch/ntk.svg"
    [ $status -eq 0 ] && [ -s "$scratch/ntk.svg" ] && [ "$(entry 1 30)" = 30 ]
    verdict $? 'a picture beside the table'
else
    skip 'a picture beside the table' 'no gnuplot'
fi

refused "depth is missing" ntk
refused "depth=0 is outside 1\.\." ntk --depth=0
refused "depth=10000001 is outside 1\.\." ntk --depth=10000001
refused "rho 1.5 is outside \[-1, 1\]" ntk --depth=5 --rho=1.5
refused "rho nan is outside" ntk --depth=5 --rho=nan
refused "rho: 'x' is not a number" ntk --depth=5 --rho=x
refused "inputs=1 is outside 2\.\." ntk --depth=5 --inputs=1
refused "3 inputs cannot each two have the cosine -0.6: give rho of at least -0.5" ntk --depth=5 --inputs=3 --rho=-0.6
refused "activation 'tanh' is neither" ntk --depth=5 --activation=tanh
refused "a is a number of abrelu, not of relu" ntk --depth=5 --a=1
refused "abrelu needs two numbers" ntk --depth=5 --activation=abrelu --a=1
refused "not both 0" ntk --depth=5 --activation=abrelu --a=0 --b=0
refused "not both 0" ntk --depth=5 --activation=abrelu --a=inf --b=0
refused "not both 0" ntk --depth=5 --activation=abrelu --a=nan --b=1
refused "rho does not go with --gram" ntk --depth=5 --rho=0 --gram="$scratch/gram.txt"
refused "plot=picture.jpg: the name" ntk --depth=5 --plot=picture.jpg
printf '1 0.5\n0.4 4\n' >"$scratch/gram.txt"
refused "row 2, column 1 is 0.4 and its mirror 0.5" ntk --depth=5 --gram="$scratch/gram.txt"
printf '1 0.5 0\n0.5 4 0\n' >"$scratch/gram.txt"
refused "Gram matrix of 2 x 3" ntk --depth=5 --gram="$scratch/gram.txt"
printf '1 3\n3 4\n' >"$scratch/gram.txt"
refused "inputs 2 and 1 have the product 3, beyond that of their norms, 2" ntk --depth=5 --gram="$scratch/gram.txt"
printf '1 0\n0 0\n' >"$scratch/gram.txt"
refused "input 2 has the squared norm 0" ntk --depth=5 --gram="$scratch/gram.txt"
run ntk --depth=5 --gram="$scratch/none.txt"
[ $status -ne 0 ] && [ ! -s "$scratch/out" ] && [ "$(wc -l <"$scratch/err")" -eq 1 ]
verdict $? 'a missing file is one line'

echo "1..$count"
