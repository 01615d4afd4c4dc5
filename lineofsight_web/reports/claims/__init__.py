"""Claims: sentences of a paper that hold a number or a comparison, read and held against the figures."""

from lineofsight_web.reports.claims.claim import Claim, Kind, Verdict
from lineofsight_web.reports.claims.evidence import Evidence, SnapshotEvidence
from lineofsight_web.reports.claims.reading import read_claims
from lineofsight_web.reports.claims.verdicts import Judged, judge, judge_text

__all__ = ["Claim", "Evidence", "Judged", "Kind", "SnapshotEvidence", "Verdict", "judge", "judge_text", "read_claims"]
