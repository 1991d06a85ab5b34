"""The one way in which a step of the set-up gives up."""
import contextlib
import errno


class SetupFailure(Exception):
    """Carries what happened, why, and what a person can do about it."""

    def __init__(self, what, why, remedy):
        super().__init__(what)
        self.what, self.why, self.remedy = what, why, remedy

    def __str__(self):
        return f"{self.what}\n  why:        {self.why}\n  what to do: {self.remedy}"


def disk_full(folder, needed=None, free=None):
    """The same words whether the check beforehand or a write half-way found the disk full."""
    if needed is None:
        why = f"The disk that holds {folder} has no room left."
    else:
        why = f"{megabytes(needed)} are needed in {folder} and {megabytes(free)} are free."
    return SetupFailure("The disk is full.", why,
                        "Free some space, or set XINGLIN_DEPS to a folder on a larger disk, then run the same "
                        "command again. What was already fetched and verified is kept.")


@contextlib.contextmanager
def system_errors_explained(folder):
    """Whatever the system refuses while the body works on `folder` ends in words, not in a trace."""
    try:
        yield
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise disk_full(folder) from error
        raise SetupFailure(f"{error.filename or folder} can't be written or read.", error.strerror or str(error),
                           "Check the folder's owner and rights (a run through sudo leaves files of root behind), "
                           "then run the same command again.") from error


def megabytes(count):
    return f"{count / 1e6:,.0f} MB" if count >= 1e6 else f"{count / 1e6:.1f} MB"
