"""English: number words, bounds, and the grammar around a number.

Number words: arithmetic. Bounds: MUC-4's '6-' and '~'; 'nearly', 'more than', 'up to', 'under' are ours. Lists of
function words: ours, after the closed classes in Quirk et al., A Comprehensive Grammar of the English Language (1985).
"""

from __future__ import annotations

from .english_harm import harm
from .english_people import PEOPLE, PLURALS
from .table import Bound, Language, mapped, words

_SMALL = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
)
_SMALL += " eighteen nineteen"
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
NUMBERS = {word: value for value, word in enumerate(_SMALL.split())}
NUMBERS |= {word: 10 * value for value, word in enumerate(_TENS.split(), 2)} | {"fourty": 40}

ENGLISH = Language(
    code="en",
    numbers=NUMBERS,
    scales={
        "hundred": 100,
        "thousand": 1_000,
        "million": 10**6,
        "billion": 10**9,
        "lakh": 10**5,
        "lakhs": 10**5,
        "crore": 10**7,
        "k": 1_000,
        "m": 10**6,
        "mn": 10**6,
        "bn": 10**9,
        "mln": 10**6,
        "dozen": 12,
    },
    fixed=mapped(
        [
            ("a couple, couple, a pair", 2),
            ("a dozen", 12),
            ("half a dozen, half - a - dozen", 6),
            ("no one, nobody, none", 0),
            ("no - one, not one, not a single, not a single one", 0),
            ("half a million", 500_000),
            ("half a thousand", 500),
            ("a hundred", 100),
            ("a thousand", 1_000),
            ("a million", 10**6),
            ("half a billion", 5 * 10**8),
            ("a score", 20),
            ("half a hundred", 50),
            ("one and a half million, a million and a half", 1_500_000),
            ("a dozen and a half", 18),
        ]
    ),
    amounts=mapped(
        [
            ("tens", "tens"),
            ("dozens, many dozens", "dozens"),
            ("scores", "scores"),
            ("hundreds, many hundreds", "hundreds"),
            ("thousands, many thousands", "thousands"),
            ("millions", "millions"),
            ("several, various", "several"),
            ("a few", "few"),
            ("a handful", "handful"),
            ("several dozen, several dozens", "several dozen"),
            ("several hundred, several hundreds", "several hundred"),
            ("several thousand, several thousands", "several thousand"),
            ("a few dozen", "few dozen"),
            ("a few hundred", "few hundred"),
            ("a few thousand", "few thousand"),
            ("tens of thousands", "tens of thousands"),
            ("hundreds of thousands", "hundreds of thousands"),
            ("numerous, many, countless, a number", "many"),
        ]
    ),
    glue=words("and"),
    articles=words("a"),
    half=("and", "a", "half"),
    before=mapped(
        [
            (
                "at least, no fewer than, not fewer than, no less than, not less than, a minimum of, minimum of, at "
                "the very least,at a minimum, upward of",
                Bound.FLOOR,
            ),
            (
                "about, around, some, roughly, approximately, approx, an estimated, estimated, nearly, almost, close"
                " to, circa,ca, c, in the region of, in the order of, just about, virtually, near, an approximate, "
                "very nearly, ~, ≈,as estimated, in the neighborhood of, or so, an approximately, somewhere around",
                Bound.ABOUT,
            ),
            (
                "more than, over, above, in excess of, upwards of, exceeding, greater than, well over, just over, "
                "slightly more than,far more than, slightly over, a little over, a little more than, well above, "
                "many more than, >,well more than, no fewer more than",
                Bound.ABOVE,
            ),
            (
                "up to, as many as, at most, at the most, no more than, not more than, a maximum of, maximum of, at "
                "the very most,as much as, anything up to, a max of, ≤",
                Bound.CEILING,
            ),
            (
                "fewer than, less than, under, below, just under, slightly fewer than, slightly under, slightly less"
                " than, <",
                Bound.BELOW,
            ),
            ("≥", Bound.FLOOR),
        ]
    ),
    after=mapped(
        [
            ("or more, at least, or above, plus, at the very least, at a minimum, +", Bound.FLOOR),
            ("or so, approximately, or thereabouts", Bound.ABOUT),
            ("or fewer, or less, at most, at the most, maximum", Bound.CEILING),
        ]
    ),
    between={"between": "and", "from": "to"},
    to=words("to or - – — and"),
    people=PEOPLE,
    plurals=PLURALS,
    harm=harm(),
    things=words(
        "calorie calories trial trials case cases second seconds minute minutes hour hours day days night nights "
        "week weeks weekend weekends month months year years decade decades century centuries time times meter "
        "meters metre metres kilometer kilometers kilometre kilometres mile miles km kms m cm mm foot feet inch "
        "inches yard yards acre acres hectare hectares block blocks degree degrees knots kph mph kmh kilogram "
        "kilograms kilo kilos kg kgs ton tons tonne tonnes pound pounds ounce ounces gram grams g liter liters litre"
        " litres barrel barrels gallon gallons megawatt megawatts mw gb mb lb lbs percent per cent pct % percentage "
        "points point ‰ dollar dollars euro euros peso pesos rupee rupees ruble rubles rouble roubles yen yuan cent "
        "cents pence sterling usd eur gbp lira liras dinar dinars riyal riyals shekels shillings naira colones "
        "cordobas soles intis bolivars reais attack attacks incident incidents bomb bombs bombing bombings explosion"
        " explosions blast blasts clash clashes strike strikes airstrike airstrikes raid raids shelling rocket "
        "rockets missile missiles mine mines grenade grenades shell shells round rounds bullet bullets gun guns "
        "rifle rifles pistol pistols weapon weapons device devices cartridge cartridges stick sticks charge charges "
        "shot shots mortar mortars knife knives drone drones car cars vehicle vehicles truck trucks bus buses van "
        "vans motorcycle motorcycles motorbike motorbikes boat boats ship ships vessel vessels plane planes aircraft"
        " helicopter helicopters tank tanks train trains tanker tankers jeep jeeps house houses home homes building "
        "buildings store stores shop shops school schools hospital hospitals church churches mosque mosques bridge "
        "bridges tower towers farm farms business businesses office offices establishment establishments apartment "
        "apartments village villages town towns city cities province provinces state states country countries "
        "district districts region regions area areas department departments nation nations place places location "
        "locations site sites street avenue road highway headquarters communities community society camps dog dogs "
        "cow cows cattle sheep goat goats horse horses camel camels pig pigs bird birds animal animals livestock "
        "chicken chickens elephant elephants wolf wolves buffalo buffaloes head poultry birds fish hens ewes lambs "
        "mules donkeys party parties group groups organization organizations organisation organisations company "
        "companies battalion battalions brigade brigades unit units division divisions team teams union unions bank "
        "banks agency agencies front fronts column columns government governments media station stations base bases "
        "camp camps post posts checkpoint checkpoints position positions command operation operations case cases "
        "count counts charge charges crime crimes act acts action actions vote votes seat seats ballot ballots goal "
        "goals game games match matches run runs set sets part parts piece pieces section sections item items copy "
        "copies page pages word words document documents report reports call calls question questions answer answers"
        " reason reasons step steps way ways type types kind kinds measure measures law laws bill bills article "
        "articles book books film films song songs poll polls picture pictures photo photos email emails tweet "
        "tweets message messages letter letters event events occasion occasions stage stages phase phases side sides"
        " direction directions front term terms model models version versions level levels job jobs meeting meetings"
        " deal deals election elections tree trees egg eggs flight flights hit hits pm am gmt utc est edt pdt mhz "
        "inning innings yard touchdown penalty penalties project projects plan plans proposal proposals program "
        "programs programme programmes product products feature features painting paintings artefact artefacts "
        "artifact artifacts"
    ),
    dates=words(
        "january february march april may june july august september october november december jan feb mar apr jun "
        "jul aug sep sept oct nov dec"
    ),
    labels=words(
        "no nos number nr route highway km flight page pages p pp chapter article resolution hill brigade unit tower"
        " section room phase street avenue channel building apartment apt block level version grade class tv gate "
        "line act station camp battery battalion regiment division corps squadron area zone district sector ward "
        "precinct type model interstate exit pier runway terminal mark top part volume vol issue season episode week"
        " psalm verse size world war"
    ),
    ages=words("aged age ages"),
    prepositions=words(
        "in at on from near of by with for during after before inside outside aboard among amid between under over "
        "through across along against into around towards toward within without since until as behind beside beneath"
        " off onto to because due following despite via throughout per upon like including"
    ),
    of=words("of"),
    determiners=words("the a an his her its their our my your these those this that all both each every another no"),
    auxiliaries=words(
        "was were is are be been being has have had may might could must can will would should did do does got get "
        "gets getting having 're 've became become remain remained remains stayed left ended"
    ),
    passives=words("was were is are be been being got get gets getting 're reported feared believed presumed found"),
    perfects=words("has have had having 've"),
    adverbs=words(
        "also reportedly allegedly apparently only just still already later now then instantly immediately slightly "
        "seriously severely critically badly gravely lightly fatally mortally confirmed reported feared believed "
        "presumed said thought known listed officially summarily deliberately brutally accidentally nearly almost "
        "about either even not yet another additional further more extra other total currently today yesterday "
        "tonight initially finally eventually together simultaneously moderately mildly extrajudicially publicly "
        "subsequently estimated to arbitrarily forcibly forcefully internally newly recently temporarily probably "
        "possibly likely either therefore violently cruelly both alone overnight directly indirectly"
    ),
    conjunctions=words("and & or plus nor but"),
    relatives=words("who whom which that whose where"),
    subordinators=words("when while whilst if because although though whereas so then once unless where"),
    pronouns=words("him her them himself herself themselves itself it us me you"),
    including=words("including among included includes include inclusive comprising notably"),
    negations=words(
        "not never n't nor without neither unhurt unharmed unscathed uninjured didn't wasn't weren't no hardly"
    ),
    verbs=words(
        "attacked attack attacks opened open opens fired fire fires said says say told tells tell took take takes "
        "went go goes came come comes made make makes gave give gives began begin begins started start stormed storm"
        " raided raid seized seize entered enter arrived arrive tried try tries wanted want wants planned plan plans"
        " carried carry set put used use uses threw throw stabbed stab ambushed ambush bombed bomb blew blow "
        "detonated detonate exploded explode claimed claim claims participated marched march protested protest "
        "gathered gather demanded demand called call calls held voted vote won win lost lose ran run runs led lead "
        "leads rose rise rises fell fall reached joined join met meet discussed discuss agreed agree asked ask "
        "accused accuse announced announce decided decide shouted shouting fought fight clashed clash launched "
        "launch hit struck strike destroyed destroy damaged damage burst hurled hurl kept keep saw see knew know "
        "heard hear found find managed manage escaped escape survived survive surrendered surrender returned return "
        "served serve worked work lived live helped help participated vowed vow showed show brought bring stood "
        "stand sat sit spoke speak paid pay sold sell bought buy spent spend expressed express signed sign stole "
        "rescued rescue freed free released release participated dynamited dynamite torched torch pelted pelt "
        "plotted plot lobbed planted plant drove drive approached approach intercepted shouted fled"
    )
    - words("fled found lost held"),
    lives=words("lives life"),
    taken=words(
        "claimed claims claiming claim cost costs costing took taken takes taking lost lose loses losing ended "
        "ending of"
    ),
    quantifiers=words(
        "some most many several half third quarter few majority part percent remainder rest each any none"
    ),
    unreal=words(
        "threatened threatens threaten threatening threat threats plan plans planned planning plot plotted plotting "
        "attempt attempted attempts attempting try tries tried trying vow vowed vows want wants wanted intend "
        "intended intends conspire conspired conspiring conspiracy order orders ordered ready willing refuse refused"
        " aim aimed hope hoped"
    ),
    others=words("others other more people persons"),
    infinitives=words("to"),
    adverbial=("ly",),
    plural_endings=("s", "dead", "people"),
    trades=("ers", "ors", "ists", "eers", "men", "women", "ians", "herds"),
    days=words("monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun"),
)
