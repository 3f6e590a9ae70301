from __future__ import annotations

from collections.abc import Sequence
from itertools import product
from math import exp, isfinite

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.extraction import extract
from reader.extraction.boilerplate import reason_for
from reader.extraction.line_features import NAMES, features, heaviest
from reader.extraction.line_model import ABOVE, LineModel, Odds, likeliest, line_model
from reader.extraction.plain_text import read_lines

few_odds = st.lists(st.integers(-40, 40).map(lambda tenths: tenths / 10), max_size=8)
few_lines = st.lists(st.builds(Odds, *[st.integers(-40, 40).map(lambda tenths: tenths / 10)] * 3), max_size=8)


def worth(states: Sequence[bool], odds: Sequence[Odds]) -> float:
    """Return the product of the probabilities by the line above, and of the square roots of the odds alone."""
    out = 1.0
    for above, kept, of_line in zip((False, *states), states, odds, strict=False):
        value = of_line.below_kept if above else of_line.below_cut
        sign = 1 if kept else -1
        out *= exp(sign * of_line.alone / 2) / (1 + exp(-sign * value))
    return out


@given(few_lines)
def test_no_other_run_of_states_is_likelier(odds):
    best = max(worth(states, odds) for states in product((False, True), repeat=len(odds)))
    assert worth(likeliest(odds), odds) == pytest.approx(best)


def test_a_doubtful_line_goes_with_what_stands_around_it():
    doubtful, item = Odds(-3.0, 0.5, -0.5), Odds(-1.0, 4.0, 0.5)
    assert likeliest([Odds(3.0, 3.0, 3.0), doubtful, item]) == [True, True, True]
    assert likeliest([Odds(-3.0, -3.0, -3.0), doubtful, item]) == [False, False, False]


def test_odds_beyond_what_can_be_raised_are_weighed():
    assert likeliest([Odds(-2000.0, 2000.0, 0.0), Odds(2000.0, -2000.0, 0.0)]) == [False, True]


@given(few_odds.filter(bool))
def test_no_other_stretch_is_heavier(weights):
    start, end, weight = heaviest(weights)
    assert sum(weights[start:end]) == pytest.approx(weight)
    best = max(sum(weights[i:j]) for i in range(len(weights)) for j in range(i + 1, len(weights) + 1))
    assert weight == pytest.approx(best)


@given(st.lists(st.text(min_size=1, max_size=60).filter(str.strip), max_size=8))
def test_every_line_has_every_feature(texts):
    rows = features(read_lines([" ".join(text.split()) for text in texts]))
    assert [len(row) for row in rows] == [len(NAMES)] * len(texts)
    assert all(isfinite(value) for row in rows for value in row)


def test_features_are_told_apart_by_their_names():
    assert len(set(NAMES)) == len(NAMES)


def test_a_tree_asks_its_way_to_a_leaf():
    words = NAMES[1]
    below = [-1.0, [words, 1.0, 0.25, [words, 3.0, 0.5, [ABOVE, 0.5, 4.0, 8.0]]]]
    model = LineModel.of({"below": below, "alone": [[words, 1.0, -0.5, 0.5]]})
    short, middling, long = "Quay", "Fire at the old quay", " ".join(["quay"] * 40)
    assert model.odds(read_lines([short, middling, long])) == [(-0.75, -0.75, -0.5), (-0.5, -0.5, 0.5), (3.0, 7.0, 0.5)]


def test_no_lines_have_no_odds():
    assert line_model().odds([]) == []


# Of each language: its menu, an article of four sentences, and what stands below it.
PAGES = {
    "en": (
        "Menu|News|Sport|Log in",
        "The fire that broke out at the old quay on Monday was put out before dawn, the harbour master said.|"
        "Two sheds burnt down and a third was damaged, but nobody was hurt, according to the fire brigade.|"
        "Fishermen had moved their boats to the other side of the basin when they saw the smoke in the evening.|"
        "The cause is not yet known; an inquiry will begin on Wednesday, when the sheds have cooled down.",
        "Share this article|Related stories|Storm closes the coast road|All rights reserved",
    ),
    "de": (
        "Startseite|Politik|Anmelden|Suche",
        "Das Feuer, das am Montag am alten Hafen ausbrach, war vor dem Morgen gelöscht, sagte der Hafenmeister.|"
        "Zwei Schuppen brannten nieder, ein dritter wurde beschädigt, doch nach Angaben der Feuerwehr wurde niemand "
        "verletzt.|"
        "Die Fischer hatten ihre Boote auf die andere Seite des Beckens gebracht, als sie am Abend den Rauch sahen.|"
        "Die Ursache ist noch nicht bekannt; eine Untersuchung beginnt am Mittwoch, wenn die Schuppen abgekühlt sind.",
        "Artikel teilen|Lesen Sie auch|Sturm sperrt die Küstenstraße|Impressum|Datenschutz",
    ),
    "fr": (
        "Menu|Se connecter|Recherche",
        "L'incendie qui s'est déclaré lundi sur le vieux quai a été éteint avant l'aube, a indiqué le capitaine du "
        "port.|"
        "Deux hangars ont brûlé et un troisième a été endommagé, mais personne n'a été blessé, selon les pompiers.|"
        "Les pêcheurs avaient déplacé leurs bateaux de l'autre côté du bassin en voyant la fumée dans la soirée.|"
        "La cause n'est pas encore connue ; une enquête commencera mercredi, quand les hangars auront refroidi.",
        "Partager|À lire aussi|La tempête ferme la route côtière|Mentions légales",
    ),
    "es": (
        "Inicio|Buscar|Iniciar sesión",
        "El incendio que se declaró el lunes en el viejo muelle fue apagado antes del amanecer, dijo el capitán del "
        "puerto.|"
        "Dos cobertizos ardieron y un tercero quedó dañado, pero nadie resultó herido, según los bomberos de la "
        "ciudad.|"
        "Los pescadores habían llevado sus barcos al otro lado de la dársena cuando vieron el humo por la tarde.|"
        "La causa aún no se conoce; el miércoles comenzará una investigación, cuando los cobertizos se hayan enfriado.",
        "Compartir|Te puede interesar|La tormenta cierra la carretera|Todos los derechos reservados",
    ),
    "it": (
        "Home|Cerca|Accedi",
        "L'incendio scoppiato lunedì al vecchio molo è stato spento prima dell'alba, ha detto il comandante del porto.|"
        "Due capannoni sono bruciati e un terzo è stato danneggiato, ma nessuno è rimasto ferito, secondo i pompieri.|"
        "I pescatori avevano spostato le barche dall'altra parte del bacino quando hanno visto il fumo nella sera.|"
        "La causa non è ancora nota; mercoledì comincerà un'inchiesta, quando i capannoni si saranno raffreddati.",
        "Condividi|Leggi anche|La tempesta chiude la strada|Tutti i diritti riservati",
    ),
    "pt": (
        "Início|Buscar|Entrar",
        "O incêndio que começou na segunda-feira no velho cais foi apagado antes do amanhecer, disse o capitão do "
        "porto.|"
        "Dois galpões queimaram e um terceiro ficou danificado, mas ninguém ficou ferido, segundo os bombeiros da "
        "cidade.|"
        "Os pescadores tinham levado os barcos para o outro lado da doca quando viram a fumaça no fim da tarde.|"
        "A causa ainda não é conhecida; um inquérito começará na quarta-feira, quando os galpões tiverem esfriado.",
        "Compartilhar|Leia também|Tempestade fecha a estrada|Todos os direitos reservados",
    ),
    "ar": (
        "الرئيسية|بحث|تسجيل الدخول",
        "أخمد رجال الإطفاء قبل الفجر الحريق الذي اندلع مساء الاثنين في الميناء القديم من المدينة، "
        "كما قال رئيس الميناء.|"
        "واحترق مخزنان وتضرر مخزن ثالث على الرصيف، لكن أحدا لم يصب بأذى في الحريق، كما قال رجال الإطفاء في المدينة.|"
        "وكان الصيادون قد نقلوا قواربهم إلى الجانب الآخر من الحوض عندما رأوا الدخان يتصاعد في المساء "
        "من المخازن القديمة.|"
        "ولم يعرف سبب الحريق بعد، وسيبدأ التحقيق فيه يوم الأربعاء عندما تبرد المخازن التي احترقت في الميناء القديم.",
        "شارك المقال|اقرأ أيضا|العاصفة تغلق الطريق|جميع الحقوق محفوظة",
    ),
    "ru": (
        "Главная|Поиск|Войти",
        "Пожар, который начался в понедельник на старом причале, был потушен до рассвета, сказал капитан порта в "
        "городе.|"
        "Два сарая сгорели, а третий был повреждён, но никто не пострадал, как сообщили в пожарной службе города "
        "вечером.|"
        "Рыбаки увели свои лодки на другую сторону гавани, когда вечером увидели дым над сараями, и остались там до "
        "утра.|"
        "Причина пока не известна; расследование начнётся в среду, когда сараи остынут и к ним можно будет подойти.",
        "Поделиться|Читайте также|Шторм закрыл дорогу|Все права защищены",
    ),
}


@pytest.mark.parametrize("language", PAGES)
def test_an_article_is_told_from_its_page(language):
    above, article, below = (part.split("|") for part in PAGES[language])
    found = extract("\n".join([*above, *article, *below]))
    assert [block.text for block in found.blocks if block.kept] == article
    assert found.language == language
    assert all(block.reason for block in found.blocks if not block.kept)


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("Ada Lorne says:", "Comments"),
        ("5 thoughts on “Fire at the quay”", "Comments"),
        ("関連記事", "Related stories"),
        ("本サイトの記事の無断転載を禁じます", "Footer"),
        ("Lees ook", "Related stories"),
        ("Všechna práva vyhrazena", "Footer"),
    ],
)
def test_rules_of_further_languages_and_shapes(line, reason):
    assert reason_for(line) == reason


def test_lines_below_a_label_share_its_reason():
    above, article, _ = (part.split("|") for part in PAGES["en"])
    found = extract("\n".join([*above, *article, "Related stories", "Storm closes the coast road", "School wins cup"]))
    assert [block.reason for block in found.blocks if not block.kept][-3:] == ["Related stories"] * 3
