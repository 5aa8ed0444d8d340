#!/bin/sh
# The face of hodo-rmt: tables against the library, every bad input against one clear line and its status.
set -u
: "${top_srcdir:=.}" "${top_builddir:=.}"
. "$top_srcdir/tests/rmt/face.sh"
library=$top_builddir/tests/rmt/library_rows

# same NAME BETA DEPTH WIDTH ARGUMENT...: rows are the library's, byte by byte.
same() {
    name=$1 beta=$2 depth=$3 width=$4
    shift 4
    run angle --architecture="$name" --depth="$depth" "$@"
    grep -v '^#' "$scratch/out" | sed 1d >"$scratch/rows"
    "$library" "$name" "$beta" "$depth" $width >"$scratch/want"
    [ $status -eq 0 ] && [ ! -s "$scratch/err" ] && [ -s "$scratch/want" ] && cmp -s "$scratch/rows" "$scratch/want"
    verdict $? "rows of $name at depth $depth $*"
}

# row NAME WANT ARGUMENT...: the last row begins with WANT.
row() {
    want=$1
    shift
    run angle "$@"
    [ $status -eq 0 ] && [ "$(grep -vc '^#' "$scratch/out")" -eq 2 ] && tail -n 1 "$scratch/out" | grep -q "^$want"
    verdict $? "angle $* prints $want"
}

same mlp 1 200 ''
same mlp 1 40 50 --width=50
same resnet 0.25 500 '' --branch-scale=0.25
same resnet 0.1 400 '' --scale=2
same resnet 1 12 '' --branch-scale 1
same resnet 0 12 '' --branch-scale=0
same linear-resnet 0.3 100 '' --branch-scale=0.3
same two-matrix-resnet 0.3 100 '' --branch-scale=0.3
same mlp 1 3 ''

# The known numbers of the angle theory (tests/rmt/mask_stream_test.c, width_test.c).
tab=$(printf '\t')
row "199${tab}0\.0870.*${tab}1\.483" --architecture=mlp --depth=200 --layer=199
row "199${tab}0\.4738.*${tab}1\.077" --architecture=resnet --depth=200 --scale=2 --layer=199
row "100${tab}0\.602" --architecture=resnet --depth=200 --scale=2 --layer=100
row "199${tab}0\.0870.*${tab}240\.6.*${tab}0\.06446" --architecture=mlp --depth=200 --layer=199 --width=200
row "9${tab}1${tab}0\$" --architecture=mlp --depth=10 --activation=linear --weights=orthogonal --layer=9
# tan^2 = 1 after a ReLU; kappa 5/3 of erf at length 1, once with n = 2: 1 + 5/12; sqrt(1/(1 + 3/4)) of four samples.
row "2${tab}0\.70710678.*${tab}0\.785398" --architecture=mlp --depth=10 --feature=post --layer=2
row "3${tab}0\.840168" --architecture=mlp --depth=10 --activation=erf --length=1 --layer=3
row "9${tab}0\.755928" --architecture=mlp --depth=10 --activation=linear --weights=orthogonal --samples=4 --correlation=0.5 --layer=9
row "9${tab}0\.5601.*${tab}3\.5772" --architecture=mlp --depth=10 --weights=orthogonal --width=50 --layer=9
# One feature far below a depth at which the mean at this width has overflowed.
row "3${tab}0\.81649658.*${tab}1\.50508.*${tab}0\.81511" --architecture=mlp --depth=1000000 --width=400 --layer=3
row "3${tab}0\.81055.*${tab}1\.52563.*${tab}0\.80960" --architecture=mlp --depth=1000000 --activation=gelu --length=1 --width=400 --layer=3
# Without bias the edge of chaos of tanh is linear, kappa 1 and 1 + 1/4.
row "3${tab}0\.8944271909" --architecture=mlp --depth=10 --activation=tanh --weight-variance=critical --layer=3
row "2${tab}1${tab}0\$" --architecture=resnet --depth=3 --scale=1 --layer=2

run angle --architecture=resnet --depth=200 --scale=2
grep -q '^# architecture: resnet$' "$scratch/out" && grep -q '^# depth: 200$' "$scratch/out" &&
    grep -q '^# scale: 2$' "$scratch/out" && grep -q '^# limit_cos_of_last_layer: 0.46874' "$scratch/out" &&
    grep -q '^# column: theta \[rad\]' "$scratch/out" && grep -qx "layer${tab}cos${tab}theta" "$scratch/out" &&
    [ "$(grep -vc '^#' "$scratch/out")" -eq 199 ]
verdict $? 'the table has its notes, its column names and one row a layer'

run --help
[ $status -eq 0 ] && grep -q '^  angle ' "$scratch/out" && [ ! -s "$scratch/err" ]
verdict $? '--help lists the commands'
run angle --help
[ $status -eq 0 ] && grep -q -- '--branch-scale=B' "$scratch/out" && grep -q '^  linear-resnet ' "$scratch/out"
verdict $? 'angle --help lists options and architectures'
run --version
[ $status -eq 0 ] && grep -q '^hodo-rmt (hodograph) [0-9]' "$scratch/out"
verdict $? '--version'
run
[ $status -eq 2 ] && [ ! -s "$scratch/out" ] && grep -q '^Usage: hodo-rmt' "$scratch/err"
verdict $? 'no command: usage, status 2'

mlp='angle --architecture=mlp'
resnet='angle --architecture=resnet --depth=100'
refused "unknown command 'angel': did you mean angle" angel
refused "unknown command 'zzzzzz': --help" zzzzzz
refused "unknown option '--hlep': did you mean --help" --hlep
refused "'density' stands behind --help" --help density
refused "no command" -
refused "did you mean --depth" angle --architecture=mlp --dpeth=10
refused "architecture is missing" angle --depth=10
refused "depth is missing" $mlp
refused "needs a value" $mlp --depth
refused "unknown architecture 'resnt': did you mean resnet" angle --architecture=resnt --depth=10 --scale=1
refused "depth 2 is outside 3\.\." $mlp --depth=2
refused "depth -5 is outside" $mlp --depth=-5
refused "depth 99999999999 is outside" $mlp --depth=99999999999
refused "depth 2000000000 is outside 3\.\.10000000: .*give at most 10000000" $mlp --depth=2000000000
refused "depth 1 is outside 3\.\.10000000: .*give at least 3" $mlp --depth=1
refused "depth is given twice: drop one" $mlp --depth=5 --depth=6
refused "layer is given twice: drop one" $mlp --depth=5 --layer=2 --layer 2
refused "'1e3' is not a whole number" $mlp --depth=1e3
refused "'' is not a whole number" $mlp --depth=
refused "beyond 64 bits" $mlp --depth=99999999999999999999999
refused "layer 1 is outside 2\.\.9" $mlp --depth=10 --layer=1
refused "layer 10 is outside 2\.\.9" $mlp --depth=10 --layer=10
refused "layer 0 is outside 2\.\.9" $mlp --depth=10 --layer=0
refused "branch scale 1.5 is outside \[0, 1\]" $resnet --branch-scale=1.5
refused "branch scale -0.1.* is outside \[0, 1\]" $resnet --branch-scale=-0.1
refused "branch scale nan is outside" $resnet --branch-scale=nan
refused "'half' is not a number" $resnet --branch-scale=half
refused "scale 11 is outside \[0, sqrt(L)\] = \[0, 10\]" $resnet --scale=11
refused "scale nan is outside" $resnet --scale=nan
refused "scale -1 is outside" $resnet --scale=-1
refused "say the same twice" $resnet --scale=1 --branch-scale=0.1
refused "needs a branch scale" $resnet
refused "branch-scale=0.5 needs a residual architecture" $mlp --depth=10 --branch-scale=0.5
refused "scale=1 needs a residual architecture" $mlp --depth=10 --scale=1
refused "width=50 is known for the mlp only, not for resnet" $resnet --scale=1 --width=50
refused "activation=linear is a choice of the mlp only" $resnet --scale=1 --activation=linear
refused "width 2 is outside 3\.\." $mlp --depth=10 --width=2
refused "width 0 is" $mlp --depth=10 --width=0
refused "finite width is not known for two-matrix layers" $mlp --depth=10 --activation=two-matrix --width=50
refused "tanh needs --length=Q" $mlp --depth=10 --activation=tanh
refused "length.*-1" $mlp --depth=10 --activation=tanh --length=-1
refused "length.*nan" $mlp --depth=10 --activation=tanh --length=nan
refused "relu is homogeneous, its angle knows no length" $mlp --depth=10 --length=2
refused "relu is homogeneous, its angle knows no variance" $mlp --depth=10 --weight-variance=2
refused "say the same twice" $mlp --depth=10 --activation=tanh --length=2 --weight-variance=2
refused "give --weight-variance" $mlp --depth=10 --activation=tanh --bias-variance=0.1
refused "weight-variance.*-2" $mlp --depth=10 --activation=tanh --weight-variance=-2
refused "bias-variance=nan is outside" $mlp --depth=10 --activation=tanh --weight-variance=2 --bias-variance=nan
refused "no fixed point" $mlp --depth=10 --activation=gelu --weight-variance=9
refused "abrelu needs --shape=a,b" $mlp --depth=10 --activation=abrelu
refused "only abrelu has a shape" $mlp --depth=10 --shape=1,2
refused "give exactly two numbers" $mlp --depth=10 --activation=abrelu --shape=1,2,3
refused "derivative of abrelu vanishes" $mlp --depth=10 --activation=abrelu --shape=0,0
refused "weights=haar: give gaussian or orthogonal" $mlp --depth=10 --weights=haar
refused "feature=behind: give pre or post" $mlp --depth=10 --feature=behind
refused "feature=post is a choice of the mlp only" $resnet --scale=1 --feature=post
refused "feature=post is not known for two-matrix" $mlp --depth=10 --activation=two-matrix --feature=post
refused "known for linear layers only, not for relu" $mlp --depth=10 --samples=4 --correlation=0.5
refused "give both" $mlp --depth=10 --activation=linear --samples=4
refused "drop one" $mlp --depth=10 --activation=linear --samples=4 --correlation=0.5 --width=20
refused "correlation -0.5 of 4 samples is outside \[-0.333333, 1\]" $mlp --depth=10 --activation=linear --samples=4 --correlation=-0.5
refused "samples.*0" $mlp --depth=10 --activation=linear --samples=0 --correlation=0
refused "the nearest is two-matrix with gaussian" $mlp --depth=10 --activation=two-matrix --weights=orthogonal
refused "activation 'rellu'" $mlp --depth=10 --activation=rellu
refused "'extra' is not an option" $mlp --depth=10 extra

# table PATTERN ARGUMENT...: status 0 and a row that matches.
table() {
    pattern=$1
    shift
    run "$@"
    [ $status -eq 0 ] && [ ! -s "$scratch/err" ] && grep -q "^$pattern" "$scratch/out"
    verdict $? "$* prints $pattern"
}
table "1${tab}-0\.0441978.*${tab}0\.99999" lyapunov --width=30 # half of -.0884, the norm walk
table "15${tab}" lyapunov --width=30
table "30${tab}.*${tab}1\$" lyapunov --width=30 --activation=linear
table "place${tab}2\.5\$" outlier --ensemble=wigner --spike=2
table "overlap${tab}0\.7\$" outlier --ensemble=wishart --spike=3 --ratio=0.5
table "overlap${tab}0\$" outlier --ensemble=wishart --spike=2
table "Usage: hodo-rmt outlier" outlier --help
refused "width is missing" lyapunov
refused "width 0 is outside 1\.\." lyapunov --width=0
refused "count 31 is outside 1\.\.30" lyapunov --width=30 --count=31
refused "activation 'tanh' is neither" lyapunov --width=30 --activation=tanh
refused "spike is missing" outlier --ensemble=wigner
refused "ensemble 'wignr' is neither" outlier --ensemble=wignr --spike=2
refused "ratio=2 is a choice of wishart only" outlier --ensemble=wigner --spike=2 --ratio=2
refused "spike: '' is not a number" outlier --ensemble=wigner --spike=
refused "ratio: 'x' is not a number" outlier --ensemble=wishart --spike=2 --ratio=x
refused "spike 0.5 is outside \[1, inf)" outlier --ensemble=wishart --spike=0.5
refused "spike nan is outside" outlier --ensemble=wigner --spike=nan
refused "ratio 0 is outside" outlier --ensemble=wishart --spike=2 --ratio=0

# A number that no double holds is a failure of the run, not of the request.
run angle --architecture=mlp --depth=3000 --width=3
[ $status -eq 1 ] && [ ! -s "$scratch/out" ] && grep -q 'exceeds the largest double' "$scratch/err"
verdict $? 'an overflow is said, status 1'

if [ -w /dev/full ]; then
    "$program" angle --architecture=mlp --depth=2000 >/dev/full 2>"$scratch/err"
    [ $? -eq 1 ] && [ "$(wc -l <"$scratch/err")" -eq 1 ]
    verdict $? 'a full disk: status 1, long table'
    "$program" --help >/dev/full 2>"$scratch/err"
    [ $? -eq 1 ] && grep -q 'standard output' "$scratch/err"
    verdict $? 'a full disk: status 1, short text'
fi
echo "1..$count"
