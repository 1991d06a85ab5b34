"""Progress that reads well on a terminal and in a log."""
import sys
import time


def say(text):
    print(f"bootstrap: {text}", file=sys.stderr, flush=True)


class Progress:
    """One line that moves on a terminal; elsewhere a new line every tenth of the way."""

    def __init__(self, label):
        self.label, self.shown, self.started = label, None, time.monotonic()
        self.is_terminal = sys.stderr.isatty()

    def update(self, done, total, detail=""):
        percent = min(100, 100 * done // max(total, 1))
        step = percent if self.is_terminal else percent // 10
        text = f"bootstrap: {self.label}: {percent:3d} % {detail}".rstrip()
        if self.is_terminal:
            if text != self.shown:
                print(f"\r{text[:100]}\x1b[K", end="", file=sys.stderr, flush=True)
            self.shown = text
        elif step != self.shown:
            self.shown = step
            print(text, file=sys.stderr, flush=True)

    def finish(self, detail="done"):
        start = "\r" if self.is_terminal else ""
        end = "\x1b[K" if self.is_terminal else ""
        seconds = time.monotonic() - self.started
        print(f"{start}bootstrap: {self.label}: {detail} ({seconds:.0f} s){end}", file=sys.stderr, flush=True)

    def abandon(self):
        if self.is_terminal and self.shown:
            print(file=sys.stderr, flush=True)
