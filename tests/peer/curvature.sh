#!/bin/sh
# Curvature and tangent kernels against PyTorch, where a Python that has it is found; skipped elsewhere.
. "${top_srcdir:=.}/tests/peer/peer.sh"
need_python torch python3-torch
compare curvature_driver curvature.py
