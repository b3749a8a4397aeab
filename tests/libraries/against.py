"""What the libraries themselves give, kept in tests/data: run where they are installed, with their names.

python -m tests.libraries.against torch torchvision keras sklearn scipy optax
python -m tests.libraries.against optimizers              # ten updates by torch's and optax's
python -m tests.libraries.against fairseq FAIRSEQ.whl     # its one function, out of the wheel
python -m tests.libraries.against kaggle                  # where scikit-learn is 1.1.3
"""

import os
import sys
import warnings
from importlib import import_module

import numpy as np

ROOMS = {
    "torch": "by_torch",
    "torchvision": "by_torch",
    "fairseq": "by_torch",
    "keras": "by_keras",
    "sklearn": "by_sklearn",
    "kaggle": "by_sklearn",
    "scipy": "by_scipy",
    "optax": "by_scipy",
    "optimizers": "by_optimizers",
}

if __name__ == "__main__":
    os.environ["KERAS_BACKEND"] = "jax"
    warnings.simplefilter("ignore")
    np.seterr(all="ignore")
    wheels = [word for word in sys.argv[1:] if word.endswith(".whl")]
    for name in sys.argv[1:]:
        if name not in wheels:
            keep = getattr(import_module(f"tests.libraries.{ROOMS[name]}"), name)
            keep(*wheels if name == "fairseq" else ())
