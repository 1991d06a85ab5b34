"""Builds the embedding library from the C file that its wheel carries."""
import zipfile

from .command import run
from .console import Progress
from .engine import processor
from .failure import SetupFailure


def install(pins, workspace, downloader):
    pin = dict(pins.identity("embedder"), processor=processor())
    if workspace.is_current("embedder", pin):
        return
    progress = Progress(f"embedding library {pins.text('embedder', 'name')} {pins.text('embedder', 'release')}")
    wheel = downloader.fetch(pins.archive("embedder"), progress, keep=True)
    made = workspace.fresh_staging("e5")
    for name in ("include", "lib"):
        (made / name).mkdir()
    source, header = made / "e5.c", made / "include" / "e5.h"
    with zipfile.ZipFile(wheel) as archive:
        source.write_bytes(archive.read(pins.text("embedder", "source")))
        header.write_bytes(archive.read(pins.text("embedder", "header")))
    library = made / "lib" / "libe5.so"
    command = ["gcc", *pins.words("embedder", "flags"), f"-I{header.parent}", "-o", str(library), str(source), "-lm"]
    done = run(command, workspace.logs / "embedder.log")
    if done.status != 0:
        progress.abandon()
        raise SetupFailure("The embedding library could not be built.", done.reason(),
                           f"The whole log is {done.log}. Mend what it names and run the same command again.")
    source.unlink()
    workspace.install(made, "e5")
    workspace.stamp("embedder", pin, ["e5/lib/libe5.so", "e5/include/e5.h"])
    progress.finish()
