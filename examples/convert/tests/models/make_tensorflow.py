"""Writes the models of Keras on TensorFlow, which exports by tf2onnx; see make.py.

    python3 -m venv /tmp/venv-tensorflow && /tmp/venv-tensorflow/bin/pip install -r requirements-tensorflow.txt
    /tmp/venv-tensorflow/bin/python make_tensorflow.py

`refused/keras_normalization.onnx` is what it writes of a Normalization layer: the mean and the deviation become inputs of
the graph, and their numbers are lost.
"""

import json
import os
from pathlib import Path

os.environ["KERAS_BACKEND"] = "tensorflow"
os.environ["CUDA_VISIBLE_DEVICES"] = ""
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"

import keras
import numpy
import tensorflow
from keras import layers

HERE = Path(__file__).parent
MADE_BY = f"Keras {keras.__version__} on TensorFlow {tensorflow.__version__}"


def samples(*shape, seed=1):
    return numpy.random.default_rng(seed).normal(size=shape).astype(numpy.float32)


def write(name, model, inputs, net, dropped=None):
    outputs = keras.ops.convert_to_numpy(model(inputs))
    model.export(HERE / f"{name}.onnx", format="onnx", verbose=False)
    case = {
        "made_by": MADE_BY, "files": [f"{name}.onnx"], "flags": [], "net": net, "dropped": dropped,
        "inputs": inputs.reshape(len(inputs), -1).astype(float).tolist(),
        "outputs": outputs.reshape(len(outputs), -1).astype(float).tolist(),
    }
    (HERE / f"{name}.json").write_text(json.dumps(case) + "\n")


keras.utils.set_random_seed(41)
model = keras.Sequential([keras.Input((4,)), layers.Dense(8, "relu", bias_initializer="random_normal"),
                          layers.Dense(6, "tanh"), layers.BatchNormalization(), layers.Dense(3)])
for weight in model.layers[2].weights:
    weight.assign(weight + 0.3)
write("keras_tensorflow", model, samples(6, 4), "(Dense<4, 8, Relu>, Dense<8, 6, Tanh>, Dense<6, 3>)")

model = keras.Sequential([keras.Input((2,)), layers.Dense(2, use_bias=False)])
model.layers[0].set_weights([numpy.float32([[1, 2], [3, 4]])])
write("keras_tensorflow_square", model, numpy.float32([[1, 10], [1, 0], [0, 1]]), "Dense<2, 2>")

keras.utils.set_random_seed(42)
model = keras.Sequential([keras.Input((4, 4)), layers.Flatten(), layers.Dense(6), layers.LeakyReLU(0.01),
                          layers.Dropout(0.2), layers.Dense(5, "softmax")])
write("keras_tensorflow_softmax", model, samples(6, 4, 4), "(Dense<16, 6, LeakyRelu>, Dense<6, 5>)", "Softmax")

keras.utils.set_random_seed(43)
model = keras.Sequential([keras.Input((3,)), layers.Rescaling(0.125, offset=-1.0), layers.Dense(5, "sigmoid"),
                          layers.Dense(1, "sigmoid"), layers.Rescaling(10.0)])
write("keras_tensorflow_scaled", model, samples(6, 3), "(Dense<3, 5, Sigmoid>, Dense<5, 1, Sigmoid>, Dense<1, 1>)")

normalization = layers.Normalization()
normalization.adapt(samples(100, 3))
model = keras.Sequential([keras.Input((3,)), normalization, layers.Dense(1)])
model(samples(1, 3))
(HERE / "refused").mkdir(exist_ok=True)
model.export(HERE / "refused" / "keras_normalization.onnx", format="onnx", verbose=False)
