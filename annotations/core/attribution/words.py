"""Words that attribute: verbs, nouns and adjectives with which English gives a statement, a belief or an aim to a
source.

Classes after VerbNet 3.4 and Levin, English Verb Classes (1993): say-37.7, tell-37.2, manner of speaking-37.3,
complain-37.8, advise-37.9, conjecture-29.5, declare-29.4, consider-29.9, judgement-33, urge-58.1, promise-37.13,
want-32.1, long-32.2, admire-31.2, discover-84. PolNeAR's guidelines (Newell, Margolin, Ruths 2018) say what counts:
statements and knowledge, intentions, wishes, attitudes and support, decrees. Left out: verbs that mostly mean
something else in the news ('attack', 'hold', 'vote').
"""

from __future__ import annotations

# Irregular verbs, and those that double a consonant: base, -s, past, participle, -ing.
_IRREGULAR = {
    base: (third, past, participle, progressive)
    for base, third, past, participle, progressive in (
        entry.split("/")
        for entry in (
            "say/says/said/said/saying tell/tells/told/told/telling think/thinks/thought/thought/thinking "
            "know/knows/knew/known/knowing speak/speaks/spoke/spoken/speaking write/writes/wrote/written/writing "
            "feel/feels/felt/felt/feeling swear/swears/swore/sworn/swearing "
            "foresee/foresees/foresaw/foreseen/foreseeing mean/means/meant/meant/meaning "
            "choose/chooses/chose/chosen/choosing forget/forgets/forgot/forgotten/forgetting "
            "admit/admits/admitted/admitted/admitting plan/plans/planned/planned/planning "
            "rebut/rebuts/rebutted/rebutted/rebutting submit/submits/submitted/submitted/submitting "
            "prefer/prefers/preferred/preferred/preferring forbid/forbids/forbade/forbidden/forbidding "
            "understand/understands/understood/understood/understanding "
            "forecast/forecasts/forecast/forecast/forecasting slam/slams/slammed/slammed/slamming "
            "quip/quips/quipped/quipped/quipping tout/touts/touted/touted/touting rap/raps/rapped/rapped/rapping "
            "confer/confers/conferred/conferred/conferring infer/infers/inferred/inferred/inferring "
            "refer/refers/referred/referred/referring seek/seeks/sought/sought/seeking "
            "blog/blogs/blogged/blogged/blogging commit/commits/committed/committed/committing "
            "retell/retells/retold/retold/retelling "
            "misunderstand/misunderstands/misunderstood/misunderstood/misunderstanding "
            "pan/pans/panned/panned/panning hear/hears/heard/heard/hearing dream/dreams/dreamed/dreamed/dreaming "
            "regret/regrets/regretted/regretted/regretting bet/bets/bet/bet/betting "
            "concur/concurs/concurred/concurred/concurring find/finds/found/found/finding "
            "show/shows/showed/shown/showing opt/opts/opted/opted/opting "
            "rewrite/rewrites/rewrote/rewritten/rewriting interpret/interprets/interpreted/interpreted/interpreting "
            "tweet/tweets/tweeted/tweeted/tweeting"
        ).split()
    )
}
_SPEECH = """
say tell speak write add note state remark comment mention declare announce proclaim report claim assert contend
maintain allege argue insist affirm reaffirm reiterate repeat stress emphasize emphasise underline underscore explain
clarify elaborate describe characterize characterise portray depict recount recall relate narrate reveal disclose
divulge confide confess admit acknowledge concede confirm deny dispute refute rebut contradict dismiss respond reply
answer retort counter ask inquire question query wonder warn caution predict forecast suggest hint imply intimate
insinuate indicate signal quip joke boast brag gloat tout complain lament bemoan grumble gripe protest object whine
rail criticize criticise condemn denounce decry deplore blast slam lambaste chide scold rebuke berate assail deride
mock ridicule belittle disparage accuse blame fault praise laud hail applaud commend extol compliment congratulate
thank urge exhort implore beg appeal advise recommend counsel encourage propose promise pledge vow swear guarantee
assure reassure threaten demand request order command instruct direct call summon declare tweet retweet vouch attest
certify quote cite paraphrase shout yell scream cry whisper mutter murmur mumble exclaim chant joke jest tease taunt
summarize summarise conclude publish announce notify inform remind lecture discuss apologize apologise apologised
greet welcome endorse term dub label brand opine editorialize speculate theorize theorise hypothesize hypothesise
posit postulate read_out echo chime interject estimate show find voice express convey communicate outline spell_out
point_out lash_out call_on call_for sum_up vent rant rave muse philosophize scoff sneer grouse concur clarify rebuke
reprimand admonish liken compare
""".split()
_BELIEF = """
believe think know understand feel suspect doubt assume presume suppose guess reckon imagine expect anticipate foresee
deem view judge realize realise remember forget hope fear trust conclude infer deduce interpret misunderstand dream
ponder contemplate hear agree disagree concur misjudge reconsider weigh mull fathom envision envisage
""".split()
_AIM = """
want wish desire intend plan aim seek hope prefer favor favour support oppose endorse approve disapprove reject refuse
decide opt agree threaten propose volunteer plot dislike love hate loathe detest despise admire respect resent
regret appreciate cherish embrace champion advocate condone object welcome resist promise commit pledge vow swear
yearn crave aspire urge ban forbid authorize authorise decree prohibit push_for press_for reconsider
""".split()

SPEECH, BELIEF, AIM = "speech", "belief", "aim"


def _inflected(verb: str) -> tuple[str, str, str, str]:
    """Return a verb's -s, past, participle and -ing forms."""
    if verb in _IRREGULAR:
        return _IRREGULAR[verb]
    if verb.endswith("e"):
        return verb + "s", verb + "d", verb + "d", verb[:-1] + "ing"
    if verb.endswith("y") and verb[-2] not in "aeou":
        return verb[:-1] + "ies", verb[:-1] + "ied", verb[:-1] + "ied", verb + "ing"
    ending = "es" if verb.endswith(("s", "sh", "ch", "x", "o")) else "s"
    return verb + ending, verb + "ed", verb + "ed", verb + "ing"


class Form:
    BASE, THIRD, PAST, PARTICIPLE, PROGRESSIVE = "base", "third", "past", "participle", "progressive"


# word -> (class, base, forms). A particle ('point out') is looked for behind the verb.
VERBS: dict[str, tuple[str, str, frozenset[str]]] = {}
PARTICLES: dict[str, frozenset[str]] = {}
for _kind, _verbs in ((AIM, _AIM), (BELIEF, _BELIEF), (SPEECH, _SPEECH)):
    for _entry in _verbs:
        _base, _, _particle = _entry.partition("_")
        if _particle:
            PARTICLES[_base] = PARTICLES.get(_base, frozenset()) | {_particle}
        _third, _past, _participle, _progressive = _inflected(_base)
        for _word, _form in (
            (_base, Form.BASE),
            (_third, Form.THIRD),
            (_past, Form.PAST),
            (_participle, Form.PARTICIPLE),
            (_progressive, Form.PROGRESSIVE),
        ):
            _known = VERBS.get(_word)
            _forms = (_known[2] if _known and _known[1] == _base else frozenset()) | {_form}
            VERBS[_word] = (_kind, _base, _forms)
for _entry in (*_SPEECH, *_BELIEF, *_AIM):
    if "_" not in _entry:
        PARTICLES.pop(_entry, None)

# Verbs whose base or -s form is a noun as often: a verb only behind a pronoun, an auxiliary or a name.
NOUN_LIKE = frozenset(
    """
    state attack report claim vote appeal charge question request order call plan fear hope doubt view desire wish
    offer tweet answer comment remark note promise pledge demand support love hate blame credit voice estimate project
    counter brief ban mandate permit wonder forecast fault laud respect regret favor favour guess suspect lament
    protest rant brag joke quote echo whisper shout scream cry signal label brand term approach list praise reply
    response wager dream worry care plot threat post blog like request warning object aim
    """.split()
)

# Nouns of speech, belief and aim; with an owner or an 'of', 'by', 'from', or a 'that' behind.
NOUNS = frozenset(
    """
    statement statements remark remarks comment comments claim claims assertion assertions allegation allegations
    accusation accusations argument arguments view views opinion opinions belief beliefs position positions stance
    decision plan plans promise promises pledge pledges vow vows demand demands proposal proposals criticism
    criticisms concern concerns fear fears hope hopes warning warnings prediction predictions expectation expectations
    suggestion suggestions insistence conclusion conclusions idea ideas desire intention intentions willingness
    unwillingness announcement denial denials admission acknowledgment acknowledgement reaction response responses
    interpretation disagreement disagreements skepticism scepticism doubt doubts threat threats praise endorsement
    refusal reluctance commitment contention assessment complaint complaints recommendation recommendations testimony
    assurance assurances apology condemnation attitude attitudes call calls question questions thoughts feelings
    explanation declaration rejection vision wish confidence conviction approval disapproval account accounts
    perception notion theory explanation estimate estimates appeal
    """.split()
)
ADJECTIVES = frozenset(
    """
    confident concerned worried aware sure unsure convinced skeptical sceptical critical supportive glad happy unhappy
    sorry afraid fearful hopeful optimistic pessimistic determined willing unwilling eager ready reluctant committed
    opposed adamant proud certain uncertain keen disappointed surprised shocked angry furious upset grateful thankful
    interested hesitant nervous anxious dismissive wary tired sick frustrated satisfied dissatisfied pleased excited
    thrilled ashamed embarrassed outraged puzzled mindful uneasy uncomfortable comfortable enthusiastic fed_up
    delighted dismayed alarmed suspicious mistaken emphatic
    """.split()
)

# Who or what can be a source without being a person: bodies that speak, documents that are cited.
SOURCES = frozenset(
    """
    government governments administration ministry ministries department agency agencies office army military police
    navy force forces court courts council councils committee commission parliament congress senate house cabinet
    party parties campaign campaigns company companies firm firms bank banks group groups organization organizations
    organisation organisations union unions association federation coalition alliance team board panel embassy
    delegation opposition regime state states country countries nation nations city community public press media
    newspaper newspapers magazine paper agency network channel station outlet website report reports study studies
    survey surveys poll polls polling analysis research data figures statement letter document documents memo email
    filing lawsuit complaint indictment article editorial book bill law resolution ruling constitution source sources
    families family crowd electorate majority minority percent half kremlin pentagon observatory monitor watchdog
    charity ngo church league institute university school hospital camp side sides movement faction wing base
    leadership establishment staff world society generation class industry markets market investors witness witnesses
    eyewitness eyewitnesses
    """.split()
)
