#!/bin/sh
# Curvature and tangent kernels against PyTorch, where a Python that has it is found; skipped, saying so, elsewhere.
: "${top_srcdir:=.}" "${top_builddir:=.}"
for python in ${PYTHON:-} /usr/bin/python3 python3; do
    if "$python" -c 'import torch' 2>/dev/null; then
        "$top_builddir/tests/peer/curvature_driver" >curvature.$$.txt || {
            rm -f curvature.$$.txt
            echo "Bail out! curvature_driver failed"
            exit 1
        }
        "$python" "$top_srcdir/tests/peer/curvature.py" <curvature.$$.txt
        status=$?
        rm -f curvature.$$.txt
        exit $status
    fi
done
echo "1..0 # SKIP no Python with PyTorch (Debian: python3-torch)"
