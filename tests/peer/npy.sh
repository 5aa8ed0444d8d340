#!/bin/sh
# .npy files that NumPy wrote, and ours read by NumPy, where a Python that has it is found; skipped, saying so, elsewhere.
: "${top_srcdir:=.}" "${top_builddir:=.}"
for python in ${PYTHON:-} /usr/bin/python3 python3; do
    if "$python" -c 'import numpy' 2>/dev/null; then
        exec "$python" "$top_srcdir/tests/peer/npy.py" "$top_builddir/tests/peer/npy_driver"
    fi
done
echo "1..0 # SKIP no Python with NumPy (Debian: python3-numpy)"
