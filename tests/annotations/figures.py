"""What the ledger's tests build: figures on highlights of articles whose text they know."""

from __future__ import annotations

from annotations.models import Figure
from reader.models import Project, User
from tests.builders import a_highlight, an_article

CIRCUMSTANCES = {"effect": "killed"}


def a_figure(project: Project, text: str = "", *, by: User | None = None, **said: object) -> Figure:
    """Return a figure in an article of its own, of these words; `title`, `site_name`, `published` are the article's."""
    about = {name: str(said.pop(name)) for name in ("title", "site_name", "published", "url") if name in said}
    text = text or f"{said.get('best', 'Some')} people of {about.get('title', 'the quay')} died, it was said."
    article = an_article(project, [text], by=by, **about)
    annotation = a_highlight(article, text, "Casualty figure", by=by)
    annotation.figures.all().delete()
    return Figure.objects.create(annotation=annotation, **{**CIRCUMSTANCES, **said})
