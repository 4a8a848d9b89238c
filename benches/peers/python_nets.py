"""Nets of dense layers with ReLUs between them, trained by peers in Python: SGD at 0.01, batches of 32, mean squared error.

Each peer starts as it does by default; JAX, which has no default, with Glorot uniform weights and zero biases.
"""

import numpy as np

BATCH, RATE = 32, 0.01


def jax():
    import jax
    import jax.numpy as jnp

    def forward(layers, x):
        for w, b in layers[:-1]:
            x = jax.nn.relu(x @ w + b)
        w, b = layers[-1]
        return x @ w + b

    def step(layers, batch):
        x, t = batch
        slope = jax.grad(lambda layers: jnp.mean((forward(layers, x) - t) ** 2))(layers)
        return jax.tree.map(lambda p, g: p - RATE * g, layers, slope), None

    run = jax.jit(lambda layers, batches: jax.lax.scan(step, layers, batches)[0])

    class Net:
        def __init__(self, widths, x, t, seed):
            glorot, keys = jax.nn.initializers.glorot_uniform(), jax.random.split(jax.random.key(seed), len(widths))
            sizes = zip(keys, widths, widths[1:])
            self.layers = [(glorot(key, (fan_in, fan_out)), jnp.zeros(fan_out)) for key, fan_in, fan_out in sizes]
            self.batches = tuple(jnp.asarray(data.reshape(-1, BATCH, data.shape[1])) for data in (x, t))

        def epoch(self):
            self.layers = jax.block_until_ready(run(self.layers, self.batches))

        def predict(self, x):
            return np.asarray(forward(self.layers, x))

    return jax.__version__, Net


def torch():
    import torch

    torch.set_num_threads(1)

    class Net:
        def __init__(self, widths, x, t, seed):
            torch.manual_seed(seed)
            layers = [
                layer
                for fan_in, fan_out in zip(widths, widths[1:])
                for layer in (torch.nn.Linear(fan_in, fan_out), torch.nn.ReLU())
            ]
            self.net = torch.nn.Sequential(*layers[:-1])
            self.rule = torch.optim.SGD(self.net.parameters(), lr=RATE)
            self.batches = list(zip(torch.from_numpy(x).split(BATCH), torch.from_numpy(t).split(BATCH)))

        def epoch(self):
            for x, t in self.batches:
                self.rule.zero_grad()
                torch.nn.functional.mse_loss(self.net(x), t).backward()
                self.rule.step()

        def predict(self, x):
            with torch.no_grad():
                return self.net(torch.from_numpy(x)).numpy()

    return torch.__version__, Net


def sklearn():
    import sklearn
    from sklearn.neural_network import MLPRegressor

    class Net:
        def __init__(self, widths, x, t, seed):
            self.x, self.t = x, t if t.shape[1] > 1 else t.ravel()
            rate = 2 * RATE / t.shape[1]  # its loss is half the sum of squares over outputs
            rule = {"solver": "sgd", "learning_rate_init": rate, "momentum": 0, "alpha": 0, "batch_size": BATCH}
            self.net = MLPRegressor(hidden_layer_sizes=widths[1:-1], shuffle=False, random_state=seed, **rule)

        def epoch(self):
            self.net.partial_fit(self.x, self.t)  # once through the data, in batches

        def predict(self, x):
            return self.net.predict(x).reshape(len(x), -1)

    return sklearn.__version__, Net


PEERS = {"JAX": jax, "PyTorch": torch, "scikit-learn": sklearn}
