# Completion of hodo and hodo-rmt in bash, on its own: no other library of completions is needed.
#
# The programs are asked, not copied: subcommands, options and their words are what --help, --list and `laws` print,
# so that this file knows no option. One or two calls of a few milliseconds each, of the program that stands on the
# command line.

# A word without its quotes and backslashes, as _hodo_plain: a quote that is open at the cursor ends there.
_hodo_unquote() { # WORD
    local word=$1 quote= char i
    _hodo_plain=
    for ((i = 0; i < ${#word}; i++)); do
        char=${word:i:1}
        if [[ $char == "$quote" ]]; then
            quote=
        elif [[ -z $quote && $char == [\"\'] ]]; then
            quote=$char
        elif [[ $char == \\ && $quote != \' ]]; then
            ((++i))
            _hodo_plain+=${word:i:1}
        else
            _hodo_plain+=$char
        fi
    done
}

# The words of the command line with what readline cut at '=' and ':' put together again: _hodo_words up to the one
# at the cursor, which is _hodo_current; _hodo_typed is its part that readline replaces. All are unquoted: readline
# quotes what it puts in their place.
_hodo_read_words() {
    local i word glue= _hodo_plain
    _hodo_words=()
    for ((i = 0; i <= COMP_CWORD && i < ${#COMP_WORDS[@]}; i++)); do
        word=${COMP_WORDS[i]}
        _hodo_unquote "$word"
        if ((i > 0)) && [[ $word == [=:]* || -n $glue ]]; then
            _hodo_words[${#_hodo_words[@]} - 1]+=$_hodo_plain
        else
            _hodo_words+=("$_hodo_plain")
        fi
        glue=
        if [[ $word == [=:] ]]; then
            glue=yes
        fi
    done
    _hodo_current=${_hodo_words[${#_hodo_words[@]} - 1]}
    _hodo_unquote "${COMP_WORDS[COMP_CWORD]-}"
    _hodo_typed=$_hodo_plain
    if [[ $_hodo_typed == [=:] ]]; then
        _hodo_typed=
    fi
}

# The lines that begin with what stands at the cursor become replies, without the part that readline keeps; those that
# end in '=' are gone on with.
_hodo_reply() { # LINES
    local line kept=${_hodo_current%"$_hodo_typed"}
    while IFS= read -r line; do
        if [[ -n $line && $line == "$_hodo_current"* ]]; then
            COMPREPLY+=("${line#"$kept"}")
            if [[ $line == *= ]]; then
                compopt -o nospace 2>/dev/null
            fi
        fi
    done <<<"$1"
}

# Names of files behind PREFIX, of folders alone with -d; readline quotes them and marks the folders.
_hodo_files() { # -f|-d PREFIX
    local file names=
    while IFS= read -r file; do
        names+=$2$file$'\n'
    done < <(compgen "$1" -- "${_hodo_current#"$2"}")
    _hodo_reply "$names"
    compopt -o filenames 2>/dev/null
}

# What --help says of one option: VALUE TAB text, or nothing where it is a flag or unknown. All tables that a --help
# prints have this form.
_hodo_option_line() { # HELP OPTION
    local line
    while IFS= read -r line; do
        if [[ $line =~ ^\ \ $2\[?=([^ ]+)\ +(.*)$ ]]; then
            printf '%s\t%s\n' "${BASH_REMATCH[1]}" "${BASH_REMATCH[2]}"
            return
        fi
    done <<<"$1"
}

# The options of a --help, each as it is typed: '=' where a value must follow.
_hodo_options() { # HELP
    local line
    while IFS= read -r line; do
        if [[ $line =~ ^\ \ (--[a-z0-9-]+)(=?) ]]; then
            printf '%s\n' "${BASH_REMATCH[1]}${BASH_REMATCH[2]}"
        fi
    done <<<"$1"
}

# The first words of the lines of a list that stands under a heading.
_hodo_rows() { # TEXT HEADING-PATTERN
    local line inside=
    while IFS= read -r line; do
        if [[ -n $inside && $line =~ ^\ \ ([a-z][a-z0-9-]*) ]]; then
            printf '%s\n' "${BASH_REMATCH[1]}"
        else
            inside=
            if [[ $line == $2 ]]; then
                inside=yes
            fi
        fi
    done <<<"$1"
}

# The subcommands that `hodo --help` shows.
_hodo_subcommands() { # HELP
    local line
    while IFS= read -r line; do
        if [[ $line =~ ^\ \ hodo\ ([a-z]+) ]]; then
            printf '%s\n' "${BASH_REMATCH[1]}"
        fi
    done <<<"$1"
}

# The words of VALUE and text that are typed as they stand: he|none of VALUE; "linear, relu or silu" of the text.
_hodo_words_of() { # VALUE TEXT
    local part text=$2
    local -a parts
    IFS='|' read -ra parts <<<"${1%]}"
    if ((${#parts[@]} > 1)); then
        for part in "${parts[@]}"; do
            if [[ $part =~ ^[a-z0-9][a-z0-9-]*$ ]]; then
                printf '%s\n' "$part"
            fi
        done
        return
    fi
    text=${text%% (*}
    text=${text%% \[*}
    text=${text// or /, }
    text=${text#of inputs: }
    if [[ $text =~ ^[a-z][a-z0-9-]*(, [a-z][a-z0-9-]*)+$ ]]; then
        printf '%s\n' "${text//, /$'\n'}"
    fi
}

# The value of an option, its name known: PREFIX is what stands before it, '--name=' or nothing. COMMAND --list, where
# there is one, has lines `name TAB word`.
_hodo_value() { # HELP OPTION PREFIX COMMAND...
    local help=$1 value text word words= name=${2#--} before=$3 prefix=$3 field rest
    IFS=$'\t' read -r value text <<<"$(_hodo_option_line "$help" "$2")"
    if [[ -z $value ]]; then
        return
    fi
    shift 3
    if [[ $help == *$'\n  --list '* && ($value == *NAME* || $value == LIST) ]]; then
        while IFS=$'\t' read -r field word rest; do
            if [[ $field == "$name" && $word == [a-z]* ]]; then
                words+=$word$'\n'
            fi
        done < <("$@" --list 2>/dev/null)
    fi
    if [[ -z $words ]]; then
        words=$(_hodo_words_of "$value" "${text-}")$'\n'
        case $name in
        activation) words+=$(_hodo_rows "$help" 'Activations*:')$'\n' ;;
        architecture) words+=$(_hodo_rows "$help" 'Architectures*:')$'\n' ;;
        esac
    fi
    # A list is completed behind its last comma.
    if [[ $value == LIST && $_hodo_current == *,* ]]; then
        prefix=${_hodo_current%,*},
    fi
    text=
    while IFS= read -r word; do
        if [[ -n $word ]]; then
            text+=$prefix$word$'\n'
        fi
    done <<<"$words"
    _hodo_reply "$text"
    case $value in
    *FILE*) _hodo_files -f "$before" ;;
    *DIR* | *FOLDER*) _hodo_files -d "$before" ;;
    esac
}

# --set NAME=VALUE of an experiment, from its --list; SET is what stands before NAME.
_hodo_set() { # SET COMMAND...
    local set=$1 line lines= what name type role quick usual paper rest
    shift
    while IFS=$'\t' read -r what name type role quick usual paper rest; do
        if [[ $what == parameter ]]; then
            if [[ $_hodo_current == "$set$name="* ]]; then
                lines+=$set$name=$quick$'\n'
                if [[ $usual != "$quick" ]]; then lines+=$set$name=$usual$'\n'; fi
                if [[ $paper != "$quick" && $paper != "$usual" ]]; then lines+=$set$name=$paper$'\n'; fi
            else
                lines+=$set$name=$'\n'
            fi
        fi
    done < <("$@" --list 2>/dev/null)
    # What the shell would take for its own is left to be typed, in quotes.
    while IFS= read -r line; do
        if [[ $line != *[\(\)\ \;\&\|\$]* ]]; then
            _hodo_reply "$line"
        fi
    done <<<"$lines"
}

# A command that is made of options: its --help, and for some words its --list, say which.
_hodo_option_or_value() { # COMMAND...
    local last=${_hodo_words[${#_hodo_words[@]} - 2]} help
    if [[ $_hodo_current == --set=* ]]; then
        _hodo_set --set= "$@"
        return
    elif [[ $last == --set ]]; then
        _hodo_set '' "$@"
        return
    fi
    help=$("$@" --help 2>/dev/null) || return
    if [[ $_hodo_current == --*=* ]]; then
        _hodo_value "$help" "${_hodo_current%%=*}" "${_hodo_current%%=*}=" "$@"
    elif [[ $last == --[a-z]* && $'\n'$(_hodo_options "$help")$'\n' == *$'\n'"$last="$'\n'* ]]; then
        _hodo_value "$help" "$last" '' "$@"
    elif [[ -z $_hodo_current || $_hodo_current == -* ]]; then
        _hodo_reply "$(_hodo_options "$help")"
    fi
}

# hodo-rmt, from the word at index AT on: "$@" is the program.
_hodo_rmt_words() { # AT PROGRAM...
    local at=$1 command laws
    shift
    local count=${#_hodo_words[@]}
    if ((count == at + 1)); then
        local help
        help=$("$@" --help 2>/dev/null)
        _hodo_reply "$(_hodo_rows "$help" Commands:)"
        if [[ $_hodo_current == -* ]]; then
            _hodo_reply "$(_hodo_options "$help")"
        fi
        return
    fi
    command=${_hodo_words[at]}
    case $command in
    density | cdf | quantile | moments | edges | sample | compare)
        if ((count == at + 2)); then
            laws=$("$@" "$command" --help 2>/dev/null)
            _hodo_reply "$(_hodo_rows "$laws" Laws:)"
            if [[ $_hodo_current == -* ]]; then
                _hodo_reply --help
            fi
        else
            _hodo_option_or_value "$@" "$command" "${_hodo_words[at + 1]}"
        fi
        ;;
    *)
        _hodo_option_or_value "$@" "$command"
        if [[ $_hodo_current != -* && ($command == spectrum || $command == convolve) && ${#COMPREPLY[@]} -eq 0 ]]; then
            _hodo_files -f ''
        fi
        ;;
    esac
}

_hodo_run_words() { # PROGRAM
    if ((${#_hodo_words[@]} == 3)); then
        _hodo_reply "$("$1" list --names 2>/dev/null)"
        if [[ $_hodo_current == -* ]]; then
            _hodo_reply --help
        fi
        return
    fi
    _hodo_option_or_value "$1" run "${_hodo_words[2]}"
}

_hodo() {
    local -a _hodo_words
    local _hodo_current _hodo_typed program
    COMPREPLY=()
    _hodo_read_words
    program=${_hodo_words[0]/#\~/${HOME-}}
    if ((${#_hodo_words[@]} == 1)); then
        return
    fi
    case ${program##*/} in
    hodo-rmt)
        _hodo_rmt_words 1 "$program"
        return
        ;;
    esac
    if ((${#_hodo_words[@]} == 2)); then
        if [[ $_hodo_current == -* ]]; then
            _hodo_reply $'--help\n--version'
        else
            _hodo_reply "$(_hodo_subcommands "$("$program" --help 2>/dev/null)")"
        fi
        return
    fi
    case ${_hodo_words[1]} in
    run) _hodo_run_words "$program" ;;
    rmt) _hodo_rmt_words 2 "$program" rmt ;;
    *) _hodo_option_or_value "$program" "${_hodo_words[1]}" ;;
    esac
}

complete -F _hodo hodo hodo-rmt
