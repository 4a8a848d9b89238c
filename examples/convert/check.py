"""Every model in tests/models by way of this tool into ONNX, run by onnxruntime, beside the numbers that the tool prints.

    python3 check.py             # installs onnx and onnxruntime into target/check-venv if they are not there
    python3 check.py --convert target/release/convert

What is compared, for every input of every model: what onnxruntime gives for the file that we wrote, what the tool
predicts, and what onnxruntime gives for the file that the framework wrote. The bound is 1e-5 of the largest output.
`onnx.checker` looks at every file that we wrote.
"""

import argparse
import json
import math
import os
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

HERE = Path(__file__).resolve().parent
MODELS = HERE / "tests" / "models"
PACKAGES = ["numpy==2.4.6", "onnx==1.23.2", "onnxruntime==1.32.0"]
BOUND = 1e-5


def with_packages():
    """Starts anew in an environment that has the packages; says so and ends well where they cannot be had."""
    try:
        import onnx  # noqa: F401
        import onnxruntime  # noqa: F401
        return
    except ImportError:
        if os.environ.get("CONVERT_CHECK_VENV"):
            raise
    folder = HERE / "target" / "check-venv"
    python = folder / "bin" / "python"
    try:
        if not python.exists():
            venv.create(folder, with_pip=True)
        subprocess.run([python, "-m", "pip", "install", "-q", *PACKAGES], check=True)
    except (subprocess.CalledProcessError, OSError) as error:
        print(f"SKIPPED: onnxruntime cannot be installed here ({error})")
        sys.exit(0)
    os.environ["CONVERT_CHECK_VENV"] = "1"
    sys.exit(subprocess.run([python, __file__, *sys.argv[1:]]).returncode)


def convert(tool, model, flags):
    output = subprocess.run([tool, model, *flags], capture_output=True, text=True, check=True).stdout
    lines = [line.removeprefix("predict  ") for line in output.splitlines() if line.startswith("predict  ")]
    return [json.loads(line.split(" -> ")[1]) for line in lines]


def run(path, inputs):
    """The outputs of a net: one sample at a time, since some exporters fix the batch to one."""
    import numpy
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.log_severity_level = 3
    session = onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])
    start = session.get_inputs()[0]
    shape = [1, *[size for size in start.shape[1:]]]
    rows = []
    for x in inputs:
        outputs = session.run(None, {start.name: numpy.float32(x).reshape(shape)})
        rows.append(outputs)
    return rows


def floats(outputs):
    """Of one output of a graph; of a classifier's two, the probabilities."""
    last = outputs[-1]
    if isinstance(last, list):  # of ZipMap: a dictionary by class
        return [float(value) for value in last[0].values()]
    return [float(value) for value in last.reshape(-1)]


def finished(dropped, y):
    """What the net leaves to others."""
    if dropped is None:
        return y
    largest = max(y)
    total = sum(math.exp(value - largest) for value in y)
    if dropped == "Softmax":
        return [math.exp(value - largest) / total for value in y]
    return [value - largest - math.log(total) for value in y]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--convert", type=Path, help="the tool; built by cargo if it is not given")
    arguments = parser.parse_args()
    with_packages()
    import onnx

    tool = arguments.convert
    if tool is None:
        subprocess.run(["cargo", "build", "-q", "--release"], cwd=HERE, check=True)
        target = Path(os.environ.get("CARGO_TARGET_DIR", HERE / "target"))
        tool = target / "release" / "convert"
    tool = tool.resolve()

    files, compared, worst, failures = 0, 0, 0.0, []
    with tempfile.TemporaryDirectory() as folder:
        for path in sorted(MODELS.glob("*.json")):
            case = json.loads(path.read_text())
            for name in case["files"]:
                ours = Path(folder) / "ours.onnx"
                flags = case["flags"] if name.endswith(".safetensors") else []
                inputs = [f"--input={','.join(map(repr, x))}" for x in case["inputs"]]
                predicted = convert(tool, MODELS / name, [*flags, "--onnx", ours, *inputs])
                onnx.checker.check_model(onnx.load(ours), full_check=True)
                exported = [floats(outputs) for outputs in run(ours, case["inputs"])]
                theirs = [floats(outputs) for outputs in run(MODELS / name, case["inputs"])] if name.endswith("onnx") else None
                for k, (y, z) in enumerate(zip(predicted, exported, strict=True)):
                    pairs = list(zip(y, z, strict=True))
                    if theirs is not None:
                        x = theirs[k]
                        x = x[1:] if len(x) == 2 and len(y) == 1 else x  # of two classes, the second
                        pairs += list(zip(x, finished(case["dropped"], z), strict=True))
                    size = max(1.0, *map(abs, z)) if len(z) > 1 else max(1.0, abs(z[0]))
                    for a, b in pairs:
                        error = abs(a - b) / size
                        worst, compared = max(worst, error), compared + 1
                        if not error <= BOUND:
                            failures.append(f"{name}, input {k}: {a} and {b}")
                files += 1
    for failure in failures:
        print(failure)
    print(f"{files} files, {compared} numbers; the largest difference is {worst:.1e} of the largest output (bound {BOUND:.0e})")
    sys.exit(1 if failures or files < 55 else 0)


if __name__ == "__main__":
    main()
