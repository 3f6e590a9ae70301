"""German."""

from .reasons import (
    ADVERTISEMENT,
    APPEAL,
    AUTHOR,
    COMMENTS,
    COOKIES,
    CREDIT,
    FOOTER,
    NAVIGATION,
    NEWSLETTER,
    PROMPT,
    REGISTRATION,
    RELATED,
    SHARE,
)
from .rules import Rules

RULES = {
    NAVIGATION: Rules(
        whole="""
            startseite | zur startseite | menü | suche | themen | zurück | weiter | mehr |
            inhaltsverzeichnis | nach oben | alle themen | politik | wirtschaft | kultur | sport |
            panorama | meinung | zum inhalt springen | zum seitenanfang | mehr lesen über
        """,
        starts="zum inhalt | direkt zum | zurück zur",
    ),
    SHARE: Rules(
        whole="teilen | artikel teilen | drucken | merken | link kopieren | vorlesen | folgen",
        starts="teilen auf | auf facebook teilen | folgen sie uns | per e mail",
    ),
    COMMENTS: Rules(
        whole="""
            kommentare | kommentar | kommentar schreiben | diskutieren | antworten | kommentieren |
            leserkommentare
        """,
        starts="schreiben sie einen kommentar | kommentare zu | diskutieren sie",
        inside="e mail adresse wird nicht veröffentlicht | um zu kommentieren | netiquette",
    ),
    COOKIES: Rules(
        whole="alle akzeptieren | akzeptieren | cookie einstellungen",
        inside="""
            verwendet cookies | verwenden cookies | cookies und | einwilligung jederzeit | cookie
            einstellungen
        """,
    ),
    NEWSLETTER: Rules(
        whole="newsletter | abonnieren | jetzt anmelden | jetzt abonnieren",
        starts="jetzt anmelden | melden sie sich | abonnieren sie",
        inside="""
            unseren newsletter | newsletter abonnieren | zum newsletter | in ihr postfach | newsletter
            anmelden
        """,
    ),
    APPEAL: Rules(
        whole="jetzt spenden | unterstützen sie uns | spenden",
        starts="unterstützen sie | ihre spende",
        inside="mit ihrer spende | unabhängigen journalismus | unterstützen sie unsere",
    ),
    RELATED: Rules(
        whole="""
            mehr zum thema | lesen sie auch | auch interessant | weitere artikel | meistgelesen | das
            könnte sie auch interessieren | weiterlesen | verwandte artikel | mehr aus | empfohlen |
            weitere videos
        """,
        starts="""
            lesen sie auch | mehr zum thema | lesen sie mehr | lesen sie hier | auch interessant | mehr
            dazu | das könnte sie
        """,
    ),
    ADVERTISEMENT: Rules(
        whole="anzeige | werbung | anzeigen",
        starts="anzeige | weiter nach der anzeige",
        inside="nach der anzeige",
    ),
    FOOTER: Rules(
        whole="""
            impressum | datenschutz | datenschutzerklärung | kontakt | agb | über uns | karriere |
            mediadaten | nutzungsbedingungen | hilfe | barrierefreiheit | abo service
        """,
        inside="alle rechte vorbehalten",
    ),
    PROMPT: Rules(
        whole="autoplay | video | bildergalerie",
        starts="bitte aktivieren sie | diesen artikel anhören",
        inside="javascript aktivieren | push benachrichtigungen | benachrichtigungen aktivieren",
    ),
    REGISTRATION: Rules(
        whole="""
            anmelden | registrieren | abmelden | konto | einloggen | passwort vergessen | mein konto |
            jetzt testen
        """,
        starts="sie haben bereits | jetzt registrieren | kennen sie schon unsere",
        inside="jetzt weiterlesen mit | abo abschließen",
    ),
    AUTHOR: Rules(
        whole="über den autor | über die autorin | zur autorenseite",
        starts="mehr von",
    ),
    CREDIT: Rules(
        starts="foto | fotos | bild | quelle",
        inside="picture alliance",
    ),
}
