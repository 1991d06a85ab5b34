import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import unittest
from pathlib import Path

from world import ROOT, World, bootstrap

# The tests below need no package installed and no swift of a certain version: these pins ask for none.
NOTHING_NEEDED = {r"(?ms)^build = .*?^# Needed by": "build =\n# Needed by", r"(?m)^test = .*": "test ="}


class BootstrapTests(unittest.TestCase):
    def setUp(self):
        self.world = World()
        self.addCleanup(self.world.remove)

    def pins(self, changes=None):
        text = (ROOT / "Scripts" / "pins").read_text()
        for pattern, new in {**NOTHING_NEEDED, **(changes or {})}.items():
            text, count = re.subn(pattern, new, text)
            self.assertGreater(count, 0, pattern)
        path = self.world.folder / "pins"
        path.write_text(text)
        return path

    def assert_failed(self, done, *words):
        self.assertEqual(done.returncode, 1, done.stderr)
        for word in ("why:", "what to do:", *words):
            self.assertIn(word, done.stderr)
        self.assertNotIn("Traceback", done.stderr)
        if self.world.deps.exists():
            self.assertEqual(self.world.left_behind(), [])

    def test_no_network(self):
        """Without a network it says so, fails and leaves nothing half-installed"""
        closed = {"PIP_NO_INDEX": "0", "PIP_INDEX_URL": "http://127.0.0.1:9/simple", "PIP_RETRIES": "0",
                  "PIP_FIND_LINKS": ""}
        done = bootstrap(self.world, environment=closed, pins=self.pins())
        self.assert_failed(done, "could not be fetched from PyPI", "PyPI gave no answer", "network")

    def test_wrong_hash(self):
        """A file that is not the pinned one is refused before any of its code could run"""
        evil = self.world.folder / "llama_cpp_python-0.3.36"
        evil.mkdir()
        mark = self.world.folder / "code-ran"
        (evil / "setup.py").write_text(f"open({str(mark)!r}, 'w').close()\n")
        (evil / "PKG-INFO").write_text("Metadata-Version: 2.1\nName: llama_cpp_python\nVersion: 0.3.36\n")
        shutil.make_archive(str(self.world.wheels / evil.name), "gztar", self.world.folder, evil.name)
        done = bootstrap(self.world, pins=self.pins())
        self.assert_failed(done, "not the file that was pinned", "SHA-256")
        self.assertFalse(mark.exists())

    def test_full_disk_beforehand(self):
        """A disk without room is noticed before the download, with the figures"""
        done = self.on_small_disk([sys.executable, str(ROOT / "Scripts" / "bootstrap"), "build"],
                                  {"XINGLIN_PINS": str(self.pins())})
        self.assertEqual(done.returncode, 1, done.stderr)
        self.assertRegex(done.stderr, r"disk is full.(.|\n)*\d+ MB are needed(.|\n)*what to do:")

    def test_full_disk_meanwhile(self):
        """A disk that others fill during the download ends in the same words, not in a trace"""
        code = ("import sys; sys.path[:0] = sys.argv[1:3]\n"
                "import os\nfrom world import World, bytes_of\nfrom setup import failure, models, workspace\n"
                "from setup.download import Downloader\n"
                "world = World()\nos.environ.update(world.pip)\n"
                "model = world.model([bytes_of(9_000_000, 1)])\n"
                "space = workspace.Workspace(os.environ['XINGLIN_DEPS'])\n"
                "space.require_space = lambda needed: None\nspace.open()\n"
                "try:\n    with failure.system_errors_explained(space.folder):\n"
                "        models.install(model, space, Downloader(space))\n"
                "except Exception as error:\n    print(error, file=sys.stderr)\n"
                "finally:\n    world.remove()\n"
                "print(sorted(os.listdir(space.folder / 'models')))\n")
        done = self.on_small_disk([sys.executable, "-B", "-c", code, str(ROOT / "Tests" / "SetupTests"),
                                   str(ROOT / "Scripts")], {})
        self.assertIn("The disk is full.", done.stderr)
        self.assertNotIn("Traceback", done.stderr)
        self.assertEqual(done.stdout.strip(), "[]")

    def on_small_disk(self, command, environment):
        """Runs the command with XINGLIN_DEPS on a disk of 12 MB that only it can see."""
        self.world.deps.mkdir()
        mount = ["unshare", "--mount"] + ([] if os.geteuid() == 0 else ["--map-root-user"])
        if subprocess.run([*mount, "true"], capture_output=True).returncode != 0:
            self.skipTest("mounting a small disk is not permitted here")
        script = f"mount -t tmpfs -o size=12m none '{self.world.deps}' && exec \"$@\""
        full = dict(os.environ, XINGLIN_DEPS=str(self.world.deps), **environment)
        return subprocess.run([*mount, "sh", "-c", script, "sh", *command], env=full, capture_output=True, text=True,
                              stdin=subprocess.DEVNULL, timeout=120)

    def test_missing_swift(self):
        """Without Swift it stops at once and names the guide"""
        done = bootstrap(self.world, environment={"PATH": "/nowhere"})
        self.assert_failed(done, "Swift was not found", "swift.org/install")

    def test_old_swift(self):
        """A Swift that is too old is named with its version"""
        fake = self.world.folder / "bin"
        fake.mkdir()
        (fake / "swift").write_text("#!/bin/sh\necho 'Swift version 5.9.2 (swift-5.9.2-RELEASE)'\n")
        (fake / "swift").chmod(0o755)
        done = bootstrap(self.world, environment={"PATH": f"{fake}:/usr/bin:/bin"})
        self.assert_failed(done, "Swift 5.9 is too old")

    @unittest.skipUnless(shutil.which("dpkg-query"), "Debian's packages are not at home here")
    def test_ordinary_user(self):
        """An ordinary user is given the one command that installs what is missing"""
        scripts = self.world.folder / "Scripts"
        shutil.copytree(ROOT / "Scripts", scripts, ignore=shutil.ignore_patterns("__pycache__"))
        pins = self.pins({r"(?m)^build =$": "build = xinglin-one xinglin-two"})
        self.world.deps.mkdir()
        fake = self.world.folder / "bin"
        fake.mkdir()
        (fake / "swift").write_text("#!/bin/sh\necho 'Swift version 6.3.1'\n")
        (fake / "swift").chmod(0o755)
        for path in [self.world.folder, *self.world.folder.rglob("*")]:
            path.chmod(0o777)
        user = {"user": 65534, "group": 65534, "extra_groups": []} if os.geteuid() == 0 else {}
        environment = {"PATH": f"{fake}:/usr/sbin:/usr/bin:/bin", "HOME": str(self.world.folder)}
        python = sys.executable if os.geteuid() != 0 else "/usr/bin/python3"
        full = dict(os.environ, XINGLIN_DEPS=str(self.world.deps), XINGLIN_PINS=str(pins), **environment)
        done = subprocess.run([python, str(scripts / "bootstrap")], env=full, capture_output=True, text=True,
                              cwd=self.world.folder, stdin=subprocess.DEVNULL, timeout=60, **user)
        command = "sudo apt-get install -y --no-install-recommends xinglin-one xinglin-two\n"
        self.assert_failed(done, command)

    def test_interrupted(self):
        """Stopped in the middle of a download, it ends its pip and leaves nothing half-installed"""
        with socket.create_server(("127.0.0.1", 0)) as silent:
            environment = {"PIP_NO_INDEX": "0", "PIP_FIND_LINKS": "",
                           "PIP_INDEX_URL": f"http://127.0.0.1:{silent.getsockname()[1]}/simple"}
            full = dict(os.environ, **{**self.world.pip, **environment}, XINGLIN_DEPS=str(self.world.deps),
                        XINGLIN_PINS=str(self.pins()))
            process = subprocess.Popen([sys.executable, str(ROOT / "Scripts" / "bootstrap")], env=full, text=True,
                                       stderr=subprocess.PIPE, stdin=subprocess.DEVNULL)
            silent.settimeout(30)
            connection, _ = silent.accept()  # pip is waiting for an answer now
            process.send_signal(signal.SIGTERM)
            _, said = process.communicate(timeout=30)
            connection.settimeout(10)
            while connection.recv(4096):  # ends only when pip is gone
                pass
            connection.close()
        self.assertEqual(process.returncode, 130, said)
        self.assertIn("interrupted", said)
        self.assertEqual(self.world.left_behind(), [])

    def test_wrong_usage(self):
        """An unknown goal is wrong usage"""
        self.assertEqual(bootstrap(self.world, goal="everything").returncode, 2)

    def test_time_when_all_is_in_place(self):
        """When all is in place it takes less than two seconds and says nothing"""
        deps = Path(os.environ.get("XINGLIN_DEPS", ROOT / ".deps"))
        stamps = deps / ".stamps"
        if not all((stamps / f"{name}.json").is_file() for name in ("engine", "server", "model-embedding", "model-small")):
            self.skipTest(f"the bootstrap has not filled {deps}")
        self.world.deps = deps
        self.world.pip = {"PIP_NO_INDEX": "1"}
        started = time.monotonic()
        done = bootstrap(self.world, goal="test")
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        self.assertLess(time.monotonic() - started, 2)
