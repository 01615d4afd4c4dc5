"""Expected problems. Each is shown without a traceback; anything else is our bug and keeps its own."""


class LineofsightError(Exception):
    """An expected problem, in words a reader can act on: what happened, where, what to do next.

    The text never holds a value from a record.
    """


class UnreadableError(LineofsightError, ValueError):
    """A text is not a value of the column type it was read as. Carries no value, only the reason code."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code
