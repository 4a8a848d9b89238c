"""Writes the models beside this file with PyTorch, Keras and scikit-learn, and what each of them answers.

    python3 -m venv /tmp/venv && /tmp/venv/bin/pip install -r requirements.txt
    /tmp/venv/bin/python make.py

Every net has a NAME.json: the program that made it, its files, what `convert` is to print as the net's type, a few
inputs and the outputs that the framework itself computed for them (in float32, with its own softmax).
The weights come from fixed seeds; most nets are not trained, since only their arithmetic matters here.
"""

import json
import logging
import os
import shutil
import tempfile
import warnings
from pathlib import Path

os.environ["KERAS_BACKEND"] = "torch"
os.environ["CUDA_VISIBLE_DEVICES"] = ""
warnings.filterwarnings("ignore")
logging.disable(logging.WARNING)  # "torchvision is not installed"

import keras
import numpy
import onnx
import safetensors.torch
import skl2onnx
import sklearn
import torch
from skl2onnx import to_onnx
from sklearn.neural_network import MLPClassifier, MLPRegressor
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import LabelBinarizer, MinMaxScaler, StandardScaler
from torch import nn

HERE = Path(__file__).parent
TORCH = f"PyTorch {torch.__version__}"
KERAS = f"Keras {keras.__version__} on {TORCH}"
SKLEARN = f"scikit-learn {sklearn.__version__}, skl2onnx {skl2onnx.__version__}"


def describe(name, made_by, files, net, inputs, outputs, dropped=None, flags=()):
    """NAME.json. `dropped` is what is left to do on our outputs; `flags` are for the safetensors file."""
    case = {
        "made_by": made_by,
        "files": files,
        "flags": list(flags),
        "net": net,
        "dropped": dropped,
        "inputs": numpy.asarray(inputs, numpy.float32).reshape(len(inputs), -1).astype(float).tolist(),
        "outputs": numpy.asarray(outputs, numpy.float32).reshape(len(outputs), -1).astype(float).tolist(),
    }
    (HERE / f"{name}.json").write_text(json.dumps(case, indent=None) + "\n")
    for file in files:
        print(f"{(HERE / file).stat().st_size:6} {file}")


def samples(*shape, seed=1, scale=1.0, shift=0.0):
    return (numpy.random.default_rng(seed).normal(size=shape) * scale + shift).astype(numpy.float32)


# ---------------------------------------------------------------------------------------------------------- PyTorch


def write_torch(name, model, inputs, net, dropped=None, flags=(), files=("safetensors", "old", "dynamo"), scripted=None):
    """A model by the old exporter (TorchScript), by the new one (dynamo), and its state as safetensors."""
    model.eval()
    x = torch.from_numpy(inputs)
    with torch.no_grad():
        outputs = model(x).numpy()
    written = []
    if "safetensors" in files:
        safetensors.torch.save_file(model.state_dict(), HERE / f"{name}.safetensors")
        written.append(f"{name}.safetensors")
    if "old" in files:
        torch.onnx.export(
            model, (x[:1],), HERE / f"{name}_old.onnx", dynamo=False, input_names=["x"], output_names=["y"],
            dynamic_axes={"x": {0: "batch"}, "y": {0: "batch"}},
        )
        written.append(f"{name}_old.onnx")
    if "dynamo" in files:
        export_dynamo(model, x, HERE / f"{name}_dynamo.onnx")
        written.append(f"{name}_dynamo.onnx")
    if "external" in files:
        (HERE / f"{name}_external.onnx.data").unlink(missing_ok=True)  # it would be appended to
        # As PyTorch does for large tensors: it keeps small ones in the file whatever it is asked.
        export_dynamo(model, x, HERE / f"{name}_external.onnx")
        onnx.save(onnx.load(HERE / f"{name}_external.onnx"), HERE / f"{name}_external.onnx", save_as_external_data=True,
                  location=f"{name}_external.onnx.data", size_threshold=0)
        written.append(f"{name}_external.onnx")
    if "fixed" in files:  # as in the shortest call: no names, the batch of the example
        torch.onnx.export(model, (x[:1],), HERE / f"{name}_fixed.onnx", dynamo=True, external_data=False, verbose=False)
        without_source_lines(HERE / f"{name}_fixed.onnx")
        written.append(f"{name}_fixed.onnx")
    describe(name, TORCH, written, net, inputs, outputs, dropped, flags)


def export_dynamo(model, x, path):
    torch.onnx.export(
        model, (x[:2],), path, dynamo=True, verbose=False, external_data=False,
        dynamic_shapes=({0: torch.export.Dim("batch")},),
    )
    without_source_lines(path)


def without_source_lines(path):
    """The new exporter writes the stack trace of every node, with the paths of this machine: most of the file."""
    model = onnx.load(path)
    for node in model.graph.node:
        del node.metadata_props[:]
    for value in [*model.graph.value_info, *model.graph.input, *model.graph.output]:
        del value.metadata_props[:]
    del model.graph.metadata_props[:]
    del model.metadata_props[:]
    onnx.save(model, path)


class Named(nn.Module):
    """Layers with names; in the state they are `fc1.weight` and so on."""

    def __init__(self):
        super().__init__()
        self.fc1, self.fc2, self.fc3 = nn.Linear(4, 6), nn.Linear(6, 6), nn.Linear(6, 2)

    def forward(self, x):
        return self.fc3(torch.relu(self.fc2(torch.relu(self.fc1(x)))))


class Wrapped(nn.Module):
    """A Sequential within a module: `net.0.weight`."""

    def __init__(self):
        super().__init__()
        self.net = nn.Sequential(nn.Linear(3, 5), nn.Tanh(), nn.Linear(5, 1))

    def forward(self, x):
        return self.net(x)


class Scaled(nn.Module):
    """What many write by hand: inputs to unit scale, outputs back to theirs."""

    def __init__(self):
        super().__init__()
        self.register_buffer("mean", torch.tensor([20.0, 55.0, 3.0]))
        self.register_buffer("std", torch.tensor([4.0, 12.0, 0.5]))
        self.net = nn.Sequential(nn.Linear(3, 8), nn.ReLU(), nn.Linear(8, 2))

    def forward(self, x):
        return self.net((x - self.mean) / self.std) * 30.0 + 100.0


def make_torch():
    def seed(value):
        torch.manual_seed(value)

    seed(1)
    model = nn.Sequential(nn.Linear(4, 8), nn.ReLU(), nn.Linear(8, 3))
    write_torch("torch_relu", model, samples(6, 4), "(Dense<4, 8, Relu>, Dense<8, 3>)",
                flags=["--activation", "relu"], files=("safetensors", "old", "dynamo", "external", "fixed"))
    seed(2)
    model = nn.Sequential(nn.Linear(3, 6), nn.Tanh(), nn.Linear(6, 6), nn.Tanh(), nn.Linear(6, 2))
    write_torch("torch_tanh", model, samples(6, 3), "(Dense<3, 6, Tanh>, Dense<6, 6, Tanh>, Dense<6, 2>)",
                flags=["--activation", "tanh"])
    seed(3)
    model = nn.Sequential(nn.Linear(2, 7), nn.LeakyReLU(), nn.Linear(7, 1))
    write_torch("torch_leaky", model, samples(6, 2), "(Dense<2, 7, LeakyRelu>, Dense<7, 1>)",
                flags=["--activation", "leaky-relu"])
    seed(4)
    model = nn.Sequential(nn.Linear(5, 5), nn.Sigmoid(), nn.Linear(5, 4), nn.Sigmoid())
    write_torch("torch_sigmoid", model, samples(6, 5), "(Dense<5, 5, Sigmoid>, Dense<5, 4, Sigmoid>)",
                flags=["--activation", "sigmoid", "--output-activation", "sigmoid"])
    seed(5)
    model = nn.Sequential(nn.Linear(4, 10), nn.ReLU(), nn.Linear(10, 5), nn.Softmax(dim=-1))
    write_torch("torch_softmax", model, samples(6, 4), "(Dense<4, 10, Relu>, Dense<10, 5>)", dropped="Softmax",
                flags=["--activation", "relu"])
    seed(6)
    model = nn.Sequential(nn.Linear(4, 6), nn.ReLU(), nn.Linear(6, 3), nn.LogSoftmax(dim=1))
    write_torch("torch_log_softmax", model, samples(6, 4), "(Dense<4, 6, Relu>, Dense<6, 3>)", dropped="LogSoftmax",
                files=("old", "dynamo"))
    seed(7)
    model = nn.Sequential(nn.Flatten(), nn.Linear(16, 6), nn.ReLU(), nn.Dropout(0.5), nn.Linear(6, 3))
    write_torch("torch_flatten", model, samples(6, 1, 4, 4), "(Dense<16, 6, Relu>, Dense<6, 3>)",
                flags=["--activation", "relu"])
    seed(8)
    model = nn.Sequential(nn.Linear(3, 3, bias=False), nn.ReLU(), nn.Linear(3, 3, bias=False))
    write_torch("torch_no_bias", model, samples(6, 3), "(Dense<3, 3, Relu>, Dense<3, 3>)",
                flags=["--activation", "relu"])
    seed(9)
    write_torch("torch_named", Named(), samples(6, 4), "(Dense<4, 6, Relu>, Dense<6, 6, Relu>, Dense<6, 2>)",
                flags=["--activation", "relu"])
    seed(10)
    write_torch("torch_wrapped", Wrapped(), samples(6, 3), "(Dense<3, 5, Tanh>, Dense<5, 1>)",
                flags=["--activation", "tanh"])
    seed(11)
    inputs = samples(6, 3) * numpy.float32([4, 12, 0.5]) + numpy.float32([20, 55, 3])
    write_torch("torch_scaled", Scaled(), inputs, "(Dense<3, 8, Relu>, Dense<8, 2>)", files=("old", "dynamo"))
    seed(12)
    model = nn.Sequential(nn.BatchNorm1d(4), nn.Linear(4, 6), nn.BatchNorm1d(6), nn.ReLU(), nn.Linear(6, 2))
    model.train()
    for step in range(20):
        model(torch.from_numpy(samples(32, 4, seed=step, scale=2.0, shift=1.0)))
    write_torch("torch_batch_norm", model, samples(6, 4), "(Dense<4, 6, Relu>, Dense<6, 2>)", files=("old", "dynamo"))
    seed(13)
    # The last axis of three: exported as MatMul and Add instead of Gemm.
    model = nn.Sequential(nn.Linear(4, 5), nn.ReLU(), nn.Linear(5, 2))
    write_torch("torch_three_axes", model, samples(6, 1, 4), "(Dense<4, 5, Relu>, Dense<5, 2>)", files=("old", "dynamo"))


# ------------------------------------------------------------------------------------------------------------ Keras


def write_keras(name, model, inputs, net, dropped=None):
    outputs = keras.ops.convert_to_numpy(model(inputs))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "model.onnx"
        model.export(path, format="onnx", verbose=False)
        without_source_lines(path)
        shutil.copy(path, HERE / f"{name}.onnx")
    describe(name, KERAS, [f"{name}.onnx"], net, inputs, outputs, dropped)


def make_keras():
    layers = keras.layers
    keras.utils.set_random_seed(21)
    model = keras.Sequential([keras.Input((4,)), layers.Dense(8, "relu", bias_initializer="random_normal"),
                              layers.Dense(3, bias_initializer="random_normal")])
    write_keras("keras_relu", model, samples(6, 4), "(Dense<4, 8, Relu>, Dense<8, 3>)")

    # Keras keeps a kernel as [inputs, outputs]: of [[1, 2], [3, 4]], the input [1, 10] makes [31, 42].
    model = keras.Sequential([keras.Input((2,)), layers.Dense(2, use_bias=False)])
    model.layers[0].set_weights([numpy.float32([[1, 2], [3, 4]])])
    write_keras("keras_square", model, numpy.float32([[1, 10], [1, 0], [0, 1]]), "Dense<2, 2>")

    keras.utils.set_random_seed(22)
    normalization = layers.Normalization()
    normalization.adapt(samples(200, 3, seed=9) * numpy.float32([4, 12, 0.5]) + numpy.float32([20, 55, 3]))
    model = keras.Sequential([keras.Input((3,)), normalization, layers.Dense(8, "tanh"), layers.Dense(8, "sigmoid"),
                              layers.Dense(1)])
    inputs = samples(6, 3) * numpy.float32([4, 12, 0.5]) + numpy.float32([20, 55, 3])
    write_keras("keras_normalization", model, inputs, "(Dense<3, 8, Tanh>, Dense<8, 8, Sigmoid>, Dense<8, 1>)")

    keras.utils.set_random_seed(23)
    model = keras.Sequential([keras.Input((4, 4)), layers.Flatten(), layers.Dense(6), layers.LeakyReLU(0.01),
                              layers.Dropout(0.2), layers.Dense(5, "softmax")])
    write_keras("keras_softmax", model, samples(6, 4, 4), "(Dense<16, 6, LeakyRelu>, Dense<6, 5>)", dropped="Softmax")

    keras.utils.set_random_seed(24)
    model = keras.Sequential([keras.Input((3,)), layers.Rescaling(1 / 8, offset=-1.0), layers.Dense(5, "relu"),
                              layers.BatchNormalization(), layers.Dense(1, "sigmoid")])
    for weight in model.layers[2].weights:
        weight.assign(weight + 0.3)
    write_keras("keras_binary", model, samples(6, 3, scale=4, shift=8), "(Dense<3, 5, Relu>, Dense<5, 1, Sigmoid>)")

    keras.utils.set_random_seed(25)
    start = keras.Input((4,), name="sensor")  # the functional interface, with names of its own
    hidden = layers.Dense(6, "relu", name="hidden")(start)
    model = keras.Model(start, layers.Rescaling(50.0, offset=10.0)(layers.Dense(2, name="answer")(hidden)))
    write_keras("keras_functional", model, samples(6, 4), "(Dense<4, 6, Relu>, Dense<6, 2>)")


# ----------------------------------------------------------------------------------------------------- scikit-learn


def write_sklearn(name, model, inputs, outputs, net, dropped=None, zipmap=True, suffix="", others=()):
    options = {} if zipmap else {"zipmap": False}
    proto = to_onnx(model, inputs[:1], options=options, target_opset=None)
    (HERE / f"{name}{suffix}.onnx").write_bytes(proto.SerializeToString())
    describe(name, SKLEARN, [f"{name}{suffix}.onnx", *others], net, inputs, outputs, dropped)


def make_sklearn():
    x = samples(120, 4, seed=31)
    inputs = samples(6, 4, seed=32)
    regressor = MLPRegressor(hidden_layer_sizes=(8,), activation="relu", max_iter=40, random_state=1).fit(x, x[:, 0] * x[:, 1])
    write_sklearn("sklearn_regressor", regressor, inputs, regressor.predict(inputs), "(Dense<4, 8, Relu>, Dense<8, 1>)")
    regressor = MLPRegressor(hidden_layer_sizes=(5, 4), activation="tanh", max_iter=40, random_state=1).fit(x, x[:, :2] ** 2)
    write_sklearn("sklearn_two_outputs", regressor, inputs, regressor.predict(inputs),
                  "(Dense<4, 5, Tanh>, Dense<5, 4, Tanh>, Dense<4, 2>)")

    classes = (x[:, 0] > 0).astype(int) + (x[:, 1] > 0)
    classifier = MLPClassifier(hidden_layer_sizes=(6,), activation="logistic", max_iter=60, random_state=1).fit(x, classes)
    outputs = classifier.predict_proba(inputs)
    write_sklearn("sklearn_classes", classifier, inputs, outputs, "(Dense<4, 6, Sigmoid>, Dense<6, 3>)", "Softmax",
                  zipmap=False, suffix="_arrays")
    write_sklearn("sklearn_classes", classifier, inputs, outputs, "(Dense<4, 6, Sigmoid>, Dense<6, 3>)", "Softmax",
                  others=["sklearn_classes_arrays.onnx"])
    names = numpy.array(["no", "yes"])[classes // 2]
    classifier = MLPClassifier(hidden_layer_sizes=(6,), max_iter=60, random_state=1).fit(x, names)
    write_sklearn("sklearn_binary", classifier, inputs, classifier.predict_proba(inputs)[:, 1],
                  "(Dense<4, 6, Relu>, Dense<6, 1, Sigmoid>)")
    labels = (x[:, :3] > 0).astype(int)
    classifier = MLPClassifier(hidden_layer_sizes=(6,), max_iter=60, random_state=1).fit(x, labels)
    write_sklearn("sklearn_labels", classifier, inputs, classifier.predict_proba(inputs),
                  "(Dense<4, 6, Relu>, Dense<6, 3, Sigmoid>)", zipmap=False)

    scale, shift = numpy.float32([4, 12, 0.5, 30]), numpy.float32([20, 55, 3, 0])
    pipeline = make_pipeline(StandardScaler(), MLPRegressor(hidden_layer_sizes=(8,), max_iter=60, random_state=1))
    pipeline.fit(x * scale + shift, x[:, 0] - x[:, 3])
    write_sklearn("sklearn_standard_scaler", pipeline, inputs * scale + shift,
                  pipeline.predict(inputs * scale + shift), "(Dense<4, 8, Relu>, Dense<8, 1>)")
    pipeline = make_pipeline(MinMaxScaler(), MLPClassifier(hidden_layer_sizes=(8,), activation="identity", max_iter=60, random_state=1))
    pipeline.fit(x * scale + shift, classes)
    write_sklearn("sklearn_min_max", pipeline, inputs * scale + shift,
                  pipeline.predict_proba(inputs * scale + shift), "(Dense<4, 8>, Dense<8, 3>)", "Softmax")


if __name__ == "__main__":
    make_torch()
    make_keras()
    make_sklearn()
    print(f"{sum(file.stat().st_size for file in HERE.iterdir() if file.is_file())} bytes in all")
