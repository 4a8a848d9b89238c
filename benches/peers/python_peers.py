"""The jobs of src/main.rs by stackprop, its peers in Rust and those in Python, net by net, one thread each.

    python3 -m venv venv && venv/bin/pip install -r benches/peers/requirements.txt
    venv/bin/python benches/peers/python_peers.py

The Rust part is built and run from here, so that the ratios, all to stackprop, are of one run. A peer that cannot be
imported is skipped. JAX and PyTorch get the data cut into batches beforehand. Compiling is part of the first epoch, so
the median epoch is without it. RUSTFLAGS="-C target-cpu=x86-64-v3" gives the Rust part AVX2.
"""

import os

for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "NPROC"):
    os.environ[variable] = "1"  # before anything is imported that reads them
os.environ["XLA_FLAGS"] = "--xla_cpu_multi_thread_eigen=false"
os.environ["JAX_PLATFORMS"] = "cpu"

import pathlib
import statistics
import subprocess
import time

import numpy as np

from python_nets import PEERS

SAMPLES, EPOCHS, SEEDS = 20_000, 20, 5
NETS = [[1, 5, 5, 5, 5, 1], [1, 16, 16, 1], [1, 64, 64, 1], [64, 32, 10]]
NOT_RUN = {
    "RLtools": "a C++ library of headers: it would take a program of its own, built against a copy of them",
    "KANN": "C sources in no registry: it would take a program of its own, built with a copy of them",
}


def job(widths):
    """Inputs and targets: sin(x), or ten sums of inputs which take turns."""
    rng = np.random.default_rng(7)
    if widths[0] == 1:
        x = rng.uniform(-np.pi, np.pi, (SAMPLES, 1)).astype(np.float32)
        return x, np.sin(x)
    x = rng.uniform(-1, 1, (SAMPLES, widths[0])).astype(np.float32)
    return x, np.stack([x[:, first :: widths[-1]].sum(axis=1) for first in range(widths[-1])], axis=1)


def train(peers, widths):
    """For each peer ns a sample, the median epoch, and the loss after the last, the median start; epochs interleaved."""
    x, t = job(widths)
    times, losses = {name: [] for name in peers}, {name: [] for name in peers}
    for seed in range(1, SEEDS + 1):
        nets = {name: peer(widths, x, t, seed) for name, peer in peers.items()}
        for _ in range(EPOCHS):
            for name, net in nets.items():
                start = time.process_time()
                net.epoch()
                times[name].append((time.process_time() - start) * 1e9 / SAMPLES)
        for name, net in nets.items():
            losses[name].append(np.mean((net.predict(x) - t).astype(np.float64) ** 2))
    return {name: (statistics.median(times[name]), statistics.median(losses[name])) for name in peers}


def rust(net):
    """The lines of the Rust part: a heading or two, then the peers, stackprop first."""
    command = ["cargo", "run", "--release", "--quiet", "--", net]
    out = subprocess.run(command, cwd=pathlib.Path(__file__).parent, check=True, stdout=subprocess.PIPE, text=True)
    return out.stdout.splitlines()


def main():
    peers = {}
    for name, load in PEERS.items():
        try:
            version, net = load()
        except ImportError as error:
            print(f"{name}: not run: {error}")
        else:
            peers[f"{name} {version}"] = net
    for name, why in NOT_RUN.items():
        print(f"{name}: not run: {why}")

    for heading, widths in enumerate(NETS):
        net = "-".join(map(str, widths))
        about, columns, *rows = rust(net)
        if heading == 0:
            print(about, columns, sep="\n")
        print(*rows, sep="\n")
        ours = float(rows[0].split()[3])
        for name, (ns, loss) in train(peers, widths).items():
            print(f"{net:<13}{name:<24}{ns:>12.0f}{ns / ours:>8.2f}{loss:>10.5f}", flush=True)


if __name__ == "__main__":
    main()
