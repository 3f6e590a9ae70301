"""Why a piece of a page was cut, as readers are told."""

from ..translation import gettext_noop

NAVIGATION = gettext_noop("Navigation")
SHARE = gettext_noop("Share buttons")
COMMENTS = gettext_noop("Comments")
COOKIES = gettext_noop("Cookie notice")
NEWSLETTER = gettext_noop("Newsletter sign-up")
APPEAL = gettext_noop("Donation appeal")
RELATED = gettext_noop("Related stories")
ADVERTISEMENT = gettext_noop("Advertisement")
FOOTER = gettext_noop("Footer")
HEADER = gettext_noop("Page header")
PROMPT = gettext_noop("Prompt of the site")
REGISTRATION = gettext_noop("Registration form")
AUTHOR = gettext_noop("About the author")
CREDIT = gettext_noop("Picture credit")
OTHER = gettext_noop("Not part of the article's text")

# What the reading view shows above the text.
TITLE_ABOVE = gettext_noop("The title, shown above")
STANDFIRST_ABOVE = gettext_noop("The standfirst, shown above")
BYLINE_ABOVE = gettext_noop("The byline, shown above")
DATE_ABOVE = gettext_noop("The date, shown above")
HIDDEN = gettext_noop("Hidden on the page")
BUTTON = gettext_noop("Button")
