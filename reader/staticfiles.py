"""Static files under names that change with their content, so that browsers may keep them for good."""

from typing import Any

from django.core.files.base import ContentFile, File
from rjsmin import jsmin
from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedStorage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # whitenoise has no types
    """Keeps scripts without their comments and indentation: half of what a reading page would load of them."""

    support_js_module_import_aggregation = True  # our modules import each other by relative path

    def _save(self, name: str, content: File[Any]) -> str:
        if name.endswith(".js") and not name.endswith(".min.js"):
            content.seek(0)  # its hash was taken: it has been read to its end
            source = content.read()
            text = source.decode() if isinstance(source, bytes) else source
            content = ContentFile(jsmin(text, keep_bang_comments=True).encode(), name=content.name)
        return str(super()._save(name, content))
