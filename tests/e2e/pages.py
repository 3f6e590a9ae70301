"""Every page of the site, in a project that has something of everything."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth.tokens import default_token_generator
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from annotations.models import Annotation
from reader.importers import Source
from reader.models import Article, Binned, Project, User
from tests.builders import a_highlight, an_article
from tests.e2e.articles import ARABIC, a_report

# What a stranger's page may hold to break a layout.
WIDE = "https://ledger.example/" + "a-very-long-address-without-a-break/" * 6

# Pages that nobody has to be signed in for.
PUBLIC = ("login", "password reset", "password reset sent", "password reset link", "stale reset link", "password set")


@dataclass(frozen=True)
class Site:
    """A project with articles in every state, and the address of every page by its name."""

    report: Article
    highlight: Annotation
    addresses: dict[str, str]


def a_site(project: Project, owner: User, coder: User) -> Site:
    report = a_report(project, owner)
    long = f"{WIDE} and then some words. {'Donaudampfschifffahrtsgesellschaftskapitän' * 3}"
    arabic = an_article(project, [ARABIC, ARABIC], title="حريق المرفأ", language="ar", direction="rtl", by=owner)
    an_article(project, [long], title=WIDE, url=WIDE, by=owner)
    highlight = a_highlight(report, "A union counts", "Claim", "Disputed", note=f"Their own count: {WIDE}", by=owner)
    event = project.events.create(name=f"The harbour fire {WIDE}"[:200])
    counted = a_highlight(report, "union counts 17", "Casualty figure", by=coder)
    counted.figures.update(event=event, effect="killed", source_name=WIDE[:200])
    for said in ({"low": 12}, {"best": 300, "approximate": True}, {"low": 20, "high": 31}, {"high": 15}, {}):
        counted.figures.create(effect="killed", source_name=f"Source {len(said)}", event=event, **said)
    counted.figures.create(effect="injured", best=4)
    a_highlight(report, "explosion", by=coder)
    waiting, _ = Article.objects.take_in(Source(url="https://ledger.example/on-its-way"), project=project, by=owner)
    binned = an_article(project, title=f"Put away: {WIDE}", by=owner)
    Binned.objects.put(project, [binned.pk], by=owner)
    unreadable, _ = Article.objects.take_in(Source(url=WIDE + "gone"), project=project, by=owner)
    unreadable._set_aside("The server answered 404. Check the address, or paste the text.")
    tag = project.tags.get(name="Claim")
    uid = urlsafe_base64_encode(force_bytes(coder.pk))

    def at(name: str, *args: object) -> str:
        return reverse(name, args=args)

    addresses = {
        "login": at("login"),
        "password reset": at("password_reset"),
        "password reset sent": at("password_reset_done"),
        "password reset link": at("password_reset_confirm", uid, default_token_generator.make_token(coder)),
        "stale reset link": at("password_reset_confirm", uid, "stale"),
        "password set": at("password_reset_complete"),
        "projects": at("projects"),
        "project": at("project", project.pk),
        "searched project": at("project", project.pk) + "?q=union+or+مرفأ",
        "wrong search": at("project", project.pk) + "?q=(",
        "search": at("search"),
        "import": at("imports", project.pk),
        "article": at("article", report.pk),
        "article with what was cut": at("article", report.pk) + "?cut",
        "Arabic article": at("article", arabic.pk),
        "waiting article": at("article", waiting.pk),
        "unreadable article": at("article", unreadable.pk),
        "article beside its original": at("article", report.pk) + "?original",
        "history": at("history", report.pk),
        "corrections": at("metadata", report.pk),
        "suggestions": at("suggestions", report.pk),
        "highlight": at("annotation", highlight.pk),
        "highlights": at("project_annotations", project.pk),
        "no highlights": at("project_annotations", project.pk) + "?q=nowhere",
        "highlights of a wrong filter": at("project_annotations", project.pk) + "?tag=none",
        "exports": at("exports", project.pk),
        "claims": at("claims", project.pk),
        "claim": at("claim", highlight.pk),
        "counting rules": at("counting", project.pk),
        "figures": at("ledger", project.pk),
        "no figures": at("ledger", project.pk) + "?source=nobody",
        "events": at("events", project.pk),
        "event": event.get_absolute_url(),
        "tags": at("codebook", project.pk),
        "tag": at("tag", tag.pk),
        "tag removal": at("tag_removal", tag.pk),
        "people": at("people", project.pk),
        "bin": at("bin", project.pk),
        "bin removal": at("bin_removal", project.pk) + f"?key={binned.pk}",
        "project removal": at("project_removal", project.pk),
        "feeds": at("feeds", project.pk),
        "tokens": at("tokens"),
        "reading offline": at("offline"),
        "password change": at("password_change"),
        "password changed": at("password_change_done"),
        "not found": "/nowhere/",
    }
    return Site(report, highlight, addresses)
