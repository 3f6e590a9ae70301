"""Function words of English, and which of the words around a verb make it one of speech or belief."""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


AUXILIARIES = _words(
    "is are was were be been being am has have had having do does did will would can could may might must shall "
    "should 'll 'd 've isn't aren't wasn't weren't hasn't haven't hadn't don't doesn't didn't won't wouldn't can't "
    "couldn't not never n't to continues continue continued keeps kept began begun went cannot refused seems seemed "
    "appears appeared tried"
)
BE = _words("is are was were be been being am isn't aren't wasn't weren't")
FEEL = BE | _words("remains remained feel feels felt 's ’s i'm he's she's we're they're")
ADVERBS = _words(
    "also then now later still only just even once ever again already always often sometimes long so far too either "
    "quickly immediately reportedly himself herself themselves itself all both further first instead perhaps "
    "recently today yesterday"
)
DETERMINERS = _words("the a an this that these those his her its their our my your no any some each every another")
DEMONSTRATIVES = _words("that this those these all some")
POSSESSIVES = _words("his her its their our my your 's ’s")
SUBORDINATORS = _words(
    "that when while after before because if although though whereas since unless until as where whether how why what "
    "than once which who whom whose but and or so"
)
PRONOUNS = _words("i we you they he she it who people many some most others those one everyone everybody nobody")
PREPOSITIONS = _words(
    "of in on at by for with from to about into over under against among between during through within without near "
    "despite amid toward towards upon after before since until"
)
CLOSERS = _words(". ! ? ; : …")
DASHES = _words("-- — –")
HYPHENS = _words("- ‐ ‑")
LEADING = _words("that to about of for on against at with how whether if why what")
ADJUNCTS = _words(
    "in on at during after before via late last this early monday tuesday wednesday thursday friday saturday "
    "sunday yesterday today"
)
TO_DO = _words("going able unable expected likely unlikely set about used enough ready willing there scheduled due")
TITLES = _words("mr mrs ms dr sen rep gov president prime spokesman spokeswoman spokesperson secretary nominee")
DOCUMENTS = _words(
    "poll polls survey surveys study studies report reports record records data figures findings finding research "
    "review analysis results numbers statistics messages emails documents document polling test tests investigation "
    "audit"
)
# Forms in -ing that are nouns as often.
GERUNDS = _words(
    "hearing meaning feeling understanding warning showing finding planning thinking reporting writing speaking"
)
TELLING = _words("tell inform assure reassure remind notify warn advise promise")  # whom, and what
PLAIN = _words("say believe think argue insist predict")  # speech and belief whoever is before them
# Verbs with other senses, and what stands behind them in the sense of speech or belief; “ is a quotation or a pause.
WANTING = {
    "add": _words("that he she it they there “"),
    "speak": _words("of about out against “"),
    "feel": _words("that like as strongly he she they we i it the his her their"),
    "show": _words("that"),
    "find": _words("that"),
    "respond": _words("that by with to “"),
    "know": _words("that how what why who he she they we i it the about “"),
    "repeat": _words("that the his her “"),
    "echo": _words("that the his her those “"),
    "counter": _words("that “"),
    "mean": _words("that to"),
}
# And what stands behind them in another: 'claimed the lives of', 'claimed 5 lives'.
UNWANTED = {
    "claim": _words("lives life"),
    "tell": _words("joke jokes tales lies"),
    "hear": _words("case cases appeal appeals shots shot gunfire explosion explosions blast blasts"),
    "call": _words("strike strikes election elections meeting vote ambulance police witness witnesses"),
}
