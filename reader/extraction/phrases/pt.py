"""Portuguese."""

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
    REGISTRATION,
    RELATED,
    SHARE,
)
from .rules import Rules

RULES = {
    NAVIGATION: Rules(
        whole="""
            início | menu | buscar | busca | pesquisar | seções | voltar | próximo | anterior | economia
            | esportes | política | topo
        """,
        starts="ir para o conteúdo | pular para",
    ),
    SHARE: Rules(
        whole="""
            compartilhe | compartilhar | partilhar | imprimir | copiar link | siga nos | salvar | ouvir
        """,
        starts="compartilhe no | compartilhar no | siga nos | siga o | partilhar no",
    ),
    COMMENTS: Rules(
        whole="""
            comentários | comentário | comentar | deixe um comentário | responder | deixe uma resposta
        """,
        starts="deixe um comentário | o seu endereço de e mail não será",
        inside="para comentar | atenção comentários",
    ),
    COOKIES: Rules(
        whole="aceitar | aceitar todos",
        inside="""
            utiliza cookies | usamos cookies | utilizamos cookies | uso de cookies | política de cookies
        """,
    ),
    NEWSLETTER: Rules(
        whole="newsletter | newsletters | assine | inscreva se | boletim",
        starts="assine a | inscreva se | receba",
        inside="nossa newsletter | no seu e mail | seu e mail",
    ),
    APPEAL: Rules(
        whole="doe | apoie | doe agora | apoie nos",
        starts="apoie",
        inside="sua doação | jornalismo independente",
    ),
    RELATED: Rules(
        whole="""
            leia mais | leia também | veja também | mais lidas | notícias relacionadas | relacionadas |
            veja mais | saiba mais | mais notícias | últimas notícias
        """,
        starts="leia mais | leia também | veja também | veja mais | saiba mais | confira também",
    ),
    ADVERTISEMENT: Rules(
        whole="publicidade | anúncio | continua após a publicidade | patrocinado",
        starts="continua após a publicidade | continua depois",
    ),
    FOOTER: Rules(
        whole="""
            fale conosco | quem somos | política de privacidade | termos de uso | expediente | anuncie |
            contato
        """,
        inside="todos os direitos reservados",
    ),
    REGISTRATION: Rules(
        whole="entrar | cadastre se | minha conta | sair | faça login",
        starts="já é assinante | já tem cadastro",
    ),
    AUTHOR: Rules(
        whole="sobre o autor",
        starts="sobre o autor",
    ),
    CREDIT: Rules(
        starts="foto | crédito | imagem",
    ),
}
