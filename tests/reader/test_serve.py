"""`manage.py serve` as a person starts it: the server, the job worker and their end, with real processes."""

from __future__ import annotations

import os
import shutil
import signal
import socket
from contextlib import ExitStack

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult, get_date_max

from reader import serving
from reader.importers import Source
from reader.models import Article
from tests.served import Site, Visitor, wait_until

MANY = 64
PASSWORD = "correct horse battery"
TEXT = "The quay was closed at dawn.\n\nTwo boats were counted, the harbour office said on Tuesday.\n\n" * 4


@pytest.fixture(scope="module")
def site(prepared, tmp_path_factory):
    """A site that several tests look at; none of them makes an account."""
    with Site(shutil.copytree(prepared, tmp_path_factory.mktemp("site") / "data")) as site:
        yield site


@pytest.fixture
def data(prepared, tmp_path):
    """A data folder for a test alone."""
    return shutil.copytree(prepared, tmp_path / "data")


@pytest.fixture
def halves(site):
    """Return a function that opens connections on which these bytes were sent, and no more follow."""
    with ExitStack() as stack:

        def leave_open(sent: bytes):
            for _ in range(MANY):
                stack.enter_context(socket.create_connection(("127.0.0.1", site.port))).sendall(sent)

        yield leave_open


def set_up(site):
    visitor = Visitor(site)
    visitor.open("/")
    visitor.open("/setup/", username="ada", email="", password1=PASSWORD, password2=PASSWORD)
    return visitor


def imported_article(visitor, text):
    """Paste a text into the person's own project; return the article's path."""
    projects = visitor.open("/projects/")
    own = projects[: projects.index("My project")].rpartition("/projects/")[2].partition("/")[0]
    visitor.open(f"/projects/{own}/imports/")
    page = visitor.open(f"/projects/{own}/imports/", url="", text=text)
    assert (visitor.status, "/articles/" in visitor.address) == (200, True), page
    return "/articles/" + visitor.address.rpartition("/articles/")[2]


def read(visitor, article):
    """Return the article's page once the job worker has done with it."""
    wait_until(lambda: 'class="progress"' not in visitor.open(article))
    return visitor.page


def test_says_where_it_is_where_the_data_are_and_that_an_account_is_to_be_made(site):
    assert f"http://127.0.0.1:{site.port}" in site.said
    assert str(site.data) in site.said
    assert "the first visit makes the owner's" in site.said


def test_first_visit_is_asked_to_make_the_owners_account(site):
    visitor = Visitor(site)
    page = visitor.open("/")

    assert (visitor.status, visitor.address) == (200, f"http://127.0.0.1:{site.port}/setup/")
    assert 'name="password1"' in page


def test_style_sheets_are_served_under_names_that_may_be_kept(site):
    visitor = Visitor(site)
    sheet = visitor.open("/").partition('<link rel="stylesheet" href="')[2].partition('"')[0]
    visitor.open(sheet)

    assert visitor.status == 200
    assert "@layer" in visitor.page


def test_clients_that_send_half_their_headers_do_not_stop_the_site(site, halves):
    halves(b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: ")

    for _ in range(10):
        assert site.answers()


def test_clients_that_send_half_their_form_do_not_stop_the_site(site, halves):
    # With the cookie that the check against forgery asks for, after which Django reads the form.
    token = "a" * 32
    head = f"POST /login/ HTTP/1.1\r\nHost: 127.0.0.1:{site.port}\r\nCookie: attest_csrf={token}\r\n"
    halves(f"{head}Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 5000\r\n\r\nusername=".encode())

    for _ in range(10):
        assert site.answers()


def test_form_larger_than_the_site_takes_is_refused_and_the_site_goes_on(site):
    def send_a_gigabyte():
        with socket.create_connection(("127.0.0.1", site.port)) as client:
            head = f"POST /login/ HTTP/1.1\r\nHost: 127.0.0.1:{site.port}\r\nContent-Length: {2**30}\r\n\r\n"
            client.sendall(head.encode())
            for _ in range(2**10):
                client.sendall(b"x" * 2**20)

    with pytest.raises(ConnectionError):  # it hangs up long before the end
        send_a_gigabyte()

    assert site.answers()


def test_taken_port_leads_to_the_next_free_one(data, site):
    with Site(data, ("--port", str(site.port))) as second:
        assert second.port > site.port
        assert f"Port {site.port} is taken: using {second.port}." in second.said


def test_taken_port_stops_a_site_that_a_proxy_looks_for_there(data, site):
    address = {"ATTEST_URL": "https://attest.example.org"}
    with pytest.raises(AssertionError, match="are taken"), Site(data, ("--port", str(site.port)), address):
        pass


def test_pasted_text_is_read_by_the_job_worker_and_after_its_end_by_another(data):
    with Site(data) as site:
        server, jobs = site.children()  # before they read, which takes children of their own
        owner = set_up(site)
        assert "Two boats were counted" in read(owner, imported_article(owner, TEXT))

        stranger = Visitor(site)
        stranger.open("/setup/")
        assert stranger.status == 404, "there is an owner now"

        os.kill(jobs, signal.SIGKILL)
        site.wait_for("The job worker has ended")
        assert "Nine boats were counted" in read(owner, imported_article(owner, TEXT.replace("Two", "Nine")))

        os.kill(server, signal.SIGKILL)
        assert (site.ended(), site.processes()) == (1, [])
        assert "The server has ended" in site.said


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_signal_stops_everything_in_order(data, number):
    with Site(data) as site, socket.create_connection(("127.0.0.1", site.port)) as idle:
        idle.sendall(b"GET / HTTP/1.1\r\n")  # nobody has to hang up first
        code = site.stop(number)

        assert (code, site.processes()) == (0, [])
        assert "Traceback" not in site.said


def test_nothing_outlives_a_site_that_was_killed(data):
    with Site(data) as site:
        site.process.kill()
        site.ended()

        wait_until(lambda: site.processes() == [])


def test_second_start_makes_nothing_anew(data):
    manifest = data / "static" / "staticfiles.json"
    key = (data / "secret_key").read_text()
    collected = manifest.stat().st_mtime_ns
    with Site(data) as site:
        site.stop()

    assert ((data / "secret_key").read_text(), manifest.stat().st_mtime_ns) == (key, collected)
    assert "Loaded" not in site.said


def test_changed_style_sheet_is_collected_at_the_next_start(data):
    manifest = data / "static" / "staticfiles.json"
    manifest.unlink()
    (data / "static.sha256").write_text("of other files")
    with Site(data) as site:
        site.stop()

    assert "css/attest.css" in manifest.read_text()


def test_free_port_skips_those_that_somebody_listens_at():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]

        assert serving.free_port("127.0.0.1", port) > port


def test_no_free_port_says_which_were_tried():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(OSError, match=f"{port} to {port}"):
            serving.free_port("127.0.0.1", port, tries=1)


def a_waiting_article(project):
    article, _ = Article.objects.take_in(Source("", TEXT.encode(), "text/plain"), project=project, by=None)
    return article


def a_task(article, status):
    return DBTaskResult.objects.create(
        status=status, args_kwargs={"args": [article.pk], "kwargs": {}}, task_path="reader.tasks.read_article",
        backend_name="default", run_after=get_date_max(), started_at=timezone.now(),
    )  # fmt: skip


@pytest.fixture
def queue(settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}


def tasks_of(article):
    found = DBTaskResult.objects.all()
    return [task.status for task in found if task.args_kwargs["args"] == [article.pk]]


def test_task_of_a_killed_worker_is_queued_again(project, queue, django_capture_on_commit_callbacks):
    article = a_waiting_article(project)
    a_task(article, "RUNNING")
    with django_capture_on_commit_callbacks(execute=True):
        serving.resume_jobs()

    assert tasks_of(article) == ["READY"]


def test_waiting_article_without_a_task_gets_one(project, queue, django_capture_on_commit_callbacks):
    article = a_waiting_article(project)
    with django_capture_on_commit_callbacks(execute=True):
        serving.resume_jobs()

    assert tasks_of(article) == ["READY"]


def test_waiting_article_whose_task_is_queued_gets_no_second_one(project, queue, django_capture_on_commit_callbacks):
    article = a_waiting_article(project)
    a_task(article, "READY")
    with django_capture_on_commit_callbacks(execute=True):
        serving.resume_jobs()

    assert tasks_of(article) == ["READY"]


def test_task_that_was_done_stays_done(project, queue, django_capture_on_commit_callbacks):
    article = a_waiting_article(project)
    article.read()
    a_task(article, "SUCCESSFUL")
    with django_capture_on_commit_callbacks(execute=True):
        serving.resume_jobs()

    assert tasks_of(article) == ["SUCCESSFUL"]
