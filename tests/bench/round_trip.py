"""The documents and exchange formats: highlights a second, memory, first byte; and out, lost, back in, and out again.

python -m tests.bench.round_trip [HIGHLIGHTS]                 on SQLite
.ci/postgres .venv/bin/python -m tests.bench.round_trip       on PostgreSQL
"""

from __future__ import annotations

import sys
import time

from tests.bench.export import measured
from tests.bench.sites import a_marked_project, set_up

MARKS = 10_000
OUT = ("web-annotation", "hypothesis", "qdpx", "markdown", "markdown-folder", "html", "docx-folder")
BACK = ("web-annotation", "hypothesis", "qdpx")


def main(marks: int) -> None:
    set_up()
    from annotations.exporters import EXPORTERS, Selection  # noqa: PLC0415
    from annotations.importing import read  # noqa: PLC0415
    from annotations.importing.carrying_out import carry_out  # noqa: PLC0415
    from annotations.models import Annotation, Operation  # noqa: PLC0415
    from reader.models import Role, User  # noqa: PLC0415

    project, _ = a_marked_project(marks)
    owner = User.objects.filter(memberships__project=project, memberships__role=Role.OWNER).get()

    def selection() -> Selection:
        return Selection(project, Annotation.objects.filter(article__project=project).alive())

    for name in OUT:
        measured(name, lambda name=name: EXPORTERS[name].write(selection()), rows=marks)

    def lost_and_back(content: bytes) -> float:
        Operation.objects.all().delete()
        Annotation.objects.all().delete()
        start = time.perf_counter()
        made, _ = carry_out(read(content), project, by=owner)
        assert len(made.new) == marks
        return time.perf_counter() - start

    def exported(name: str) -> bytes:
        return b"".join(EXPORTERS[name].write(selection()))

    lost_and_back(exported("web-annotation"))  # the made-up highlights get the words that truly stand around them
    for name in BACK:
        content = exported(name)
        seconds = lost_and_back(content)
        told = "the same bytes" if exported(name) == content else "OTHER BYTES"
        print(f"{name:34}{marks:10,} back in {seconds:6.1f} s, then {told}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else MARKS)
