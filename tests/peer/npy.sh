#!/bin/sh
# .npy files that NumPy wrote, and ours read by NumPy, where a Python that has it is found; skipped, saying so, elsewhere.
. "${top_srcdir:=.}/tests/peer/peer.sh"
need_python numpy python3-numpy
exec "$python" "$top_srcdir/tests/peer/npy.py" "$top_builddir/tests/peer/npy_driver"
