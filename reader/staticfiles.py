"""Static files under names that change with their content, so that browsers may keep them for good."""

import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any

from django.core.files.base import ContentFile, File
from django.core.files.storage import InMemoryStorage
from rjsmin import jsmin
from whitenoise.storage import CompressedManifestStaticFilesStorage

STYLES = ("css/attest.css", "css/reading.css", "css/pages.css", "css/later.css")  # imports alone, each into a layer
IMPORT = re.compile(r'@import url\("(?P<name>[\w-]+\.css)"\) layer\((?P<layer>\w+)\);')
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
INDENTATION = re.compile(r"\n\s*")


class HashedStorage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # whitenoise has no types
    """Keeps scripts without their comments and indentation: half of what a reading page would load of them.

    The style sheets become four, without theirs: a page asks for two, and not again for each that they import.
    """

    support_js_module_import_aggregation = True  # our modules import each other by relative path

    def post_process(self, paths: dict[str, tuple[Any, str]], *args: Any, **options: Any) -> Iterator[Any]:
        if not options.get("dry_run"):
            whole = InMemoryStorage()
            for name in STYLES:
                if name in paths:
                    whole.save(name, ContentFile(self._one_sheet(name, paths).encode()))
                    paths = {**paths, name: (whole, name)}
        yield from super().post_process(paths, *args, **options)

    def _one_sheet(self, entry: str, paths: dict[str, tuple[Any, str]]) -> str:
        def text(name: str) -> str:
            storage, path = paths[name]
            with storage.open(path) as file:
                return INDENTATION.sub("\n", COMMENT.sub("", file.read().decode())).strip()

        folder = PurePosixPath(entry).parent
        return IMPORT.sub(
            lambda found: f"@layer {found['layer']} {{\n{text(str(folder / found['name']))}\n}}", text(entry)
        )

    def _save(self, name: str, content: File[Any]) -> str:
        if name.endswith(".js") and not name.endswith(".min.js"):
            content.seek(0)  # its hash was taken: it has been read to its end
            source = content.read()
            text = source.decode() if isinstance(source, bytes) else source
            content = ContentFile(jsmin(text, keep_bang_comments=True).encode(), name=content.name)
        return str(super()._save(name, content))
