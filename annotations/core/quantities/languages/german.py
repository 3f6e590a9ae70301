"""German: number formats, the verbs of harm and the commonest nouns of people."""

from __future__ import annotations

from ..model import Effect, Victims
from .table import Bound, Form, Harm, Language, mapped, words

_UNITS = (
    "null ein zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn siebzehn"
)
_UNITS += " achtzehn neunzehn"
_TENS = "zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig"


def _numbers() -> dict[str, int]:
    """Return the number words to 999, written as one word: 'dreiundzwanzig', 'zweihundertfünf'."""
    small = {word: value for value, word in enumerate(_UNITS.split())}
    for value, tens in enumerate(_TENS.split(), 2):
        small[tens] = 10 * value
        small |= {f"{unit}und{tens}": 10 * value + n for n, unit in enumerate(_UNITS.split()[:10]) if n}
    found = dict(small) | {"hundert": 100, "tausend": 1_000, "eins": 1, "zwo": 2}
    for hundreds in range(1, 10):
        prefix = "" if hundreds == 1 else _UNITS.split()[hundreds]
        for start in {prefix + "hundert", "einhundert" if hundreds == 1 else prefix + "hundert"}:
            found |= {start + rest: 100 * hundreds + value for rest, value in small.items() if value} | {
                start: 100 * hundreds
            }
    found |= {unit + "tausend": 1_000 * value for unit, value in small.items() if value}
    return {word: value for word, value in found.items() if word != "ein"}


def _harm() -> dict[tuple[tuple[str, ...], Form], Harm]:
    entries = [
        (
            "getötet, ermordet, erschossen, hingerichtet, massakriert, umgebracht, gestorben, ums leben gekommen, "
            "tot, umgekommen,ertrunken, gefallen, getoetet, enthauptet, ums leben, verbrannt, erstochen, starben, "
            "sterben, starb, sterben,kamen ums leben, kommen ums leben",
            Effect.KILLED, Form.PASSIVE,
        ),
        ("verletzt, verwundet, schwerverletzt, leichtverletzt", Effect.INJURED, Form.PASSIVE),
        ("vermisst, verschwunden, verschollen, vermißt, verschwanden", Effect.MISSING, Form.PASSIVE),
        (
            "vertrieben, geflohen, geflüchtet, obdachlos, flohen, flüchteten, fliehen, flüchten",
            Effect.DISPLACED, Form.PASSIVE,
        ),
        (
            "festgenommen, verhaftet, inhaftiert, eingesperrt, in haft, in gewahrsam genommen",
            Effect.DETAINED, Form.PASSIVE,
        ),
        (
            "töten, tötet, tötete, töteten, ermordete, ermordeten, erschoss, erschossen, ermorden",
            Effect.KILLED, Form.ACTIVE,
        ),
        ("verletzte, verletzten, verwundete, verwundeten, verletzen", Effect.INJURED, Form.ACTIVE),
        ("vertreiben, vertrieb", Effect.DISPLACED, Form.ACTIVE),
        ("verhaftete, verhafteten", Effect.DETAINED, Form.ACTIVE),
        (
            "tote, toten, todesopfer, tod, todesfälle, leichen, tötung, ermordung, getötete, getöteten",
            Effect.KILLED, Form.DEED,
        ),
        ("verletzte, verletzten, verwundete, verwundeten, schwerverletzte, leichtverletzte", Effect.INJURED, Form.DEED),
        ("vermisste, vermissten", Effect.MISSING, Form.DEED),
        ("vertriebene, vertriebenen, vertreibung, obdachlose", Effect.DISPLACED, Form.DEED),
        ("festnahmen, festnahme, verhaftungen, verhaftung, festgenommene", Effect.DETAINED, Form.DEED),
        ("opfer", None, Form.DEED),
        ("zahl der toten, zahl der todesopfer, todesopfer", Effect.KILLED, Form.TOLL),
    ]  # fmt: skip
    found: dict[tuple[tuple[str, ...], Form], Harm] = {}
    for text, effect, form in entries:
        found |= {(phrase, form): harm for phrase, harm in mapped([(text, Harm(effect, form))]).items()}
    return found


_PEOPLE: dict[str, Victims | None] = (
    dict.fromkeys("menschen personen leute männer mensch person mann personen weitere andere".split(), Victims.UNKNOWN)
    | dict.fromkeys(
        "zivilisten zivilist zivilistinnen frauen frau kinder kindern kind einwohner bewohner dorfbewohner bürger "
        "schüler studenten journalisten journalist ärzte arzt helfer demonstranten touristen passagiere bauern "
        "arbeiter lehrer flüchtlinge fischer händler passanten mädchen jungen frauen aktivisten patienten".split(),
        Victims.CIVILIANS,
    )
    | dict.fromkeys(
        "soldaten soldat rebellen kämpfer kämpfern aufständische aufständischen terroristen milizionäre islamisten "
        "taliban dschihadisten söldner truppen extremisten soldatinnen".split(),
        Victims.COMBATANTS,
    )
    | dict.fromkeys(
        "polizisten polizist polizei gefangene häftlinge geiseln syrer iraker palästinenser israelis".split()
    )
)

GERMAN = Language(
    code="de",
    numbers=_numbers(),
    scales={
        "million": 10**6,
        "millionen": 10**6,
        "mio": 10**6,
        "milliarde": 10**9,
        "milliarden": 10**9,
        "dutzend": 12,
        "tausend": 1_000,
    },
    fixed=mapped(
        [
            ("ein dutzend", 12),
            ("ein halbes dutzend", 6),
            ("eine halbe million", 500_000),
            ("niemand, keiner, kein mensch", 0),
            ("ein paar dutzend", 24),
            ("eine million", 10**6),
            ("ein", 1),
            ("eine", 1),
            ("einen", 1),
            ("anderthalb millionen", 1_500_000),
        ]
    ),
    amounts=mapped(
        [
            ("dutzende, dutzenden", "dozens"),
            ("hunderte, hunderten", "hundreds"),
            ("tausende, tausenden", "thousands"),
            ("mehrere, etliche", "several"),
            ("einige, ein paar", "few"),
            ("eine handvoll", "handful"),
            ("zahlreiche, viele", "many"),
            ("mehrere dutzend", "several dozen"),
            ("mehrere hundert", "several hundred"),
            ("mehrere tausend", "several thousand"),
            ("zehntausende, zehntausenden", "tens of thousands"),
            ("hunderttausende, hunderttausenden", "hundreds of thousands"),
            ("einige dutzend", "few dozen"),
            ("einige hundert", "few hundred"),
            ("einige tausend", "few thousand"),
        ]
    ),
    before=mapped(
        [
            ("mindestens, wenigstens, zumindest, nicht weniger als", Bound.FLOOR),
            (
                "etwa, rund, ungefähr, circa, ca, knapp, fast, beinahe, zirka, um die, schätzungsweise, an die, gut",
                Bound.ABOUT,
            ),
            ("mehr als, über, weit über", Bound.ABOVE),
            ("bis zu, höchstens, maximal, nicht mehr als", Bound.CEILING),
            ("weniger als, unter", Bound.BELOW),
        ]
    ),
    after=mapped([("oder mehr", Bound.FLOOR), ("oder weniger", Bound.CEILING)]),
    between={"zwischen": "und", "von": "bis"},
    to=words("bis oder - –"),
    people=_PEOPLE,
    plurals=words("soldaten zivilisten journalisten kinder rebellen demonstranten polizisten"),
    harm=_harm(),
    things=words(
        "uhr tage tagen stunden stunde minuten wochen woche monate monaten jahre jahren jahr meter metern kilometer "
        "kilometern km kilo tonnen liter euro dollar prozent franken mark raketen bomben angriffe angriffen häuser "
        "fahrzeuge panzer mal grad hektar städte dörfer anschläge anschlägen tiere kühe schafe"
    ),
    dates=words("januar februar märz april mai juni juli august september oktober november dezember jänner"),
    labels=words("nr nummer straße route kapitel seite resolution artikel flug brigade"),
    ages=words("alter"),
    prepositions=words(
        "in im an am auf aus bei beim mit nach von vom zu zum zur vor durch für gegen ohne um seit während wegen "
        "unter über ab bis"
    ),
    of=words("der von des"),
    determiners=words("die das den dem eine einer einem seine ihre diese dieser alle"),
    auxiliaries=words(
        "wurden wurde worden werden wird sind ist waren war sei seien haben hat hatten hatte sein gelten"
    ),
    passives=words("wurden wurde worden werden wird sind ist waren war sei seien gelten"),
    adverbs=words(
        "auch dabei bisher bislang offenbar angeblich mutmaßlich schwer leicht lebensgefährlich noch bereits als "
        "insgesamt heute gestern dort zudem außerdem nach demnach ferner ihnen als weitere"
    ),
    conjunctions=words("und sowie oder"),
    relatives=words("die welche"),
    including=words("darunter einschließlich"),
    negations=words("nicht nie kein keine ohne unverletzt"),
    verbs=words("griffen stürmten eröffneten feuerten sagte sagten teilte demonstrierten marschierten protestierten"),
    others=words("weitere andere"),
    days=words("montag dienstag mittwoch donnerstag freitag samstag sonntag sonnabend"),
    trades=("er", "ern", "innen", "isten"),
    has_verb_last=True,
)
