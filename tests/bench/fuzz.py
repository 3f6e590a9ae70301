"""How the API answers requests made of its own description: `make bench-fuzz`, `make bench-fuzz LIMIT=1000`.

LIMIT is how many of each operation. Told are the answers by status, and each operation with an answer that it does not
describe.
"""

from __future__ import annotations

import sys
from time import perf_counter

from tests.bench.sites import set_up

LIMIT = 200


def main(limit: int) -> None:
    set_up()
    from django.conf import settings  # noqa: PLC0415  after the environment
    from django.db import transaction  # noqa: PLC0415

    from reader.models import Project, User  # noqa: PLC0415
    from tests.annotations.api.fuzzing import Fuzzer  # noqa: PLC0415
    from tests.builders import an_article  # noqa: PLC0415

    settings.API_RATE = settings.ATTEMPT_RATE = 0
    settings.ALLOWED_HOSTS = ["*"]
    began, failures = perf_counter(), []
    with transaction.atomic():
        owner = User.objects.create_user("owner")
        project = Project.objects.start("Harbour", by=owner)
        texts = ["One two three.", "Four five six, and two more."]
        fuzzer = Fuzzer(an_article(project, texts, url="https://news.example/fire"), owner)
        for operation in fuzzer.operations:
            try:
                fuzzer.run(operation, limit)
            except BaseExceptionGroup as found:
                failures.append(f"{operation.method.upper()} {operation.path}\n{found}\n{found.exceptions}")
            except Exception as error:
                failures.append(f"{operation.method.upper()} {operation.path}\n{type(error).__name__}: {error}")
        transaction.set_rollback(True)
    total, seconds = sum(fuzzer.seen.values()), perf_counter() - began
    print(f"{total:,} requests of {len(fuzzer.operations)} operations in {seconds:.0f} s")
    print(", ".join(f"{status}: {number:,}" for status, number in sorted(fuzzer.seen.items())))
    print(f"{len(failures)} operations with an answer that they do not describe", *failures, sep="\n\n")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else LIMIT)
