"""`lineofsight check`: read the extracts, say what is wrong with them, publish nothing."""

from collections.abc import Sequence
from datetime import UTC, date, datetime

from lineofsight.cli.options import ExtractsOption, HomeOption, JsonOption, example
from lineofsight.cli.printing import print_json, print_rows, print_text, progress, say
from lineofsight.errors import LineofsightError
from lineofsight.home import find_home
from lineofsight.sources.findings import Finding
from lineofsight.sources.reader import Extracts

EXAMPLE = example("lineofsight check --home home --extracts ~/extracts/2024-05")


def command(home: HomeOption = None, extracts: ExtractsOption = None, as_json: JsonOption = False) -> None:
    """Read the extracts, print what is wrong with them, publish nothing.

    Every file is recognised by its header. Each finding says what happened, where, what it does to the results and what
    to do next; none shows a value from a record.
    """
    from lineofsight.checks import run_checks
    from lineofsight.engines import open_engine
    from lineofsight.sources.reader import read_extracts

    where = find_home(home)
    config = where.config()
    folder = extracts.expanduser().resolve() if extracts else where.extracts
    with progress("Checking") as steps:
        read = read_extracts(folder, until=config.as_of, agreements=config.agreements, progress=steps)
        steps("Checking across rows, files and years")
        engine = open_engine()
        read.put(engine)
        findings = [*read.findings, *run_checks(engine, config.as_of or _as_of(read), loaded=read.loaded)]
        engine.close()
    if as_json:
        print_json([finding.as_dict() for finding in findings])
        return
    _print(read, findings)


def _as_of(read: Extracts) -> date:
    """The day a build of these extracts would report up to; today, where none says what has happened lately."""
    from lineofsight.snapshot.as_of import choose_as_of

    try:
        return choose_as_of(read.tables)
    except LineofsightError:
        return datetime.now(tz=UTC).date()


def _print(read: Extracts, findings: Sequence[Finding]) -> None:
    """Errors first and in full; what is only information as one line each."""
    for severity in ("error", "warning"):
        for finding in findings:
            if finding.severity == severity:
                print_text(f"{finding}\n")
    for finding in findings:
        if finding.severity == "information":
            print_text(finding.title)
    files = [
        {"file": one.name, "source": one.source, "read": one.read, "kept": one.kept, "set_aside": one.set_aside}
        for one in read.files
    ]
    print_rows(files, as_json=False, title="Files")
    counts = {name: sum(one.severity == name for one in findings) for name in ("error", "warning", "information")}
    say(f"{len(files)} files; findings: " + ", ".join(f"{count} {name}" for name, count in counts.items()))
