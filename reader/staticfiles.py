"""Static files under names that change with their content, so that browsers may keep them for good."""

import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any

from django.core.files.base import ContentFile, File
from django.core.files.storage import InMemoryStorage
from rjsmin import jsmin
from whitenoise.storage import CompressedManifestStaticFilesStorage

STYLES = "css/attest.css"  # the entry: nothing but imports, each into a layer
IMPORT = re.compile(r'@import url\("(?P<name>[\w-]+\.css)"\) layer\((?P<layer>\w+)\);')
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
INDENTATION = re.compile(r"\n\s*")


class HashedStorage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # whitenoise has no types
    """Keeps scripts without their comments and indentation: half of what a reading page would load of them.

    The style sheets become one, without theirs: a page asks once, and not again for each.
    """

    support_js_module_import_aggregation = True  # our modules import each other by relative path

    def post_process(self, paths: dict[str, tuple[Any, str]], *args: Any, **options: Any) -> Iterator[Any]:
        if STYLES in paths and not options.get("dry_run"):
            whole = InMemoryStorage()
            whole.save(STYLES, ContentFile(self._one_sheet(paths).encode()))
            paths = {**paths, STYLES: (whole, STYLES)}
        yield from super().post_process(paths, *args, **options)

    def _one_sheet(self, paths: dict[str, tuple[Any, str]]) -> str:
        def text(name: str) -> str:
            storage, path = paths[name]
            with storage.open(path) as file:
                return INDENTATION.sub("\n", COMMENT.sub("", file.read().decode())).strip()

        folder = PurePosixPath(STYLES).parent
        return IMPORT.sub(
            lambda found: f"@layer {found['layer']} {{\n{text(str(folder / found['name']))}\n}}", text(STYLES)
        )

    def _save(self, name: str, content: File[Any]) -> str:
        if name.endswith(".js") and not name.endswith(".min.js"):
            content.seek(0)  # its hash was taken: it has been read to its end
            source = content.read()
            text = source.decode() if isinstance(source, bytes) else source
            content = ContentFile(jsmin(text, keep_bang_comments=True).encode(), name=content.name)
        return str(super()._save(name, content))
