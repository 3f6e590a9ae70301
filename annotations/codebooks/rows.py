"""What a codebook's file says of a tag, whatever its format."""

from __future__ import annotations

from dataclasses import dataclass

MOST_BYTES = 2**20
MOST_TAGS = 2000


class UnreadableCodebook(Exception):
    """The file is no codebook, or its rows do not fit together; `problems` say where, and the way out."""

    def __init__(self, *problems: str) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


@dataclass(frozen=True, slots=True)
class Row:
    """A tag in a file. What is None the file does not say: it stays as it is."""

    where: str  # in the file, for who has to find it: "Row 5"
    name: str
    parent: str | None = None  # its name; "" for none
    kind: str | None = None
    tint: str | None = None
    hotkey: str | None = None
    description: str | None = None
    examples: str | None = None
    archived: bool | None = None
    position: int | None = None
