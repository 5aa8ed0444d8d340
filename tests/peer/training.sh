#!/bin/sh
# Ten steps of every optimiser against PyTorch, where a Python that has it is found; skipped elsewhere.
. "${top_srcdir:=.}/tests/peer/peer.sh"
need_python torch python3-torch
compare training_driver training.py
