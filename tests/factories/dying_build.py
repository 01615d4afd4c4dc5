"""Run as a program: builds a snapshot and kills itself, as a power cut would, at one moment.

    python tests/factories/dying_build.py HOME EXTRACTS MOMENT

A moment is counted over every step that the build reports and every call that makes something durable or visible:
flushing a file, renaming, replacing. `MOMENT` 0 never comes: the program then prints how many moments there were.
"""

import itertools
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from lineofsight.home import Home
from lineofsight.snapshot.build import BuildRequest, build


def main(home: Path, extracts: Path, last: int) -> None:
    moments = itertools.count(1)
    passed = 0

    def moment(words: str = "", done: int | None = None, total: int | None = None) -> None:
        nonlocal passed
        passed = next(moments)
        if passed == last:
            os.kill(os.getpid(), signal.SIGKILL)

    def dying(function: Callable[..., Any]) -> Callable[..., Any]:
        def before(*arguments: Any, **named: Any) -> Any:
            moment()
            return function(*arguments, **named)

        return before

    os.fsync = dying(os.fsync)
    Path.rename = dying(Path.rename)  # type: ignore[method-assign]
    Path.replace = dying(Path.replace)  # type: ignore[method-assign]
    result = build(BuildRequest(Home(home), extracts), progress=moment)
    print(passed, result.snapshot)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]))
