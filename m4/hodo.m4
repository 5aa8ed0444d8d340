# HODO_FLAG(FLAG, VARIABLE)
# Adds FLAG to VARIABLE when the compiler takes it without a warning.
AC_DEFUN([HODO_FLAG],
[AS_VAR_PUSHDEF([cache], [hodo_cv_flag_$1])dnl
AC_CACHE_CHECK([whether $CC takes $1], [cache],
  [hodo_saved_CFLAGS=$CFLAGS
   CFLAGS="$CFLAGS -Werror $1"
   AC_LINK_IFELSE([AC_LANG_PROGRAM([], [])], [AS_VAR_SET([cache], [yes])], [AS_VAR_SET([cache], [no])])
   CFLAGS=$hodo_saved_CFLAGS])
AS_VAR_IF([cache], [yes], [$2="$$2 $1"])
AS_VAR_POPDEF([cache])])

# HODO_MISSING(WHAT, DEBIAN-PACKAGE)
# Notes one line for HODO_REQUIRE to end with, so that all that is missing is said at once.
AC_DEFUN([HODO_MISSING],
[hodo_missing="${hodo_missing}configure: $1 is missing: install $2
"])

# HODO_LIBRARY(PREFIX, PKG-CONFIG-MODULE, DEBIAN-PACKAGE)
# PKG_CHECK_MODULES that notes what is missing.
AC_DEFUN([HODO_LIBRARY],
[PKG_CHECK_MODULES([$1], [$2], [], [HODO_MISSING([$2], [$3])])])

# HODO_REQUIRE
# Ends configure when anything was missing, with one line each.
AC_DEFUN([HODO_REQUIRE],
[AS_IF([test -n "$hodo_missing"],
  [printf '%s' "$hodo_missing" >&2
   AC_MSG_ERROR([the libraries above are missing; on Debian ./autogen.sh --install-deps installs them])])])
