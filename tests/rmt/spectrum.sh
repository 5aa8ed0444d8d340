#!/bin/sh
# hodo-rmt spectrum: files from end to end, and every bad file against one clear line.
set -u
: "${top_srcdir:=.}" "${top_builddir:=.}"
. "$top_srcdir/tests/rmt/face.sh"
tab=$(printf '\t')
columns="index${tab}singular_value${tab}eigenvalue${tab}outlier${tab}bulk_cdf${tab}bulk_density"

# file NAME TEXT: a file in the scratch folder.
file() {
    printf "$2" >"$scratch/$1"
}

# Noise with a strong direction: sum of a linear congruential generator's draws, 12 an entry.
awk 'BEGIN {
    s = 12345
    print "# noise and one direction"
    for (i = 0; i < 60; i++) {
        for (j = 0; j < 90; j++) {
            x = -6
            for (k = 0; k < 12; k++) { s = (s * 16807) % 2147483647; x += s / 2147483647 }
            x = 2 * x + (i < 20 ? 1 : -1) * (j % 3 - 1) * 3
            printf "%.17g%s", x, j < 89 ? "\t" : "\n"
        }
    }
}' >"$scratch/noise.tsv"
run spectrum "$scratch/noise.tsv"
[ $status -eq 0 ] && [ ! -s "$scratch/err" ] && [ "$(names)" = "$columns" ] &&
    [ "$(grep -vc '^#' "$scratch/out")" -eq 61 ] && [ "$(note rows)" = 60 ] && [ "$(note columns)" = 90 ]
verdict $? 'a text matrix has its table'
[ "$(note outliers)" = 1 ] && [ "$(awk -F '\t' '!/^#/ && $4 == 1' "$scratch/out" | wc -l)" -eq 1 ]
verdict $? 'the planted direction is the one outlier'
# 2 / sqrt(59 * 89) = 0.028 of 4: four of those.
close "$(note bulk_variance)" 4 0.45 && close "$(note bulk_distance)" 0.02 0.03
verdict $? 'the variance of the noise is found beside it'
frobenius=$(awk '!/^#/ { for (j = 1; j <= NF; j++) s += $j * $j } END { printf "%.12g", sqrt(s) }' "$scratch/noise.tsv")
close "$(note frobenius_norm)" "$frobenius" 1e-6
verdict $? 'the Frobenius norm is that of the entries'

# The same numbers with commas, and transposed.
sed 's/\t/, /g' "$scratch/noise.tsv" >"$scratch/noise.csv"
cp "$scratch/out" "$scratch/first"
run spectrum "$scratch/noise.csv"
grep -v '^# file' "$scratch/out" >"$scratch/a" && grep -v '^# file' "$scratch/first" | cmp -s - "$scratch/a"
verdict $? 'commas are as good as tabs'
awk '!/^#/ { for (j = 1; j <= NF; j++) row[j] = row[j] (NR > 2 ? " " : "") $j } END { for (j = 1; j <= NF; j++) print row[j] }' \
    "$scratch/noise.tsv" >"$scratch/tall.txt"
run spectrum "$scratch/tall.txt"
[ "$(note rows)" = 90 ] && [ "$(note outliers)" = 1 ] &&
    grep -v '^#' "$scratch/out" | cut -f 2 | sed 1d >"$scratch/b" &&
    grep -v '^#' "$scratch/first" | cut -f 2 | sed 1d | paste - "$scratch/b" |
    awk '{ d = $1 - $2; if (d * d > 1e-20) exit 1 }'
verdict $? 'a matrix and its transpose have the same singular values'

# What sample writes, spectrum reads.
run sample marchenko-pastur --ratio=0.5 --width=30 --draws=20 --output="$scratch/draws.npy"
[ $status -eq 0 ] && [ ! -s "$scratch/out" ] && run spectrum "$scratch/draws.npy" && [ "$(note rows)" = 20 ] &&
    [ "$(note columns)" = 30 ]
verdict $? 'sample --output=FILE.npy is read back'

file two.tsv '3 0\n0 4\n'
run spectrum "$scratch/two.tsv"
[ $status -eq 0 ] && [ "$(note spectral_norm)" = 4 ] && [ "$(note frobenius_norm)" = 5 ] &&
    close "$(note stable_rank)" 1.5625 1e-12 && grep -q '^# no_bulk: .*at least 8' "$scratch/out" &&
    [ "$(note tail_preferred)" = 'too few' ]
verdict $? 'a matrix too small for a bulk still has its norms'
file symmetric.tsv '2 1\n1 2\n'
run spectrum "$scratch/symmetric.tsv" --eigenvalues=symmetric
[ $status -eq 0 ] && [ "$(names)" = "index${tab}eigenvalue" ] && grep -q "^1${tab}3" "$scratch/out" &&
    close "$(tail -n 1 "$scratch/out" | cut -f 2)" 1 1e-14
verdict $? 'eigenvalues of a symmetric matrix'

file marked.csv '\357\273\2773,0\r\n0,4\r\n'
run spectrum "$scratch/marked.csv"
[ $status -eq 0 ] && [ "$(note spectral_norm)" = 4 ]
verdict $? 'a byte order mark and carriage returns are no numbers'

# x y^T, 20 x 30: LAPACK leaves 19 singular values of about 1e-16, which are neither a bulk nor a tail.
awk 'BEGIN { for (i = 1; i <= 20; i++) for (j = 1; j <= 30; j++) printf "%.17g%s", sin(i) * cos(j), j < 30 ? " " : "\n" }' \
    >"$scratch/one.tsv"
run spectrum "$scratch/one.tsv"
[ $status -eq 0 ] && close "$(note effective_rank)" 1 1e-14 && note no_bulk | grep -q 'low rank' &&
    [ -z "$(note outliers)" ] && [ -z "$(note tail_exponent)" ] && [ "$(tail -n 1 "$scratch/out" | cut -f 2)" = 0 ]
verdict $? 'rank one: rounding is no bulk, and has no tail'
file huge.tsv '1e200 2\n3 4\n'
refused 'the largest entry is 1e+200 in size, outside 1e-140..1e+140, .* divide' spectrum "$scratch/huge.tsv"
file tiny.tsv '1e-200 0\n0 0\n'
refused 'the largest entry is 1e-200 in size' spectrum "$scratch/tiny.tsv"

refused 'the file is missing' spectrum
refused 'one file at a time' spectrum a.tsv b.tsv
refused 'false-alarm=0 is outside (0, 0.5)' spectrum a.tsv --false-alarm=0
refused 'false-alarm=nan is outside' spectrum a.tsv --false-alarm=nan
refused 'false-alarm is given twice' spectrum a.tsv --false-alarm=0.1 --false-alarm=0.2
refused 'eigenvalues=all: only those of a symmetric' spectrum a.tsv --eigenvalues=all
refused 'ends in none of .npy' spectrum "$scratch/noise"
refused 'ends in none of .npy' spectrum /
run spectrum "$scratch/absent.tsv"
[ $status -eq 1 ] && [ ! -s "$scratch/out" ] && grep -q 'No such file' "$scratch/err"
verdict $? 'no such file: status 1'
file ragged.tsv '1 2 3\n# a comment\n4 5\n'
refused 'line 3 has 2 numbers, the rows before have 3' spectrum "$scratch/ragged.tsv"
file names.tsv 'x\ty\n1\t2\n'
refused "line 1, column 1: 'x' is not a number: put '#'" spectrum "$scratch/names.tsv"
file over.tsv '1 2\n3 1e400\n'
refused "line 2, column 2: '1e400' is beyond the largest double" spectrum "$scratch/over.tsv"
file escape.tsv '1 \033[2Jx\n'
refused "line 1, column 2: '?\[2Jx' is not a number" spectrum "$scratch/escape.tsv"
file gap.csv '1,,3\n'
refused "line 1, column 2: '' is not a number" spectrum "$scratch/gap.csv"
file nan.tsv '1 2\n3 nan\n'
refused 'row 2, column 2 (from 1) is nan' spectrum "$scratch/nan.tsv"
file inf.tsv '1 2\n-inf 4\n'
refused 'row 2, column 1 (from 1) is infinite' spectrum "$scratch/inf.tsv"
file zero.tsv '1 2\n3 \0004\n'
refused 'line 2 holds a zero byte' spectrum "$scratch/zero.tsv"
file empty.tsv '# nothing\n\n'
refused 'holds 0 numbers' spectrum "$scratch/empty.tsv"
file zeros.tsv '0 0\n0 0\n'
refused 'all entries of the matrix are 0' spectrum "$scratch/zeros.tsv"
file long.tsv '1 2 3\n4 5 6\n'
refused 'a matrix of 2 x 3 has no eigenvalues' spectrum "$scratch/long.tsv" --eigenvalues=symmetric
file skew.tsv '1 2\n2.1 4\n'
refused 'not symmetric: entry (2, 1) is 2.1, (1, 2) is 2' spectrum "$scratch/skew.tsv" --eigenvalues=symmetric
file text.npy 'no array\n'
refused 'is no .npy file' spectrum "$scratch/text.npy"
# numpy.save of an object array: refused by its type, its pickle never looked at.
{
    printf '\223NUMPY\001\000\166\000'
    printf '%-117s\n' "{'descr': '|O', 'fortran_order': False, 'shape': (2, 2), }"
    printf "cos\nsystem\n(S'touch %s/hacked'\ntR." "$scratch"
} >"$scratch/pickle.npy"
refused 'pickled Python objects, which are never loaded' spectrum "$scratch/pickle.npy"
[ ! -e "$scratch/hacked" ]
verdict $? 'and nothing in it was run'
head -c 200 "$scratch/draws.npy" >"$scratch/cut.npy"
refused 'copy it again' spectrum "$scratch/cut.npy"

if command -v gnuplot >/dev/null; then
    run spectrum "$scratch/noise.tsv" --plot="$scratch/picture.svg"
    [ $status -eq 0 ] && [ -s "$scratch/out" ] && grep -q 'Marchenko-Pastur' "$scratch/picture.svg" &&
        grep -q '1 outlier<' "$scratch/picture.svg"
    verdict $? 'the picture has its bulk law and its outlier'
    run spectrum "$scratch/symmetric.tsv" --eigenvalues=symmetric --plot=-
    [ $status -eq 0 ] && grep -q measured "$scratch/out"
    verdict $? 'eigenvalues on the terminal'
else
    skip 'pictures' 'no gnuplot'
fi
echo "1..$count"
