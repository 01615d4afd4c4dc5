"""Figures over HTTP, read-only, for programs: under the same access rules and the same log as the pages."""
