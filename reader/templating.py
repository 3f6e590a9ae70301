"""Templates in which what a page says to everybody alike is made once for each language, not at each request.

Of a reading page's nodes two thirds are sentences of ours and the words between them. Whatever is said of a person, a
project or an article is a variable, and so no part of this: what is kept is told by the kinds of the nodes it is of.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from itertools import groupby
from typing import Any, cast

from django.template import Context, Template
from django.template.base import FilterExpression, Node, NodeList, TextNode, TokenType, Variable, VariableNode
from django.template.defaulttags import CommentNode, IfNode, TemplateLiteral, URLNode
from django.template.loaders.base import Loader as BaseLoader
from django.template.loaders.cached import Loader as CachedLoader
from django.templatetags.i18n import BlockTranslateNode, TranslateNode
from django.urls import get_script_prefix, reverse
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString
from django.utils.translation import get_language, get_language_bidi

OF_LANGUAGE = {"LANGUAGE_CODE", "LANGUAGE_BIDI"}  # the variables that differ with the language alone
Key = tuple[str | None, str]


class _Folding(BaseLoader):
    def get_template(self, template_name: str, skip: list[Any] | None = None) -> Template:
        template = super().get_template(template_name, skip)
        template.nodelist = folded(template.nodelist)
        return template


class Loader(CachedLoader, _Folding):
    """Loads templates as Django does, each once, and folds them before they are kept."""


class Alike(Node):
    """Some nodes that give the same to everybody who reads a language."""

    def __init__(self, nodes: Iterable[Node]) -> None:
        self._nodes = NodeList(nodes)
        self._made: dict[Key, SafeString] = {}
        self._has_address = any(isinstance(node, URLNode) for node in self._nodes)
        self.token, self.origin = self._nodes[0].token, self._nodes[0].origin

    def render(self, context: Context) -> SafeString:
        key = get_language(), get_script_prefix() if self._has_address else ""
        made = self._made.get(key)
        if made is None:
            # Nothing of the page's own context comes in: a variable that slipped through would be empty for everybody.
            alone = context.new({"LANGUAGE_CODE": key[0], "LANGUAGE_BIDI": get_language_bidi()})
            made = self._made[key] = self._nodes.render(alone)
        return made

    render_annotated = render  # as of plain text: an error in it is one of ours, in every request


class Address(Node):
    """A `{% url %}` of a view of this site, which is the same for the same arguments."""

    def __init__(self, node: URLNode) -> None:
        self._name, self._arguments = node.view_name.var, node.args
        self.token, self.origin = node.token, node.origin

    def render(self, context: Context) -> SafeString:
        return _address(get_script_prefix(), self._name, *(each.resolve(context) for each in self._arguments))


@lru_cache(maxsize=4096, typed=True)
def _address(_prefix: str, name: Any, *arguments: object) -> SafeString:
    return conditional_escape(reverse(str(name), args=arguments))


def folded(nodes: NodeList) -> NodeList:
    """Return the nodes with each run that is the same for everybody as a single one; those inside of others too."""
    found: list[Node] = []
    for is_alike, run in groupby(nodes, key=_is_alike):
        some = list(run)
        if is_alike and any(not isinstance(node, TextNode) for node in some):
            found.append(Alike(some))
        else:
            found += [Address(node) if isinstance(node, URLNode) and _is_plain(node) else node for node in some]
    for node in found:
        if isinstance(node, Alike):
            continue
        for name, value in vars(node).items():
            if isinstance(value, NodeList):
                setattr(node, name, folded(value))
        if isinstance(node, IfNode):
            node.conditions_nodelists = [(condition, folded(inner)) for condition, inner in node.conditions_nodelists]
    result = NodeList(found)
    result.contains_nontext = nodes.contains_nontext
    return result


def _is_alike(node: Node) -> bool:
    match node:
        case TextNode() | CommentNode():
            return True
        case TranslateNode():
            return node.asvar is None and node.message_context is None and _names(node.filter_expression) == set()
        case BlockTranslateNode():
            # With a plural it counts something; without, its tokens are text and the variables in it.
            named = node.extra_context or node.countervar or node.message_context or node.asvar
            return not named and all(token.token_type == TokenType.TEXT for token in node.singular)
        case URLNode():
            return not node.args and _is_plain(node)
        case VariableNode():
            return _names(node.filter_expression) <= OF_LANGUAGE
        case IfNode():
            return all(
                (condition is None or _is_of_language(condition)) and all(map(_is_alike, inner))
                for condition, inner in node.conditions_nodelists
            )
    return False


def _is_plain(node: URLNode) -> bool:
    # Of an application with a namespace, as the administration is, the request decides which one is meant.
    name = node.view_name
    return not (node.kwargs or node.asvar or _names(name)) and ":" not in str(name)


def _is_of_language(condition: Any) -> bool:
    return isinstance(condition, TemplateLiteral) and _names(cast("FilterExpression", condition.value)) <= OF_LANGUAGE


def _names(expression: FilterExpression) -> set[str]:
    """Return the variables that an expression is made of; one with filters is said to be made of '|'."""
    if expression.filters:
        return {"|"}
    named = expression.var
    return {str(named)} if isinstance(named, Variable) and named.lookups is not None else set()
