"""What a page says to everybody alike is made once for each language; what it says of somebody is not."""

from __future__ import annotations

import pytest
from django.template import Context, engines
from django.template.base import VariableNode
from django.template.defaulttags import URLNode
from django.urls import reverse
from django.utils import translation

from reader.models import Role, User
from reader.templating import Alike, folded
from tests.answers import page_of, words_of
from tests.builders import an_article


def template_of(source: str):
    template = engines["django"].from_string(source).template
    template.nodelist = folded(template.nodelist)
    return template


def test_a_sentence_is_said_in_the_language_of_each_request():
    template = template_of(
        '<p dir="{% if LANGUAGE_BIDI %}rtl{% else %}ltr{% endif %}" lang="{{ LANGUAGE_CODE }}">'
        '{% translate "Highlights" %} {% blocktranslate trimmed %}Select some words.{% endblocktranslate %}</p>'
    )
    assert [type(node) for node in template.nodelist] == [Alike]
    said = []
    for language in ("en", "ar", "en", "ar"):
        with translation.override(language):
            said.append(template.render(Context({"LANGUAGE_BIDI": language == "ar", "LANGUAGE_CODE": language})))
    english, arabic = said[:2]
    assert english == '<p dir="ltr" lang="en">Highlights Select some words.</p>'
    assert arabic.startswith('<p dir="rtl" lang="ar">')
    assert "Highlights" not in arabic
    assert said == [english, arabic, english, arabic]


@pytest.mark.parametrize(
    "source",
    [
        "{{ name }}",
        "{% if name %}{{ name }}{% endif %}",
        "{% if name == 'Ada' %}Ada{% else %}Grace{% endif %}",
        "{% for letter in name %}{{ letter }}{% endfor %}",
        "{% with other=name %}{{ other }}{% endwith %}",
        "{% translate name %}",
        "{% blocktranslate %}{{ name }}{% endblocktranslate %}",
        "{% blocktranslate with other=name %}{{ other }}{% endblocktranslate %}",
        "{% blocktranslate count size=number %}{{ name }}{% plural %}{{ name }}s{% endblocktranslate %}",
        "{% url 'project' number %}",
        "{% url 'project' pk=number %}",
        "{% url view number %}",
        "{% url 'project' number as address %}{{ address }}",
        "{{ LANGUAGE_CODE|default:name }}{{ name|default:LANGUAGE_CODE }}",
        "{% filter upper %}{% if LANGUAGE_CODE %}{{ name }}{% endif %}{% endfilter %}",
    ],
)
def test_what_depends_on_the_request_is_said_anew_each_time(source):
    template = template_of(f'{{% translate "Highlights" %}} {source} {{% translate "Tags" %}}')
    plain = engines["django"].from_string(f'{{% translate "Highlights" %}} {source} {{% translate "Tags" %}}').template
    ada = {"name": "Ada", "number": 1, "view": "project", "LANGUAGE_CODE": "en"}
    people = (ada, {**ada, "name": "Grace", "number": 2}, ada)
    said = [template.render(Context(person)) for person in people]
    assert said == [plain.render(Context(person)) for person in people]
    assert said[0] != said[1]


def test_an_address_in_a_namespace_is_for_the_request_to_decide():
    template = template_of("{% url 'home' %}{{ name }}{% url 'admin:index' %}")
    assert [type(node) for node in template.nodelist] == [Alike, VariableNode, URLNode]
    assert template.render(Context({"name": " "})) == f"{reverse('home')} {reverse('admin:index')}"


def test_a_page_is_of_the_person_who_asks_for_it(project, owner, coder, viewer, client_of):
    article = an_article(project, ["The harbour was closed."])
    User.objects.filter(pk=coder.pk).update(language="ar", text_size="large", theme="dark")
    assert project.role_of(viewer) == Role.VIEWER
    expected = [(owner, "medium", "ltr", 1), (coder, "large", "rtl", 1), (viewer, "medium", "ltr", 0)]
    for person, size, direction, puts_away in expected * 2:  # as made for the first, and from memory
        page = page_of(client_of(person).get(article.get_absolute_url()))
        (menu,) = page.xpath("//header//details/summary")
        chosen = page.xpath("//input[@name='text_size'][@checked]/@value")
        away = page.xpath(f"//form[@action='{reverse('article_bin', args=[article.pk])}']")
        assert (words_of(menu), chosen, page.get("dir"), len(away)) == (person.username, [size], direction, puts_away)


def test_each_page_has_a_token_of_its_own(project, owner, coder, client_of):
    address = an_article(project, ["The harbour was closed."]).get_absolute_url()
    tokens = []
    for person in (owner, coder, owner):
        page = page_of(client_of(person).get(address))
        tokens.append({*page.xpath("//input[@name='csrfmiddlewaretoken']/@value")})
    assert [len(each) for each in tokens] == [1, 1, 1]
    assert len(set.union(*tokens)) == 3
