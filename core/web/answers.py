"""The two answers a view gives: a page, or the way to the next one."""

from typing import Any

from flask import flash as flask_flash
from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue


def page(template: str, *, status: int = 200, **context: Any) -> ResponseReturnValue:
    """Answer with a page; a form with errors is answered as 422 so that nobody takes it for done."""
    form = context.get("form")
    if status == 200 and form is not None and form.errors:
        status = 422
    return render_template(template, **context), status


def moved(endpoint: str, *, flash: str | None = None, **values: Any) -> ResponseReturnValue:
    """Send the browser to the page that shows what was done, so that reloading does not do it again."""
    if flash:
        flask_flash(flash)
    return redirect(url_for(endpoint, **values), code=303)
