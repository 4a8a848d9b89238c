"""The 2016 job by Keras and by stackprop, turn and turn about, each a process of its own, for a few seeds.

    python3 -m venv venv && venv/bin/pip install -r benches/peers/requirements.txt
    venv/bin/python benches/peers/compare.py

"whole" is what a user waits for, from start to exit: Keras imports TensorFlow, the example draws its pictures (building
it is not counted). "CPU" is user and system time of all threads; "training" is what each says of its own loop.
"""

import argparse
import json
import pathlib
import re
import resource
import statistics
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent


def build():
    """The path of the sine example, built."""
    command = "cargo build --release --example sine --message-format json".split()
    lines = subprocess.run(command, cwd=HERE.parent.parent, check=True, stdout=subprocess.PIPE, text=True).stdout
    built = (json.loads(line) for line in lines.splitlines())
    return next(m["executable"] for m in built if m.get("executable") and m["target"]["name"] == "sine")


def run(command):
    """Seconds whole, of CPU and of training; RMSE and maximum error."""
    start, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    out = subprocess.run(command, check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True).stdout
    whole, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    said = [float(re.search(rf"^{name} +([0-9.]+)", out, re.M)[1]) for name in ("time", "RMSE", "max error")]
    return [whole, cpu, *said]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seeds", type=int, default=3)
    seeds = parser.parse_args().seeds

    sine = build()
    rows = {"Keras": [], "stackprop": []}
    print(f"{'':<12}{'seed':>4}{'whole s':>10}{'CPU s':>10}{'training s':>12}{'RMSE':>10}{'max error':>11}")
    with tempfile.TemporaryDirectory() as pictures:
        for seed in map(str, range(1, seeds + 1)):
            commands = {
                "Keras": [sys.executable, HERE / "keras_sine.py", "--seed", seed],
                "stackprop": [sine, "--as-in-2016", "--quiet", "--seed", seed, "--out", pictures],
            }
            for name, command in commands.items():
                row = run(command)
                rows[name].append(row)
                print("{:<12}{:>4}{:>10.3f}{:>10.3f}{:>12.3f}{:>10.5f}{:>11.5f}".format(name, seed, *row), flush=True)
    medians = {name: [statistics.median(column) for column in zip(*of)] for name, of in rows.items()}
    ratios = [keras / ours for keras, ours in zip(medians["Keras"], medians["stackprop"])]
    print("ratio of medians{:>10.0f}{:>10.0f}{:>12.0f}".format(*ratios))


if __name__ == "__main__":
    main()
