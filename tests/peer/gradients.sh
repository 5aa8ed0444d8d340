#!/bin/sh
# Gradients against PyTorch, where a Python that has it is found; skipped, saying so, elsewhere.
: "${top_srcdir:=.}" "${top_builddir:=.}"
for python in ${PYTHON:-} /usr/bin/python3 python3; do
    if "$python" -c 'import torch' 2>/dev/null; then
        "$top_builddir/tests/peer/gradients_driver" >gradients.$$.txt || {
            rm -f gradients.$$.txt
            echo "Bail out! gradients_driver failed"
            exit 1
        }
        "$python" "$top_srcdir/tests/peer/gradients.py" <gradients.$$.txt
        status=$?
        rm -f gradients.$$.txt
        exit $status
    fi
done
echo "1..0 # SKIP no Python with PyTorch (Debian: python3-torch)"
