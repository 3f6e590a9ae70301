"""Articles for the browser: every kind of block, scripts and emoji, and something that was cut."""

from __future__ import annotations

from html import escape

from reader.extraction.model import Block, Container, Kind
from reader.models import Article, Project, User
from tests.builders import an_article, paragraph

EMOJI = "Rescuers 🚒 found a family 👩‍👩‍👧 alive 🔥 under the roof."
ARABIC = "وقالت الوزارة إن عدد القتلى بلغ ثلاثة، وإن الباب كان مقفلاً."
LONG = (
    "Residents of the lower town described a low roar and then a pressure that pushed in doors and shutters along the "
    "quay, and many of them spent the rest of the night in the open, on the steps of the customs house or in boats, "
    "because they feared that what was left of the warehouse would follow. By the morning the wind had turned, the "
    "smoke stood over the hills, and the first lists of the missing hung beside the door of the hospital. "
)


def leaf(kind: Kind, text: str, *path: Container, level: int = 0) -> Block:
    return Block(kind, escape(text, quote=False), text, level=level, path=path)


def image(alt: str) -> Block:
    """A picture as the sanitiser keeps it: its address is another site's."""
    return Block(Kind.IMAGE, f'<img src="https://pictures.example/quay.jpg" alt="{alt}">', "")


def _row(number: int, *cells: str) -> list[Block]:
    table, row = Container("table", 10), Container("tr", 20 + number)
    tag, attributes = ("td", ()) if number else ("th", (("scope", "col"),))
    return [
        leaf(Kind.TABLE_CELL, text, table, row, Container(tag, 100 * (number + 1) + i, attributes))
        for i, text in enumerate(cells)
    ]


def blocks() -> list[Block]:
    """One of each kind, with three blocks that were cut."""
    bullets, quote = Container("ul", 1), Container("blockquote", 5)
    return [
        paragraph("Sign in to read on", cut="An appeal, not the article"),
        paragraph("At least 12 people died in the harbour on Tuesday, the ministry said. A union counts 17."),
        paragraph(EMOJI),
        leaf(Kind.HEADING, "What is disputed", level=2),
        leaf(Kind.LIST_ITEM, "The number of the dead", bullets, Container("li", 2)),
        leaf(Kind.LIST_ITEM, "The cause of the fire", bullets, Container("li", 3)),
        leaf(Kind.QUOTATION, "The second door was locked.", quote),
        *_row(0, "Source", "Killed", "Injured"),
        *_row(1, "Ministry", "twelve", "thirty"),
        *_row(2, "Union", "seventeen", ""),
        Block(Kind.PARAGRAPH, escape(ARABIC), ARABIC, language="ar", direction="rtl"),
        paragraph("Read also: ferries stopped", cut="A link to another article"),
        paragraph(
            "The inquiry opens on Monday, its chair said.",
            'The <a href="https://inquiry.example/" rel="noopener noreferrer nofollow">inquiry</a> opens on '
            "<em>Monday</em>, its chair said.",
        ),
        leaf(Kind.PREFORMATTED, "02:40  first call\n03:15  explosion"),
        image("Smoke over the quay"),
        leaf(Kind.CAPTION, "Smoke over the quay at dawn"),
        paragraph(LONG * 3),
        paragraph("Subscribe to our newsletter", cut="An appeal, not the article"),
    ]


def a_report(project: Project, by: User | None = None) -> Article:
    return an_article(
        project,
        blocks(),
        title="Two versions of the harbour fire",
        by=by,
        standfirst="Ministry and union count differently",
        byline="Julian Osterley",
        published="2024-03-12",
        site_name="The Ledger",
        url="https://ledger.example/harbour",
    )
