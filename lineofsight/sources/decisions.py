"""What people decided in the web application, read back as any other extract: the same / not the same person."""

from lineofsight.sources.declaration import Column, Source
from lineofsight.standards.columns import DateTime, Text

IDENTITY_DECISIONS = Source(
    name="decisions_identity", supplier="Lineofsight", title="Decisions: the same or not the same person",
    grain="one row per decision about two records", agreement="lineofsight-decisions", family="decisions",
    key=("decision_id",),
    columns=(
        Column("decision_id", Text(), required=True, personal="no"),
        Column("source_a", Text(), required=True, personal="no"),
        Column("source_key_a", Text(), required=True),
        Column("source_b", Text(), required=True, personal="no"),
        Column("source_key_b", Text(), required=True),
        Column("decision", Text(), required=True, description="same, different or unsure"),
        Column("decided_by", Text(), required=True, personal="about a worker"),
        Column("decided_at", DateTime("%Y-%m-%dT%H:%M:%S"), required=True, personal="no"),
        Column("because", Text(), description="The reason that was recorded"),
        Column("supersedes", Text(), personal="no", optional=True, description="The decision this one replaces"),
    ),
)  # fmt: skip
