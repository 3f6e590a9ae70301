"""What a search finds: the same set of questions and answers on every database that the tests run on."""

from __future__ import annotations

import pytest

from reader.models import Article, Project
from tests.builders import an_article
from tests.reader.search.asking import found

# Texts of our own, each with what makes its language hard to search.
ARTICLES = {
    "english": (
        "en",
        ["The harbour's warehouses burned for two nights.", "Dockers' families are mourning 1,200 years of history."],
        {"site_name": "Harbour Courier", "byline": "Rana Haddad", "published": "2024-03-12"},
    ),
    "french": (
        "fr",
        ["Les élections furent reportées après l’été.", "Deux personnes ont été arrêtées à Orléans."],
        {"byline": "Zoë Lefèvre", "published": "2024-03-31T10:00:00+02:00"},
    ),
    "german": (
        "de",
        ["Die Häuser an der Straße wurden geräumt.", "Übungen im Hafen gehen weiter."],
        {"url": "https://www.kurier.example/hafen", "published": "2023-12-31"},
    ),
    "russian": ("ru", ["В порту произошёл крупный пожар.", "Ещё трое рабочих ранены при пожаре."], {}),
    "arabic": ("ar", ["اندلع حريق كبير في المرفأ يوم الثلاثاء.", "قالت الوزارة إنّ ثلاثة عمال أُصيبوا."], {}),
    "hebrew": ("he", ["הנמל נסגר אחרי השריפה הגדולה.", "העובדים פונו לבתי חולים בעיר."], {}),
    "chinese": ("zh", ["港口仓库发生火灾，十二人死亡。", "官方表示正在调查原因。"], {}),
    "thai": ("th", ["เกิดไฟไหม้ที่โกดังในท่าเรือเมื่อคืนวันอังคาร", "มีผู้เสียชีวิตสิบสองคน บาดเจ็บ ๑๒ คน"], {}),
    "korean": ("ko", ["항구에서 큰 불이 났다.", "노동조합은 희생자가 더 많다고 말했다."], {}),
    "japanese": ("ja", ["港の倉庫で火災が発生した。", "データによると被害は大きい。"], {}),
    "spanish": ("es", ["La explosión destruyó tres almacenes.", "Investigan las explosiones anteriores."], {}),
    "hindi": ("hi", ["बंदरगाह के गोदाम में आग लगी।", "बारह लोगों की मौत हुई। ज़मीन जल गई।"], {}),
    "turkish": ("tr", ["İstanbul limanında yangın çıktı.", "Işıklar söndü."], {}),
    "greek": ("el", ["Φωτιά στο λιμάνι του Πειραιά.", "Οι εργάτες απομακρύνθηκαν."], {}),
}

ANSWERS = [
    # Forms of a word, capitals, accents.
    ("warehouse", "english"),
    ("WAREHOUSES burning", "english"),
    ("harbour", "english"),
    ("mourned family", "english"),
    ("election", "french"),
    ("élection", "french"),
    ("arrêté", "french"),
    ("orleans", "french"),
    ("Haus", "german"),
    ("strasse", "german"),
    ("ubung", "german"),
    ("пожары", "russian"),
    ("ПОЖАР", "russian"),
    ("произошел", "russian"),
    ("explosion", "spanish"),
    ("istanbul", "turkish"),
    ("ışıklar", "turkish"),
    ("ışık", "turkish"),
    ("1200", "english"),
    ("λιμανι", "greek"),
    # Arabic and Hebrew with and without prefixes, points and the variants of letters.
    ("مرفأ", "arabic"),
    ("والمرفا", "arabic"),
    ("الحريق", "arabic"),
    ("اصيبوا", "arabic"),
    ("وزارة", "arabic"),
    ("أصيب", "arabic"),
    ("نمل", ""),
    ("נמל", "hebrew"),
    ("והנמל", "hebrew"),
    ("שריפה", "hebrew"),
    # Scripts without spaces.
    ("火灾", "chinese"),
    ("火災", "japanese"),
    ("港", "chinese japanese"),
    ("灾火", ""),
    ("ไฟไหม้", "thai"),
    ("ท่าเรือ", "thai"),
    ("항구", "korean"),
    ("データ", "japanese"),
    ("ﾃﾞｰﾀ", "japanese"),
    ("आग", "hindi"),
    ("जमीन", "hindi"),
    ("12", "thai"),
    # Phrases, absence, choice, brackets.
    ('"burned for two nights"', "english"),
    ('"nights two for"', ""),
    ("“crowded quay”", ""),
    ('"1,200 years"', "english"),
    ("warehouse or Häuser", "english german"),
    ("warehouse -burned", ""),
    ("warehouse -forest", "english"),
    ('warehouse -"burned for two"', ""),
    ('warehouse -"burned two"', "english"),
    ("(warehouse or hafen) -mourning", "german"),
    ("-(lang:en or lang:fr) (hafen or élection or harbour)", "german"),
    ("港 -仓库", "japanese"),
    # Titles and standfirsts are searched like the text.
    ("Titel-german", "german"),
    # Fields.
    ("site:courier", "english"),
    ('site:"harbour courier"', "english"),
    ('site:"courier harbour"', ""),
    ("site:kurier.example", "german"),
    ("site:KURIER", "german"),
    ("author:haddad", "english"),
    ("author:zoe", "french"),
    ('author:"zoë lefevre"', "french"),
    ("lang:th or lang:KO", "thai korean"),
    ("lang:en-GB", "english"),
    ("before:2024", "german"),
    ("before:2024-03-12", "german"),
    ("after:2024-03-12", "french"),
    ("after:2023 before:2024-04", "english french"),
    ("after:2024-03", ""),
    ("after:2023-12 -after:2024-03-12", "english"),
]


@pytest.fixture
def library(project: Project) -> dict[str, Article]:
    return {
        name: an_article(project, paragraphs, title=f"Titel-{name}", language=language, **said)
        for name, (language, paragraphs, said) in ARTICLES.items()
    }


def test_questions_and_answers(library, project):
    order = list(ARTICLES)
    told = {query: [title.removeprefix("Titel-") for title in found(project, query)] for query, _ in ANSWERS}
    expected = {query: sorted(answer.split(), key=order.index) for query, answer in ANSWERS}
    assert told == expected
