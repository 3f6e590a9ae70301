"""Italian."""

from .reasons import (
    ADVERTISEMENT,
    APPEAL,
    COMMENTS,
    COOKIES,
    CREDIT,
    FOOTER,
    NAVIGATION,
    NEWSLETTER,
    REGISTRATION,
    RELATED,
    SHARE,
)
from .rules import Rules

RULES = {
    NAVIGATION: Rules(
        whole="""
            menu | cerca | sezioni | indietro | avanti | torna su | politica | economia | cronaca |
            esteri | sommario
        """,
        starts="vai al contenuto | torna alla",
    ),
    SHARE: Rules(
        whole="condividi | stampa | copia link | seguici | salva | ascolta",
        starts="condividi su | seguici su",
    ),
    COMMENTS: Rules(
        whole="commenti | commento | commenta | lascia un commento | rispondi",
        starts="lascia un commento | il tuo indirizzo email non sarà",
    ),
    COOKIES: Rules(
        whole="accetta | accetta tutti",
        inside="""
            utilizza cookie | utilizza i cookie | utilizziamo i cookie | uso dei cookie | cookie policy
        """,
    ),
    NEWSLETTER: Rules(
        whole="newsletter | iscriviti | abbonati",
        starts="iscriviti | ricevi",
        inside="nostra newsletter | alla newsletter",
    ),
    APPEAL: Rules(
        whole="dona | sostienici | dona ora",
        starts="sostieni",
        inside="la tua donazione | giornalismo indipendente",
    ),
    RELATED: Rules(
        whole="""
            leggi anche | articoli correlati | ti potrebbe interessare | più letti | i più letti |
            potrebbe interessarti | continua a leggere
        """,
        starts="leggi anche | leggi tutto | potrebbe interessarti | ti potrebbe | continua a leggere",
    ),
    ADVERTISEMENT: Rules(
        whole="pubblicità | annuncio",
        starts="continua dopo la pubblicità",
    ),
    FOOTER: Rules(
        whole="chi siamo | contatti | note legali | informativa sulla privacy | pubblicità su",
        inside="tutti i diritti riservati | riproduzione riservata",
    ),
    REGISTRATION: Rules(
        whole="accedi | registrati | esci | il mio account",
        starts="hai già un account | sei già abbonato",
    ),
    CREDIT: Rules(
        starts="foto | credits",
    ),
}
