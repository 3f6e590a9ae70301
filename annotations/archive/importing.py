"""The work on an archive that somebody has given: a project, or why there is none."""

from __future__ import annotations

import logging

from django.utils.translation import gettext as _

from annotations.models import ProjectImport
from annotations.models.project_import import LEASE

from .opening import Archive, UnreadableProject
from .restoring import restore

logger = logging.getLogger(__name__)


def work(given: ProjectImport) -> None:
    """Make a project of the archive, unless another worker does. Never raises for what is in the file."""
    if given.is_over:
        return
    if not given.claim():
        given.refresh_from_db()
        if not given.is_over:
            given.queue(after=LEASE)
        return
    try:
        with given.file.open("rb") as file, Archive(file) as archive:
            made = restore(archive, by=given.created_by, started=given.begin, told=given.tell, known=given.knows_people)
    except UnreadableProject as error:
        given.settle(given.State.FAILED, problem=str(error))
    except Exception as error:  # nobody waits for it: who asked is to learn of it
        logger.exception("Project import %s failed", given.pk)
        given.settle(
            given.State.FAILED,
            problem=_("Attest failed on this archive (%s). Nothing of it was kept.") % type(error).__name__,
        )
    else:
        said = {"stand_ins": made.stand_ins, "lost": made.lost, "cleaned": made.cleaned, "keys": int(made.keys)}
        given.settle(given.State.DONE, report={**made.rows, **said})
