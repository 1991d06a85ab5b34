"""Runs other programs: their words go to a log file, the end of it into the message when they fail."""
import os
import subprocess
from pathlib import Path


class Finished:
    def __init__(self, status, log, text):
        self.status, self.log, self.text = status, log, text

    def reason(self, lines=6):
        """The lines that tell most: those with 'error', else the last ones."""
        every = [line.strip() for line in self.text.splitlines() if line.strip()]
        telling = [line for line in every if "error" in line.lower() or line.startswith("E: ")]
        return "\n              ".join((telling or every)[-lines:]) or "It said nothing."

    @property
    def met_full_disk(self):
        return "No space left on device" in self.text or "You don't have enough free space" in self.text


def run(arguments, log, environment=None, on_line=None, while_running=None):
    """Runs a command to its end. `while_running` is called a few times a second until then."""
    log = Path(log)
    log.parent.mkdir(parents=True, exist_ok=True)
    full = dict(os.environ, LC_ALL="C.UTF-8", **(environment or {}))
    with open(log, "w", encoding="utf-8", errors="replace") as output:
        process = subprocess.Popen(arguments, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE if on_line else output,
                                   stderr=subprocess.STDOUT, text=bool(on_line), errors="replace" if on_line else None,
                                   env=full)
        try:
            if on_line:
                for line in process.stdout:
                    output.write(line)
                    on_line(line.rstrip())
            while True:
                try:
                    process.wait(timeout=0.25)
                    break
                except subprocess.TimeoutExpired:
                    if while_running:
                        while_running()
        except BaseException:
            process.terminate()
            process.wait()
            raise
    return Finished(process.returncode, log, log.read_text(encoding="utf-8", errors="replace"))
