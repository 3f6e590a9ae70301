"""Spanish."""

from . import reasons as why
from .rules import Rules

RULES = {
    why.NAVIGATION: Rules(
        whole="""
            inicio | menú | buscar | secciones | volver | siguiente | anterior | ir al contenido |
            portada | política | economía | deportes | cultura | archivado en
        """,
        starts="ir al contenido | archivado en | saltar al",
    ),
    why.SHARE: Rules(
        whole="""
            compartir | comparte | imprimir | copiar enlace | síguenos | guardar | enviar por correo
            | escuchar
        """,
        starts="compartir en | síguenos en | comparte en",
    ),
    why.COMMENTS: Rules(
        whole="""
            comentarios | comentario | comentar | deja un comentario | deja una respuesta |
            responder | ver comentarios
        """,
        starts="deja un comentario | tu dirección de correo electrónico no será",
        inside="para comentar | normas de participación",
    ),
    why.COOKIES: Rules(
        whole="aceptar | aceptar todo | aceptar cookies",
        inside="utiliza cookies | utilizamos cookies | usamos cookies | uso de cookies | política de cookies",
    ),
    why.NEWSLETTER: Rules(
        whole="newsletter | boletines | suscríbete | suscribirse | boletín",
        starts="suscríbete | regístrate | recibe",
        inside="nuestra newsletter | nuestro boletín | en tu correo",
    ),
    why.APPEAL: Rules(
        whole="dona | donar | apóyanos | hazte socio",
        starts="apoya | hazte socio | ayúdanos",
        inside="tu donación | tu apoyo | periodismo independiente",
    ),
    why.RELATED: Rules(
        whole="""
            lo más leído | lo más visto | más leídas | más leídos | te puede interesar | también te
            puede interesar | noticias relacionadas | artículos relacionados | relacionadas |
            relacionado | más noticias | lee también | leer también | lea también | le puede
            interesar | más información | últimas noticias | no te pierdas | te recomendamos |
            seguir leyendo | leer más | ver más | más sobre este tema | más de | destacados | lo
            último | contenido relacionado | recomendados | temas relacionados | archivado en
        """,
        starts="""
            lea también | lee también | le puede interesar | te puede interesar | más información |
            leer más | te recomendamos | ver también
        """,
    ),
    why.ADVERTISEMENT: Rules(
        whole="publicidad | anuncio | anuncios | contenido patrocinado",
        starts="la noticia continúa",
    ),
    why.FOOTER: Rules(
        whole="""
            aviso legal | política de privacidad | contacto | quiénes somos | términos y condiciones
            | mapa del sitio | publicite aquí
        """,
        inside="todos los derechos reservados | derechos reservados",
    ),
    why.PROMPT: Rules(
        starts="por favor active",
        inside="activar javascript | activar notificaciones | exclusivo para suscriptores",
    ),
    why.REGISTRATION: Rules(
        whole="iniciar sesión | regístrate | registrarse | mi cuenta | acceder | cerrar sesión",
        starts="ya tienes cuenta | ya eres suscriptor",
    ),
    why.AUTHOR: Rules(
        whole="sobre el autor | sobre la firma",
        starts="más de este autor",
    ),
    why.CREDIT: Rules(
        starts="foto | fotografía | crédito",
    ),
}
