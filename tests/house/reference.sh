#!/bin/sh
# The comments of public functions (CONVENTIONS.md), as TAP: reference.awk on every public header, on made-up
# headers with one breach of each rule, and the filter for Doxygen, which must keep code and lines as they are.
set -u
: "${top_srcdir:=.}" "${AWK:=awk}"
cd "$top_srcdir" || exit 99
source=$(pwd)

. ./tests/house/tap.sh
breaches() {
    "$AWK" -f paper/api/declarations.awk -f tests/house/reference.awk "$@"
}
headers=$(sed 's/#.*//' src/public.mk rmt/public.mk | tr -s ' \t\\' '\n\n\n' | grep '\.h$')

# shellcheck disable=SC2086
report "every public function says what it takes, what it gives and how it fails" "$(breaches $headers)"

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
found() { # rule, what must be told ("" for nothing); header on standard input
    cat >"$scratch/made.h"
    told=$(breaches "$scratch/made.h")
    case $told in
    "$scratch"/made.h:*"$2") [ -n "$2" ] && [ "$(printf '%s\n' "$told" | wc -l)" -eq 1 ] && told= ;;
    '') [ -n "$2" ] && told="it passed" ;;
    esac
    report "$1" "$told"
}
found "a function without a comment is found" "a_free: has no comment of its own" <<'END'
/* Made up. */

/* Takes one. */
struct a *a_take(void);
void a_free(struct a *a);
END
found "a comment with a blank line below it is no function's own" "a_norm: has no comment of its own" <<'END'
/* Made up. */

/* The norm of x (n,). */

double a_norm(const double *x, int n);
END
found "a status without a code is found" \
    'a_run: can fail and names no HODO_ code (nor "as NAME" of a function that does)' <<'END'
/* Made up. */

/* Runs; fails when it must. */
hodo_status a_run(int n);
END
found "an error that points to a function without one is found" \
    'hodo_run: can fail and names no HODO_ code (nor "as NAME" of a function that does)' <<'END'
/* Made up. */

/* Errors as hodo_walk. */
hodo_status hodo_run(int n);

/* Walks. */
int hodo_walk(int n);
END
found "an array without its name or shape is found" \
    "a_sum: says nothing of numbers: its name, or a shape (rows, columns)" <<'END'
/* Made up. */

/* The sum of all of them. */
double a_sum(const double *numbers, int n);
END
found "a matrix without its name or shape is found" \
    "a_trace: says nothing of weights: its name, or a shape (rows, columns)" <<'END'
/* Made up. */

/* The trace. */
double a_trace(hodo_matrix weights);
END
found "a formula without a source is found" \
    'header: gives a formula and names no source (arXiv number, author and year, theorem, or "ours")' <<'END'
/* Made up:
 *
 *     y = x^2
 */

/* The square. */
double a_square(double x);
END
found "a type without a comment is found" "typedef struct a a: has no comment" <<'END'
/* Made up. */

typedef struct a a;
END
found "what keeps the rules passes" "" <<'END'
/* Made up (Author and Other 1999):
 *
 *     y = x^2
 */

/* y (n,) <- x^2, x (n,). HODO_INVALID for n = 0. Of float and double. */
hodo_status hodo_squares(const double *x, int n, double *y, hodo_error *error);
hodo_status hodo_squares_float(const float *x, int n, float *y, hodo_error *error);

/* The same of one number, *y. Errors as hodo_squares. */
hodo_status hodo_square(double x, double *y, hodo_error *error);

/* The sum of squares. */
double hodo_sum(const double *x /* (n,) */, int n);
void hodo_square_free(void *x); /* accepts NULL */

typedef struct hodo_pair hodo_pair;

/* Two. */
struct hodo_pair {
    double first, second;
};
END

# What the compiler would read of a file, line by line.
code_of() {
    "$AWK" -f paper/api/declarations.awk -f "$scratch/code.awk" "$1"
}
cat >"$scratch/code.awk" <<'END'
{ line[++lines] = $0 }
END {
    split_comments()
    for (i = 1; i <= lines; i++) {
        gsub(/[ \t]+/, " ", code[i])
        gsub(/^ | $/, "", code[i])
        print code[i]
    }
}
END
changed() { # file, filter's second script
    "$AWK" -f paper/api/declarations.awk -f "$2" "$1" >"$scratch/filtered"
    code_of "$1" >"$scratch/before"
    code_of "$scratch/filtered" >"$scratch/after"
    cmp -s "$scratch/before" "$scratch/after" || echo "$1"
}
report "the filter for Doxygen keeps code and line numbers" \
    "$(for header in $headers; do changed "$header" paper/api/comments.awk; done)"
sed 's/^    for (i = 1; i <= lines; i++) print out\[i\]/    for (i = 1; i < lines; i++) print out[i]/' \
    paper/api/comments.awk >"$scratch/torn.awk"
torn="it passed"
[ -z "$(changed src/base/matrix.h "$scratch/torn.awk")" ] || torn=
report "a filter that drops a line would be found" "$torn"

# What Doxygen would read of a header that has one of everything.
mkdir -p "$scratch/rmt/law"
cat >"$scratch/rmt/law/made.h" <<'END'
/* A header of 50% text. It goes on, with `--set N`:
 *
 *     y = <x, x> @ \alpha
 *
 * and leaves one line in
 * *error & more.
 */
#ifndef MADE_H
#define MADE_H

typedef struct made {
    double lower, upper; /* edges, lower
                          * < upper */
    int count;
} made;

/* Rows first .. last. HODO_INVALID for none. */
int made_take(made *of, int *rows /* (2,) */);
int made_give(made *of);
#define MADE 1 /* a number */

#endif
END
cat >"$scratch/wanted" <<'END'
/** \file\ilinebr \ingroup rmt_law\ilinebr \brief A header of 50\% text.\ilinebr\ilinebr <p><code>\#include \"rmt/law/made.h\"</code></p>\ilinebr A header of 50\% text. It goes on, with <code>\--set N</code>:
 * \verbatim
y = <x, x> @ \alpha\endverbatim
 * 
 * and leaves one line in
 * *error \& more.
 *  */
#ifndef MADE_H
#define MADE_H

typedef struct made {
    /** edges, lower \< upper */ double lower, /** edges, lower \< upper */ upper; 

    /** &zwj; */ int count;
} made;

/** \brief Rows first .. last.\ilinebr\ilinebr Rows first .. last. \ref HODO_INVALID "HODO_INVALID" for none. */
int made_take(made *of, int *rows /**< (2,) */);
/** \copydoc made_take() */ int made_give(made *of);
#define MADE 1 /**< a number */

#endif
END
report "the filter turns comments into Doxygen's, formulas as they stand" \
    "$(cd "$scratch" && "$AWK" -f "$source/paper/api/declarations.awk" -f "$source/paper/api/comments.awk" \
        rmt/law/made.h | diff "$scratch/wanted" - 2>&1)"

echo "1..$count"
