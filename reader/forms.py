"""Forms own the input of the reader's views."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.forms import BaseUserCreationForm, UsernameField
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.core.exceptions import ValidationError
from django.utils.translation import gettext, gettext_lazy

from reader.extraction.model import Block
from reader.fetch import FetchError
from reader.importers import Source, pasted, uploaded, web_page
from reader.models import Article, Project, Role, User
from reader.places import Place

MAX_BYTES = 10 * 2**20  # of a paste
MAX_FILE = 32 * 2**20  # of a file; the whole request may have 40 MB, see DATA_UPLOAD_MAX_MEMORY_SIZE
MAX_FILES = 500  # in a request


class SeveralFiles(forms.ClearableFileInput):
    """A picker from which several files may be chosen at once."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files, each checked as one is."""

    widget = SeveralFiles

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        given = [each for each in data if each] if isinstance(data, list | tuple) else [data] if data else []
        return [super(FilesField, self).clean(each, initial) for each in given]


class ImportForm(forms.Form):
    """One of an address, files or pasted text. `sources()` is what it comes to."""

    url = forms.CharField(
        label=gettext_lazy("Address of the page"),
        required=False,
        max_length=2000,
        widget=forms.URLInput(attrs={"placeholder": "https://", "autocomplete": "off"}),
    )
    file = FilesField(
        label=gettext_lazy("Files"),
        required=False,
        help_text=gettext_lazy(
            "Saved pages (HTML, MHTML, WARC), PDF, EPUB, DOCX, Markdown, text, mails, a ZIP of any of them, or "
            "what another tool has exported. Up to 32 MB a file."
        ),
    )
    text = forms.CharField(
        label=gettext_lazy("Text, HTML or a list of addresses"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=gettext_lazy(
            "Select all on the page, copy, and paste it here: what does not belong to the article is cut. "
            "Or paste addresses, one a line."
        ),
    )
    # Files that are sent one request after the other are one import: "new" begins it, its number goes on with it.
    batch = forms.RegexField(r"^(new|\d{1,18})$", required=False, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        content = [name for name in ("file", "text") if data.get(name)]
        if len(content) > 1:
            raise ValidationError(gettext("Give files or pasted text, not both."))
        if not content and not data.get("url") and not self.errors:
            raise ValidationError(gettext("Give an address, choose a file or paste a text."))
        if self.errors:
            return data
        try:
            if data.get("file"):
                # The address says where one file is from.
                url = data["url"] if len(data["file"]) == 1 else ""
                data["sources"] = [uploaded(file, url) for file in data["file"]]
            elif data.get("text"):
                data["sources"] = [pasted(data["text"], data["url"])]
            else:
                data["sources"] = [web_page(data["url"])]
        except FetchError as error:
            self.add_error("url", str(error))
        return data

    def clean_file(self) -> list[Any]:
        files: list[Any] = self.cleaned_data["file"]
        for file in files:
            if file.size > MAX_FILE:
                raise ValidationError(
                    gettext(
                        "{name} has {size:.0f} MB; the limit is 32 MB. Save the part you need, or give it to"
                        " import_articles on the server."
                    ).format(name=file.name, size=file.size / 2**20)
                )
        if len(files) > MAX_FILES:
            raise ValidationError(
                gettext("These are {number} files; the limit is {MAX_FILES} at once. Pack them in a ZIP.").format(
                    number=len(files), MAX_FILES=MAX_FILES
                )
            )
        return files

    def clean_text(self) -> str:
        text: str = self.cleaned_data["text"]
        size = len(text.encode("utf-8", "surrogatepass"))
        if size > MAX_BYTES:
            raise ValidationError(gettext("The text has {size:.1f} MB; the limit is 10 MB.").format(size=size / 2**20))
        return text

    def sources(self) -> list[Source]:
        """Return what was given, in its order."""
        sources: list[Source] = self.cleaned_data["sources"]
        return sources


class RetryForm(forms.Form):
    """Which row of an import is to be done again; none: all that failed."""

    row = forms.IntegerField(required=False, min_value=1, max_value=2**63 - 1)


class SetupForm(BaseUserCreationForm[User]):
    """The first person. Saving is `Installation.set_up`'s."""

    email = forms.EmailField(
        label=gettext_lazy("E-mail"), required=False, help_text=gettext_lazy("For a forgotten password.")
    )

    class Meta:
        model = User
        fields = ("username", "email")
        field_classes = {"username": UsernameField}


class PreferencesForm(forms.ModelForm[User]):
    class Meta:
        model = User
        fields = ("theme", "text_size", "text_width", "text_face", "text_leading", "text_align", "text_hyphens")
        widgets = dict.fromkeys(fields, forms.RadioSelect)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name in ("text_face", "text_leading", "text_align", "text_hyphens"):
            self.fields[name].required = False  # what a form leaves out stays as it is

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        return {name: value or getattr(self.instance, name) for name, value in data.items()}


class PlaceForm(forms.Form):
    """Where somebody is in an article: see `reader.places.Place`."""

    version = forms.IntegerField(min_value=1, max_value=2**31 - 1)
    block = forms.IntegerField(min_value=0, max_value=2**31 - 1)
    offset = forms.IntegerField(min_value=0, max_value=2**31 - 1)
    progress = forms.IntegerField(min_value=0, max_value=100)

    @property
    def place(self) -> Place:
        return Place(**self.cleaned_data)


class ProjectForm(forms.ModelForm[Project]):
    class Meta:
        model = Project
        fields = ("name",)


class MembershipForm(forms.Form):
    """The role that a member is to have; none ends the membership."""

    role = forms.TypedChoiceField(choices=Role.choices, coerce=Role, required=False, empty_value=None)


class InvitationForm(forms.Form):
    """A person to join a project, who may not have an account yet."""

    username = forms.CharField(max_length=150, validators=[UnicodeUsernameValidator()])
    role = forms.TypedChoiceField(choices=Role.choices, coerce=Role, initial=Role.CODER)


class BlocksForm(forms.Form):
    """Blocks of an article, by their indexes, with a space between two; `always` also for what comes of the site.

    A button names its own blocks; only one that names none is for those that were `chosen`.
    """

    block = forms.RegexField(r"^\d{1,7}( \d{1,7})*$", required=False, max_length=400_000)
    always = forms.RegexField(r"^\d{1,7}( \d{1,7})*$", required=False, max_length=400_000)
    chosen = forms.RegexField(r"^\d{1,7}( \d{1,7})*$", required=False, max_length=400_000)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not any(data.values()):
            raise ValidationError(gettext("No block is named."))
        return data

    @property
    def indexes(self) -> list[int]:
        named = next(filter(None, (self.cleaned_data[name] for name in ("block", "always", "chosen"))))
        return sorted({int(index) for index in named.split()})

    def blocks_of(self, article: Article) -> list[Block]:
        """Return the blocks of the article that are named."""
        return [article.current.blocks[index] for index in self.indexes] if article.current else []


class PicturesForm(forms.Form):
    """Which pictures are to be loaded `again` ("all" that failed, or one by its key); how many are `done` on a page."""

    again = forms.RegexField(r"^(all|\d{1,18})$", required=False)
    done = forms.IntegerField(required=False, min_value=0)


class CorrectionsForm(forms.Form):
    """Corrections by their keys, with a space between two."""

    correction = forms.RegexField(r"^\d{1,18}( \d{1,18}){0,20}$")

    @property
    def keys(self) -> list[int]:
        return [int(key) for key in self.cleaned_data["correction"].split()]
