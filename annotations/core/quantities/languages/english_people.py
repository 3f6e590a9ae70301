"""English nouns of people by what they make of the victims.

Civilians: who UCDP GED counts under deaths_civilians, with children, women and trades (Every Casualty, Standards for
Casualty Recording, 2016, on status: occupation alone makes nobody a combatant). Combatants: members of an organised
armed side. Open: where it is a question of definition (police, guards, prisoners), and peoples: read as unknown.
"""

from __future__ import annotations

from ..model import Victims

_IRREGULAR = {"man": "men", "woman": "women", "child": "children", "wife": "wives", "thief": "thieves"}


def plural(noun: str) -> str:
    """Return a noun's plural: '-men' and '-women' after man and woman, else the regular endings."""
    for singular, irregular in _IRREGULAR.items():
        if noun.endswith(singular) and (noun == singular or singular in ("man", "woman", "wife")):
            return noun[: -len(singular)] + irregular
    if noun.endswith("y") and noun[-2:-1] not in tuple("aeiou"):
        return noun[:-1] + "ies"
    return noun + ("es" if noun.endswith(("s", "x", "ch", "sh")) else "s")


_CIVILIANS = """
civilian noncombatant non-combatant bystander passer passerby onlooker pedestrian passenger commuter motorist
driver resident inhabitant villager townsperson citizen local settler child kid girl boy teenager teen youngster
infant baby toddler newborn minor schoolchild schoolgirl schoolboy pupil student undergraduate woman housewife mother
grandmother widow daughter sister wife girlfriend pensioner elder worshipper worshiper pilgrim mourner churchgoer
parishioner shopper customer vendor hawker trader merchant shopkeeper storekeeper businessman businesswoman banker
accountant broker farmer farmworker farmhand labourer laborer worker workman employee clerk staffer bureaucrat peasant
campesino shepherd herder herdsman pastoralist goatherd cowherd grazier fisherman fisher hunter woodcutter logger
miner quarryman technician engineer electrician plumber mechanic carpenter bricklayer mason builder architect welder
painter baker butcher cook chef waiter waitress barman bartender cleaner maid servant nanny porter courier postman
mailman trucker cabdriver chauffeur cyclist motorcyclist biker rider sailor crewman seaman crewmember steward
stewardess pilot doctor physician surgeon nurse midwife medic paramedic pharmacist dentist orderly veterinarian
medical rescuer firefighter fireman lifeguard volunteer humanitarian missionary priest nun monk friar bishop pastor
imam cleric rabbi preacher seminarian catechist clergyman teacher professor lecturer academic scientist researcher
scholar educator headmaster principal instructor journalist reporter correspondent cameraman photographer
photojournalist broadcaster newsman editor columnist blogger presenter writer author poet artist actor actress singer
musician dancer comedian filmmaker athlete footballer player coach referee fan supporter spectator concertgoer
partygoer reveller reveler holidaymaker tourist visitor traveller traveler vacationer guest diner patron demonstrator
protester protestor marcher striker activist campaigner unionist organizer organiser dissident lawyer attorney
solicitor advocate judge magistrate prosecutor notary politician lawmaker legislator congressman senator deputy
councillor councilor councilman mayor governor candidate official diplomat envoy consul ambassador bureaucrat
landowner rancher planter landlord tenant neighbour neighbor refugee migrant immigrant evacuee asylum-seeker
expatriate patient householder homeowner orphan stewards usher student fisherfolk childminder contractor
""".split()
_CIVILIANS_AS_THEY_ARE = """
civillians townspeople townsfolk villagefolk businesspeople salespeople staff crew newsmen elderly fisherfolk
""".split()
_COMBATANTS = """
soldier serviceman servicewoman trooper conscript recruit reservist infantryman paratrooper marine commando airman
sniper guerrilla guerilla rebel insurgent militant militiaman fighter gunman jihadist jihadi islamist terrorist
extremist mujahid paramilitary mercenary combatant warlord tribesman peshmerga separatist secessionist contra ranger
cadet legionnaire gendarme gunner artilleryman tankman armyman rifleman bomber loyalist warrior guard-soldier
lieutenant sergeant corporal captain colonel general major brigadier jawan seperatist operative subversive guerrillero
ultra cadre peacekeeper
""".split()
_COMBATANTS_AS_THEY_ARE = """
taliban talibans talib military infantry mujahideen mujahedin mujahidin mujahedeen troops troop soldiery
servicepersons feddayeen fedayeen janjaweed hezbollah isis isil daesh huthis houthis forces militia militias army
guerrillas personnel men-at-arms insurgents servicemembers combattants is-fighters jihadis
""".split()
# Persons whose status the word leaves open.
_OPEN = """
policeman policewoman officer cop constable agent guard bodyguard escort watchman detective inspector guardian warden
jailer prisoner inmate detainee captive hostage convict criminal suspect attacker assailant robber bandit gangster
trafficker smuggler kidnapper killer murderer assassin hitman militia member leader commander chief deputy adviser
advisor expert employee-guard syrian iraqi kurd afghan palestinian israeli turk arab sunni shiite shia alawite
christian muslim hindu jew yazidi tamil sikh pashtun hutu tutsi croat serb bosniak albanian uighur uyghur rohingya
american briton frenchman englishman spaniard dutchman german pole dane swede finn european african asian chilean
sympathizer sympathiser collaborator informer informant spy opponent follower aide minister president king prince
minister director manager minister-counsellor relative brother son father husband cousin uncle nephew grandfather
colleague companion comrade friend survivor participant voter delegate representative founder suspect accomplice
perpetrator vigilante thug looter rioter hooligan poacher pirate drug-trafficker gangmember cartel-member interpreter
translator juror occupant hijacker self-defense vigilante gunrunner saboteur arsonist youth intruder
""".split()
_OPEN_AS_THEY_ARE = """
police brass security policemen cops bsf crpf khmer burmese chinese japanese vietnamese portuguese lebanese sudanese
sinhalese british french irish dutch english members kin thieves druze hausa fulani fulanis maasai sahrawi nepalese
congolese senegalese maltese siamese taiwanese javanese
""".split()
_UNKNOWN = "family household person individual man human adult soul life male female".split()
_UNKNOWN_AS_THEY_ARE = (
    "people persons folks others other more mankind friends casualties victims lives population".split()
)

PEOPLE: dict[str, Victims | None] = {}
for _status, _nouns, _as_they_are in (
    (None, _OPEN, _OPEN_AS_THEY_ARE),
    (Victims.UNKNOWN, _UNKNOWN, _UNKNOWN_AS_THEY_ARE),
    (Victims.CIVILIANS, _CIVILIANS, _CIVILIANS_AS_THEY_ARE),
    (Victims.COMBATANTS, _COMBATANTS, _COMBATANTS_AS_THEY_ARE),
):
    for _noun in _nouns:
        PEOPLE[_noun] = PEOPLE[plural(_noun)] = _status
    PEOPLE |= dict.fromkeys(_as_they_are, _status)
PEOPLE["security"] = None

# A plural alone is a figure of two or more (MUC-4 PLURAL); not where the word is said of people in general.
PLURALS = frozenset(
    {plural(noun) for noun in _CIVILIANS + _COMBATANTS} | {"policemen", "policewomen", "officers", "troops", "people"}
) - {"officials", "forces", "generals", "families", "stewards"}
