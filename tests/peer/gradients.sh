#!/bin/sh
# Gradients against PyTorch, where a Python that has it is found; skipped, saying so, elsewhere.
. "${top_srcdir:=.}/tests/peer/peer.sh"
need_python torch python3-torch
compare gradients_driver gradients.py
