"""French."""

from . import reasons as why
from .rules import Rules

RULES = {
    why.NAVIGATION: Rules(
        whole="""
            accueil | menu | recherche | rechercher | rubriques | retour | suivant | précédent |
            sommaire | haut de page | politique | économie | monde | société | culture
        """,
        starts="aller au contenu | retour à | accéder au contenu",
    ),
    why.SHARE: Rules(
        whole="""
            partager | partagez | imprimer | envoyer par e mail | copier le lien | suivez nous |
            partager cet article | écouter
        """,
        starts="partager sur | suivez nous sur | partager l article",
    ),
    why.COMMENTS: Rules(
        whole="""
            commentaires | commentaire | réagir | laisser un commentaire | répondre | voir les
            commentaires
        """,
        starts="laisser un commentaire | votre adresse e mail ne sera pas | connectez vous pour",
        inside="pour commenter | ajouter un commentaire",
    ),
    why.COOKIES: Rules(
        whole="tout accepter | accepter | gérer les cookies",
        inside="utilise des cookies | utilisons des cookies | accepter les cookies | utilisation de cookies",
    ),
    why.NEWSLETTER: Rules(
        whole="newsletter | newsletters | s abonner | je m abonne | inscrivez vous | s inscrire",
        starts="inscrivez vous | abonnez vous | recevez",
        inside="notre newsletter | votre boîte mail | dans votre boîte",
    ),
    why.APPEAL: Rules(
        whole="faire un don | soutenez nous | je fais un don",
        starts="soutenez | faites un don",
        inside="votre don | journalisme indépendant | faire un don",
    ),
    why.RELATED: Rules(
        whole="""
            à lire aussi | lire aussi | à lire également | sur le même sujet | sur le même thème |
            articles similaires | articles liés | les plus lus | les plus lues | à ne pas manquer |
            dans la même rubrique | à découvrir | lire la suite | lire plus | voir plus | en savoir
            plus | plus d infos | les dernières actualités | dernières infos | dernières nouvelles |
            derniers articles | à la une | les articles les plus lus | contenus sponsorisés |
            recommandé pour vous | nos recommandations | voir aussi | pour aller plus loin | tous
            nos articles | à voir aussi
        """,
        starts="à lire aussi | lire aussi | à lire | voir aussi | lire la suite | sur le même",
    ),
    why.ADVERTISEMENT: Rules(
        whole="publicité | passer la publicité | annonce | contenu sponsorisé",
        starts="la suite après la publicité | passer la publicité",
    ),
    why.FOOTER: Rules(
        whole="""
            mentions légales | contact | qui sommes nous | plan du site | politique de
            confidentialité | données personnelles | cgu | nous contacter
        """,
        inside="tous droits réservés",
    ),
    why.PROMPT: Rules(
        starts="veuillez activer | cet article est réservé",
        inside="activer javascript | activer les notifications | réservé aux abonnés",
    ),
    why.REGISTRATION: Rules(
        whole="se connecter | connexion | s identifier | mon compte | créer un compte | mot de passe oublié",
        starts="déjà abonné | connectez vous",
    ),
    why.AUTHOR: Rules(
        whole="à propos de l auteur",
    ),
    why.CREDIT: Rules(
        starts="crédit photo | photo | crédits",
    ),
}
