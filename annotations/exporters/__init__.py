"""The ways out. Each exporter takes annotations and a stream; `EXPORTERS` says which there are."""

from . import csv_long

EXPORTERS = {"csv": csv_long.export}

__all__ = ["EXPORTERS"]
