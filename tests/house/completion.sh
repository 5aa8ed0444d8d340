#!/bin/sh
# What bash completes behind hodo and hodo-rmt, as TAP: src/hodo/hodo.bash is sourced in a bare bash under `set -u`,
# given the words as readline cuts them (at = and :), and must answer with the words that replace the last one, say
# nothing on standard error, and ask the programs at most twice.
set -u
: "${top_srcdir:=.}" "${top_builddir:=.}"
completion=$(cd "$top_srcdir/src/hodo" && pwd)/hodo.bash
build=$(cd "$top_builddir" && pwd)
if ! command -v bash >/dev/null 2>&1; then
    echo "1..0 # SKIP there is no bash"
    exit 0
fi
unset HODO_EXPERIMENTS
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder" || exit 99
mkdir bin weights 'two words'
: >inputs.npy
: >'two words/in puts.npy'
: >run.conf
for name in hodo:src/hodo/hodo hodo-rmt:rmt/hodo-rmt; do
    printf '#!/bin/sh\necho "$*" >>"%s/asked"\nexec "%s" "$@"\n' "$folder" "$build/${name#*:}" >"bin/${name%%:*}"
    chmod +x "bin/${name%%:*}"
done
PATH=$folder/bin:$PATH

cat >ask.bash <<'END'
set -u
. "$1"
COMP_WORDBREAKS=${breaks:-$COMP_WORDBREAKS}
shift
COMP_WORDS=("$@")
COMP_CWORD=$(($# - 1))
COMP_LINE="$*"
COMP_POINT=${#COMP_LINE}
COMPREPLY=(left over)
_hodo
if ((${#COMPREPLY[@]} > 0)); then
    printf '%s\n' "${COMPREPLY[@]}"
fi
END
count=0
# answers EXPECTED WORD...: the replies, in any order, a line each.
answers() {
    expected=$(printf '%s' "$1" | sort)
    shift
    : >asked
    bash --norc --noprofile ask.bash "$completion" "$@" >out 2>err
    status=$?
    got=$(sort out)
    [ "$got" = "$expected" ] && [ $status -eq 0 ] && [ ! -s err ] && [ "$(wc -l <asked)" -le 2 ]
}
verdict() { # status, description
    count=$((count + 1))
    if [ "$1" -eq 0 ]; then
        echo "ok $count - $2"
    else
        echo "not ok $count - $2"
        echo "# exit $status, expected '$expected', got '$got', asked $(wc -l <asked) times" | tr '\n' ' '
        echo
        sed 's/^/# /' err
    fi
}
# gives DESCRIPTION EXPECTED WORD...: no reply that is expected holds a blank.
gives() {
    description=$1
    lines=$(printf '%s' "$2" | tr ' ' '\n')
    shift 2
    answers "$lines" "$@"
    verdict $? "$description"
}
figure=feature-speed/angle-vs-layer

gives "the subcommands" "$(hodo --help | sed -n 's/^  hodo \([a-z]*\) .*/\1/p' | sort -u)" hodo ''
gives "the beginning of one" "coordcheck" hodo co
gives "options before a subcommand" "--help --version" hodo --
gives "figures, behind their paper's name" "$(hodo list --names | grep '^feature-speed/angle-vs-l')" hodo run feature-speed/angle-vs-l
gives "no figure of that name" "" hodo run feature-speed/zebra
gives "an option of an experiment" "--preset=" hodo run $figure --pr
gives "--preset=qu, cut at its =" "quick" hodo run $figure --preset = qu
gives "--preset=, nothing typed behind" "quick default paper" hodo run $figure --preset =
gives "--preset qu" "quick" hodo run $figure --preset qu
breaks=' '
export breaks
gives "--preset=qu where = breaks no word" "--preset=quick" hodo run $figure --preset=qu
unset breaks
gives "--set: the parameters" "m= L= d= branch_scale= trials=" hodo run $figure --set ''
gives "--set=br" "branch_scale=" hodo run $figure --set = br
gives "--set m=, the values of the presets" "100 200" hodo run $figure --set m =
gives "--set=trials=1, of three presets" "150" hodo run $figure --set = trials = 1
gives "options that begin alike" "--activation= --activation-a= --activation-b=" hodo train --act
gives "a flag with a value that may be left out" "--centred" hodo train --cen
gives "... and its values" "yes no" hodo train --centred =
gives "names that --list knows" "$(hodo train --list | sed -n 's/^parametrization	\([a-z-]*\).*/\1/p')" hodo train --parametrization = ''
gives "words of the value itself" "float double" hodo train --precision =
gives "a word among numbers" "full" hodo angle --batch = f
gives "a list, behind its last comma" "loss,test-loss loss,test-accuracy" hodo train --probe = loss,te
gives "names and files" "image-clusters inputs.npy" hodo train --data = i
gives "a file" "run.conf" hodo coordcheck --config = r
gives "a folder, and no file" "weights" hodo train --load = w
answers "two words" hodo train --save = two
verdict $? "a folder of two words is one reply"
for typed in 'two\ words/' "'two words/in" '"two words/in puts' 'two" "words/in'; do
    answers "two words/in puts.npy" hodo-rmt spectrum "$typed"
    verdict $? "a file in a folder of two words, behind $typed"
    answers "two words/in puts.npy" hodo train --data = "$typed"
    verdict $? "... as the value of an option"
done
answers "two words" hodo train '--save' = "'tw"
verdict $? "a folder behind an open quote"
gives "a subcommand, its beginning quoted" "coordcheck" hodo '"co'
ln -s "$folder/bin/hodo" 'two words/hodo'
gives "the program itself in a folder of two words" "coordcheck" 'two\ words/hodo' co
gives "nothing of a number" "" hodo train --width = 2
gives "nothing of a wrong subcommand" "" hodo trian --wid
gives "nothing of a wrong figure" "" hodo run no/figure --pre
gives "nothing of a wrong option" "" hodo train --widht = ''
gives "commands of hodo-rmt" "density" hodo-rmt den
gives "the same behind hodo rmt" "density" hodo rmt den
gives "laws" "jacobian jacobian-branch jacobian-resnet" hodo rmt density jac
gives "an option of the law" "--weights= --weight-variance=" hodo-rmt density jacobian --weight
gives "activations of a law" "tanh" hodo-rmt cdf jacobian --activation = t
gives "architectures of the angle" "resnet" hodo-rmt angle --architecture = r
gives "activations of the angle" "hard-tanh" hodo-rmt angle --activation = h
gives "operations" "multiply" hodo rmt convolve --operation = m
gives "a matrix" "inputs.npy" hodo-rmt spectrum in
gives "nothing of a wrong command" "" hodo-rmt dens semicircle --po
gives "nothing of a wrong law" "" hodo-rmt density circle --po

# A completion with a fault is found: one that forgets that readline keeps what stands before the =, and one that
# starts every experiment for its name.
whole=$completion
completion=$folder/faulty.bash
fault() { # description, sed script, EXPECTED WORD...
    sed "$2" "$whole" >"$completion"
    description=$1
    shift 2
    if cmp -s "$whole" "$completion" || answers "$@"; then status=1; else status=0; fi
    verdict $status "$description"
}
fault "a reply with what readline keeps is found" 's/${line#"$kept"}/$line/' quick hodo run $figure --preset = qu
fault "words that stay quoted are found" 's/^    _hodo_plain=$/_hodo_plain=$word; return/' 'two words/in puts.npy' \
    hodo-rmt spectrum 'two\ words/'
fault "too many questions are found" 's/^    program=.*/&; "$program" list; "$program" list/' hodo hodo co
completion=$whole

# The file is found under the name of each command.
count=$((count + 1))
if bash --norc --noprofile -uc '. "$1" && complete -p hodo && complete -p hodo-rmt' bash "$completion" >out 2>&1; then
    echo "ok $count - hodo and hodo-rmt are completed"
else
    echo "not ok $count - hodo and hodo-rmt are completed"
    sed 's/^/# /' out
fi
echo "1..$count"
