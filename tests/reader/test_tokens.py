"""Tokens: made and shown once in the browser, kept as a hash, good for what was ticked, gone when revoked."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import serializers
from django.test import Client

from reader.models import Token
from reader.models.token import digest_of
from tests.annotations.api.programs import Program


def asked(secret: str, path: str = "/api/", **options):
    return Client().get(path, headers={"Authorization": f"Bearer {secret}"}, **options)


class TestMaking:
    def made(self, client) -> str:
        response = client.post("/tokens/", {"name": "Notebook", "scopes": ["read", "annotate"]})
        return response.context["secret"]

    def test_it_is_shown_once(self, owner, client_of):
        client = client_of(owner)
        page = client.post("/tokens/", {"name": "Notebook", "scopes": ["read", "annotate"]})
        secret = page.context["secret"]
        assert secret.encode() in page.content
        assert "no-store" in page["Cache-Control"]
        assert secret.encode() not in client.get("/tokens/").content

    def test_it_is_kept_as_a_hash_alone(self, owner, client_of):
        secret = self.made(client_of(owner))
        assert secret not in serializers.serialize("json", Token.objects.all())
        assert Token.objects.get().digest == digest_of(secret)

    def test_it_holds_256_random_bits(self, owner):
        secrets = {Token.objects.issue(owner, "", ["read"])[1] for _ in range(20)}
        assert len(secrets) == 20
        assert {len(each) for each in secrets} == {len("attest_") + 43}  # 32 bytes in base64

    @pytest.mark.parametrize("data", [{"name": "x"}, {"scopes": ["read"]}, {"name": "x", "scopes": ["own"]}])
    def test_one_without_a_name_or_for_nothing_is_not_made(self, owner, client_of, data):
        assert client_of(owner).post("/tokens/", data).status_code == 422
        assert not Token.objects.exists()

    def test_the_page_says_what_each_is_good_for_and_when_it_was_used(self, owner, client_of):
        asked(self.made(client_of(owner)))
        page = client_of(owner).get("/tokens/").content.decode()
        assert "<code>read</code>, <code>annotate</code>" in page
        assert "last used" in page
        assert "never used" not in page


class TestRevoking:
    def test_it_opens_nothing_any_more(self, owner, client_of):
        token, secret = Token.objects.issue(owner, "Notebook", ["read"])
        assert asked(secret).status_code == 200
        client_of(owner).post(f"/tokens/{token.pk}/revocation/")
        assert asked(secret).status_code == 401

    def test_nobody_elses_is_revoked(self, owner, coder, client_of):
        token, secret = Token.objects.issue(owner, "Notebook", ["read"])
        assert client_of(coder).post(f"/tokens/{token.pk}/revocation/").status_code == 404
        assert asked(secret).status_code == 200


class TestAsking:
    @pytest.mark.parametrize(
        "value", ["", "Bearer", "Bearer nonsense", "bearer attest_x", "Bearer é\udcff", "Basic eA=="]
    )
    def test_a_wrong_one_is_401_and_says_how(self, owner, value):
        response = Client().get("/api/", headers={"Authorization": value} if value else {})
        assert response.status_code == 401
        assert response["WWW-Authenticate"].startswith("Bearer")
        assert response["Content-Type"] == "application/problem+json"
        assert "/tokens/" in response.json()["detail"]

    def test_it_is_its_persons_and_not_the_sessions(self, owner, coder, client_of):
        _, secret = Token.objects.issue(coder, "Notebook", ["read"])
        response = client_of(owner).get("/api/", headers={"Authorization": f"Bearer {secret}"})
        assert response.json()["user"] == "coder"

    def test_a_wrong_one_is_401_also_beside_a_session(self, owner, client_of):
        assert client_of(owner).get("/api/", headers={"Authorization": "Bearer wrong"}).status_code == 401

    def test_a_session_reads_without_one(self, owner, client_of):
        assert client_of(owner).get("/api/").json()["user"] == "owner"

    def test_who_may_not_sign_in_any_more_is_401(self, owner):
        _, secret = Token.objects.issue(owner, "Notebook", ["read"])
        owner.is_active = False
        owner.save()
        assert asked(secret).status_code == 401

    def test_no_page_takes_one(self, owner, project):
        _, secret = Token.objects.issue(owner, "Notebook", ["read", "annotate", "import"])
        for path in ("/tokens/", "/projects/", project.get_absolute_url(), "/password/change/"):
            assert asked(secret, path).status_code in (302, 404)
        response = Client(enforce_csrf_checks=True).post("/tokens/", headers={"Authorization": f"Bearer {secret}"})
        assert response.status_code == 403

    def test_a_scope_it_lacks_is_403_and_named(self, owner):
        response = Program(owner, "annotate")("GET", "/api/")
        assert response.status_code == 403
        assert 'scope="read"' in response["WWW-Authenticate"]

    def test_its_use_is_kept_at_most_once_a_minute(self, owner, django_assert_num_queries):
        token, secret = Token.objects.issue(owner, "Notebook", ["read"])
        asked(secret)
        token.refresh_from_db()
        first = token.used_at
        assert first is not None
        with django_assert_num_queries(2):  # the token with its person, and the projects
            asked(secret)
        token.refresh_from_db()
        assert token.used_at == first
        Token.objects.update(used_at=first - timedelta(minutes=2))
        asked(secret)
        token.refresh_from_db()
        assert token.used_at > first

    def test_it_is_not_in_what_reports_of_errors_show(self, owner):
        _, secret = Token.objects.issue(owner, "Notebook", ["read"])
        response = asked(secret)
        assert secret not in repr(response.wsgi_request.META)
