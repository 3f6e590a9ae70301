"""Words that tell a dispute from other uses of the same verbs. Senses after WordNet 3.1; the lists are ours."""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# What is said: the objects that make 'reject', 'dismiss', 'challenge' a dispute.
STATEMENTS = _words(
    "claim claims allegation allegations accusation accusations charge charges suggestion suggestions notion "
    "assertion assertions report reports rumor rumors rumour rumours argument arguments criticism criticisms "
    "implication implications insinuation insinuations characterization characterisation characterizations "
    "contention contentions theory theories finding findings stereotype stereotypes statement statements account "
    "accounts narrative narratives complaint complaints premise conclusion conclusions speculation depiction "
    "portrayal description interpretation version remark remarks comment comments assessment assessments "
    "hypothesis explanation explanations story stories concern concerns fear fears perception myth lie lies label "
    "denial denials testimony evidence figures estimate estimates verdict idea talk study data questions"
)
# Those of them that are done, feared or held as well as said.
WEAK_STATEMENTS = _words(
    "idea talk study data concerns concern fears fear questions story stories evidence verdict denial figures"
)
# What is said of a statement that is rejected as untrue.
UNTRUE = _words(
    "false untrue baseless unfounded groundless fabricated bogus inaccurate misleading nonsense lies lie "
    "propaganda fake rubbish preposterous ludicrous absurd ridiculous fiction slander unsubstantiated fabrication "
    "fabrications incorrect wrong unwarranted erroneous mistaken smear hoax politically motivated"
)
# Words that call a statement untrue by themselves.
CALLED_UNTRUE = _words("baseless untrue unfounded groundless fabricated bogus slanderous unsubstantiated preposterous")
# What is refused, not declared untrue (deny.v.02 'refuse to grant').
GRANTS = _words(
    "request requests petition permit permits permission access entry visa visas bail parole asylum entrance "
    "admission appeal appeals motion application applications opportunity chance right rights status service "
    "services license licence coverage benefits care treatment funding funds loan loans aid custody credit "
    "citizenship relief protection protections justice due food water medical education healthcare sanctuary "
    "refuge safe haven victory nomination confirmation injunction stay legitimacy clemency passage marriage "
    "employment jobs housing tenure payment"
)
# What is conceded without a word being said (concede.v.05 'acknowledge defeat').
GIVEN_UP = _words(
    "defeat race election elections victory goal goals ground territory seat seats point points penalty run runs "
    "contest presidency state match game power control land hits corner corners touchdown touchdowns lead town "
    "city towns districts"
)
# Whom, and where to, one admits (admit.v.02 'let in').
LET_IN = _words(
    "hospital hospitals refugees refugee students student patients patient immigrants migrants members member "
    "women people person university college bar school union new more some families applicants fans visitors "
    "guests foreigners into club evidence children men countries"
)
# What states dispute without disputing a statement.
TERRITORY = _words(
    "border borders territory territories land island islands region province sea waters area areas frontier ownership"
)
# Courts dismiss charges without a word on their truth.
COURTS = _words("judge judges court courts jury tribunal prosecutor prosecutors magistrate panel")
SUED = _words("charge charges complaint complaints")
# Claims to money are rejected without a word on anybody's truth.
INSURERS = _words("insurer insurers insurance underwriter underwriters")
# Two of them that disagree.
ACCOUNTS = _words(
    "account accounts version versions count counts figures estimate estimates tally tallies toll tolls testimony "
    "testimonies statements reports narratives"
)
# What is contradicted by deeds.
WISHES = _words("wishes will wish instincts desire desires interests principles values policy")
# What is acknowledged out of courtesy.
HONOURS = _words("receipt cheers applause crowd debt generosity support contribution sacrifice presence")
TRUTH = _words("accuracy veracity truth truthfulness credibility")
GUILT = _words("involvement responsibility wrongdoing guilt knowledge any")
PREPOSITIONS = _words(
    "of in to with by for from at on and about having as over into against through via after before during under "
    "between among since"
)
PRONOUNS = _words("him her them us me you")
DETERMINERS = _words("the a an his her its their our my your this that these those any all such some every")
BE = _words("is are was were be been being isn't wasn't aren't weren't")
AUXILIARIES = _words("has had have would could will can did does do may might should")
NEGATIONS = _words(
    "not never n't didn't doesn't don't won't wouldn't can't cannot couldn't hasn't haven't hadn't nor neither "
    "refuse refuses refused refusing unwilling decline declines declined declining fail fails failed without"
)
# May stand between a negation and its verb.
ADVERBS = _words(
    "also flatly categorically strongly vehemently repeatedly publicly strenuously firmly long always later "
    "privately even quickly immediately both to has have had been openly freely readily vigorously angrily "
    "outright steadfastly consistently adamantly directly all do does did would can could will confirm he she "
    "they it we i you"
)
