"""Portuguese."""

from . import reasons as why
from .rules import Rules

RULES = {
    why.NAVIGATION: Rules(
        whole="""
            início | menu | buscar | busca | pesquisar | seções | voltar | próximo | anterior |
            economia | esportes | política | topo
        """,
        starts="ir para o conteúdo | pular para",
    ),
    why.SHARE: Rules(
        whole="compartilhe | compartilhar | partilhar | imprimir | copiar link | siga nos | salvar | ouvir",
        starts="compartilhe no | compartilhar no | siga nos | siga o | partilhar no",
    ),
    why.COMMENTS: Rules(
        whole="comentários | comentário | comentar | deixe um comentário | responder | deixe uma resposta",
        starts="deixe um comentário | o seu endereço de e mail não será",
        inside="para comentar | atenção comentários",
    ),
    why.COOKIES: Rules(
        whole="aceitar | aceitar todos",
        inside="utiliza cookies | usamos cookies | utilizamos cookies | uso de cookies | política de cookies",
    ),
    why.NEWSLETTER: Rules(
        whole="newsletter | newsletters | assine | inscreva se | boletim",
        starts="assine a | inscreva se | receba",
        inside="nossa newsletter | no seu e mail | seu e mail",
    ),
    why.APPEAL: Rules(
        whole="doe | apoie | doe agora | apoie nos",
        starts="apoie",
        inside="sua doação | jornalismo independente",
    ),
    why.RELATED: Rules(
        whole="""
            leia também | leia mais | veja também | mais lidas | mais lidos | saiba mais | notícias
            relacionadas | artigos relacionados | relacionadas | últimas notícias | ver mais | veja
            mais | mais notícias | recomendado para você | você também pode gostar | conteúdo
            relacionado | pode gostar | continue lendo | em destaque | destaques
        """,
        starts="leia mais | leia também | veja também | veja mais | saiba mais | confira também",
    ),
    why.ADVERTISEMENT: Rules(
        whole="publicidade | anúncio | continua após a publicidade | patrocinado",
        starts="continua após a publicidade | continua depois",
    ),
    why.FOOTER: Rules(
        whole="""
            fale conosco | quem somos | política de privacidade | termos de uso | expediente |
            anuncie | contato
        """,
        inside="todos os direitos reservados",
    ),
    why.REGISTRATION: Rules(
        whole="entrar | cadastre se | minha conta | sair | faça login",
        starts="já é assinante | já tem cadastro",
    ),
    why.AUTHOR: Rules(
        whole="sobre o autor",
        starts="sobre o autor",
    ),
    why.CREDIT: Rules(
        starts="foto | crédito | imagem",
    ),
}
