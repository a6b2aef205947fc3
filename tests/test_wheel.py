"""Wheel and sdist hold the whole playground, nothing else, and work without the rest of it."""

import json
import os
import re
import subprocess
import sys
import sysconfig
import tarfile
import tomllib
import venv
import zipfile
from pathlib import Path

import httpx
import pytest

from nn_playground import Playground

ROOT = Path(__file__).parents[1]
VERSION = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]
PACKAGES = ("app", "engine", "nn_playground")
DATA = ("static", "templates")
"""What lies beside the packages in the repository and within `app` once installed."""

ASK = """
import json
import re

import httpx
from app.client.local import LocalTransport
from nn_playground import Playground, engine
import app

with httpx.Client(base_url="http://local", transport=LocalTransport()) as client:
    page = client.get("/").text
    scripts = re.findall(r'src="([^"]+[.]js[^"]*)"', page)
    print(json.dumps({
        "from": app.__file__,
        "version": client.get("/api/v1/version").json()["version"],
        "openapi": client.get("/openapi.json").json()["info"]["version"],
        "example": "example" in client.get("/openapi.json").text,
        "lessons": len(client.get("/api/v1/lessons").json()),
        "lesson": client.get("/lessons/perceptron").status_code,
        "scripts": sorted({client.get(script).status_code for script in scripts}),
        "run": client.post("/api/v1/runs").status_code,
    }))
with Playground.local() as playground:
    run = playground.create(data="xor").play(until={"epoch": 3})
    assert engine.Spec.model_validate({"data": "xor"}).data.kind == "xor"
    assert "import numpy" in run.export("numpy")
    print(run.read().epoch)
"""


def build(tree: Path, target: str, folder: Path) -> Path:
    """What hatchling makes of a tree."""
    command = [sys.executable, "-m", "hatchling", "build", "--target", target, "--directory"]
    done = subprocess.run(
        [*command, str(folder)], cwd=tree, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    (made,) = folder.iterdir()
    return made


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, made of what the sdist holds."""
    sdist = build(ROOT, "sdist", tmp_path_factory.mktemp("sdist"))
    assert sdist.name == f"nn_playground-{VERSION}.tar.gz"
    unpacked = tmp_path_factory.mktemp("unpacked")
    with tarfile.open(sdist) as archive:
        archive.extractall(unpacked, filter="data")
    tree = unpacked / f"nn_playground-{VERSION}"
    assert not (tree / "tests").exists()
    return build(tree, "wheel", tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="module")
def python(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Python of an environment that pip installed the wheel into. What it depends on lies where
    the tests have it: to install that too would take half a minute."""
    folder = tmp_path_factory.mktemp("environment")
    venv.create(folder, with_pip=False)
    python = folder / "bin" / "python"
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--python", str(python)]
    subprocess.run([*pip, "install", "--quiet", "--no-deps", "--no-index", wheel], check=True)
    (site,) = folder.glob("lib/*/site-packages")
    (site / "dependencies.pth").write_text(sysconfig.get_path("purelib"))
    return python


def run(
    program: Path, *arguments: str, cwd: Path, code: int = 0, **settings: str
) -> subprocess.CompletedProcess[str]:
    """A program run where nothing of the repository is found."""
    clean = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    done = subprocess.run(
        [program, *arguments],
        cwd=cwd,
        env=clean | settings,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == code, done.stderr
    return done


def files(folder: Path) -> set[str]:
    """The files below a folder, but for what Python makes of them."""
    paths = (path for path in folder.rglob("*") if path.is_file() and path.suffix != ".pyc")
    return {str(path.relative_to(folder)) for path in paths}


def test_it_holds_what_the_playground_is_and_no_tests(wheel: Path) -> None:
    assert wheel.name == f"nn_playground-{VERSION}-py3-none-any.whl"
    with zipfile.ZipFile(wheel) as archive:
        holds = set(archive.namelist())
    ours = {f"{name}/{file}" for name in PACKAGES for file in files(ROOT / name)}
    ours |= {f"app/{name}/{file}" for name in DATA for file in files(ROOT / name)}
    about = f"nn_playground-{VERSION}.dist-info"
    others = {name for name in holds if name.startswith(about)}
    assert holds - others == ours
    assert f"{about}/licenses/LICENSE" in others
    assert {f"{name}/py.typed" for name in PACKAGES} <= holds
    assert {"app/storage/schema.sql", "app/web/examples.json"} <= holds


def test_client_pages_and_lessons_work_and_say_one_version(python: Path, tmp_path: Path) -> None:
    said, epoch = run(python, "-c", ASK, cwd=tmp_path).stdout.splitlines()
    assert json.loads(said) == {
        "from": str(next(python.parents[1].glob("lib/*/site-packages")) / "app" / "__init__.py"),
        "version": VERSION,
        "openapi": VERSION,
        "example": True,
        "lessons": len({path.name[:2] for path in (ROOT / "app" / "lessons").glob("*.toml")}),
        "lesson": 200,
        "scripts": [200],
        "run": 201,
    }
    assert epoch == "3"


def test_the_command_trains_and_serves(python: Path, tmp_path: Path) -> None:
    command = python.parent / "nn-playground"
    said = run(command, "--version", cwd=tmp_path).stdout
    assert said == f"nn-playground {VERSION}\n"
    (tmp_path / "spec.json").write_text('{"data": "xor"}')
    said = run(command, "train", "spec.json", "--epochs", "5", cwd=tmp_path).stdout
    assert said.startswith("epoch 5: loss ")
    running = subprocess.Popen(
        [python, "-m", "nn_playground", "serve", "--port", "0"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": "", "PLAYGROUND_DATA_DIR": ""},
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert running.stdout is not None
        (address,) = re.findall(r"http://\S+", running.stdout.readline())
        with Playground(address) as playground:
            done = playground.create(data="xor").play(until={"epoch": 20})
            assert done.read().epoch == 20
        page = httpx.get(f"{address}/lessons/perceptron")
        assert "perceptron" in page.text.lower()
    finally:
        running.terminate()
        running.communicate(timeout=20)
    assert running.returncode == 0


HIDERS = {"app": "app.py", "engine": "engine/__init__.py"}


@pytest.mark.parametrize("name", HIDERS)
def test_what_hides_ours_is_named_and_not_run(python: Path, tmp_path: Path, name: str) -> None:
    other = tmp_path / HIDERS[name]
    other.parent.mkdir(exist_ok=True)
    other.write_text("raise SystemExit('the other one was run')")
    way_out = (
        f"Another {name!r} ({other}) hides the one of nn-playground: rename it, start in "
        "another folder, or install nn-playground into an environment of its own."
    )
    for line in ("from nn_playground import Playground", "from nn_playground import engine"):
        said = run(python, "-c", line, cwd=tmp_path, code=1).stderr.splitlines()
        assert said[-1] == f"nn_playground.HiddenError: {way_out}"
    refused = run(python, "-m", "nn_playground", "catalogue", cwd=tmp_path, code=2).stderr
    assert refused == f"nn-playground: {way_out}\n"


def test_what_was_installed_over_ours_is_named(python: Path, tmp_path: Path) -> None:
    (site,) = python.parents[1].glob("lib/*/site-packages")
    first = site / "engine" / "__init__.py"
    before = first.read_text()
    first.write_text("def start(): ...")
    try:
        said = run(python, "-c", "from nn_playground import Playground", cwd=tmp_path, code=1)
    finally:
        first.write_text(before)
    assert "Another 'engine' (" in said.stderr.splitlines()[-1]
