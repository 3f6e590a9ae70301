"""The whole project as an archive, lost, and brought back: CPU seconds, memory, and whether the second is the same.

python -m tests.bench.archive [HIGHLIGHTS]                 on SQLite
.ci/postgres .venv/bin/python -m tests.bench.archive       on PostgreSQL
"""

from __future__ import annotations

import sys
import time

from tests.bench.export import peak_memory
from tests.bench.sites import set_up

MARKS = 10_000


def main(marks: int) -> None:
    set_up()
    from reader.models import Project, Role, User  # noqa: PLC0415
    from tests.annotations.archive.projects import archive_of, brought_in, fill, lots, the_same  # noqa: PLC0415

    people = [User.objects.create_user(name) for name in ("owner", "coder")]
    project = Project.objects.start("Harbour", by=people[0])
    project.add(people[1], Role.CODER)
    fill(project, *people)
    lots(project, marks)

    def timed(name: str, work):  # type: ignore[no-untyped-def]  # whatever the work gives
        before, start = peak_memory(reset=True), time.process_time()
        found = work()
        seconds, grown = time.process_time() - start, peak_memory() - before
        print(f"{name:24}{marks / seconds:10,.0f} highlights a second{seconds:8.1f} s{grown:8.1f} MB more at the most")
        return found

    content = timed("out", lambda: archive_of(project))
    project.remove()
    made = timed("in", lambda: brought_in(content, people[0], known=True))
    print("the same bytes" if the_same(content, archive_of(made.project)) else "OTHER BYTES")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else MARKS)
