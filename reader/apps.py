from django.apps import AppConfig
from django.contrib.staticfiles.apps import StaticFilesConfig


class ReaderConfig(AppConfig):
    name = "reader"


class StaticFiles(StaticFilesConfig):
    """Django's, but for the extensions of htmx: we use none, and one imports a file that is not there."""

    ignore_patterns = [*StaticFilesConfig.ignore_patterns, "ext"]
