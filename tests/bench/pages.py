"""Time on the server for the reading page and for making a highlight, by the number of highlights there are."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable

from tests.bench.sites import a_marked_project, set_up

ROUNDS = 15


def median_ms(work: Callable[[], object]) -> float:
    """Return the median time of the work in milliseconds; the first round warms up and does not count."""
    work()
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        work()
        times.append(1000 * (time.perf_counter() - start))
    return statistics.median(times)


def main() -> None:
    set_up()
    from django.db import connection  # noqa: PLC0415
    from django.test import Client  # noqa: PLC0415
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    print("highlights   page ms   queries   page KB   make ms")
    for marks in (10, 100, 1000, 5000):
        project, owner = a_marked_project(marks, an_article=marks)
        article = project.articles.get()
        client = Client(headers={"host": "127.0.0.1", "hx-request": "true"})
        client.force_login(owner)
        path = article.get_absolute_url()
        with CaptureQueriesContext(connection) as queries:
            size = len(client.get(path).content)
            asked = len(queries)
        make = median_ms(lambda: client.post(f"{path}annotations/", {"start": 0, "end": 10}))
        article.annotations.filter(note="").delete()
        print(f"{marks:10}{median_ms(lambda: client.get(path)):10.1f}{asked:10}{size / 1024:10.0f}{make:10.1f}")


if __name__ == "__main__":
    main()
