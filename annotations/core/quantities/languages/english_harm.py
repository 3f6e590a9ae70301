"""English words of harm: verbs, states, deeds, tolls.

Verbs of killing: Levin, English Verb Classes (1993), 42.1 (murder), 42.2 (poison: by means), 48.2 (disappearance); of
injury: 40.8.3 (hurt). Effects: MUC-4 slot 23, with missing, displaced and detained of ours.
"""

from __future__ import annotations

from ..model import Effect
from .table import Form, Harm, Phrase, phrases

_K, _I, _M, _D, _H = Effect.KILLED, Effect.INJURED, Effect.MISSING, Effect.DISPLACED, Effect.DETAINED


def _inflected(verb: str) -> tuple[str, str, str]:
    """Return a regular verb's -s, -ed and -ing forms."""
    if verb.endswith("e"):
        return verb + "s", verb + "d", verb[:-1] + "ing"
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return verb[:-1] + "ies", verb[:-1] + "ied", verb + "ing"
    ending = "es" if verb.endswith(("s", "sh", "ch", "x")) else "s"
    return verb + ending, verb + "ed", verb + "ing"


# Transitive verbs; irregular ones with past, participle and -ing form.
_TRANSITIVE: list[tuple[Effect | None, str]] = [
    (
        _K,
        "kill murder assassinate massacre slaughter execute behead lynch butcher drown electrocute liquidate "
        "asphyxiate suffocate strangle decapitate exterminate annihilate incinerate martyr poison hang crucify "
        "guillotine immolate bury/buries/buried/burying slay/slays/slew/slaying slay/slays/slain/slaying "
        "disembowel garrotte",
    ),
    (
        _I,
        "injure wound hurt/hurts/hurt/hurting maim hospitalise hospitalize disfigure scald mutilate concuss lacerate",
    ),
    (_D, "displace uproot deport evict"),
    (
        _H,
        "arrest detain imprison jail apprehend incarcerate intern capture round_up/rounds_up/rounded_up/rounding_up "
        "remand nab/nabs/nabbed/nabbing handcuff",
    ),
    (None, "evacuate shoot/shoots/shot/shooting stab/stabs/stabbed/stabbing"),
]
# Those that befall who is before them.
_PASSIVE: list[tuple[str, Harm]] = [
    (
        "die, dies, died, dying, dead, perish, perishes, perished, perishing, found dead,lost their lives, lose "
        "their lives, losing their lives, lost his life, lost her life, lost its life, succumbed,blown to pieces, "
        "blown up, burned alive, burnt alive, buried alive, were buried,lay dead, riddled with bullets, beaten to "
        "death, bled to death, froze to death, starved to death, burned to death, burnt to death,stabbed to death, "
        "hacked to death, crushed to death, trampled to death, tortured to death,stoned to death, clubbed to death, "
        "lost lives, drown, drowns, drowned, fell in battle, been martyred, dead bodies, lifeless",
        Harm(_K, Form.PASSIVE),
    ),
    (
        "burned, burnt, treated for, needed treatment, in hospital, in intensive care,"
        "treated in hospital, taken to hospital, taken to hospitals, taken to the hospital, rushed to hospital,"
        "in critical condition, in serious condition, in grave condition, lost limbs, given medical treatment",
        Harm(_I, Form.PASSIVE),
    ),
    (
        "missing, disappear, disappears, disappeared, disappearing, vanish, vanishes, vanished, vanishing, "
        "unaccounted for,went missing, gone missing, go missing, going missing, lost at sea, feared lost, "
        "unaccounted, untraced",
        Harm(_M, Form.PASSIVE),
    ),
    (
        "from their homes, out of their homes, from their villages, from their houses, flee, flees, fled, fleeing, "
        "homeless, left homeless, made homeless, forced from their homes, driven from their homes,forced out of "
        "their homes, driven out of their homes, left their homes, leave their homes, lost their homes,abandoned "
        "their homes, forced to flee, had to flee, forced to leave, driven out, rendered homeless, on the run",
        Harm(_D, Form.PASSIVE),
    ),
    (
        "held in, held for, held over, held by, held after, held at, held as, held on, held since, in custody, "
        "behind bars, in detention, under arrest, in jail, in prison, being held, are held, were held, was held,into"
        " custody, taken into custody, taken prisoner, taken captive, held captive, held prisoner, been held, was "
        "being held,are being held, remain held, placed under arrest, taken prisoners, sent to prison, held without,"
        " held incommunicado, held in custody, held in detention",
        Harm(_H, Form.PASSIVE),
    ),
    ("evacuated, been evacuated", Harm(None, Form.PASSIVE)),
]
_ACTIVE: list[tuple[str, Harm]] = [
    (
        "claimed the lives of, claims the lives of, claiming the lives of, claim the lives of, cost the lives of, "
        "took the lives of, taking the lives of, takes the lives of, costing the lives of, costs the lives of, shot "
        "dead, shoot dead,shooting dead, shoots dead, gunned down, gunning down, guns down, gun down, mowed down, "
        "mowing down, put to death,putting to death, shot to death, shooting to death, shot and killed, beat to "
        "death, beating to death, killing off",
        Harm(_K, Form.PAST),
    ),
    (
        "forced out, forcing out, drove out, driving out, forced from their homes, driving from their homes, made "
        "homeless,making homeless, leaving homeless, rendered homeless",
        Harm(_D, Form.PAST),
    ),
    ("took into custody, taking into custody, take into custody, taken into custody", Harm(_H, Form.PAST)),
]
# Deeds and states that can be counted: '3 deaths', '12 wounded', 'the death of 3'.
_DEEDS: list[tuple[str, Harm]] = [
    (
        "death, deaths, fatality, fatalities, killing, killings, murder, murders, assassination, assassinations, "
        "execution, executions, slaying, slayings, drowning, drownings, beheading, beheadings, bodies, corpses, body, "
        "corpse, lives, martyrs, dead, cadavers, dead bodies, homicides, dead people",
        Harm(_K, Form.DEED),
    ),
    ("injury, injuries, injured, wounded, hurt", Harm(_I, Form.DEED)),
    ("disappearance, disappearances, missing, disappeared", Harm(_M, Form.DEED)),
    ("displaced, homeless, idps", Harm(_D, Form.DEED)),
    ("arrest, arrests, detention, detentions", Harm(_H, Form.DEED)),
    ("casualties, casualty, victims", Harm(None, Form.DEED)),
]
# Those that cannot, and who does them: 'the massacre of 3', 'the killers of 3'.
_OF: list[tuple[str, Harm]] = [
    (
        "massacre, massacres, slaughter, genocide, pogrom, extermination, lynching, martyrdom, remains, loss of "
        "life, loss, killer, killers, murderer, murderers, assassin, assassins, slayer, slayers, executioner, "
        "executioners",
        Harm(_K, Form.OF),
    ),
    ("wounding, maiming", Harm(_I, Form.OF)),
    ("displacement, exodus, expulsion, deportation, flight, uprooting", Harm(_D, Form.OF)),
    ("imprisonment, capture, captures, apprehension, jailing, incarceration, round-up", Harm(_H, Form.OF)),
    ("evacuation", Harm(None, Form.OF)),
]
_TOLLS: list[tuple[str, Harm]] = [
    (
        "death toll, fatalities, deaths, number of dead, number of deaths, number of people killed, number of "
        "fatalities,number of those killed, number of killed, total dead, toll, deaths total, number killed",
        Harm(_K, Form.TOLL),
    ),
    ("injuries, number of injured, number of wounded, number of those injured", Harm(_I, Form.TOLL)),
    (
        "arrests, number of arrests, number of detainees, number of arrested, number of those arrested",
        Harm(_H, Form.TOLL),
    ),
    ("number of displaced, number of displaced people", Harm(_D, Form.TOLL)),
    ("number of missing, number of those missing", Harm(_M, Form.TOLL)),
    ("casualties, casualty toll, number of casualties, number of victims, casualty figure", Harm(None, Form.TOLL)),
]
# 'suffered serious injuries', 'with gunshot wounds': by its parts.
_SUFFERED = (
    "suffered suffer suffers suffering sustained sustain sustains sustaining received receiving have had with incurred"
)
_HURT = (
    "minor serious severe slight light multiple bullet gunshot shrapnel critical grave head leg knife fatal burn stab"
)
_WOUNDS = "injuries wounds burns fractures concussion concussions"
_GROUPS: list[tuple[str, Harm]] = [
    (
        "the dead, those killed, the fatalities, the deceased, those who died, people killed, the killed",
        Harm(_K, Form.GROUP),
    ),
    ("the wounded, the injured, those wounded, those injured, those hurt", Harm(_I, Form.GROUP)),
    ("those arrested, those detained, the detainees, the arrested, the detained", Harm(_H, Form.GROUP)),
    ("the missing, those missing", Harm(_M, Form.GROUP)),
    ("the displaced, those displaced", Harm(_D, Form.GROUP)),
    ("the victims, the casualties", Harm(None, Form.GROUP)),
]


def harm() -> dict[tuple[Phrase, Form], Harm]:
    """Return the words of harm by phrase and form; a word may have several ('dead' is a state and a group)."""
    found: dict[tuple[Phrase, Form], Harm] = {}
    for effect, verbs in _TRANSITIVE:
        for entry in verbs.split():
            base, *irregular = entry.replace("_", " ").split("/")
            third, past, progressive = irregular or _inflected(base)
            for form in (base, third, progressive):
                found[tuple(form.split()), Form.ACTIVE] = Harm(effect, Form.ACTIVE)
            found[tuple(past.split()), Form.PAST] = Harm(effect, Form.PAST)
    for verb in _SUFFERED.split():
        for noun in _WOUNDS.split():
            found[(verb, noun), Form.PASSIVE] = Harm(_I, Form.PASSIVE)
            found |= {((verb, kind, noun), Form.PASSIVE): Harm(_I, Form.PASSIVE) for kind in _HURT.split()}
    for table in (_PASSIVE, _ACTIVE, _DEEDS, _OF, _TOLLS, _GROUPS):
        for text, harm in table:
            for phrase in phrases(text):
                found[phrase, harm.form] = harm
    return found
