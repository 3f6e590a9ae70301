"""Time on the server for the page of all highlights, at 100,000 of them in 2,000 articles, and for changes of 10,000.

`python -m tests.bench.highlights [HIGHLIGHTS]`. With TEST_DATABASE_URL it measures on that server, in whose database it
makes its tables: `.ci/postgres .venv/bin/python -m tests.bench.highlights`.
"""

from __future__ import annotations

import atexit
import os
import random
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from tests.bench.sites import set_up

if TYPE_CHECKING:
    from annotations.models import Tag
    from reader.models import Project, User

HIGHLIGHTS = 100_000
AN_ARTICLE = 50
AT_ONCE = 10_000
ROUNDS = 7
WORDS = (
    "harbour fire ministry union inquiry warehouse quay statement official witness count dead injured missing night "
    "Tuesday морской порт пожар комиссия المرفأ حريق الوزارة Übung Straße Größe élu été ports figure report source"
).split()


def a_project(highlights: int, people: list[User], dice: random.Random) -> Project:
    """Return a project of these people with 27 tags and as many highlights, 50 an article: of 20 to 250 code points,
    half of them with a note, a sixth without a tag, the others with one to three; one in 50 an orphan, one changed."""
    from annotations.models import Tag  # noqa: PLC0415
    from reader.models import Project  # noqa: PLC0415

    project = Project.objects.start(f"{highlights} highlights", by=people[0])
    for person in people[1:]:
        project.add(person, "coder")
    Tag.objects.bulk_create(Tag(project=project, name=f"Code {i}", position=10 + i) for i in range(24))
    tags = list(project.tags.all())
    for number in range(highlights // AN_ARTICLE):
        fill(project, number, people, tags, dice)
    return project


def fill(project: Project, number: int, people: list[User], tags: list[Tag], dice: random.Random) -> None:
    """Make one article with its highlights."""
    from annotations.models import Annotation  # noqa: PLC0415
    from tests.builders import an_article  # noqa: PLC0415

    sentences = [f"{' '.join(dice.choices(WORDS, k=18)).capitalize()} {i}." for i in range(AN_ARTICLE)]
    article = an_article(
        project,
        [" ".join(sentences[i : i + 5]) for i in range(0, AN_ARTICLE, 5)],
        title=f"Report {number}",
        site_name=f"Site {number % 40}",
        byline=f"Author {number % 300}",
        published=f"2024-{number % 12 + 1:02}-{number % 28 + 1:02}",
    )
    text, rows = article.current.text, []
    for i in range(AN_ARTICLE):
        row = Annotation(article=article, version=article.current, created_by=people[i % len(people)], paragraph=1)
        row.start = dice.randrange(len(text) - 300)
        row.end = row.start + dice.randrange(20, 250)
        row.exact = text[row.start : row.end]
        row.prefix, row.suffix = text[max(0, row.start - 32) : row.start], text[row.end : row.end + 32]
        row.note = "" if i % 2 else " ".join(dice.choices(WORDS, k=12))
        row.former_exact = "other words" if i == 11 else ""
        if i == 7:
            row.start = row.end = row.paragraph = None
        rows.append(row)
    made, through = Annotation.objects.bulk_create(rows), Annotation.tags.through
    through.objects.bulk_create(
        through(annotation=row, tag=tag) for row in made for tag in dice.sample(tags, dice.choice((0, 1, 1, 1, 2, 3)))
    )


def pages(project: Project, owner: User) -> None:
    from django.test import Client  # noqa: PLC0415

    from annotations.models import Annotation  # noqa: PLC0415
    from annotations.paging import Place  # noqa: PLC0415

    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(owner)
    one, two, *_ = project.tags.values_list("pk", flat=True)
    keys = project.articles.order_by("pk").values_list("pk", flat=True)
    middle = Annotation.objects.filter(article=keys[len(keys) // 2], start__isnull=False).first()
    place = Place(middle.article_id, middle.start, middle.end, middle.pk)
    queries = {
        "first": "", "in the middle": f"after={place}", "last": "last=on", "in lines": "view=lines",
        "by tag": "group=tag", "by tag, last": "group=tag&last=on", "a common word": "q=warehouse",
        "in Cyrillic capitals": "q=ПОЖАР", "two words": "q=union inquiry", "a rare phrase": 'q="union inquiry" 17',
        "no such word": "q=nowhere", "a tag": f"tag={one}", "two tags": f"tag={one}&tag={two}",
        "one of two": f"any={one}&any={two}", "not a tag": f"without={one}", "untagged": "untagged=on",
        "a site": "site=site 7", "an author": "author=author 12", "a coder": f"by={owner.pk}",
        "published": "published_from=2024-06-01&published_to=2024-06-20", "orphans": "state=orphan",
        "changed": "state=changed", "with a note": "note=with", "overlapping": f"tag={one}&overlap={two}",
        "in a sentence with": f"tag={one}&sentence={two}",
    }  # fmt: skip
    root = f"/projects/{project.pk}"
    addresses = {name: f"{root}/annotations/?{query}" for name, query in queries.items()}
    addresses |= {f"together: {way}": f"{root}/tags-together/{way}/" for way in ("highlight", "overlap", "sentence")}
    print(f"{'page':24}{'ms':>8}{'ms of CPU':>12}")
    for name, address in addresses.items():
        used, waited = list[float](), list[float]()
        for _ in range(ROUNDS):
            start = time.perf_counter()
            cpu(lambda: client.get(address), used)
            waited.append(1000 * (time.perf_counter() - start))
        print(f"{name:24}{statistics.median(waited):8.0f}{statistics.median(used):12.0f}")


def cpu(work: Callable[[], Any], used: list[float]) -> Any:
    """Do the work, and note the milliseconds of this process's time that it took: a database server's are beside it."""
    before = time.process_time()
    done = work()
    used.append(1000 * (time.process_time() - before))
    return done


def changes(project: Project, owner: User) -> None:
    from annotations.models import Annotation, bulk  # noqa: PLC0415

    keys = list(Annotation.objects.filter(article__project=project).values_list("pk", flat=True)[:AT_ONCE])
    found, tag = Annotation.objects.filter(pk__in=keys), project.tags.last()
    print(f"\n{'of ' + str(len(keys)):24}{'s':>8}{'s of CPU':>12}")

    def timed(name: str, work: Callable[[], Any]) -> Any:
        start, used = time.perf_counter(), list[float]()
        done = cpu(work, used)
        print(f"{name:24}{time.perf_counter() - start:8.2f}{used[0] / 1000:12.2f}")
        return done

    tagged = timed("tag", lambda: bulk.retag(found, tag, present=True, project=project, by=owner))
    timed("undo it", lambda: tagged.undo(owner))
    deleted = timed("delete", lambda: bulk.delete(found, project=project, by=owner))
    timed("undo it", lambda: deleted.undo(owner))


def set_up_here() -> None:
    """Set Django up as the other measures do, or on the server in TEST_DATABASE_URL."""
    server = os.environ.get("TEST_DATABASE_URL")
    if not server:
        set_up()
        return
    data = tempfile.mkdtemp(prefix="attest-bench-")
    atexit.register(shutil.rmtree, data, ignore_errors=True)
    os.environ |= {"ATTEST_DATA": data, "DATABASE_URL": server, "ATTEST_LOG_LEVEL": "ERROR"}
    os.environ |= {"DJANGO_SETTINGS_MODULE": "reader.settings"}

    import django  # noqa: PLC0415  after the environment

    django.setup()
    from django.core.management import call_command  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)


def main() -> None:
    set_up_here()
    from django.db import connection  # noqa: PLC0415

    from reader.models import User  # noqa: PLC0415

    number = int(sys.argv[1]) if sys.argv[1:] else HIGHLIGHTS
    people = [User.objects.create(username=f"coder {i}") for i in range(5)]
    dice = random.Random(4)
    project = a_project(number, people, dice)
    a_project(number // 10, people, dice)  # whose highlights stand between
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    print(f"{number} highlights on {connection.vendor}\n")
    pages(project, people[0])
    changes(project, people[0])


if __name__ == "__main__":
    main()
