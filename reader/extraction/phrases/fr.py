"""French."""

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
            accueil | menu | recherche | rechercher | rubriques | retour | suivant | précédent |
            sommaire | haut de page | politique | économie | monde | société | culture
        """,
        starts="aller au contenu | retour à | accéder au contenu",
    ),
    SHARE: Rules(
        whole="""
            partager | partagez | imprimer | envoyer par e mail | copier le lien | suivez nous |
            partager cet article | écouter
        """,
        starts="partager sur | suivez nous sur | partager l article",
    ),
    COMMENTS: Rules(
        whole="""
            commentaires | commentaire | réagir | laisser un commentaire | répondre | voir les
            commentaires
        """,
        starts="laisser un commentaire | votre adresse e mail ne sera pas | connectez vous pour",
        inside="pour commenter | ajouter un commentaire",
    ),
    COOKIES: Rules(
        whole="tout accepter | accepter | gérer les cookies",
        inside="""
            utilise des cookies | utilisons des cookies | accepter les cookies | utilisation de cookies
        """,
    ),
    NEWSLETTER: Rules(
        whole="newsletter | newsletters | s abonner | je m abonne | inscrivez vous | s inscrire",
        starts="inscrivez vous | abonnez vous | recevez",
        inside="notre newsletter | votre boîte mail | dans votre boîte",
    ),
    APPEAL: Rules(
        whole="faire un don | soutenez nous | je fais un don",
        starts="soutenez | faites un don",
        inside="votre don | journalisme indépendant | faire un don",
    ),
    RELATED: Rules(
        whole="""
            à lire aussi | lire aussi | sur le même sujet | les plus lus | voir aussi | articles liés |
            lire la suite | à voir aussi | dans la même rubrique | à la une
        """,
        starts="à lire aussi | lire aussi | à lire | voir aussi | lire la suite | sur le même",
    ),
    ADVERTISEMENT: Rules(
        whole="publicité | passer la publicité | annonce | contenu sponsorisé",
        starts="la suite après la publicité | passer la publicité",
    ),
    FOOTER: Rules(
        whole="""
            mentions légales | contact | qui sommes nous | plan du site | politique de confidentialité |
            données personnelles | cgu | nous contacter
        """,
        inside="tous droits réservés",
    ),
    PROMPT: Rules(
        starts="veuillez activer | cet article est réservé",
        inside="activer javascript | activer les notifications | réservé aux abonnés",
    ),
    REGISTRATION: Rules(
        whole="""
            se connecter | connexion | s identifier | mon compte | créer un compte | mot de passe oublié
        """,
        starts="déjà abonné | connectez vous",
    ),
    AUTHOR: Rules(
        whole="à propos de l auteur",
    ),
    CREDIT: Rules(
        starts="crédit photo | photo | crédits",
    ),
}
