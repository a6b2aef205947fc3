"""Builds the unchanged Dockerfile without a daemon, on a stand-in for its base, and runs it."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).parents[2]
SUITE = "bookworm"
BASE_PACKAGES = "python3,python3-venv,python3-pip,ca-certificates"
IMAGE = "localhost/nn-playground"
VOLUME = "runs"
# What pip needs in the build to reach a package index from this machine, where it has such things.
BUILD_MOUNTS = ("/etc/ssl/certs", "/usr/local/share/ca-certificates", "/etc/pip.conf")
BUILD_VARIABLES = ("PIP_CERT", "PIP_INDEX_URL", "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY")


def missing() -> list[str]:
    """Programs that are needed and not here; each is in the Debian package of its name."""
    return [name for name in ("buildah", "mmdebstrap", "podman", "runc") if not shutil.which(name)]


def base_name() -> str:
    """What the Dockerfile is built from; every stage from the same."""
    (name,) = set(re.findall(r"^FROM (\S+)", (ROOT / "Dockerfile").read_text(), re.MULTILINE))
    return str(name)


def service() -> dict[str, Any]:
    """The service as compose.yaml has it."""
    document = yaml.safe_load((ROOT / "compose.yaml").read_text())
    service: dict[str, Any] = document["services"]["playground"]
    return service


class Engine:
    """buildah and podman, with images and volumes in a folder of their own."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._storage = ["--root", f"{folder}/images", "--runroot", f"{folder}/run"]
        self._storage += ["--storage-driver", "vfs"]
        self._environment = {**os.environ, "BUILDAH_ISOLATION": "chroot"}

    def build(self, base: Path) -> None:
        """Make the base, unless it is there, then the image."""
        if not base.exists():
            packages = f"--include={BASE_PACKAGES}"
            self._run(["mmdebstrap", "--quiet", "--variant=minbase", packages, SUITE, str(base)])
        container = self._buildah("from", "scratch")
        self._buildah("add", "--quiet", container, str(base), "/")
        self._buildah("commit", "--quiet", container, f"docker.io/library/{base_name()}")
        self._buildah("rm", container)
        given = [
            *(f"--volume={path}:{path}:ro" for path in BUILD_MOUNTS if Path(path).exists()),
            *(f"--env={name}={os.environ[name]}" for name in BUILD_VARIABLES if name in os.environ),
        ]
        # Docker's own format, since the other has no place for a health check.
        how = ["--pull-never", "--format", "docker", "--network", "host", "--tag", IMAGE]
        self._buildah("bud", "--quiet", *how, *given, str(ROOT))

    def start(self, name: str, *more: str, **settings: str) -> None:
        """Start a container in the way compose.yaml says, with more options of podman's."""
        said = service()
        (volume,) = said["volumes"]
        assert volume.startswith(f"{VOLUME}:")
        options = [
            *(f"--tmpfs={path}" for path in said["tmpfs"]),
            *(f"--cap-drop={each}" for each in said["cap_drop"]),
            *(f"--security-opt={each.removesuffix(':true')}" for each in said["security_opt"]),
            *(f"--env={key}={value}" for key, value in settings.items()),
        ]
        assert said["read_only"]
        # The rest is for machines that run this in a container themselves.
        here = ["--network=host", "--runtime=runc", "--no-healthcheck"]
        here += ["--ulimit=nofile=1024:1024", "--ulimit=nproc=1024:1024"]
        self._podman(
            "run", "--detach", "--read-only", f"--name={name}", f"--volume={volume}",
            *options, *here, *more, IMAGE,
        )  # fmt: skip

    def inside(self, name: str, *command: str) -> subprocess.CompletedProcess[str]:
        """Run a command in a container that runs."""
        return subprocess.run(
            ["podman", *self._podman_options, "exec", name, *command],
            capture_output=True, text=True, check=False, timeout=60,
        )  # fmt: skip

    def health_check(self) -> list[str]:
        """The health check of the image, as a command."""
        (found,) = json.loads(self._podman("image", "inspect", IMAGE))
        kind, *command = found["Healthcheck"]["Test"]
        assert kind == "CMD"
        return list(command)

    def stop(self, name: str) -> int:
        """Tell a container to stop, as Docker does; what it exits with."""
        self._podman("kill", "--signal", "TERM", name)
        return int(self._podman("wait", name))

    def logs(self, name: str) -> str:
        """What a container said."""
        return self._podman("logs", name)

    def clear(self) -> None:
        """Leave nothing behind."""
        self._podman("rm", "--all", "--force")
        self._podman("volume", "rm", "--all", "--force")
        self._podman("rmi", "--all", "--force")

    @property
    def _podman_options(self) -> list[str]:
        return [*self._storage, "--cgroup-manager", "cgroupfs", "--events-backend", "none"]

    def _buildah(self, *arguments: str) -> str:
        return self._run(["buildah", *self._storage, *arguments])

    def _podman(self, *arguments: str) -> str:
        return self._run(["podman", *self._podman_options, *arguments])

    def _run(self, command: list[str]) -> str:
        done = subprocess.run(
            command, env=self._environment, capture_output=True, text=True, timeout=900, check=False
        )
        if done.returncode:
            raise SystemExit(f"{' '.join(command)}\n{done.stdout[-4000:]}{done.stderr[-4000:]}")
        return done.stdout.strip()
