"""French: number formats, the verbs of harm and the commonest nouns of people."""

from __future__ import annotations

from ..model import Effect, Victims
from .table import Bound, Form, Harm, Language, mapped, words

_SMALL = "zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize".split()
_TENS = {
    "vingt": 20,
    "trente": 30,
    "quarante": 40,
    "cinquante": 50,
    "soixante": 60,
    "septante": 70,
    "huitante": 80,
    "nonante": 90,
}


def _fixed() -> dict[tuple[str, ...], int]:
    """Return what does not add up word by word: 'dix-sept', 'soixante-douze', 'quatre-vingt-treize', 'vingt et un'."""
    teens = {10 + n: ("dix", "-", _SMALL[n]) for n in (7, 8, 9)}
    found: dict[tuple[str, ...], int] = {phrase: value for value, phrase in teens.items()}
    for n in range(20):
        unit = teens.get(n) or (_SMALL[n],) if n <= 16 or n in teens else ()
        if n:
            found["quatre", "-", "vingt", "-", *unit] = 80 + n
        if n >= 10:
            found["soixante", "-", *unit] = 60 + n
    found["quatre", "-", "vingts"] = found["quatre", "-", "vingt"] = 80
    found["soixante", "et", "onze"] = 71
    for word, value in _TENS.items():
        found[word, "et", "un"] = found[word, "et", "une"] = value + 1
    return found


def _harm() -> dict[tuple[tuple[str, ...], Form], Harm]:
    entries = [
        (
            "tué, tués, tuée, tuées, assassiné, assassinés, assassinée, assassinées, abattu, abattus, abattue, "
            "abattues, exécuté,exécutés, exécutée, exécutées, massacrés, massacrées, mort, morts, morte, mortes, "
            "décédé, décédés, décédées, péri,noyés, noyées, perdu la vie, trouvé la mort, meurent, sont morts, "
            "moururent, décapités",
            Effect.KILLED, Form.PASSIVE,
        ),
        ("blessé, blessés, blessée, blessées, hospitalisés, hospitalisées", Effect.INJURED, Form.PASSIVE),
        ("disparu, disparus, disparue, disparues, portées disparues, portés disparus", Effect.MISSING, Form.PASSIVE),
        (
            "déplacé, déplacés, déplacée, déplacées, fui, expulsés, fuient, déracinés, sans - abri",
            Effect.DISPLACED, Form.PASSIVE,
        ),
        (
            "arrêté, arrêtés, arrêtée, arrêtées, détenu, détenus, détenues, emprisonnés, emprisonnées, interpellés, "
            "interpellées,incarcérés, capturés",
            Effect.DETAINED, Form.PASSIVE,
        ),
        ("tué, assassiné, exécuté, abattu, massacré", Effect.KILLED, Form.PAST),
        ("blessé", Effect.INJURED, Form.PAST),
        ("arrêté, interpellé", Effect.DETAINED, Form.PAST),
        ("tue, tuent, tuant, tuèrent, tua, ont tué, a tué, tuer, fait, faisant", Effect.KILLED, Form.ACTIVE),
        ("blesse, blessent, blessant, blessa, blessèrent, a blessé, ont blessé, blesser", Effect.INJURED, Form.ACTIVE),
        ("arrête, arrêtent, arrêtant, a arrêté, ont arrêté", Effect.DETAINED, Form.ACTIVE),
        ("morts, mort, décès, tués, cadavres, corps, assassinat, meurtre, meurtres, vies", Effect.KILLED, Form.DEED),
        ("blessés, blessures", Effect.INJURED, Form.DEED),
        ("disparus, disparition, disparitions", Effect.MISSING, Form.DEED),
        ("déplacés, déplacement, exode, sans - abri", Effect.DISPLACED, Form.DEED),
        ("arrestations, arrestation, interpellations, détention", Effect.DETAINED, Form.DEED),
        ("victimes, victime", None, Form.DEED),
        ("bilan, nombre de morts", Effect.KILLED, Form.TOLL),
    ]  # fmt: skip
    found: dict[tuple[tuple[str, ...], Form], Harm] = {}
    for text, effect, form in entries:
        found |= {(phrase, form): harm for phrase, harm in mapped([(text, Harm(effect, form))]).items()}
    del found[("fait",), Form.ACTIVE], found[("faisant",), Form.ACTIVE]  # 'fait 3 morts' says it by its noun
    return found


_PEOPLE: dict[str, Victims | None] = (
    dict.fromkeys("personnes personne gens hommes homme autres individus".split(), Victims.UNKNOWN)
    | dict.fromkeys(
        "civils civil civiles femmes femme enfants enfant habitants villageois citoyens élèves étudiants "
        "journalistes journaliste médecins manifestants manifestant touristes passagers paysans ouvriers enseignants"
        " réfugiés pêcheurs commerçants passants filles garçons militants-associatifs agriculteurs bergers "
        "infirmières mineurs travailleurs".split(),
        Victims.CIVILIANS,
    )
    | dict.fromkeys(
        "soldats soldat militaires rebelles rebelle combattants combattant insurgés terroristes miliciens djihadistes "
        "jihadistes islamistes talibans mercenaires extrémistes guérilleros gendarmes".split(),
        Victims.COMBATANTS,
    )
    | dict.fromkeys(
        "policiers policier police prisonniers otages syriens irakiens palestiniens israéliens gardes".split()
    )
)

FRENCH = Language(
    code="fr",
    numbers={word: value for value, word in enumerate(_SMALL)}
    | _TENS
    | {"une": 1, "cent": 100, "cents": 100, "mille": 1_000},
    scales={
        "cent": 100,
        "cents": 100,
        "mille": 1_000,
        "million": 10**6,
        "millions": 10**6,
        "milliard": 10**9,
        "milliards": 10**9,
    },
    fixed=_fixed()
    | mapped(
        [
            ("une dizaine", 10),
            ("une douzaine", 12),
            ("une quinzaine", 15),
            ("une vingtaine", 20),
            ("une trentaine", 30),
            ("une quarantaine", 40),
            ("une cinquantaine", 50),
            ("une soixantaine", 60),
            ("une centaine", 100),
            ("un millier", 1_000),
            ("un demi - million", 500_000),
            ("aucun, aucune", 0),
            ("une demi - douzaine", 6),
        ]
    ),
    amounts=mapped(
        [
            ("dizaines, des dizaines", "tens"),
            ("centaines, des centaines", "hundreds"),
            ("milliers, des milliers", "thousands"),
            ("plusieurs", "several"),
            ("quelques", "few"),
            ("une poignée", "handful"),
            ("de nombreux, de nombreuses", "many"),
            ("plusieurs dizaines", "several dozen"),
            ("plusieurs centaines", "several hundred"),
            ("plusieurs milliers", "several thousand"),
            ("dizaines de milliers, des dizaines de milliers", "tens of thousands"),
            ("centaines de milliers, des centaines de milliers", "hundreds of thousands"),
        ]
    ),
    glue=words("et"),
    before=mapped(
        [
            ("au moins, pas moins de, pas moins d', un minimum de", Bound.FLOOR),
            (
                "environ, près de, près d', quelque, presque, autour de, à peu près, d' environ, une estimation de",
                Bound.ABOUT,
            ),
            ("plus de, plus d', au - delà de", Bound.ABOVE),
            ("jusqu' à, au plus, au maximum, pas plus de", Bound.CEILING),
            ("moins de, moins d'", Bound.BELOW),
        ]
    ),
    after=mapped([("ou plus, au moins", Bound.FLOOR), ("environ", Bound.ABOUT), ("au plus, ou moins", Bound.CEILING)]),
    between={"entre": "et", "de": "à"},
    to=words("à ou - –"),
    people=_PEOPLE,
    plurals=words("soldats civils journalistes enfants rebelles manifestants policiers"),
    harm=_harm(),
    things=words(
        "heures heure h minutes secondes jours jour semaines semaine mois ans années année mètres kilomètres km "
        "tonnes litres euros dollars francs pour % roquettes bombes attaques maisons véhicules chars fois degrés "
        "hectares villes villages attentats bâtiments animaux"
    ),
    dates=words("janvier février mars avril mai juin juillet août septembre octobre novembre décembre"),
    labels=words("numéro n° rue route chapitre page résolution article vol brigade"),
    ages=words("âgé âgée âgés âgées"),
    prepositions=words(
        "à au aux en dans par pour sur sous avec sans lors pendant depuis vers chez contre après avant entre dès "
        "près selon"
    ),
    of=words("de d' des du parmi"),
    determiners=words("le la les l' un une ces cette ce ses leurs leur tous toutes"),
    auxiliaries=words(
        "ont a été sont est était étaient avait avaient être fut furent seraient aurait auraient avoir serait"
    ),
    passives=words("été sont est était étaient fut furent seraient serait portées portés"),
    adverbs=words(
        "aussi également déjà grièvement légèrement gravement encore toujours notamment environ hier dont au total "
        "aujourd'hui ensuite"
    ),
    conjunctions=words("et ou ainsi"),
    relatives=words("qui que dont"),
    including=words("dont incluant"),
    negations=words("pas ne n' jamais sans aucun"),
    verbs=words("attaquèrent ont-ouvert manifesté manifestent marchent défilé"),
    others=words("autres"),
    days=words("lundi mardi mercredi jeudi vendredi samedi dimanche"),
    trades=("eurs", "iers", "istes", "ants"),
    has_verb_last=True,
)
