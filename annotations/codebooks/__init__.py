"""Codebooks as files: each format reads rows and writes tags; `FORMATS` says which there are."""

from . import csv, qdc

FORMATS = {".csv": csv, ".qdc": qdc}


def suffix_of(content: bytes) -> str:
    """Return the format of a file, by how it begins: names of files say little."""
    return ".qdc" if content[:200].lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").startswith(b"<") else ".csv"


__all__ = ["FORMATS", "suffix_of"]
