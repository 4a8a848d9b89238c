"""Writes the data sets of tests/data and examples/data from the copies that scikit-learn brings along.

    python3 -m venv /tmp/venv && /tmp/venv/bin/pip install -r tests/data/requirements.txt
    /tmp/venv/bin/python tests/data/make.py

Rows are in scikit-learn's order, inputs first and the target last, under a row of names. Every number is written with
the fewest digits that read back as the same f64. The README.md beside each file names its source and its licence.
"""

import csv
from pathlib import Path

from sklearn import datasets

HERE = Path(__file__).resolve().parent
EXAMPLES = HERE.parent.parent / "examples" / "data"

# file, loader, the size that it must have, the number of classes (0: a number is to be predicted)
SETS = [
    (EXAMPLES / "digits.csv", datasets.load_digits, (1797, 64), 10),
    (HERE / "wine.csv", datasets.load_wine, (178, 13), 3),
    (HERE / "iris.csv", datasets.load_iris, (150, 4), 3),
    (HERE / "cancer.csv", datasets.load_breast_cancer, (569, 30), 2),
    # as measured, not as scikit-learn scales it
    (HERE / "diabetes.csv", lambda: datasets.load_diabetes(scaled=False), (442, 10), 0),
]


def text(number):
    number = float(number)
    return str(int(number)) if number.is_integer() else repr(number)


for path, load, shape, classes in SETS:
    data = load()
    assert data.data.shape == shape and data.target.shape == shape[:1]
    assert not classes or set(data.target) == set(range(classes))
    names = [name.replace(" (cm)", "").replace(" ", "_") for name in map(str, data.feature_names)]
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow([*names, "class" if classes else "target"])
        rows.writerows([*map(text, x), text(y)] for x, y in zip(data.data, data.target))
    print(f"{path.name}: {shape[0]} rows, {path.stat().st_size} bytes")
