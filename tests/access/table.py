"""Who may open what: every address of the site, every kind of person, reading and changing.

A new address fails `test_every_address_is_in_the_table` until it has a row here.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

PEOPLE = ("owner", "coder", "viewer", "stranger", "anonymous")
LOGIN = -1  # redirected to the login page, and then to the page asked for


@dataclass(frozen=True)
class Row:
    """What each of PEOPLE gets: one status for all, or one each. `data` is a change that would be valid."""

    args: str
    get: str
    post: str
    data: dict[str, Any] = field(default_factory=dict)

    def expected(self, method: str, person: str) -> int:
        statuses = (self.get if method == "get" else self.post).split()
        status = statuses[PEOPLE.index(person)] if len(statuses) > 1 else statuses[0]
        return LOGIN if status == "login" else int(status)


ALL = "200 200 200 200 login"
MEMBERS = "200 200 200 404 login"
EDITORS = "200 200 404 404 login"
OWNER = "200 404 404 404 login"
EDITORS_MOVE_ON = "302 302 404 404 login"
OWNER_MOVES_ON = "302 404 404 404 login"
ALL_MOVE_ON = "302 302 302 302 login"
WRONG_METHOD = "405 405 405 405 login"

LAST = "the key of the annotation made last"
FIRST_TAG = "the key of the project's first tag"
SUGGESTED = "the key of the first passage that is suggested"
GROUPED = "the key of the first figure in an event"
OTHER_EVENT = "the key of the project's last event"
CORRECTION = "the key of the last correction"
BINNED = "the key of the article in the bin"
A_PAGE = "a page as a form sends a file"
LABELLING = {"action": "label", "label": "Urgent", "everything": "on"}
PASSAGE = {"start": 0, "end": 3, "exact": "One"}
PLACE = {"version": 1, "block": 0, "offset": 4, "progress": 20}
LETTERS = {"uidb64": "MQ", "token": "not-a-token"}

TABLE = {
    # Before anybody is signed in.
    "setup": Row("", "404", "404", {"username": "intruder", "password1": "x" * 20, "password2": "x" * 20}),
    "style": Row("", "404", "405"),  # in debug alone
    "login": Row("", "200", "200", {"username": "owner", "password": "wrong"}),
    "logout": Row("", WRONG_METHOD, ALL_MOVE_ON),
    "password_reset": Row("", "200", "302", {"email": "owner@example.org"}),
    "password_reset_done": Row("", "200", "405"),
    "password_reset_confirm": Row("letters", "200", "200", {"new_password1": "x" * 20, "new_password2": "x" * 20}),
    "password_reset_complete": Row("", "200", "405"),
    "manifest": Row("", "200", "405"),
    "service_worker": Row("", "200", "405"),
    # One's own.
    "offline": Row("", ALL, WRONG_METHOD),
    "home": Row("", ALL_MOVE_ON, WRONG_METHOD),
    "password_change": Row("", ALL, ALL, {"old_password": "wrong"}),
    "password_change_done": Row("", ALL, WRONG_METHOD),
    "language": Row("", "405", "302", {"language": "ar"}),
    "preferences": Row("", WRONG_METHOD, ALL_MOVE_ON, {"theme": "dark", "text_size": "large", "text_width": "wide"}),
    "tokens": Row("", ALL, ALL, {"name": "A script", "scopes": "read"}),
    "token_revocation": Row("token", WRONG_METHOD, "302 404 404 404 login"),
    "projects": Row("", ALL, ALL_MOVE_ON, {"name": "Another"}),
    "project_imports": Row("", ALL, "422 422 422 422 login"),
    "project_import": Row("project import", "200 404 404 404 login", WRONG_METHOD),
    "search": Row("", ALL, WRONG_METHOD),
    "search_facets": Row("", ALL, WRONG_METHOD),
    # A project.
    "project": Row("project", MEMBERS, WRONG_METHOD),
    "article_changes": Row("project", WRONG_METHOD, EDITORS_MOVE_ON, LABELLING),
    "article_changes_undo": Row("project", WRONG_METHOD, "302 302 302 404 login"),
    "saved_searches": Row("project", WRONG_METHOD, "302 302 302 404 login"),
    "saved_search_removal": Row("saved search", WRONG_METHOD, "302 404 404 404 login"),
    "project_facets": Row("project", MEMBERS, WRONG_METHOD),
    "imports": Row("project", EDITORS, EDITORS_MOVE_ON, {"text": "A line of text.\n\nAnother line of text."}),
    "ways_in": Row("", ALL, WRONG_METHOD),
    "extension": Row("", ALL, WRONG_METHOD),
    "capture": Row("", "200", "200", {"html": "<p>A page.</p>"}),
    "capture_form": Row("", "200 200 200 200 login", WRONG_METHOD),
    "captures": Row("project", WRONG_METHOD, EDITORS_MOVE_ON, {"page": A_PAGE}),
    "pages": Row("project", "405 405 405 405 401", "201 201 404 404 401", {"page": A_PAGE}),
    "people": Row("project", OWNER, OWNER, {"username": "newcomer", "role": "owner"}),
    "membership": Row("project membership", WRONG_METHOD, OWNER_MOVES_ON, {"role": "coder"}),
    "project_removal": Row("project", OWNER, OWNER_MOVES_ON),
    "project_annotations": Row("project", MEMBERS, WRONG_METHOD),
    "annotation_changes": Row("project", WRONG_METHOD, EDITORS_MOVE_ON, {"action": "delete", "everything": "on"}),
    "selection": Row("project use", WRONG_METHOD, "302 302 302 404 login", {"everything": "on"}),
    "selection_exports": Row("project", WRONG_METHOD, "302 302 302 404 login", {"everything": "on"}),
    "cooccurrence": Row("project together", MEMBERS, WRONG_METHOD),
    "csv": Row("project use", MEMBERS, WRONG_METHOD),
    "figures_csv": Row("project use", MEMBERS, WRONG_METHOD),
    "exports": Row("project", MEMBERS, WRONG_METHOD),
    "export": Row("project export", MEMBERS, WRONG_METHOD),
    "cleaning_rules": Row("project", MEMBERS, WRONG_METHOD),
    "cleaning_rule_removal": Row("cleaning rule", WRONG_METHOD, EDITORS_MOVE_ON),
    "codebook": Row("project", MEMBERS, EDITORS_MOVE_ON, {"name": "Cause", "tint": "teal"}),
    "tag": Row("tag", EDITORS, EDITORS_MOVE_ON, {"name": "Renamed", "tint": "teal"}),
    "tag_removal": Row("tag", EDITORS, EDITORS_MOVE_ON),
    "tag_place": Row("tag", WRONG_METHOD, EDITORS_MOVE_ON, {"way": "down"}),
    "tag_archival": Row("tag", WRONG_METHOD, EDITORS_MOVE_ON, {"archived": "on"}),
    "tag_merge": Row("tag", EDITORS, EDITORS_MOVE_ON, {"into": FIRST_TAG}),
    "tag_split": Row("first tag", EDITORS, EDITORS_MOVE_ON, {"name": "A part"}),
    "codebook_turn": Row("project way", WRONG_METHOD, EDITORS_MOVE_ON),
    "codebook_import": Row("project", EDITORS, EDITORS, {"content": "bmFtZQ0KQ2F1c2UNCg==", "suffix": ".csv"}),
    "annotations_import": Row("project", EDITORS, EDITORS, {"content": "H4sIAAAAAAAAA6tWKsovL1ayUoiOrQUAgdgBugwAAAA="}),
    "codebook_export": Row("project format", MEMBERS, WRONG_METHOD),
    # An article.
    "article": Row("article", MEMBERS, WRONG_METHOD),
    "passage": Row("article passage", "302 302 302 404 login", WRONG_METHOD),
    "place": Row("article", WRONG_METHOD, "204 204 204 404 login", PLACE),
    "progress": Row("article", MEMBERS, WRONG_METHOD),
    "import": Row("import", MEMBERS, WRONG_METHOD),
    "import_retries": Row("import", WRONG_METHOD, EDITORS_MOVE_ON),
    "import_cancellation": Row("import", WRONG_METHOD, EDITORS_MOVE_ON),
    "import_csv": Row("import", MEMBERS, WRONG_METHOD),
    "import_failed": Row("import", MEMBERS, WRONG_METHOD),
    "feeds": Row("project", MEMBERS, "302 302 404 404 login", {"url": "http://127.0.0.1:1/feed"}),
    "feeds_opml": Row("project", MEMBERS, WRONG_METHOD),
    "feed": Row("feed", MEMBERS, WRONG_METHOD),
    "feed_choices": Row("feed", WRONG_METHOD, EDITORS_MOVE_ON, {"action": "dismiss", "everything": "on"}),
    "feed_polls": Row("feed", WRONG_METHOD, EDITORS_MOVE_ON),
    "feed_keeping": Row("feed", WRONG_METHOD, EDITORS_MOVE_ON, {"keeps_all": "on"}),
    "feed_removal": Row("feed", EDITORS, EDITORS_MOVE_ON),
    "schedules": Row("project", MEMBERS, EDITORS_MOVE_ON, {"every": 24}),
    "history": Row("article", MEMBERS, WRONG_METHOD),
    "comparison": Row("article", MEMBERS, WRONG_METHOD),
    "version": Row("article version", "302 302 302 404 login", WRONG_METHOD),
    "snapshot": Row("article snapshot", MEMBERS, WRONG_METHOD),
    "taking_over": Row("article snapshot", WRONG_METHOD, EDITORS_MOVE_ON),
    "taking_over_print": Row("two articles", WRONG_METHOD, EDITORS_MOVE_ON),
    "refetches": Row("article", "302 302 302 404 login", EDITORS_MOVE_ON),
    "schedule": Row("article", WRONG_METHOD, EDITORS_MOVE_ON, {"every": 24}),
    "retries": Row("article", WRONG_METHOD, EDITORS_MOVE_ON),
    "restorations": Row("article", WRONG_METHOD, EDITORS_MOVE_ON, {"block": 1}),
    "cuts": Row("article", WRONG_METHOD, EDITORS_MOVE_ON, {"block": 0}),
    "original": Row("article", MEMBERS, WRONG_METHOD),
    "likeness": Row("two articles", MEMBERS, WRONG_METHOD),
    "outline": Row("article", MEMBERS, WRONG_METHOD),
    "metadata": Row("article", EDITORS, EDITORS_MOVE_ON, {"title": "Corrected"}),
    "metadata_undo": Row("article", WRONG_METHOD, EDITORS_MOVE_ON, {"correction": CORRECTION}),
    "pictures": Row("article", "302 302 302 404 login", EDITORS_MOVE_ON, {"again": "all"}),
    "picture": Row("picture", MEMBERS, WRONG_METHOD),
    "project_pictures": Row("project", MEMBERS, OWNER_MOVES_ON, {"always": "on"}),
    "article_bin": Row("article", WRONG_METHOD, EDITORS_MOVE_ON),
    "bin": Row("project", MEMBERS, WRONG_METHOD),
    "bin_restorations": Row("project", WRONG_METHOD, EDITORS_MOVE_ON, {"everything": "on"}),
    "bin_removal": Row("project", "302 404 404 404 login", OWNER_MOVES_ON, {"key": BINNED}),
    # Its annotations.
    "article_annotations": Row("article", "302 302 302 404 login", EDITORS_MOVE_ON, PASSAGE),
    "annotation": Row("annotation", MEMBERS, WRONG_METHOD),
    "note": Row("annotation", WRONG_METHOD, EDITORS_MOVE_ON, {"note": "Mine.", "revision": 1}),
    "tagging": Row("annotation tag", WRONG_METHOD, EDITORS_MOVE_ON, {"present": "on"}),
    "deletion": Row("annotation", WRONG_METHOD, EDITORS_MOVE_ON),
    "annotation_range": Row("annotation", WRONG_METHOD, EDITORS_MOVE_ON, PASSAGE),
    "annotation_split": Row("annotation", WRONG_METHOD, EDITORS_MOVE_ON, {"at": 5}),
    "annotation_merge": Row("annotation", WRONG_METHOD, EDITORS_MOVE_ON, {"other": LAST}),
    "annotation_acceptance": Row("annotation", WRONG_METHOD, EDITORS_MOVE_ON),
    "annotation_history": Row("annotation", MEMBERS, WRONG_METHOD),
    "figure_addition": Row("annotation", WRONG_METHOD, EDITORS_MOVE_ON),
    "figure": Row("figure", WRONG_METHOD, EDITORS_MOVE_ON, {"best": 7}),
    "figure_removal": Row("figure", WRONG_METHOD, EDITORS_MOVE_ON),
    "claim_addition": Row("last annotation", WRONG_METHOD, EDITORS_MOVE_ON),
    "claim": Row("claim", MEMBERS, EDITORS_MOVE_ON, {"source_name": "The mayor"}),
    "claims": Row("project", MEMBERS, WRONG_METHOD),
    "counting": Row("project", MEMBERS, EDITORS_MOVE_ON, {"base": "MUC"}),
    "relations": Row("annotation", EDITORS, EDITORS_MOVE_ON, {"target": LAST, "kind": "disputes"}),
    "relation_removal": Row("relation", WRONG_METHOD, EDITORS_MOVE_ON),
    "relation_lines": Row("article", MEMBERS, WRONG_METHOD),
    "suggestions": Row("article", EDITORS, WRONG_METHOD),
    "suggestion_acceptances": Row("article", WRONG_METHOD, EDITORS_MOVE_ON, {"suggestion": SUGGESTED, "version": 1}),
    "suggestion_dismissals": Row("article", WRONG_METHOD, EDITORS_MOVE_ON, {"suggestion": "all", "version": 1}),
    # Figures of many articles.
    "ledger": Row("project", MEMBERS, WRONG_METHOD),
    "ledger_csv": Row("project use", MEMBERS, WRONG_METHOD),
    "events": Row("project", MEMBERS, EDITORS_MOVE_ON, {"action": "group", "key": GROUPED, "name": "Another"}),
    "event": Row("event", MEMBERS, WRONG_METHOD),
    "event_name": Row("event", WRONG_METHOD, EDITORS_MOVE_ON, {"name": "Renamed"}),
    "event_merge": Row("event", WRONG_METHOD, EDITORS_MOVE_ON, {"into": OTHER_EVENT}),
    "event_deletion": Row("event", WRONG_METHOD, EDITORS_MOVE_ON),
    # What was done.
    "news": Row("article", MEMBERS, WRONG_METHOD),
    "article_turn": Row("article way", WRONG_METHOD, EDITORS_MOVE_ON),
    "project_turn": Row("project way", WRONG_METHOD, EDITORS_MOVE_ON),
    "operation_undo": Row("operation", WRONG_METHOD, OWNER_MOVES_ON),
}  # fmt: skip
