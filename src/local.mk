# The rooms of src/, in the order in which they may know each other.
include src/base/local.mk
include src/operator/local.mk
include src/net/local.mk
include src/data/local.mk
include src/probe/local.mk
include src/train/local.mk
include src/lab/local.mk
include src/hodo/local.mk
