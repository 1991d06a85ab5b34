"""Debian's packages and the Swift toolchain."""
import os
import re
import shutil
import subprocess

from .command import run
from .console import Progress, say
from .failure import SetupFailure, disk_full

OFFLINE = ("Temporary failure", "Could not resolve", "Failed to fetch", "Could not connect", "Unable to connect",
           "Connection failed", "Network is unreachable")


def require_swift(pins):
    """Swift comes first: everything else would be fetched in vain without it."""
    needed, tested = pins.text("swift", "minimum"), pins.text("swift", "tested")
    remedy = (f"Install Swift {tested} as https://www.swift.org/install/linux says, open a new terminal and run the "
              "same command again. Under sudo, which has a PATH of its own: sudo env PATH=\"$PATH\" make run")
    if not shutil.which("swift"):
        raise SetupFailure("Swift was not found.", f"Xinglin is built from Swift sources with Swift {needed} or "
                           "newer, and there is no 'swift' on the PATH.", remedy)
    done = subprocess.run(["swift", "--version"], capture_output=True, text=True, stdin=subprocess.DEVNULL)
    found = re.search(r"Swift version (\d+)\.(\d+)", done.stdout + done.stderr)
    if not found:
        raise SetupFailure("Swift doesn't start.", (done.stderr or done.stdout).strip()[-400:], remedy)
    if tuple(map(int, found.groups())) < tuple(map(int, needed.split("."))):
        raise SetupFailure(f"Swift {'.'.join(found.groups())} is too old.", f"Xinglin needs {needed} or newer.", remedy)


def missing_packages(names):
    """The packages of `names` that dpkg doesn't know as installed."""
    done = subprocess.run(["dpkg-query", "-W", "-f", "${db:Status-Abbrev}|${Package}\n", *names],
                          capture_output=True, text=True)
    installed = {line.split("|")[1] for line in done.stdout.splitlines() if line.startswith("ii")}
    return [name for name in names if name not in installed]


def require_packages(names, workspace):
    if not shutil.which("dpkg-query"):
        say("this is not Debian or one of its kin; taking for granted that the equivalents of these are installed: "
            + " ".join(names))
        return
    missing = missing_packages(names)
    if not missing:
        return
    install = ["apt-get", "install", "-y", "--no-install-recommends", *missing]
    if os.geteuid() != 0:
        raise SetupFailure(f"{len(missing)} of Debian's packages are missing: {' '.join(missing)}.",
                           "Installing packages needs root, and this runs as an ordinary user.",
                           f"Run this once, then the same command again:\n\n    sudo {' '.join(install)}\n")
    workspace.require_space(400_000_000)
    _apt(["apt-get", "update"], "Debian's package lists", workspace)
    _apt(install, f"installing {len(missing)} of Debian's packages", workspace)
    if still := missing_packages(names):
        raise SetupFailure(f"These packages are still missing: {' '.join(still)}.",
                           "apt-get ended well, but dpkg doesn't list them as installed.",
                           "Run 'dpkg --configure -a', then the same command again.")


def _apt(arguments, label, workspace):
    progress = Progress(label)
    seen = {"lines": 0}

    def follow(line):
        if line.startswith(("Get:", "Unpacking", "Setting up")):
            seen["lines"] += 1
            if progress.is_terminal:
                progress.update(0, 1, re.sub(r"\s*\(.*", "", line)[:60])

    done = run(arguments, workspace.logs / "apt.log", {"DEBIAN_FRONTEND": "noninteractive"}, on_line=follow)
    offline = any(word in done.text for word in OFFLINE)
    # 'apt-get update' ends with status 0 although it fetched nothing: the lists it has may still do.
    if done.status == 0 and not (offline and arguments[1] == "install"):
        progress.finish()
        return
    progress.abandon()
    if done.met_full_disk:
        raise disk_full("/")
    command = " ".join(arguments)
    remedy = f"Run '{command}' yourself to see more, mend what it names, then run the same command again."
    if offline:
        remedy = "Check the network connection and apt's sources, then run the same command again."
    raise SetupFailure(f"Debian's packages could not be installed ({label}).", done.reason(), remedy)
