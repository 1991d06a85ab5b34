"""The folder that everything is installed into, and the rules by which something may appear in it."""
import fcntl
import hashlib
import json
import os
import shutil
from pathlib import Path

from .console import say
from .failure import disk_full

MARGIN = 64_000_000  # what stays free on the disk after everything is written


class Workspace:
    """`.deps`: finished parts, stamps that tell which pin each was made from, and unfinished work apart.

    A part is made in `.staging` or `.build` and renamed into place when it is complete and verified, so
    whoever looks at the folder sees the old part, the new part or none, never a half.
    """

    def __init__(self, folder):
        self.folder = Path(folder)
        self.staging = self.folder / ".staging"
        self.downloads = self.folder / ".downloads"
        self.building = self.folder / ".build"
        self.logs = self.folder / ".logs"
        self._lock = None

    def open(self):
        for folder in (self.folder, self.downloads, self.logs, self.folder / "models"):
            folder.mkdir(parents=True, exist_ok=True)
        self._lock = open(self.folder / ".lock", "w")
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("another bootstrap is at work in this folder; waiting for it to finish")
            fcntl.flock(self._lock, fcntl.LOCK_EX)
        self.clear_staging()

    def clear_staging(self):
        shutil.rmtree(self.staging, ignore_errors=True)

    def fresh_staging(self, name):
        folder = self.staging / name
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        return folder

    def require_space(self, needed):
        free = shutil.disk_usage(self.folder).free
        if free < needed + MARGIN:
            raise disk_full(self.folder, needed + MARGIN, free)

    def install(self, made, name):
        """Puts a finished file or folder in its place; a folder that was there is moved out of the way first."""
        target = self.folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if target.is_dir() and not target.is_symlink():
            self.staging.mkdir(exist_ok=True)
            os.rename(target, self.fresh_staging("replaced") / target.name)
        os.replace(made, target)

    # A stamp names the pin that a part was made from and the size and time of its files: comparing those takes
    # no time, hashing a gigabyte at every start would.

    def is_current(self, name, pin):
        try:
            stamp = json.loads((self.folder / ".stamps" / f"{name}.json").read_text())
            return stamp["pin"] == _digest(pin) and all(
                self._state(path) == state for path, state in stamp["files"].items())
        except (OSError, ValueError, KeyError, TypeError):
            return False

    def stamp(self, name, pin, files):
        folder = self.folder / ".stamps"
        folder.mkdir(exist_ok=True)
        new = folder / f".{name}.json"
        new.write_text(json.dumps({"pin": _digest(pin), "made_from": pin,
                                   "files": {path: self._state(path) for path in files}}, indent=1) + "\n")
        os.replace(new, folder / f"{name}.json")

    def _state(self, path):
        status = os.stat(self.folder / path)
        return [status.st_size, status.st_mtime_ns]


def _digest(pin):
    return hashlib.sha256(json.dumps(pin, sort_keys=True).encode()).hexdigest()


def sha256_of(path, on_bytes=lambda count: None):
    digest = hashlib.sha256()
    with open(path, "rb") as file:
        while block := file.read(1 << 20):
            digest.update(block)
            on_bytes(len(block))
    return digest.hexdigest()
