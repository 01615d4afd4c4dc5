"""Rules across rows, files and years. They give findings and never alter data."""

from lineofsight.checks.check import Check
from lineofsight.checks.rules import CHECKS, RULES
from lineofsight.checks.run import run_checks
from lineofsight.sources.findings import Finding

__all__ = ["CHECKS", "RULES", "Check", "Finding", "run_checks"]
