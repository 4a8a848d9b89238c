"""Writes the traces beside this file: what PyTorch does, step by step, to two small networks.

    python3 -m venv /tmp/venv && /tmp/venv/bin/pip install -r tests/pytorch/requirements.txt
    /tmp/venv/bin/python tests/pytorch/make.py            # writes the files
    /tmp/venv/bin/python tests/pytorch/make.py --float32  # writes nothing: how far torch.float32 drifts off

README.md describes the format and PyTorch's semantics. The arithmetic is float64, on the CPU, in one thread, with
PyTorch's plain kernels, so that every machine writes the same files.
"""

import os
import random
import sys
from pathlib import Path

os.environ["ATEN_CPU_CAPABILITY"] = "default"

import numpy
import torch
from torch import nn
from torch.nn import functional
from torch.optim import lr_scheduler

STEPS = 100
KEPT = (1, 2, 10, 100)
BATCH = 4
CLEARANCE = 1e-4  # no unit with a kink comes nearer to it than this, so that float32 is on the same side

ACTIVATIONS = {
    "linear": nn.Identity,
    "relu": nn.ReLU,
    "leaky_relu": lambda: nn.LeakyReLU(single("0.01")),
    "tanh": nn.Tanh,
    "sigmoid": nn.Sigmoid,
}


def single(text):
    """The value of the f32 nearest to a decimal number."""
    return float(numpy.float32(text))


def dyadic(draw, reach, parts=256):
    """A random multiple of 1 / parts in -reach..reach: exact in f32, and so is its text."""
    return draw.randint(-round(reach * parts), round(reach * parts)) / parts


def settings(text, precision):
    """name key=value,value key=value -> (name, {key: value or list})"""
    name, *pairs = text.split()
    values = {}
    for pair in pairs:
        key, value = pair.split("=")
        try:
            numbers = [single(v) if precision == "f32" else float(v) for v in value.split(",")]
        except ValueError:
            values[key] = value
            continue
        values[key] = numbers if "," in value else numbers[0]
    return name, values


def make_optimizer(text, precision, parameters):
    name, given = settings(text, precision)
    if "betas" in given:
        given["betas"] = tuple(given["betas"])
    if "nesterov" in given:
        given["nesterov"] = bool(given["nesterov"])
    kinds = {"sgd": torch.optim.SGD, "rmsprop": torch.optim.RMSprop, "adam": torch.optim.Adam, "adamw": torch.optim.AdamW}
    return kinds[name](parameters, foreach=False, **given)


def make_schedule(text, precision, optimizer):
    """A scheduler that is stepped once after every step of the optimizer."""
    name, given = settings(text, precision)
    if name == "constant":
        return lr_scheduler.ConstantLR(optimizer, factor=1.0)
    if name == "step":
        return lr_scheduler.StepLR(optimizer, step_size=int(given["step_size"]), gamma=given["gamma"])
    if name == "exponential":
        return lr_scheduler.ExponentialLR(optimizer, gamma=given["gamma"])
    if name == "cosine":
        warm, rest = int(given["warmup"]), int(given["steps"]) - int(given["warmup"])
        cosine = lr_scheduler.CosineAnnealingLR(optimizer, T_max=rest, eta_min=given["eta_min"])
        if warm == 0:
            return cosine
        linear = lr_scheduler.LinearLR(optimizer, start_factor=given["start_factor"], end_factor=1.0, total_iters=warm)
        return lr_scheduler.SequentialLR(optimizer, [linear, cosine], milestones=[warm])
    assert name == "one_cycle"
    return lr_scheduler.OneCycleLR(
        optimizer,
        max_lr=given["max_lr"],
        total_steps=int(given["steps"]),
        pct_start=given["pct_start"],
        anneal_strategy="cos",
        cycle_momentum=False,
        div_factor=given["div_factor"],
        final_div_factor=given["final_div_factor"],
    )


def make_loss(text, precision, dtype):
    """Output and target of a batch -> the loss. With weights of samples, PyTorch's loss of each element is averaged over
    a sample's outputs, and the weighted sum is divided by the number of samples or by the sum of the weights."""
    name, given = settings(text, precision)
    tensor = lambda key: torch.tensor(given[key], dtype=dtype) if key in given else None
    weight, over = tensor("sample_weight"), given.get("over")
    reduction = "mean" if weight is None or over == "elements" else "none"
    if name == "mse":
        loss = nn.MSELoss(reduction=reduction)
    elif name == "huber":
        loss = nn.HuberLoss(delta=given["delta"], reduction=reduction)
    elif name == "cross_entropy":
        loss = nn.CrossEntropyLoss(weight=tensor("class_weight"), reduction=reduction)
    else:
        assert name == "bce"
        # PyTorch's own `weight`, one a sample, as a column
        own = weight.unsqueeze(1) if over == "elements" else None
        loss = nn.BCEWithLogitsLoss(weight=own, pos_weight=tensor("pos_weight"), reduction=reduction)
    if reduction == "mean":
        return loss

    def weighted(output, target):
        each = loss(output, target)
        each = each.mean(dim=1) if each.dim() == 2 else each
        return (weight * each).sum() / (len(each) if over == "samples" else weight.sum())

    return weighted


class Net(nn.Module):
    """Linear layers with an activation each; keeps its sums, for their distance from a kink."""

    def __init__(self, sizes, activations, dtype):
        super().__init__()
        self.layers = nn.ModuleList(nn.Linear(i, o, dtype=dtype) for i, o in zip(sizes, sizes[1:]))
        self.activations = [ACTIVATIONS[name]() for name in activations]
        self.kinked = [name in ("relu", "leaky_relu") for name in activations]

    def forward(self, x):
        self.clearance = float("inf")
        for layer, activation, kinked in zip(self.layers, self.activations, self.kinked):
            z = layer(x)
            if kinked:
                self.clearance = min(self.clearance, z.abs().min().item())
            x = activation(z)
        return x

    def tensors(self):
        """In PyTorch's order and, but for the activations between the layers, by its names."""
        return [(name.removeprefix("layers."), p) for name, p in self.named_parameters()]


def targets(text, draw, outputs):
    """The targets of a batch: numbers, classes, probabilities, or labels of every output."""
    name, given = settings(text, "f64")
    kind = given.get("target", "numbers")
    if kind == "numbers":
        return [[dyadic(draw, 1.5, 16) for _ in range(outputs)] for _ in range(BATCH)]
    if kind == "classes":
        return [[0], [2], [1], [2]]
    if kind == "probabilities" and name == "cross_entropy":
        return [[0.5, 0.25, 0.25], [0, 0.125, 0.875], [0.25, 0.75, 0], [0, 0, 1]]
    if kind == "probabilities":
        return [[0.75, 0.125], [0.25, 1], [0, 0.5], [0.875, 0]]
    assert kind == "labels"
    return [[1, 0], [0, 0], [1, 1], [0, 1]]


def start(trace, seed):
    """Weights and samples, all multiples of 1/256."""
    draw = random.Random(seed)
    sizes = trace["sizes"]
    weights = []
    for i, o in zip(sizes, sizes[1:]):
        weights.append([dyadic(draw, 1.0) for _ in range(i * o)])
        weights.append([dyadic(draw, 0.5) for _ in range(o)])
    if trace.get("zero"):  # the second unit's sum is exactly 0 for every sample
        weights[0][sizes[0] : 2 * sizes[0]] = [0.0] * sizes[0]
        weights[1][1] = 0.0
    x = [[dyadic(draw, 2.0) for _ in range(sizes[0])] for _ in range(BATCH)]
    return weights, x, targets(trace["loss"], draw, sizes[-1])


def run(trace, seed, dtype=torch.float64):
    """Trains; returns what was kept."""
    precision = trace.get("precision", "f32")
    weights, x, target = start(trace, seed)
    net = Net(trace["sizes"], trace["activations"], dtype)
    with torch.no_grad():
        for (_, p), values in zip(net.tensors(), weights):
            p.copy_(torch.tensor(values, dtype=dtype).reshape(p.shape))
    classes = "target=classes" in trace["loss"]
    xs = torch.tensor(x, dtype=dtype)
    ts = torch.tensor(target, dtype=torch.int64).squeeze(1) if classes else torch.tensor(target, dtype=dtype)
    loss_of = make_loss(trace["loss"], precision, dtype)
    optimizer = make_optimizer(trace["optimizer"], precision, net.parameters())
    schedule = make_schedule(trace.get("schedule", "constant"), precision, optimizer)
    clip, clipped = settings(trace["clip"], precision) if "clip" in trace else None, 0
    clearance, rates, after = float("inf"), [], []
    for step in range(1, STEPS + 1):
        optimizer.zero_grad()
        loss = loss_of(net(xs), ts)
        if not (trace.get("zero") and (step == 1 or "relu" in trace["activations"])):
            clearance = min(clearance, net.clearance)
        loss.backward()
        if clip is not None:
            before = [p.grad.clone() for p in net.parameters()]
            if clip[0] == "norm":
                nn.utils.clip_grad_norm_(net.parameters(), clip[1]["max"], foreach=False)
            else:
                nn.utils.clip_grad_value_(net.parameters(), clip[1]["max"], foreach=False)
            clipped += any(not torch.equal(a, p.grad) for a, p in zip(before, net.parameters()))
        rates.append(optimizer.param_groups[0]["lr"])
        optimizer.step()
        schedule.step()
        if step in KEPT:
            with torch.no_grad():
                then = loss_of(net(xs), ts).item()
            kept = [(name, p.detach().flatten().tolist()) for name, p in net.tensors()]
            after.append((step, loss.item(), then, rates[-1], kept))
    names = [name for name, _ in net.tensors()]
    return dict(names=names, weights=weights, x=x, target=target, rates=rates, after=after, clearance=clearance, clipped=clipped)


def choose(trace):
    """The first seed whose run keeps clear of kinks, and its run."""
    for seed in range(1, 1000):
        result = run(trace, seed)
        first, last = result["after"][0][1], result["after"][-1][2]
        if result["clearance"] > CLEARANCE and last < 0.9 * first:
            assert "clip" not in trace or 0 < result["clipped"] < STEPS, (trace["name"], result["clipped"])
            return seed, result
    raise SystemExit(f"no seed keeps {trace['name']} clear of the kinks")


# ---- the traces ----------------------------------------------------------------------------------------------------

WIDE = dict(sizes=[2, 5, 3], activations=["tanh", "linear"])
DEEP = dict(sizes=[3, 4, 2], activations=["leaky_relu", "linear"])

OPTIMIZERS = {
    "sgd": "sgd lr=0.05",
    "sgd_weight_decay": "sgd lr=0.05 weight_decay=0.1",
    "momentum": "sgd lr=0.02 momentum=0.9",
    "momentum_weight_decay": "sgd lr=0.02 momentum=0.9 weight_decay=0.1",
    "nesterov": "sgd lr=0.02 momentum=0.9 nesterov=1",
    "nesterov_weight_decay": "sgd lr=0.02 momentum=0.9 nesterov=1 weight_decay=0.1",
    "rmsprop": "rmsprop lr=0.003 alpha=0.99 eps=1e-8 momentum=0",
    "rmsprop_momentum": "rmsprop lr=0.001 alpha=0.99 eps=1e-8 momentum=0.9",
    "rmsprop_weight_decay": "rmsprop lr=0.01 alpha=0.99 eps=1e-8 momentum=0 weight_decay=0.1",
    "rmsprop_large_eps": "rmsprop lr=0.01 alpha=0.9 eps=0.1 momentum=0.5",
    "adam": "adam lr=0.01 betas=0.9,0.999 eps=1e-8",
    "adam_weight_decay": "adam lr=0.01 betas=0.9,0.999 eps=1e-8 weight_decay=0.1",
    "adam_large_eps": "adam lr=0.05 betas=0.8,0.95 eps=0.1",
    "adamw": "adamw lr=0.01 betas=0.9,0.999 eps=1e-8 weight_decay=0.01",
    "adamw_weight_decay": "adamw lr=0.01 betas=0.9,0.999 eps=1e-8 weight_decay=1",
}

CLIPPED = {
    "clip_norm_sgd": ("norm max=0.5", "sgd lr=0.1"),
    "clip_value_sgd": ("value max=0.125", "sgd lr=0.1"),
    "clip_norm_sgd_weight_decay": ("norm max=0.5", "sgd lr=0.1 weight_decay=0.1"),
    "clip_norm_momentum": ("norm max=0.5", "sgd lr=0.02 momentum=0.9"),
    "clip_norm_adam": ("norm max=0.5", "adam lr=0.03 betas=0.9,0.999 eps=1e-8"),
    "clip_value_adam": ("value max=0.125", "adam lr=0.03 betas=0.9,0.999 eps=1e-8"),
    "clip_norm_adam_weight_decay": ("norm max=0.5", "adam lr=0.03 betas=0.9,0.999 eps=1e-8 weight_decay=0.1"),
}

SGD, ADAM = "sgd lr=0.1", "adam lr=0.02 betas=0.9,0.999 eps=1e-8"
THREE, FOUR = "0.5,2,1.25", "0.5,1,2,0.25"  # weights of three classes, of four samples

LOSSES = {
    "mse": (WIDE, "mse"),
    "mse_sample_weight": (WIDE, f"mse sample_weight={FOUR} over=samples"),
    "mse_sample_weight_normed": (WIDE, f"mse sample_weight={FOUR} over=weights"),
    "huber": (WIDE, "huber delta=0.5"),
    "huber_delta_1": (WIDE, "huber delta=1"),
    "huber_sample_weight": (WIDE, f"huber delta=0.5 sample_weight={FOUR} over=samples"),
    "cross_entropy_classes": (WIDE, "cross_entropy target=classes"),
    "cross_entropy_probabilities": (WIDE, "cross_entropy target=probabilities"),
    "cross_entropy_classes_class_weight": (WIDE, f"cross_entropy target=classes class_weight={THREE}"),
    "cross_entropy_probabilities_class_weight": (WIDE, f"cross_entropy target=probabilities class_weight={THREE}"),
    "cross_entropy_classes_sample_weight": (WIDE, f"cross_entropy target=classes sample_weight={FOUR} over=samples"),
    "cross_entropy_classes_sample_weight_normed": (WIDE, f"cross_entropy target=classes sample_weight={FOUR} over=weights"),
    "bce_labels": (DEEP, "bce target=labels"),
    "bce_probabilities": (DEEP, "bce target=probabilities"),
    "bce_labels_pos_weight": (DEEP, "bce target=labels pos_weight=3,0.5"),
    "bce_probabilities_pos_weight": (DEEP, "bce target=probabilities pos_weight=3,0.5"),
    "bce_labels_sample_weight": (DEEP, f"bce target=labels sample_weight={FOUR} over=elements"),
    "bce_labels_sample_weight_normed": (DEEP, f"bce target=labels sample_weight={FOUR} over=weights"),
    "bce_labels_sample_weight_pos_weight": (DEEP, f"bce target=labels pos_weight=3,0.5 sample_weight={FOUR} over=elements"),
}

SCHEDULES = {
    "step": ("step step_size=30 gamma=0.1", "sgd lr=0.1"),
    "step_momentum": ("step step_size=7 gamma=0.8", "sgd lr=0.02 momentum=0.9"),
    "exponential": ("exponential gamma=0.97", "sgd lr=0.1"),
    "cosine": ("cosine steps=100 warmup=0 start_factor=1 eta_min=0", "sgd lr=0.1"),
    "cosine_warmup": ("cosine steps=100 warmup=10 start_factor=0.1 eta_min=0", "adam lr=0.02 betas=0.9,0.999 eps=1e-8"),
    "cosine_warmup_floor": ("cosine steps=100 warmup=25 start_factor=0.25 eta_min=0.01", "sgd lr=0.1 momentum=0.5"),
    "one_cycle": ("one_cycle max_lr=0.1 steps=100 pct_start=0.3 div_factor=25 final_div_factor=10000", "sgd lr=0.1"),
    "one_cycle_adam": (
        "one_cycle max_lr=0.03 steps=100 pct_start=0.3 div_factor=25 final_div_factor=10000",
        "adam lr=0.03 betas=0.9,0.999 eps=1e-8",
    ),
    "one_cycle_momentum": (
        "one_cycle max_lr=0.05 steps=100 pct_start=0.3 div_factor=25 final_div_factor=10000",
        "sgd lr=0.05 momentum=0.9",
    ),
}


def groups():
    nets = [("2_5_3", WIDE), ("3_4_2", DEEP)]
    optimizers = [
        dict(net, name=f"{name}_{size}", loss="mse", optimizer=text) for name, text in OPTIMIZERS.items() for size, net in nets
    ]
    optimizers += [
        dict(net, name=f"{name}_{size}", loss="mse", optimizer=text, clip=clip)
        for name, (clip, text) in CLIPPED.items()
        for size, net in nets
    ]
    # What is lost where a program holds its settings in f32: here PyTorch took the decimal numbers themselves.
    optimizers += [
        dict(WIDE, name=f"{name}_f64_settings", loss="mse", optimizer=OPTIMIZERS[name], precision="f64")
        for name in ("momentum", "rmsprop", "adam", "adamw")
    ]
    losses = [
        dict(net, name=f"{name}_{rule}", loss=loss, optimizer=text)
        for name, (net, loss) in LOSSES.items()
        for rule, text in (("sgd", SGD), ("adam", ADAM))
    ]
    activations = [
        dict(sizes=sizes, activations=[kind, last], name=f"{kind}_{last}", loss="mse", optimizer="sgd lr=0.1 momentum=0.5")
        for kind in ACTIVATIONS
        for sizes, last in (([2, 5, 3], "linear"), ([3, 4, 2], kind))
        if (kind, sizes[0]) != ("linear", 3)
    ]
    activations += [
        dict(sizes=[3, 4, 2], activations=[kind, "linear"], name=f"{kind}_at_zero", loss="mse", optimizer=SGD, zero=True)
        for kind in ("leaky_relu", "relu")
    ]
    schedules = [
        dict(WIDE, name=name, loss="mse", optimizer=text, schedule=schedule) for name, (schedule, text) in SCHEDULES.items()
    ]
    return dict(optimizers=optimizers, losses=losses, activations=activations, schedules=schedules)


# ---- the text ------------------------------------------------------------------------------------------------------


def exact(values):
    """Numbers whose shortest text is exact."""
    for v in values:
        assert float(numpy.float32(v)) == v
    return " ".join(f"{v:.17g}" for v in values)


def near(values):
    return " ".join(f"{v:.15g}" for v in values)


def text_of(trace, seed, result):
    lines = [
        f"trace {trace['name']}",
        f"seed {seed}",
        "net " + " ".join(map(str, trace["sizes"])),
        "activations " + " ".join(trace["activations"]),
        f"loss {trace['loss']}",
        f"optimizer {trace['optimizer']}",
        f"clip {trace.get('clip', 'none')}",
        f"schedule {trace.get('schedule', 'constant')}",
        f"settings {trace.get('precision', 'f32')}",
    ]
    lines += [f"sample {exact(x)} -> {exact(t)}" for x, t in zip(result["x"], result["target"])]
    if "schedule" in trace:
        lines.append(f"rates {near(result['rates'])}")
    lines.append("start")
    lines += [f"{name} {exact(values)}" for name, values in zip(result["names"], result["weights"])]
    for step, loss, then, rate, kept in result["after"]:
        lines.append(f"after {step} {near([loss, then, rate])}")
        lines += [f"{name} {near(values)}" for name, values in kept]
    return "\n".join([*lines, "end", ""])


def drift(trace, seed, result):
    """The largest difference of a weight after the last step if PyTorch computes in float32."""
    other = run(trace, seed, torch.float32)
    pairs = zip(result["after"][-1][4], other["after"][-1][4])
    return max(abs(a - b) for (_, xs), (_, ys) in pairs for a, b in zip(xs, ys))


def main():
    torch.set_num_threads(1)
    torch.use_deterministic_algorithms(True)
    here, drifts = Path(__file__).resolve().parent, "--float32" in sys.argv[1:]
    for group, traces in groups().items():
        texts = [f"# Written by make.py with PyTorch {torch.__version__.split('+')[0]}, float64. README.md describes the format.\n"]
        for trace in traces:
            seed, result = choose(trace)
            texts.append(text_of(trace, seed, result))
            if drifts:
                off = drift(trace, seed, result)
                first, last = result["after"][0][1], result["after"][-1][2]
                print(f"{group:12} {trace['name']:48} {off:9.2e}  loss {first:.4f} to {last:.4f}, clipped {result['clipped']}, seed {seed}")
        if not drifts:
            (here / f"{group}.txt").write_text("".join(texts))
            print(f"{group}.txt: {len(traces)} traces, {sum(map(len, texts))} bytes")


main()
