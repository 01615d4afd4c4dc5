"""Pages about the data behind the figures: files, findings, sources, snapshots, where published figures are from."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from lineofsight.snapshot import list_snapshots
from lineofsight_web.access.gate import may, require
from lineofsight_web.access.policies import Action
from lineofsight_web.dashboard.frame import frame
from lineofsight_web.snapshots.current import snapshot_for
from lineofsight_web.snapshots.freshness import late
from lineofsight_web.ui import words

_SEVERITY_ORDER = {"error": 0, "warning": 1, "information": 2}
_SEVERITY_COLOUR = {"error": "red", "warning": "yellow", "information": "grey"}


@dataclass(frozen=True)
class FindingLine:
    """A code's findings in one source, added up."""

    code: str
    severity: str
    colour: str
    source: str
    files: int
    rows: int
    message: str
    more: int
    effect: str
    next: str


@require_safe
def data(request: HttpRequest) -> HttpResponse:
    """Can I trust this month? Files in, rows set aside, what it does to the figures."""
    require(request, Action.SEE_FILES)
    snapshot = snapshot_for(request)
    files = sorted(snapshot.manifest["files"], key=lambda file: (-file["set_aside"], file["name"]))
    total = {name: sum(file[name] for file in files) for name in ("read", "kept", "set_aside")}
    shown = {
        "snapshot": snapshot,
        "n_files": len(files),
        "with_rows_aside": [file for file in files if file["set_aside"]],
        "whole": [file for file in files if not file["set_aside"]],
        "total": total,
        "late": late(snapshot),
        "findings": finding_lines(snapshot.manifest["findings"]),
    }
    return render(request, "dashboard/data.html", {**shown, **frame(request, snapshot, section="data")})


@require_safe
def sources(request: HttpRequest) -> HttpResponse:
    """Which extracts are loaded, and how new each is."""
    require(request, Action.SEE_FILES)
    snapshot = snapshot_for(request)
    ordered = sorted(snapshot.sources(), key=lambda source: (not source.loaded, source.supplier, source.title))
    shown = {"snapshot": snapshot, "sources": ordered, "n_loaded": sum(source.loaded for source in ordered)}
    return render(request, "dashboard/sources.html", {**shown, **frame(request, snapshot, section="data")})


@require_safe
def snapshots(request: HttpRequest) -> HttpResponse:
    """Every snapshot that can be shown, newest first."""
    require(request, Action.SEE_FILES)
    entries = list_snapshots(settings.LINEOFSIGHT_HOME)
    in_force = next((entry.id for entry in entries if entry.in_force), "")
    rows = [{"entry": entry, "made": words.moment(datetime.fromisoformat(entry.made_at))} for entry in entries]
    shown = {"rows": rows, "in_force_id": in_force, "may_see_figures": may(request, Action.SEE_FIGURES)}
    return render(request, "dashboard/snapshots.html", {"section": "data", **shown})


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """What this is, where published figures come from, and how accessible it is."""
    return render(request, "dashboard/about.html", {})


def finding_lines(findings: list[dict[str, Any]]) -> list[FindingLine]:
    """Findings added up by code and source, errors first, then by rows."""
    rows: Counter[tuple[str, str]] = Counter()
    files: dict[tuple[str, str], set[str]] = {}
    first: dict[tuple[str, str], dict[str, Any]] = {}
    messages: dict[tuple[str, str], set[str]] = {}
    for finding in findings:
        key = (finding["code"], finding["source"])
        rows[key] += finding["rows"]
        files.setdefault(key, set()).add(finding["file"])
        messages.setdefault(key, set()).add(finding["message"])
        first.setdefault(key, finding)
    lines = [
        FindingLine(
            code=code, severity=said["severity"], colour=_SEVERITY_COLOUR.get(said["severity"], "grey"), source=source,
            files=len(files[code, source] - {""}), rows=rows[code, source], message=said["message"],
            more=len(messages[code, source]) - 1,
            effect=said["effect"], next=said.get("next", ""),
        )
        for (code, source), said in first.items()
    ]  # fmt: skip
    return sorted(lines, key=lambda line: (_SEVERITY_ORDER.get(line.severity, 3), -line.rows, line.code, line.source))
