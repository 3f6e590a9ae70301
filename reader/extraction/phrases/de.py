"""German."""

from . import reasons as why
from .rules import Rules

RULES = {
    why.NAVIGATION: Rules(
        whole="""
            startseite | zur startseite | menü | suche | themen | zurück | weiter | mehr |
            inhaltsverzeichnis | nach oben | alle themen | politik | wirtschaft | kultur | sport |
            panorama | meinung | zum inhalt springen | zum seitenanfang | mehr lesen über
        """,
        starts="zum inhalt | direkt zum | zurück zur",
    ),
    why.SHARE: Rules(
        whole="""
            facebook teilen | whatsapp teilen | auf x teilen | per mail teilen | kopieren | beitrag
            teilen | versenden | artikel drucken | artikel merken | feedback | gefällt mir |
            abonnieren sie | folgen sie uns auf | teilen | artikel teilen | drucken | merken | link
            kopieren | vorlesen | folgen
        """,
        starts="teilen auf | auf facebook teilen | folgen sie uns | per e mail",
    ),
    why.COMMENTS: Rules(
        whole="""
            kommentare | kommentar | kommentar schreiben | diskutieren | antworten | kommentieren |
            leserkommentare
        """,
        starts="schreiben sie einen kommentar | kommentare zu | diskutieren sie",
        inside="e mail adresse wird nicht veröffentlicht | um zu kommentieren | netiquette",
    ),
    why.COOKIES: Rules(
        whole="alle akzeptieren | akzeptieren | cookie einstellungen",
        inside="""
            verwendet cookies | verwenden cookies | cookies und | einwilligung jederzeit | cookie
            einstellungen
        """,
    ),
    why.NEWSLETTER: Rules(
        whole="newsletter | abonnieren | jetzt anmelden | jetzt abonnieren",
        starts="jetzt anmelden | melden sie sich | abonnieren sie",
        inside="""
            unseren newsletter | newsletter abonnieren | zum newsletter | in ihr postfach |
            newsletter anmelden
        """,
    ),
    why.APPEAL: Rules(
        whole="jetzt spenden | unterstützen sie uns | spenden",
        starts="unterstützen sie | ihre spende",
        inside="mit ihrer spende | unabhängigen journalismus | unterstützen sie unsere",
    ),
    why.RELATED: Rules(
        whole="""
            passend zum artikel | auch lesenswert | aus dem ressort | neueste artikel | beliebteste
            artikel | neueste | aktuell | top themen | topthemen | beliebt | am meisten gelesen |
            meist gelesen | meistgelesene artikel | meistkommentiert | mehr aus diesem ressort |
            mehr artikel | mehr von | ähnliche artikel | das könnte dich auch interessieren |
            lesetipps | lesen sie mehr | zum thema | mehr nachrichten | aktuelle nachrichten |
            weitere themen | weitere meldungen | dossier | bildstrecke | empfehlungen der redaktion
            | unsere empfehlungen | neu auf | mehr zum thema | lesen sie auch | auch interessant |
            weitere artikel | meistgelesen | das könnte sie auch interessieren | weiterlesen |
            verwandte artikel | mehr aus | empfohlen | weitere videos
        """,
        starts="""
            lesen sie auch | mehr zum thema | lesen sie mehr | lesen sie hier | auch interessant |
            mehr dazu | das könnte sie
        """,
    ),
    why.ADVERTISEMENT: Rules(
        whole="anzeige | werbung | anzeigen",
        starts="anzeige | weiter nach der anzeige",
        inside="nach der anzeige",
    ),
    why.FOOTER: Rules(
        whole="""
            privatsphäre | cookie einstellungen | datenschutzeinstellungen | privacy | utiq
            verwalten | werben | jobs | presse | inserieren | netiquette | newsletter abonnieren |
            leserbrief | e paper | epaper | abo | abonnement | abos kündigen | verträge hier
            kündigen | verträge kündigen | nutzungsbasierte online werbung | widerruf | leserservice
            | unternehmen | archiv | impressum | datenschutz | datenschutzerklärung | kontakt | agb
            | über uns | karriere | mediadaten | nutzungsbedingungen | hilfe | barrierefreiheit |
            abo service
        """,
        inside="alle rechte vorbehalten",
    ),
    why.PROMPT: Rules(
        whole="""
            empfohlener redaktioneller inhalt | empfohlener externer inhalt | externer inhalt |
            inhalt anzeigen | inhalte anzeigen | externe inhalte anzeigen | bild vergrößern |
            vergrößern | link zum youtube inhalt | youtube inhalte erlauben | alle bilder anzeigen |
            video abspielen | artikel anhören | anhören | schließen | öffnen | abspielen |
            ausklappen | einklappen | mehr anzeigen | weniger anzeigen | alle anzeigen | autoplay |
            video | bildergalerie
        """,
        starts="bitte aktivieren sie | diesen artikel anhören",
        inside="""
            externe inhalte angezeigt | inhalte von drittanbietern | personenbezogene daten an
            drittplattformen | personenbezogene daten können an | dass mir externe inhalte | dass
            mir inhalte | findest du einen externen inhalt | finden sie einen externen inhalt |
            javascript aktivieren | push benachrichtigungen | benachrichtigungen aktivieren
        """,
    ),
    why.REGISTRATION: Rules(
        whole="""
            anmelden | registrieren | abmelden | konto | einloggen | passwort vergessen | mein konto
            | jetzt testen
        """,
        starts="sie haben bereits | jetzt registrieren | kennen sie schon unsere",
        inside="jetzt weiterlesen mit | abo abschließen",
    ),
    why.AUTHOR: Rules(
        whole="über den autor | über die autorin | zur autorenseite",
        starts="mehr von",
    ),
    why.CREDIT: Rules(
        starts="foto | fotos | bild | quelle",
        inside="picture alliance",
    ),
}
