"""Forms own the input of the reader's views."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.forms import BaseUserCreationForm, UsernameField
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.core.exceptions import ValidationError

from reader.fetch import FetchError
from reader.importers import Source, pasted, uploaded, web_page
from reader.models import Project, Role, User

MAX_BYTES = 10 * 2**20


class ImportForm(forms.Form):
    """One of an address, a file or pasted text. `source()` is what it comes to."""

    url = forms.CharField(
        label="Address of the page",
        required=False,
        max_length=2000,
        widget=forms.URLInput(attrs={"placeholder": "https://", "autocomplete": "off"}),
    )
    file = forms.FileField(
        label="Saved page or text file",
        required=False,
        widget=forms.ClearableFileInput(attrs={"accept": ".html,.htm,.xhtml,.txt,.text,text/html,text/plain"}),
        help_text="A page saved as HTML, or plain text; up to 10 MB.",
    )
    text = forms.CharField(
        label="Text or HTML",
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text="Select all on the page, copy, and paste it here: what does not belong to the article is cut.",
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        content = [name for name in ("file", "text") if data.get(name)]
        if len(content) > 1:
            raise ValidationError("Give a file or pasted text, not both: each import becomes one article.")
        if not content and not data.get("url") and not self.errors:
            raise ValidationError("Give an address, choose a file or paste a text.")
        if self.errors:
            return data
        try:
            if data.get("file"):
                data["source"] = uploaded(data["file"], data["url"])
            elif data.get("text"):
                data["source"] = pasted(data["text"], data["url"])
            else:
                data["source"] = web_page(data["url"])
        except FetchError as error:
            self.add_error("url", str(error))
        return data

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file and file.size > MAX_BYTES:
            raise ValidationError(f"{file.name} has {file.size / 2**20:.0f} MB; the limit is 10 MB.")
        return file

    def clean_text(self) -> str:
        text: str = self.cleaned_data["text"]
        size = len(text.encode("utf-8", "surrogatepass"))
        if size > MAX_BYTES:
            raise ValidationError(f"The text has {size / 2**20:.1f} MB; the limit is 10 MB.")
        return text

    def source(self) -> Source:
        source: Source = self.cleaned_data["source"]
        return source


class SetupForm(BaseUserCreationForm[User]):
    """The first person. Saving is `Installation.set_up`'s."""

    email = forms.EmailField(label="E-mail", required=False, help_text="For a forgotten password.")

    class Meta:
        model = User
        fields = ("username", "email")
        field_classes = {"username": UsernameField}


class PreferencesForm(forms.ModelForm[User]):
    class Meta:
        model = User
        fields = ("theme", "text_size", "text_width")
        widgets = dict.fromkeys(fields, forms.RadioSelect)


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
    """Blocks of an article, by their indexes, with a space between two; `always` also for what comes of the site."""

    block = forms.RegexField(r"^\d{1,7}( \d{1,7})*$", required=False, max_length=400_000)
    always = forms.RegexField(r"^\d{1,7}( \d{1,7})*$", required=False, max_length=400_000)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not (data.get("block") or data.get("always")):
            raise ValidationError("No block is named.")
        return data

    @property
    def indexes(self) -> list[int]:
        named = self.cleaned_data["block"] or self.cleaned_data["always"]
        return sorted({int(index) for index in named.split()})
