"""Spanish."""

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
            inicio | menú | buscar | secciones | volver | siguiente | anterior | ir al contenido |
            portada | política | economía | deportes | cultura | archivado en
        """,
        starts="ir al contenido | archivado en | saltar al",
    ),
    SHARE: Rules(
        whole="""
            compartir | comparte | imprimir | copiar enlace | síguenos | guardar | enviar por correo |
            escuchar
        """,
        starts="compartir en | síguenos en | comparte en",
    ),
    COMMENTS: Rules(
        whole="""
            comentarios | comentario | comentar | deja un comentario | deja una respuesta | responder |
            ver comentarios
        """,
        starts="deja un comentario | tu dirección de correo electrónico no será",
        inside="para comentar | normas de participación",
    ),
    COOKIES: Rules(
        whole="aceptar | aceptar todo | aceptar cookies",
        inside="""
            utiliza cookies | utilizamos cookies | usamos cookies | uso de cookies | política de cookies
        """,
    ),
    NEWSLETTER: Rules(
        whole="newsletter | boletines | suscríbete | suscribirse | boletín",
        starts="suscríbete | regístrate | recibe",
        inside="nuestra newsletter | nuestro boletín | en tu correo",
    ),
    APPEAL: Rules(
        whole="dona | donar | apóyanos | hazte socio",
        starts="apoya | hazte socio | ayúdanos",
        inside="tu donación | tu apoyo | periodismo independiente",
    ),
    RELATED: Rules(
        whole="""
            te puede interesar | relacionadas | noticias relacionadas | más información | lo más leído |
            lo más visto | leer más | artículos relacionados | más noticias | también te puede interesar
            | le puede interesar
        """,
        starts="""
            lea también | lee también | le puede interesar | te puede interesar | más información | leer
            más | te recomendamos | ver también
        """,
    ),
    ADVERTISEMENT: Rules(
        whole="publicidad | anuncio | anuncios | contenido patrocinado",
        starts="la noticia continúa",
    ),
    FOOTER: Rules(
        whole="""
            aviso legal | política de privacidad | contacto | quiénes somos | términos y condiciones |
            mapa del sitio | publicite aquí
        """,
        inside="todos los derechos reservados | derechos reservados",
    ),
    PROMPT: Rules(
        starts="por favor active",
        inside="activar javascript | activar notificaciones | exclusivo para suscriptores",
    ),
    REGISTRATION: Rules(
        whole="iniciar sesión | regístrate | registrarse | mi cuenta | acceder | cerrar sesión",
        starts="ya tienes cuenta | ya eres suscriptor",
    ),
    AUTHOR: Rules(
        whole="sobre el autor | sobre la firma",
        starts="más de este autor",
    ),
    CREDIT: Rules(
        starts="foto | fotografía | crédito",
    ),
}
