#!/bin/sh
# hodo-rmt convolve: closed forms, tables that are convolved again, refusals.
set -u
: "${top_srcdir:=.}" "${top_builddir:=.}"
. "$top_srcdir/tests/rmt/face.sh"
tab=$(printf '\t')

# value X Y TOLERANCE NAME: the density at X in the last answer.
value() {
    close "$(awk -F "$tab" -v x="$1" '$1 == x { print $2 }' "$scratch/out")" "$2" "$3"
    verdict $? "$4"
}

run convolve --operation=add semicircle semicircle --at=0,1
value 0 0.22507907903927651 1e-12 'two semicircles are one of variance 2'
[ "$(note interval | wc -w)" -eq 4 ] && [ "$(names)" = "x${tab}density" ] && [ "$(note operation)" = add ]
verdict $? 'its table says what was asked and where the edges are'

run convolve --operation=multiply 'marchenko-pastur --ratio=1' 'marchenko-pastur --ratio=1' --points=300
[ $status -eq 0 ] && cp "$scratch/out" "$scratch/order2.tsv"
verdict $? 'a product of square Wisharts is printed'
run density fuss-catalan --order=3 --at=1
want=$(tail -n 1 "$scratch/out" | cut -f 2)
run convolve --operation=multiply "$scratch/order2.tsv" 'marchenko-pastur --ratio=1' --at=1
value 1 "$want" 1e-8 'and its table, times another, is the Fuss-Catalan law of order 3'

run density marchenko-pastur --ratio=2
cp "$scratch/out" "$scratch/wishart.tsv"
run convolve --operation=add 'marchenko-pastur --ratio=2' semicircle --at=1
want=$(tail -n 1 "$scratch/out" | cut -f 2)
run convolve --operation=add "$scratch/wishart.tsv" semicircle --at=1
value 1 "$want" 1e-7 'a table of density with an atom serves as the law does'
run convolve --operation=multiply "$scratch/wishart.tsv" 'marchenko-pastur --ratio=0.5'
[ "$(note atom)" = '0 0.5' ]
verdict $? 'an atom at 0 stays in a product'

refused 'operation is missing' convolve semicircle semicircle
refused "unknown operation 'subtract'" convolve --operation=subtract semicircle semicircle
refused '1 measures are given' convolve --operation=add semicircle
refused 'did you mean semicircle' convolve --operation=add semicirle semicircle
refused 'cannot read' convolve --operation=add "$scratch/none.tsv" semicircle
refused 'reaches down to -2' convolve --operation=multiply semicircle 'marchenko-pastur --ratio=1'
refused 'unbounded' convolve --operation=add tracy-widom semicircle
refused 'say where' convolve --operation=add semicircle semicircle --at=1 --points=9
refused 'at least 9' convolve --operation=add semicircle semicircle --points=3

# table ROW...: a file of such rows
table() {
    printf 'x\tdensity\n' >"$scratch/bad.tsv"
    for row in "$@"; do printf '%s\n' "$row" | tr ' ' '\t' >>"$scratch/bad.tsv"; done
}
: >"$scratch/bad.tsv"
refused 'bad.tsv' convolve --operation=add "$scratch/bad.tsv" semicircle
table
refused 'neither rows nor atoms' convolve --operation=add "$scratch/bad.tsv" semicircle
table '0 0.5' '1 nan' '2 0.5'
refused 'row 2: density nan' convolve --operation=add "$scratch/bad.tsv" semicircle
table '0 0.5' '1 -0.5' '2 0.5'
refused 'must not be negative' convolve --operation=add "$scratch/bad.tsv" semicircle
table '0 0.5' '2 0.5' '1 0.5'
refused 'sort the rows' convolve --operation=add "$scratch/bad.tsv" semicircle
awk -F "$tab" -v OFS="$tab" '/^[#x]/ { print; next } { print $1, 2 * $2 }' "$scratch/order2.tsv" >"$scratch/bad.tsv"
refused 'the mass is [12]\.[09][^,]*, not 1' convolve --operation=add "$scratch/bad.tsv" semicircle
echo "1..$count"
