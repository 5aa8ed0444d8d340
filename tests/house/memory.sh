#!/bin/sh
# Runs plain programs (no test framework between) under valgrind and under the address and
# undefined-behaviour sanitizers: every figure at a tiny size on two threads, its resume, its errors,
# the theory program, and the readers of data on mangled files. Called by `make check-memory`, which has
# copied the source to build-sanitize/source; the sanitized programs are built beside it. Exit 0 when both are
# clean; a missing valgrind is said and skipped.
set -u
: "${top_builddir:=.}" "${VALGRIND:=}"
here=$(pwd)
build=$(cd "$top_builddir" && pwd)
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
failed=0

# Runs the programs of the build folder $1 behind the command $2...; each must exit as it should.
expect() { # wanted status, command...
    wanted=$1
    shift
    "$@" >"$scratch/out" 2>&1
    got=$?
    if [ "$got" -ne "$wanted" ]; then
        echo "memory.sh: exit $got instead of $wanted from: $*" >&2
        tail -n 60 "$scratch/out" >&2
        failed=1
    fi
}
# A size at which every figure is done in a moment.
tiny() { # PAPER/FIGURE and its program; the last name is enough where one paper alone has it
    case $1 in
    */depth-transfer) figure=$1 ;;
    *) figure=${1##*/} ;;
    esac
    case $figure in
    large-c-law) echo "--set m=12 --set L=8 --set c=0.5,2 --set trials=2" ;;
    activations-and-weights)
        echo "--set network=relu/gaussian,relu/orthogonal,gelu/gaussian,erf/orthogonal --set m=24 --set L=8 --set trials=2"
        ;;
    scalings-table) echo "--set m=12,16 --set L=4,6 --set width=12 --set depth=4 --set trials=3" ;;
    commanded-speed)
        echo "--set m=16 --set N=12 --set L=5,6 --set steps=3 --set samples=6 --set batch=3 --set runs=2 --set trials=3"
        ;;
    formula-along-training) echo "--set m=8 --set L=4 --set batch=1,3 --set samples=6 --set steps=3 --set trials=2" ;;
    backward-twin) echo "--set m=12 --set L=8 --set samples=1,2 --set trials=2" ;;
    angle-in-training) echo "--set m=8 --set L=4 --set samples=1,2 --set eta=0.012,0.024 --set trials=2" ;;
    control-in-training)
        echo "--set size=5/8,6/8,5/16 --set samples=4 --set steps=4 --set starts=2 --set trials=2"
        ;;
    density) echo "--set network=relu/2,erf/2,isometry/0.5,resnet/1 --set m=24 --set layers=4 --set trials=3" ;;
    depth-extremes) echo "--set m=24 --set L=1,2,4 --set trials=3" ;;
    bfk-spectra | angle-from-spectrum)
        echo "--set network=linear/2,relu/2,resnet/1,relu-resnet/1 --set m=12,24 --set layers=4 --set trials=3"
        ;;
    log-norm-law) echo "--set m=20 --set matrices=1,2 --set draws=20 --set trials=3" ;;
    lyapunov) echo "--set m=12 --set count=4 --set trials=3" ;;
    bbp) echo "--set m=20 --set strength=0.5,2 --set trials=3" ;;
    loss-curves) echo "--set gamma=1e-3,1e-2,1e2,1e3,1e4 --set N=8 --set batch=8 --set steps=24 --set trials=2" ;;
    collapse) echo "--set gamma=1e2,1e3 --set N=8 --set batch=8 --set steps=24 --set trials=2" ;;
    accuracy-vs-gamma)
        echo "--set network=mlp/20,mlp/24,cnn/20 --set gamma=1e-3,10,1e3 --set N=8 --set channels=1 --set batch=8 --set test=64 --set trials=2"
        ;;
    kpm) echo "--set m=48 --set L=2 --set moments=4,8,16 --set probes=2 --set trials=3" ;;
    cnn-portrait)
        echo "--set width=2 --set batch=4 --set steps=10 --set lazy=1e-3 --set rich=10 --set ground=1e-3,10 --set cells=2" \
            "--set trials=2"
        ;;
    portraits)
        echo "--set width=8 --set batch=4 --set steps=10 --set lazy=1e-3 --set rich=10 --set cells=2 --set L=2,3" \
            "--set trials=2"
        ;;
    adam-portrait)
        echo "--set training=adam/ce,muon/mse --set N=6 --set batch=4 --set steps=10 --set gamma=0.01,100 --set trials=2"
        ;;
    toy-portrait) echo "--set gamma=0.1,10 --set steps=50 --set per-decade=2" ;;
    hessian) echo "--set N=12 --set images=6 --set L=2,3 --set gamma=1e-3,1e-2,10,100 --set steps=200 --set trials=2" ;;
    spectral-density) echo "--set N=12 --set images=6 --set lanczos=12 --set points=11 --set trials=2" ;;
    sharpness-over-time) echo "--set N=12 --set images=6 --set steps=20 --set looks=5 --set trials=2" ;;
    catapults) echo "--set gamma=1e-3,1e-2 --set ratio=0.9,2 --set N=8 --set batch=8 --set steps=20 --set trials=2" ;;
    silent-alignment)
        echo "--set gamma=1e-3,1e2 --set N=16 --set batch=8 --set steps=20 --set looks=4 --set images=20 --set trials=2"
        ;;
    agreement) echo "--set gamma=1e-3,1,10 --set N=16 --set batch=8 --set steps=20 --set images=20 --set trials=2" ;;
    feature-change-vs-width | spectral-change-vs-width | frobenius-change-vs-width)
        echo "--set data=clusters --set width=8,12,16 --set units=16 --set samples=4 --set inputs=6 --set trials=2"
        ;;
    scheme-exponents) echo "--set width=8,12 --set units=16 --set inputs=6 --set trials=2" ;;
    coordinate-check) echo "--set width=8,16 --set base=8 --set fit-from=8 --set inputs=4 --set steps=2 --set trials=2" ;;
    alignment)
        echo "--set side=8 --set ratio=0.5,1,2 --set draws=2 --set N=8,16 --set batch=1,4 --set learn=6 --set steps=2" \
            "--set trials=2"
        ;;
    muon) echo "--set side=4 --set square=8 --set N=4,8 --set learn=6 --set steps=2 --set batch=1,4 --set trials=2" ;;
    low-rank-updates) echo "--set N=8,16 --set batch=1,4 --set trials=2" ;;
    learning-rate-transfer) echo "--set width=6,12 --set samples=8 --set batch=4 --set steps=4 --set trials=2" ;;
    spectral-condition/depth-transfer)
        echo "--set width=6 --set blocks=1,2 --set samples=8 --set batch=8 --set steps=4 --set trials=2"
        ;;
    limiting-ntk) echo "--set m=0,4,8 --set l=2,3 --set depth=1,9 --set inputs=3 --set trials=2" ;;
    concentration) echo "--set l=2,3 --set m=4,32 --set inputs=3 --set trials=2" ;;
    training-dynamics) echo "--set m=2 --set l=3 --set n=6 --set steps=10 --set look=2 --set trials=2" ;;
    cosine-and-sharpness)
        echo "--set m=2 --set l=3 --set n=6 --set steps=16 --set late=6 --set block=3 --set shuffles=3 --set trials=2"
        ;;
    mlps-at-the-eoc/depth-transfer)
        echo "--set l=2,3,5 --set m=2 --set samples=4 --set inputs=3 --set steps=4 --set trials=2"
        ;;
    toy-catapult)
        echo "--set m=8,20 --set c=2.2,3.5,4.2 --set compare=12 --set steps=20 --set burn=5 --set most=30 --set trials=2"
        ;;
    *) # one that has no line here: the quick sizes, less of what it has
        echo "--preset=quick"
        for setting in m=12 L=8 trials=2; do
            "$2" --help | grep -q "^ *${setting%=*} " && echo "--set $setting"
        done
        ;;
    esac
}
# Every optimiser, kind of network, step norm, controller and probe for a few steps, weights saved and loaded.
train() {
    hodo=$1
    shift
    few="--samples=60 --test-samples=20 --steps=3 --width=6 --quiet --output=$scratch/train.tsv"
    all=loss,test-loss,accuracy,test-accuracy,spectral-norms,stable-rank,alignment,update-alignment,feature-change
    all=$all,update-cosine,sharpness,hessian,kernel-alignment,kernel-drift,angle,dead-units
    # shellcheck disable=SC2086
    {
        expect 0 "$@" "$hodo" train --data=clusters $few --batch=10 --probe=$all --probe-every=1 \
            --probe-samples=6 --save="$scratch/w"
        expect 0 "$@" "$hodo" train --data=clusters $few --load="$scratch/w" --centred --gamma=1e-3 --batch=full
        expect 0 "$@" "$hodo" train --data=image-clusters $few --batch=10 --architecture=cnn --optimiser=adam \
            --probe=$all --probe-samples=4
        expect 0 "$@" "$hodo" train --data=power-law $few --batch=10 --architecture=resnet \
            --parametrization=depth-mup --optimiser=muon
        expect 0 "$@" "$hodo" train --data=single-index $few --batch=10 --parametrization=spectral-direct --optimiser=sgd
        expect 0 "$@" "$hodo" train --data=clusters $few --batch=10 --parametrization=fsc --optimiser=sgd --rates-every=2
        expect 0 "$@" "$hodo" train --data=clusters $few --batch=10 --schedule=sharpness --optimiser=sgd --loss=cross-entropy
        expect 0 "$@" "$hodo" train --data=image-clusters --contact-sheet="$scratch/sheet.png" --quiet
        for check in coordcheck "lrtransfer --eta-factor=4"; do
            few="--seeds=2 --steps=2 --samples=60 --batch=10 --quiet --output=$scratch/check.tsv --plot=$scratch/check.svg"
            expect 3 "$@" "$hodo" $check --data=clusters --widths=3,6 $few
            expect 3 "$@" "$hodo" $check --data=image-clusters --architecture=cnn --widths=1,2 --optimiser=adam $few
            expect 3 "$@" "$hodo" $check --data=clusters --widths=3,6 --parametrization=sp --eta=1e20 $few
            expect 2 "$@" "$hodo" $check --data=clusters --widths=6,3
            rm -f "$scratch"/check.*
        done
        expect 3 "$@" "$hodo" lrtransfer --data=clusters --architecture=resnet --parametrization=completep --depths=3,4 \
            --width=4 --eta-range=0.1,1 --eta-factor=2 --seeds=2 --steps=2 --samples=60 --batch=10 --quiet
        few="--samples=60 --batch=10 --width=6 --quiet --output=$scratch/check.tsv"
        expect 0 "$@" "$hodo" angle --data=clusters $few --depth=4 --plot="$scratch/check.svg"
        expect 0 "$@" "$hodo" angle --data=clusters $few --architecture=resnet --parametrization=depth-mup --centred --gamma=0.1
        expect 0 "$@" "$hodo" angle --data=image-clusters $few --architecture=cnn --loss=cross-entropy --precision=float
        expect 0 "$@" "$hodo" angle --data=power-law $few --parametrization=fsc --activation=erf --readout=keep --speed=0.1
        expect 2 "$@" "$hodo" angle --data=clusters --optimiser=adam
        rm -f "$scratch"/check.*
        expect 2 "$@" "$hodo" train --data=clusters --width=99999999999999999
        expect 2 "$@" "$hodo" train --data=nowhere.npy
    }
    rm -rf "$scratch"/train.* "$scratch/w"
}
drive() {
    folder=$1
    shift
    train "$folder/src/hodo/hodo" "$@"
    for program in "$folder"/experiments/*/*/*; do
        name=$(basename "$program")
        [ -x "$program" ] && [ "$name" = "$(basename "$(dirname "$program")")" ] || continue
        paper=$(basename "$(dirname "$(dirname "$program")")")
        sizes=$(tiny "$paper/$name" "$program")
        expect 0 "$@" "$program" --quiet --threads=2 $sizes --output="$scratch/$name.tsv"
        expect 0 "$@" "$program" --quiet --resume $sizes --output="$scratch/$name.tsv"
        expect 2 "$@" "$program" --set m=-1 --output="$scratch/$name.tsv"
        rm -f "$scratch/$name".*
    done
    expect 0 "$@" "$folder/rmt/hodo-rmt" angle --architecture=resnet --depth=20 --scale=2
    expect 2 "$@" "$folder/rmt/hodo-rmt" angle --architecture=resnet --depth=2 --scale=2
    for law in semicircle "marchenko-pastur --ratio=2" "fuss-catalan --order=2" free-binomial tracy-widom \
        "log-norm --units=20 --depth=3" "jacobian --activation=relu --depth=3" "jacobian --activation=erf --depth=3 --length=1" \
        "jacobian --activation=hard-tanh --weights=orthogonal --depth=3 --length=0.3" "jacobian-resnet --scale=1" "jacobian-branch --scale=1 --depth=3" \
        "isometry --variance=0.5" "bfk --activation=relu --depth=3" "bfk-resnet --scale=1"; do
        for command in "density --points=20" "cdf --at=0.5,1" "moments" "edges" "quantile --at=0.5" "sample --width=20 --draws=2"; do
            # shellcheck disable=SC2086
            expect 0 "$@" "$folder/rmt/hodo-rmt" ${command%% *} $law $(echo "$command " | cut -d' ' -f2-)
        done
    done
    expect 0 "$@" "$folder/rmt/hodo-rmt" compare "marchenko-pastur" --ratio=0.5 --width=40 --draws=8
    expect 0 "$@" "$folder/rmt/hodo-rmt" convolve --operation=add semicircle "marchenko-pastur --ratio=0.5" --points=9
    expect 0 "$@" "$folder/rmt/hodo-rmt" lyapunov --width=9
    expect 0 "$@" "$folder/rmt/hodo-rmt" ntk --activation=abrelu --a=0.3 --b=-1 --depth=9 --rho=-0.2 --inputs=5
    printf '1 0.5\n0.5 2\n' >"$scratch/gram.txt"
    expect 0 "$@" "$folder/rmt/hodo-rmt" ntk --depth=9 --gram="$scratch/gram.txt"
    printf '1 5\n5 2\n' >"$scratch/gram.txt"
    expect 2 "$@" "$folder/rmt/hodo-rmt" ntk --depth=9 --gram="$scratch/gram.txt"
    expect 0 "$@" "$folder/rmt/hodo-rmt" outlier --ensemble=wigner --spike=2
    expect 0 "$@" "$folder/rmt/hodo-rmt" sample "marchenko-pastur" --ratio=0.5 --width=30 --draws=30 \
        --output="$scratch/matrix.npy"
    expect 0 "$@" "$folder/rmt/hodo-rmt" spectrum "$scratch/matrix.npy"
    head -c 200 "$scratch/matrix.npy" >"$scratch/torn.npy"
    expect 2 "$@" "$folder/rmt/hodo-rmt" spectrum "$scratch/torn.npy"
    expect 2 "$@" "$folder/rmt/hodo-rmt" density jacobian --depth=0
    expect 0 "$@" "$folder/src/hodo/hodo" list
    expect 0 "$@" "$folder/tests/data/mangle"
}

if [ -n "$VALGRIND" ]; then
    echo "memory.sh: valgrind"
    drive "$build" "$VALGRIND" --quiet --leak-check=full --show-leak-kinds=definite --errors-for-leak-kinds=definite \
        --error-exitcode=99
else
    echo "memory.sh: valgrind is missing, skipped: run ./autogen.sh --install-deps=all, then configure again"
fi

echo "memory.sh: address and undefined-behaviour sanitizers"
cd "$build/build-sanitize" || exit 1
: >make.out
if { test -e Makefile || source/configure --quiet --enable-sanitize; } >configure.out 2>&1 &&
    { make -s -j2 all && make -s tests/data/mangle; } >make.out 2>&1; then # one after the other: both make libraries
    drive "$build/build-sanitize" env ASAN_OPTIONS=detect_leaks=1:exitcode=99 UBSAN_OPTIONS=print_stacktrace=1
else
    echo "memory.sh: the sanitized build failed" >&2
    tail -n 30 configure.out make.out >&2
    failed=1
fi
cd "$here" || exit 1
exit $failed
