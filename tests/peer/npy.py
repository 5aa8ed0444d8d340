"""Arrays of every type, order and shape through NumPy's own writer, read by base/npy.c and written back."""
import os
import subprocess
import sys
import tempfile

import numpy as np

driver = sys.argv[1]
folder = tempfile.TemporaryDirectory()
count = 0


def verdict(good, name):
    global count
    count += 1
    print(f"{'ok' if good else 'not ok'} {count} - {name}")


def ask(path, *rest):
    return subprocess.run([driver, path, *rest], capture_output=True, text=True, check=True).stdout.splitlines()


def save(array, version=None):
    path = os.path.join(folder.name, "array.npy")
    with open(path, "wb") as file:
        np.lib.format.write_array(file, array, version=version)
    return path


random = np.random.default_rng(1)
numbers = random.normal(scale=50, size=(7, 5))
for kind in ["f8", "f4", "f2", "i8", "i4", "i2", "i1", "u8", "u4", "u2", "u1"]:
    for byte_order in "<>":
        for order in "CF":
            values = np.abs(numbers) if kind[0] == "u" else numbers
            array = np.asarray(values.astype(byte_order + kind), order=order)
            back = os.path.join(folder.name, "back.npy")
            lines = ask(save(array), back)
            got = np.array([float(x) for x in lines[1:]]).reshape(7, 5)
            ours = np.load(back)
            verdict(lines[0] == "7 5" and np.array_equal(got, array.astype("f8"))
                    and ours.dtype == np.dtype("<f8") and np.array_equal(ours, got), f"{byte_order}{kind} {order}")
for version in [(1, 0), (2, 0), (3, 0)]:
    lines = ask(save(numbers, version))
    verdict(np.array_equal([float(x) for x in lines[1:]], numbers.ravel()), f"version {version}")
verdict(ask(save(np.arange(4.0)))[0] == "1 4", "a vector is one row")
verdict(ask(save(numbers[::2, ::-1]))[0] == "4 5", "a strided view")
for name, array in [("object", np.array([1, None], dtype=object)), ("structured", np.zeros(3, "f8,i4")),
                    ("complex", np.zeros((2, 2), complex)), ("text", np.array(["a"])), ("bool", np.ones((2, 2), bool)),
                    ("three dimensions", np.zeros((2, 2, 2))), ("no dimension", np.array(1.0)),
                    ("no element", np.zeros((0, 3))), ("long double", np.zeros(2, np.longdouble))]:
    verdict(ask(save(array))[0].startswith("refused: "), f"refuses {name}")
print(f"1..{count}")
