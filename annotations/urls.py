from django.urls import path, register_converter
from django.urls.converters import StringConverter

from annotations.views import (
    annotations,
    changes,
    claims,
    codebook,
    codebook_files,
    codebook_uses,
    counting,
    events,
    exports,
    figures,
    importing,
    ledger,
    project_imports,
    projects,
    relations,
    selections,
    suggestions,
)


class CsvUse(StringConverter):
    """What a CSV file is for, which decides how its cells are written."""

    regex = "spreadsheets|exact-data"


class TogetherWay(StringConverter):
    """What it means that two tags occur together."""

    regex = "highlight|overlap|sentence"


class Way(StringConverter):
    """Back or forth in what a person did."""

    regex = "undo|redo"


class CodebookFormat(StringConverter):
    """A format that codebooks are written in."""

    regex = "csv|qdc"


register_converter(CodebookFormat, "codebook_format")
register_converter(CsvUse, "csv_use")
register_converter(TogetherWay, "together")
register_converter(Way, "way")

urlpatterns = [
    path("articles/<int:pk>/annotations/", annotations.article_annotations, name="article_annotations"),
    path("annotations/<int:pk>/", annotations.annotation, name="annotation"),
    path("annotations/<int:pk>/note/", annotations.note, name="note"),
    path("annotations/<int:pk>/tags/<int:tag_pk>/", annotations.tagging, name="tagging"),
    path("annotations/<int:pk>/deletion/", annotations.deletion, name="deletion"),
    path("annotations/<int:pk>/range/", changes.annotation_range, name="annotation_range"),
    path("annotations/<int:pk>/split/", changes.annotation_split, name="annotation_split"),
    path("annotations/<int:pk>/merge/", changes.annotation_merge, name="annotation_merge"),
    path("annotations/<int:pk>/acceptance/", changes.annotation_acceptance, name="annotation_acceptance"),
    path("annotations/<int:pk>/history/", changes.annotation_history, name="annotation_history"),
    path("annotations/<int:pk>/figures/", figures.figure_addition, name="figure_addition"),
    path("figures/<int:pk>/", figures.figure, name="figure"),
    path("figures/<int:pk>/removal/", figures.figure_removal, name="figure_removal"),
    path("articles/<int:pk>/suggestions/", suggestions.suggestions, name="suggestions"),
    path("articles/<int:pk>/suggestions/acceptances/", suggestions.acceptances, name="suggestion_acceptances"),
    path("articles/<int:pk>/suggestions/dismissals/", suggestions.dismissals, name="suggestion_dismissals"),
    path("annotations/<int:pk>/claim/", claims.claim_addition, name="claim_addition"),
    path("claims/<int:pk>/", claims.claim, name="claim"),
    path("projects/<int:pk>/claims/", claims.claims, name="claims"),
    path("projects/<int:pk>/counting/", counting.counting, name="counting"),
    path("annotations/<int:pk>/relations/", relations.relations, name="relations"),
    path("relations/<int:pk>/removal/", relations.relation_removal, name="relation_removal"),
    path("articles/<int:pk>/relations/", relations.relation_lines, name="relation_lines"),
    path("projects/<int:pk>/figures/", ledger.ledger, name="ledger"),
    path("projects/<int:pk>/figures/ledger-<csv_use:use>.csv", ledger.ledger_csv, name="ledger_csv"),
    path("projects/<int:pk>/events/", events.events, name="events"),
    path("events/<int:pk>/", events.event, name="event"),
    path("events/<int:pk>/name/", events.event_name, name="event_name"),
    path("events/<int:pk>/merge/", events.event_merge, name="event_merge"),
    path("events/<int:pk>/deletion/", events.event_deletion, name="event_deletion"),
    path("articles/<int:pk>/news/", changes.news, name="news"),
    path("articles/<int:pk>/<way:way>/", changes.article_turn, name="article_turn"),
    path("projects/<int:pk>/<way:way>/", changes.project_turn, name="project_turn"),
    path("operations/<int:pk>/undo/", changes.operation_undo, name="operation_undo"),
    path("projects/<int:pk>/annotations/", projects.project_annotations, name="project_annotations"),
    path("projects/<int:pk>/annotations/changes/", selections.changes, name="annotation_changes"),
    path("projects/import/", project_imports.project_imports, name="project_imports"),
    path("projects/imports/<int:pk>/", project_imports.project_import, name="project_import"),
    path("projects/<int:pk>/annotations/import/", importing.annotations_import, name="annotations_import"),
    path("projects/<int:pk>/annotations/<csv_use:use>/", selections.selection, name="selection"),
    path("projects/<int:pk>/annotations/exports/", selections.selection, name="selection_exports"),
    path("projects/<int:pk>/tags-together/<together:together>/", projects.cooccurrence, name="cooccurrence"),
    path("projects/<int:pk>/annotations-<csv_use:use>.csv", exports.export, {"name": "csv"}, name="csv"),
    path("projects/<int:pk>/figures-<csv_use:use>.csv", exports.export, {"name": "figures"}, name="figures_csv"),
    path("projects/<int:pk>/exports/", exports.exports, name="exports"),
    path("projects/<int:pk>/exports/<slug:name>/", exports.export, name="export"),
    path("projects/<int:pk>/tags/", codebook.codebook, name="codebook"),
    path("tags/<int:pk>/", codebook.tag, name="tag"),
    path("projects/<int:pk>/tags/<way:way>/", codebook.codebook_turn, name="codebook_turn"),
    path("projects/<int:pk>/tags/import/", codebook_files.codebook_import, name="codebook_import"),
    path("projects/<int:pk>/codebook.<codebook_format:suffix>", codebook_files.codebook_export, name="codebook_export"),
    path("tags/<int:pk>/place/", codebook.tag_place, name="tag_place"),
    path("tags/<int:pk>/archival/", codebook.tag_archival, name="tag_archival"),
    path("tags/<int:pk>/merge/", codebook_uses.tag_merge, name="tag_merge"),
    path("tags/<int:pk>/split/", codebook_uses.tag_split, name="tag_split"),
    path("tags/<int:pk>/removal/", codebook.tag_removal, name="tag_removal"),
]
