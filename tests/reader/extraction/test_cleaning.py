"""Pages of our own for each way in which extractors are known to fail."""

from __future__ import annotations

import pytest

from reader.extraction import Extraction, Kind, extract

STORY = [
    "The ferry to the northern islands will not sail before April, the shipping office said on Thursday evening.",
    "Its engine failed twice in the January storms, and the parts have to come from a yard on the other coast.",
    "Islanders now depend on a fishing boat that takes the mail, eleven passengers and no cars, twice a week.",
    "“We are used to waiting, but nobody told us for how long,” said the teacher of the school at Skarn.",
    "The council wants the state to pay for a second ship, as it did after the winter of the great ice.",
    "A spokeswoman for the ministry of transport said that the request had arrived and would be looked into.",
    "Until then the shop in Skarn keeps a list on its door: who needs what, and who is going over next.",
    "The lighthouse keeper, who has seen forty winters there, said that he remembered only one like this.",
]
MENU = "".join(
    f'<li><a href="/{word.lower()}">{word}</a></li>' for word in "News Sport Weather Culture Opinion".split()
)
OTHERS = [
    "Bakers strike over the price of flour",
    "How the old mill became a concert hall",
    "Three ways to keep your garden dry",
    "The mayor answers your letters",
]
CARDS = "".join(
    f'<div class="card"><a href="/{n}"><img src="/{n}.jpg" alt=""><h3>{title}</h3></a><p>Yesterday</p></div>'
    for n, title in enumerate(OTHERS)
)
COOKIES = (
    '<div id="cookie-notice" class="cookie-consent"><h2>Your privacy</h2><p>We and our partners use cookies to store'
    " and access information on your device, to show you content that fits you and to measure how it is used."
    " You can change your choice at any time in the settings of this site, where we also say who our partners are.</p>"
    "<p>If you agree, we process data such as your address and the pages you visit, for as long as thirteen months."
    " Some partners do not ask for your consent but rely on their legitimate interest.</p><button>Agree</button></div>"
)


def prose(texts: list[str]) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


def page(story: str, *, before: str = "", after: str = "", title: str = "No ferry before April") -> str:
    return (
        f"<!DOCTYPE html><html lang=en><head><title>{title} - The Skarn Post</title></head><body>"
        f'<header class="site-header"><a href="/">The Skarn Post</a><nav><ul>{MENU}</ul></nav></header>{before}'
        f'<main><article class="story"><h1>{title}</h1><div class="story-body">{story}</div></article></main>{after}'
        '<footer class="footer"><ul><li><a href="/terms">Terms of use</a></li><li><a href="/privacy">Privacy</a></li>'
        "</ul><p>© 2025 The Skarn Post. All rights reserved.</p></footer></body></html>"
    )


def read(source: str) -> Extraction:
    return extract(source, content_type="text/html", url="https://post.example/ferry")


def kept(found: Extraction) -> list[str]:
    return [block.text for block in found.blocks if block.kept and block.text]


def cut(found: Extraction) -> dict[str, str]:
    return {block.text: block.reason for block in found.blocks if not block.kept}


def test_a_body_split_over_sibling_containers_is_kept_whole():
    parts = [f'<section class="block text-block">{prose(STORY[n : n + 2])}</section>' for n in range(0, 8, 2)]
    advertisement = '<div class="ad-slot"><p>Advertisement</p></div>'
    assert kept(read(page(advertisement.join(parts)))) == STORY


def test_a_cookie_notice_longer_than_the_article_is_not_the_article():
    found = read(page(prose(STORY[:3]), after=COOKIES))
    assert kept(found) == STORY[:3]
    assert set(cut(found).values()) >= {"Cookie notice"}


def test_neighbouring_stories_are_not_swallowed():
    found = read(page(prose(STORY), after=f'<aside class="related"><h2>Read more</h2>{CARDS}</aside>'))
    assert kept(found) == STORY
    assert {cut(found)[title] for title in OTHERS} <= {"Related stories"}


@pytest.mark.parametrize(
    ("insert", "line"),
    [
        ('<p><strong>Lesen Sie auch:</strong> <a href="/x">Der Winter der Inseln</a></p>', "Lesen Sie auch"),
        ('<p>Les også: <a href="/x">Vinteren på øyene</a></p>', "Les også"),
        ('<p>READ MORE: <a href="/x">The winter on the islands</a></p>', "READ MORE"),
        (
            '<div class="newsletter-box"><h3>The morning post</h3><p>Get our newsletter in your inbox every'
            " morning.</p></div>",
            "newsletter",
        ),
        ('<div class="ad"><p>Advertisement</p></div>', "Advertisement"),
    ],
)
def test_promos_inside_the_body_are_cut(insert, line):
    found = read(page(prose(STORY[:4]) + insert + prose(STORY[4:])))
    assert kept(found) == STORY
    assert any(line in text for text in cut(found))


def test_a_paywall_is_cut_and_what_can_be_read_stays():
    wall = (
        '<div class="paywall"><h2>Subscribe to read on</h2><p>Already a subscriber? <a href="/login">Log in</a></p>'
        '<p><a href="/offers">See our offers</a></p></div>'
    )
    assert kept(read(page(prose(STORY[:3]) + wall))) == STORY[:3]


def test_a_first_paragraph_that_is_one_link_is_kept():
    story = f'<p><a href="/office">{STORY[0]}</a></p>' + prose(STORY[1:])
    found = read(page(story))
    assert kept(found) == STORY
    assert found.blocks[[block.text for block in found.blocks].index(STORY[0])].html.startswith("<a href=")


def test_lists_of_the_article_are_kept_and_nested():
    items = "<ul><li>Flour and salt</li><li>Oil<ol><li>for lamps</li><li>for the engine</li></ol></li></ul>"
    found = read(page(prose(STORY[:4]) + items + prose(STORY[4:])))
    inner = ["Flour and salt", "Oil", "for lamps", "for the engine"]
    assert kept(found) == STORY[:4] + inner + STORY[4:]
    nested = next(block for block in found.blocks if block.text == "for the engine")
    assert [container.tag for container in nested.path] == ["ul", "li", "ol", "li"]


def test_a_form_round_the_page_does_not_take_the_article_with_it():
    source = page(prose(STORY)).replace("<body>", '<body><form id="aspnetForm" action="/x">', 1)
    assert kept(read(source.replace("</body>", "</form></body>"))) == STORY


def test_a_pull_quote_that_repeats_the_text_is_cut():
    quote = f'<aside class="pullquote"><p>{STORY[3]}</p></aside>'
    found = read(page(prose(STORY[:5]) + quote + prose(STORY[5:])))
    assert kept(found) == STORY


def test_the_title_is_not_repeated_and_subheads_stay_headings():
    story = prose(STORY[:4]) + "<h2>A second ship</h2>" + prose(STORY[4:])
    found = read(page(story))
    headings = [block.text for block in found.blocks if block.kept and block.kind is Kind.HEADING]
    assert headings == ["A second ship"]
    assert cut(found)["No ferry before April"] == "The title, shown above"


def test_an_embedded_post_is_a_quotation_with_its_author_and_link():
    post = (
        '<blockquote class="twitter-tweet"><p>The boat is back at Skarn, with the mail and two very wet sheep.</p>'
        '— Harbour of Skarn (@skarn) <a href="https://social.example/skarn/1">January 9, 2025</a></blockquote>'
        '<script async src="https://social.example/widgets.js"></script>'
    )
    found = read(page(prose(STORY[:4]) + post + prose(STORY[4:])))
    quoted = [block for block in found.blocks if block.kept and block.kind is Kind.QUOTATION]
    assert [block.text for block in quoted] == [
        "The boat is back at Skarn, with the mail and two very wet sheep.",
        "— Harbour of Skarn (@skarn) January 9, 2025",
    ]
    assert 'href="https://social.example/skarn/1"' in quoted[1].html


def test_an_embedded_post_is_kept_whatever_its_box_is_called_and_one_without_words_is_not():
    box = '<div class="social-media-embed"><blockquote class="{}">{}</blockquote></div>'
    post = box.format(
        "twitter-tweet",
        '<p><a href="https://t.example/1">https://t.example/1</a></p>— Harbour of Skarn (@skarn), the ninth of January',
    )
    empty = box.format("instagram-media", '<a href="https://pictures.example/p/1">See this on the network</a>')
    found = read(page(prose(STORY[:3]) + post + prose(STORY[3:6]) + empty + prose(STORY[6:])))
    assert [block.text for block in found.blocks if block.kept and block.kind is Kind.QUOTATION] == [
        "https://t.example/1",
        "— Harbour of Skarn (@skarn), the ninth of January",
    ]


def test_a_section_named_after_its_heading_is_no_box_of_the_site():
    parts = {"sharing-the-boat": "Sharing the boat", "popular-wishes": "Popular wishes"}
    sections = "".join(
        f'<section id="{name}"><h2>{heading}<a href="#{name}">¶</a></h2>{prose(STORY[at : at + 2])}</section>'
        for at, (name, heading) in zip((2, 4), parts.items(), strict=True)
    )
    found = kept(read(page(prose(STORY[:2]) + sections + prose(STORY[6:]))))
    assert [text for text in found if text in STORY] == STORY


def test_a_menu_that_is_never_closed_does_not_make_the_page_one_list():
    table = "<table><tr><th>Monday</th><td>no ferry</td></tr><tr><th>Friday</th><td>no ferry</td></tr></table>"
    menu = "".join(f'<li><a href="/{n}">{title}</a>' for n, title in enumerate(OTHERS * 3))
    found = kept(read(page(prose(STORY) + table, before=f'<nav class="menu"><ul>{menu}<li>')))
    assert [text for text in found if text in STORY] == STORY
    assert not set(OTHERS) & set(found)


@pytest.mark.parametrize(
    "promo",
    [
        "<p>DON'T MISS<br><a href='/1'>Bakers strike over flour</a><br><a href='/2'>How the old mill sings</a></p>",
        "<p><a href='/1'>Bakers strike over flour [VIDEO]</a><br><a href='/2'>The old mill sings [PICTURES]</a></p>",
        "<p><a href='/1'>BAKERS STRIKE OVER THE PRICE OF FLOUR</a></p>",
        "<p>SEE MORE: <a href='/1'>Bakers strike over the price of flour</a></p>",
        '<p>[button link="/kit" type="big"] Send us your kit[/button]</p>',
        "<p>This slideshow requires JavaScript.</p>",
    ],
)
def test_promos_between_paragraphs_are_cut(promo):
    assert kept(read(page(prose(STORY[:4]) + promo + prose(STORY[4:])))) == STORY


def test_a_correction_is_kept():
    note = "<p><em>Correction: an earlier version of this article gave the wrong day for the sailing in April.</em></p>"
    assert "Correction: an earlier version of this article" in kept(read(page(prose(STORY) + note)))[-1]


def test_notes_that_the_text_refers_to_are_kept():
    story = (
        prose(STORY)
        .replace("storms,", 'storms,<sup><a href="#n1">1</a></sup>')
        .replace("great ice.", 'great ice.<sup><a href="#n2">2</a></sup>')
    )
    notes = (
        '<ol class="footnotes"><li id="n1"><a href="/met">Report of the weather office</a></li>'
        '<li id="n2"><a href="/ice">Annals of Skarn</a>, p. 12</li></ol>'
    )
    assert kept(read(page(story + notes)))[-2:] == ["Report of the weather office", "Annals of Skarn, p. 12"]


def test_a_table_in_the_article_is_kept_whole():
    table = (
        "<table><caption>Sailings</caption><thead><tr><th>Day</th><th>Boat</th></tr></thead><tbody><tr><td>Tuesday</td>"
        '<td><a href="/mail">Mail</a></td></tr><tr><td>Contact</td><td></td></tr></tbody></table>'
    )
    found = read(page(prose(STORY[:4]) + table + prose(STORY[4:])))
    cells = [block.text for block in found.blocks if block.kept and block.kind is Kind.TABLE_CELL]
    assert cells == ["Day", "Boat", "Tuesday", "Mail", "Contact", ""]
    assert "Sailings" in kept(found)


@pytest.mark.parametrize("box", ["", '<div class="text">'])
def test_a_first_paragraph_that_the_page_declares_as_its_description_is_text(box):
    head = f'<meta name="description" content="{STORY[0]}">'
    body = "".join(f"{box}<p>{text}</p>{'</div>' if box else ''}" for text in STORY)
    found = read(page(body).replace("</head>", f"{head}</head>"))
    assert kept(found) == STORY
    assert found.standfirst == ""


def test_a_text_that_the_page_holds_for_two_screens_is_kept_once():
    found = read(page(f'<div class="wide">{prose(STORY)}</div><div class="narrow">{prose(STORY)}</div>'))
    assert kept(found) == STORY


def test_a_refrain_is_kept_each_time():
    refrain = [f"And {line[0].lower()}{line[1:]}" for line in STORY[:3]]
    song = [*refrain, STORY[4], *refrain, STORY[5], *refrain]
    assert kept(read(page(prose(song)))) == song


def test_what_was_cut_says_where_it_stood():
    found = read(
        page(prose(STORY), before="<div><p>A fine day</p></div>", after="<div><p>Seen from the quay</p></div>")
    )
    assert cut(found)["A fine day"] == "Above the article's text"
    assert cut(found)["Seen from the quay"] == "Below the article's text"


def test_a_cut_entry_of_a_menu_keeps_its_text_alone_and_a_cut_paragraph_its_links():
    long = (
        'Write to <a href="mailto:desk@post.example">the desk</a> if you know more about this than we do, and sign it.'
    )
    found = read(page(prose(STORY), after=f'<div class="comments"><p>{long}</p></div>'))
    html = {block.text: block.html for block in found.blocks if not block.kept}
    assert html["Weather"] == "Weather"
    assert 'href="mailto:desk@post.example"' in html[next(text for text in html if text.startswith("Write to"))]


def test_a_guide_keeps_its_topics_its_pictures_and_its_whole_list():
    credit = '<figcaption><a href="/museum">Source: Museum of Skarn</a></figcaption>'
    ways = "<li>By the mail boat, which takes eleven passengers.</li><li><a href='/boats'>By hired boat</a></li>"
    story = (
        f"{prose(STORY[:2])}<h2 id='share-a-boat'>TikTok</h2>{prose(STORY[2:4])}"
        f'<figure><img src="/1.jpg" alt="">{credit}</figure>{prose(STORY[4:6])}'
        f"<h2>FAQ</h2>{prose(STORY[6:7])}<ul>{ways}</ul>{prose(STORY[7:])}"
    )
    found = kept(read(page(story)))
    assert {"TikTok", "FAQ", "Source: Museum of Skarn", "By hired boat"} <= set(found)
