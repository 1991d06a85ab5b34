"""Builds llama.cpp: the libraries that the program links, llama-bench and llama-server as the yardsticks for `make bench`,
and llama-server as the remote model that the tests ask."""
import hashlib
import json
import os
import re
import shutil
import subprocess
import tarfile

from .command import run
from .console import Progress
from .download import remove
from .failure import SetupFailure, disk_full


def processor():
    """Names the instruction set that code built with -march=native may use: a folder that is carried to
    another machine is built anew there, instead of dying of an illegal instruction."""
    try:
        with open("/proc/cpuinfo", encoding="utf-8") as file:
            flags = next((line.split(":", 1)[1] for line in file if line.startswith(("flags", "Features"))), "")
    except OSError:
        flags = ""
    machine = os.uname().machine
    return machine + "-" + hashlib.sha256(" ".join(sorted(flags.split())).encode()).hexdigest()[:12]


# What a type of weights of one's own is written against, and the engine doesn't install: its inner headers.
HEADERS = ("ggml-impl.h", "ggml-backend-impl.h", "ggml-cpu/ggml-cpu-impl.h", "ggml-cpu/traits.h")


def install_libraries(pins, workspace, downloader):
    pin = dict(_pin(pins), flags=pins.text("engine", "flags") + " " + pins.text("engine", "library-flags"),
               headers=HEADERS)
    if workspace.is_current("engine", pin):
        return
    source = _source(pins, workspace, downloader)
    build = _configure(pins, workspace, source, "library-flags", f"-DCMAKE_INSTALL_PREFIX={workspace.folder / 'llama'}")
    _ninja(pins, workspace, build, "all", f"building {pins.text('engine', 'name')}")
    made = workspace.fresh_staging("llama")
    done = run(["cmake", "--install", str(build), "--prefix", str(made)], workspace.logs / "engine-install.log")
    _require(done, "llama.cpp could not be installed.")
    shutil.copy(source / "LICENSE", made / "LICENSE")
    (made / "include" / "engine").mkdir()
    for header in HEADERS:
        shutil.copy(source / "ggml" / "src" / header, made / "include" / "engine")
    (made / "build.json").write_text(json.dumps(dict(pin, compiler=_compiler()), indent=1) + "\n")
    libraries = [f"llama/lib/lib{name}.so" for name in ("llama", "ggml", "ggml-base", "ggml-cpu")]
    workspace.install(made, "llama")
    workspace.stamp("engine", pin, libraries + ["llama/include/llama.h", "llama/include/engine/traits.h"])
    remove(build)
    remove(source)


# The folder that each tool is installed into, and the tool.
TOOLS = {"bench": "llama-bench", "server": "llama-server"}


def install_tools(names, pins, workspace, downloader):
    """The same sources, flags and compiler as the libraries, each tool in one program of its own. They are made in one
    build, since most of it is common to them."""
    pin = dict(_pin(pins), flags=pins.text("engine", "flags") + " " + pins.text("engine", "tool-flags"))
    names = [name for name in names if not workspace.is_current(name, pin)]
    if not names:
        return
    source = _source(pins, workspace, downloader)
    build = _configure(pins, workspace, source, "tool-flags")
    for name in names:
        tool = TOOLS[name]
        _ninja(pins, workspace, build, tool, f"building {tool}")
        made = workspace.fresh_staging(name)
        shutil.copy(build / "bin" / tool, made / tool)
        workspace.install(made, name)
        workspace.stamp(name, pin, [f"{name}/{tool}"])
    remove(build)
    remove(source)


def _processor_flags():
    """Without Intel's AMX. GCC 12 passes on eight bytes of a tile configuration (`_tile_loadconfig`), so that the first
    product ends in an illegal instruction; and its products round otherwise for prompts than those of the engine's
    other kernels do for single tokens."""
    return ["-DCMAKE_C_FLAGS=-mno-amx-tile -mno-amx-int8", "-DCMAKE_CXX_FLAGS=-mno-amx-tile -mno-amx-int8"] \
        if os.uname().machine == "x86_64" else []


def _pin(pins):
    return {"name": pins.text("engine", "name"), "release": pins.text("engine", "release"),
            "commit": pins.text("engine", "commit"), "licence": pins.text("engine", "licence"),
            "sha256": pins.text("engine", "sha256"), "processor": processor(),
            "processor_flags": _processor_flags()}


def _source(pins, workspace, downloader):
    """The unpacked sources. The archive is kept: the tools and a later rebuild need no second download."""
    archive = pins.archive("engine")
    folder = workspace.building / f"llama.cpp-{archive.sha256[:12]}"
    if folder.exists():
        return folder
    progress = Progress(f"{pins.text('engine', 'name')} {pins.text('engine', 'release')}, sources")
    packed = downloader.fetch(archive, progress, keep=True)
    workspace.require_space(pins.parser.getint("engine", "building"))
    progress.update(1, 1, "unpacking")
    made = workspace.fresh_staging("source")
    wanted = pins.text("engine", "source") + "/"
    with tarfile.open(packed) as tar:
        # Only the engine's own folder, and only plain files: the archive's hash was checked, its names are still data.
        for member in tar:
            if member.isfile() and member.name.startswith(wanted) and ".." not in member.name:
                member.name = member.name[len(wanted):]
                tar.extract(member, made)
    workspace.building.mkdir(exist_ok=True)
    os.rename(made, folder)
    progress.finish()
    return folder


def _configure(pins, workspace, source, kind, *more):
    build = workspace.building / f"{source.name}-{kind.split('-')[0]}"
    flags = pins.words("engine", "flags") + pins.words("engine", kind) + _processor_flags()
    commit = pins.text("engine", "commit")
    command = ["cmake", "-S", str(source), "-B", str(build), "-G", "Ninja", *flags, *more,
               f"-DLLAMA_BUILD_COMMIT={commit}", "-DLLAMA_BUILD_NUMBER=0"]
    # Else its build script would find this repository around it and take our commit for its own.
    ceiling = {"GIT_CEILING_DIRECTORIES": str(workspace.building.resolve())}
    done = run(command, workspace.logs / "engine-configure.log", ceiling)
    if done.status != 0:
        remove(build)  # a cache that remembers a failed look would fail again after the cause is mended
    _require(done, "llama.cpp could not be configured.")
    return build


def _ninja(pins, workspace, build, target, label):
    progress = Progress(label)

    def follow(line):
        if step := re.match(r"\[(\d+)/(\d+)\]", line):
            progress.update(int(step[1]), int(step[2]), f"(step {step[1]} of {step[2]})")

    done = run(["ninja", "-C", str(build), target], workspace.logs / f"engine-{target}.log", on_line=follow)
    if done.status != 0:
        progress.abandon()
    _require(done, f"{pins.text('engine', 'name')} could not be built.")
    progress.finish()


def _compiler():
    done = subprocess.run(["c++", "--version"], capture_output=True, text=True)
    return done.stdout.splitlines()[0] if done.stdout else "unknown"


def _require(done, what):
    if done.status == 0:
        return
    if done.met_full_disk:
        raise disk_full("the set-up's folder")
    killed = "Killed" in done.text or "internal compiler error" in done.text
    remedy = ("The compiler was killed, most often for want of memory: close other programs and run the same command "
              "again; it goes on where it stopped." if killed else
              f"The whole log is {done.log}. Mend what it names and run the same command again; it goes on where it "
              "stopped.")
    raise SetupFailure(what, done.reason(), remedy)
