"""The one shape of a page that takes a step: shut in a wrong state, kept as typed, and back to the file when done."""

from collections.abc import Callable
from typing import Any

from flask.typing import ResponseReturnValue
from marshmallow import Schema

from core.db import transaction
from core.web.access import actor
from core.web.answers import moved, page
from core.web.forms import Form, read_form
from harkat.applications import queries
from harkat.applications.deeds import Deed, why_not
from harkat.applications.models import Application

Context = Callable[[Application], dict[str, Any]]


def step_page(
    deed: Deed, application_id: int, template: str, form: Form[Any], context: Context = lambda _: {}
) -> ResponseReturnValue:
    """Show the form of a deed, or the application with the reason where its state does not allow the deed.

    :raises NotFound: when this actor may not see the application
    """
    application = queries.application(application_id, actor())
    refusal = why_not(deed, application.state)
    if refusal is not None and not form.errors:
        return moved("applications.show", application_id=application_id, flash=refusal)
    return page(
        template,
        form=form,
        application=application,
        shares=queries.shares_of(application_id),
        **context(application),
    )


def take_step(
    schema: Schema,
    application_id: int,
    carry_out: Callable[[Application, Any], str],
    *,
    answer: Callable[[Form[Any]], ResponseReturnValue],
    back_to: str | None = None,
    to: str = "applications.show",
) -> ResponseReturnValue:
    """Read a form and carry its deed out in one transaction; a refusal comes back beside what was typed.

    :param carry_out: does the deed and returns the words that the application's page then shows
    :param answer: shows the form again
    :param back_to: the page to go to instead of the application's, where the actor no longer sees it
    :param to: the application's page to go to
    :raises NotFound: when this actor may not see the application
    """
    queries.application(application_id, actor())
    form = read_form(schema)
    if form.draft is not None:
        with form.catching(), transaction():
            words = carry_out(queries.application(application_id, actor()), form.draft)
            if back_to is not None:
                return moved(back_to, flash=words)
            return moved(to, application_id=application_id, flash=words)
    return answer(form)
