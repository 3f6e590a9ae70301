"""A project brought back in the browser: the file, how far it is, and what came of it."""

from __future__ import annotations

import io
import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from annotations.archive.importing import work
from annotations.models import ProjectImport
from annotations.models.project_import import LEASE
from reader.models import Project
from tests.annotations.archive.projects import archive_of, fill, recorded, the_same
from tests.annotations.exporters.selections import opened


@pytest.fixture
def content(project, owner, coder) -> bytes:
    fill(project, owner, coder)
    return archive_of(project)


def project_key(content: bytes) -> int:
    return int(json.loads(dict(opened(content))["keys.jsonl"].splitlines()[0])["key"])


def upload(client, content: bytes, **data):
    file = SimpleUploadedFile("harbour.zip", content, "application/zip")
    return client.post(reverse("project_imports"), {"file": file, **data}, follow=True)


def test_an_archive_becomes_a_project_of_whoever_brings_it(
    project, content, coder, client_of, django_capture_on_commit_callbacks
):
    project.remove()
    with django_capture_on_commit_callbacks(execute=True):
        page = upload(client_of(coder), content, knows_people="on")  # which is not theirs to say
    given = ProjectImport.objects.get()
    page = client_of(coder).get(given.get_absolute_url())
    assert (given.state, given.file.name) == ("done", "")
    made = Project.objects.get()
    assert [(each.user, each.role) for each in made.memberships.all()] == [(coder, "owner")]
    assert made.get_absolute_url() in page.content.decode()
    assert "One person of the file appears" in page.content.decode()
    assert "Its rows have new keys" in page.content.decode()
    assert (
        "hx-get" not in client_of(coder).get(given.get_absolute_url(), headers={"HX-Request": "true"}).content.decode()
    )
    assert recorded(archive_of(made)) == recorded(content)


def test_a_superuser_who_knows_the_file_gets_all_of_it_back(
    project, content, owner, coder, client_of, django_capture_on_commit_callbacks
):
    owner.is_superuser = True
    owner.save()
    project.remove()
    with django_capture_on_commit_callbacks(execute=True):
        upload(client_of(owner), content, knows_people="on")
    page = client_of(owner).get(ProjectImport.objects.get().get_absolute_url())
    assert "Its rows have the keys they had" in page.content.decode()
    made = Project.objects.get()
    assert (made.pk, made.role_of(coder)) == (project_key(content), "coder")
    assert the_same(content, archive_of(made))


def test_what_is_no_archive_is_said_and_leaves_nothing(project, coder, client_of, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        upload(client_of(coder), b"PK no zip")
    given = ProjectImport.objects.get()
    assert "This is no whole ZIP file" in client_of(coder).get(given.get_absolute_url()).content.decode()
    assert list(Project.objects.all()) == [project]


def test_work_that_was_killed_is_begun_anew_without_what_was_half_done(project, content, coder):
    given = ProjectImport.objects.start(io.BytesIO(content), "harbour.zip", by=coder)
    half = Project.objects.create(name="Half")
    given.begin(half)
    given.tell(1, 9)
    work(given)
    given.refresh_from_db()
    assert (given.state, Project.objects.filter(name="Half").exists()) == ("waiting", True)  # its worker may live
    ProjectImport.objects.update(leased_until=timezone.now() - LEASE)
    work(given)
    given.refresh_from_db()
    assert (given.state, Project.objects.filter(name="Half").exists()) == ("done", False)
    work(given)  # a job may run twice
    assert Project.objects.count() == 2
