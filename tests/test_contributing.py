"""CONTRIBUTING's recipe is followed to the letter, on a copy: one class in one file is enough."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import engine

ROOT = Path(__file__).parent.parent

CHECKS = """
import json, os, subprocess, sys
import numpy as np
import engine
from engine import gradcheck, network
from app.exports import find
from app.web.app import create_app

assert engine.__file__.startswith(os.getcwd())
catalogue = engine.catalogue()
(entry,) = [each for each in catalogue["activations"] if each["kind"] == "bent_identity"]
assert entry["title"] == "bent identity" and len(entry["curve"]["g"]) == len(entry["curve"]["z"])
assert '"bent_identity"' in json.dumps(create_app().openapi())

spec = engine.Spec.model_validate({"network": {
    "hidden_layers": [3, 2], "activation": "bent_identity", "dtype": "float64"}})
batch = gradcheck.example_batch(spec)[:, :12]
parameters = network.initial_parameters(spec)
np.testing.assert_allclose(
    gradcheck.gradient(spec, parameters, batch),
    gradcheck.numerical_gradient(spec, parameters, batch), rtol=1e-5, atol=1e-7)

try:
    engine.Spec.model_validate({"network": {"activation": "bent_identiy"}})
except ValueError as error:
    assert "did you mean bent_identity" in str(error)

spec = engine.Spec.model_validate({
    "network": {"hidden_layers": [5, 4], "activation": "bent_identity"},
    "training": {"batch_size": 1000}})
state = engine.advance(engine.init(spec), epochs=20)
with open("network.py", "w") as file:
    file.write(find("numpy").write(state))
for arguments in ([], ["--train"]):
    done = subprocess.run(
        [sys.executable, "network.py", *arguments], capture_output=True, text=True, check=True)
    said = json.loads(done.stdout)
    np.testing.assert_allclose(
        said["predictions"], engine.predict(state, said["points"]), atol=1e-5)
assert "g(z) = (√(z² + 1) − 1) / 2 + z" in find("pytorch").write(state)
assert "keras.ops.sqrt(z * z + 1)" in find("keras").write(state)
assert "bent_identity" in " ".join(map(str, find("onnx").refusal(state)))
"""


def test_a_new_activation_touches_one_file(tmp_path: Path) -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text()
    found = re.search(r"<!-- recipe -->\n```python\n(.*?)```", text, re.DOTALL)
    assert found
    engine_folder = Path(engine.__file__).parent
    shutil.copytree(engine_folder, tmp_path / "engine")
    for name in ("app", "static", "templates"):
        (tmp_path / name).symlink_to(ROOT / name)

    chapter = tmp_path / "engine" / "activations" / "bounded.py"
    before, registry, after = chapter.read_text().partition("Bounded = ")
    assert registry
    entry = found.group(1) + "\n\n"
    chapter.write_text(before + entry + registry + "BentIdentity | " + after)

    done = subprocess.run(
        [sys.executable, "-c", CHECKS], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
