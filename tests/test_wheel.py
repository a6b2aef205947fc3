"""The wheel holds the whole playground, nothing else, and says one version wherever it is asked."""

import json
import os
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
VERSION = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]
SHIPPED = ("app", "engine", "static", "templates")

ASK = """
import json
import re

import app
import httpx
from app.client.local import LocalTransport

with httpx.Client(base_url="http://local", transport=LocalTransport()) as client:
    page = client.get("/").text
    scripts = re.findall(r'src="([^"]+[.]js[^"]*)"', page)
    print(json.dumps({
        "from": app.__file__,
        "version": client.get("/api/v1/version").json()["version"],
        "openapi": client.get("/openapi.json").json()["info"]["version"],
        "example": "example" in client.get("/openapi.json").text,
        "lessons": len(client.get("/api/v1/lessons").json()),
        "scripts": sorted({client.get(script).status_code for script in scripts}),
        "run": client.post("/api/v1/runs").status_code,
    }))
"""


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that the wheel was unpacked to."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory"]
    done = subprocess.run(
        [*build, str(folder)], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    (wheel,) = folder.glob("*.whl")
    assert wheel.name == f"nn_playground-{VERSION}-py3-none-any.whl"
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "site")
    return folder / "site"


def run(installed: Path, *arguments: str) -> str:
    """What Python says where nothing but the unpacked wheel is the playground."""
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=installed,
        env={**os.environ, "PYTHONPATH": str(installed)},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def files(folder: Path) -> set[str]:
    """The files below a folder, but for what Python makes of them."""
    paths = (path for path in folder.rglob("*") if path.is_file() and path.suffix != ".pyc")
    return {str(path.relative_to(folder)) for path in paths}


def test_it_holds_what_the_playground_is_and_no_tests(installed: Path) -> None:
    about = f"nn_playground-{VERSION}.dist-info"
    assert {path.name for path in installed.iterdir()} == {*SHIPPED, about}
    for name in SHIPPED:
        assert files(installed / name) == files(ROOT / name), name
    shipped = files(installed)
    assert {"app/storage/schema.sql", "app/web/examples.json", f"{about}/METADATA"} <= shipped
    assert "licenses/LICENSE" in files(installed / about)


def test_it_works_and_says_one_version(installed: Path) -> None:
    said = json.loads(run(installed, "-c", ASK))
    assert said == {
        "from": str(installed / "app" / "__init__.py"),
        "version": VERSION,
        "openapi": VERSION,
        "example": True,
        "lessons": len(list((ROOT / "app" / "lessons").glob("*.toml"))),
        "scripts": [200],
        "run": 201,
    }
    assert run(installed, "-m", "app", "--version") == f"nn-playground {VERSION}\n"
