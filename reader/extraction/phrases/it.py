"""Italian."""

from . import reasons as why
from .rules import Rules

RULES = {
    why.NAVIGATION: Rules(
        whole="""
            menu | cerca | sezioni | indietro | avanti | torna su | politica | economia | cronaca |
            esteri | sommario
        """,
        starts="vai al contenuto | torna alla",
    ),
    why.SHARE: Rules(
        whole="condividi | stampa | copia link | seguici | salva | ascolta",
        starts="condividi su | seguici su",
    ),
    why.COMMENTS: Rules(
        whole="commenti | commento | commenta | lascia un commento | rispondi",
        starts="lascia un commento | il tuo indirizzo email non sarà",
    ),
    why.COOKIES: Rules(
        whole="accetta | accetta tutti",
        inside="utilizza cookie | utilizza i cookie | utilizziamo i cookie | uso dei cookie | cookie policy",
    ),
    why.NEWSLETTER: Rules(
        whole="newsletter | iscriviti | abbonati",
        starts="iscriviti | ricevi",
        inside="nostra newsletter | alla newsletter",
    ),
    why.APPEAL: Rules(
        whole="dona | sostienici | dona ora",
        starts="sostieni",
        inside="la tua donazione | giornalismo indipendente",
    ),
    why.RELATED: Rules(
        whole="""
            leggi anche | potrebbe interessarti | potrebbe interessarti anche | articoli correlati |
            articoli simili | i più letti | più letti | le più lette | ultime notizie | notizie
            correlate | approfondimenti | approfondisci | leggi di più | leggi tutto | vedi anche |
            ti potrebbe interessare | dello stesso autore | in evidenza | continua a leggere | altri
            articoli
        """,
        starts="leggi anche | leggi tutto | potrebbe interessarti | ti potrebbe | continua a leggere",
    ),
    why.ADVERTISEMENT: Rules(
        whole="pubblicità | annuncio",
        starts="continua dopo la pubblicità",
    ),
    why.FOOTER: Rules(
        whole="chi siamo | contatti | note legali | informativa sulla privacy | pubblicità su",
        inside="tutti i diritti riservati | riproduzione riservata",
    ),
    why.REGISTRATION: Rules(
        whole="accedi | registrati | esci | il mio account",
        starts="hai già un account | sei già abbonato",
    ),
    why.CREDIT: Rules(
        starts="foto | credits",
    ),
}
