"""The job of a blog post of 2016, in Keras on TensorFlow: a net of 1-5-5-5-5-1 ReLUs learns sin(x).

Mean squared error, SGD at 0.01, batches of 32, Glorot uniform weights and zero biases (the last three are Keras's
defaults to this day), 100 000 samples uniform in [-pi, pi], 5 epochs. The last lines read as the sine example's do.
"""

import argparse
import math
import os
import time

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("CUDA_VISIBLE_DEVICES", "-1")

import keras
import numpy as np
import tensorflow as tf


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--samples", type=int, default=100_000)
    parser.add_argument("--epochs", type=int, default=5)
    args = parser.parse_args()

    keras.utils.set_random_seed(args.seed)
    x = np.random.uniform(-math.pi, math.pi, (args.samples, 1)).astype(np.float32)
    t = np.sin(x)
    relu = [keras.layers.Dense(5, activation="relu") for _ in range(4)]
    net = keras.Sequential([keras.Input((1,)), *relu, keras.layers.Dense(1)])
    net.compile(loss="mse", optimizer=keras.optimizers.SGD(0.01))

    start = time.perf_counter()
    net.fit(x, t, batch_size=32, epochs=args.epochs, verbose=0)
    fit = time.perf_counter() - start

    grid = np.linspace(-math.pi, math.pi, 100, dtype=np.float32).reshape(-1, 1)
    error = net.predict(grid, verbose=0).astype(np.float64) - np.sin(grid.astype(np.float64))
    shown = args.samples * args.epochs
    print(f"run        Keras {keras.__version__} on TensorFlow {tf.__version__}, seed {args.seed}")
    print(f"RMSE       {np.sqrt(np.mean(error**2)):.5f} over 100 evenly spaced points")
    print(f"max error  {np.max(np.abs(error)):.5f}")
    print(f"time       {fit:.3f} s for {shown} samples: {fit / shown * 1e9:.0f} ns each")


if __name__ == "__main__":
    main()
