"""The public page of the product; who may change rules finds the way to each."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from core import clock
from core.auth.roles import Role
from core.web.access import PUBLIC, allow
from core.web.answers import page
from core.web.menu import MenuItem
from harkat.applications.product import queries
from harkat.loans.queries import wording_on

blueprint = Blueprint("product", __name__, url_prefix="/produk")
MENU = [MenuItem("Produk", "product.show", (Role.OFFICER, Role.HEAD, Role.ADMIN, Role.BANK), order=46)]


@blueprint.get("")
@allow(PUBLIC)
def show() -> ResponseReturnValue:
    """Show the product of today with the source of each rule."""
    return page(
        "harkat/applications/product/show.html",
        sections=queries.product_on(clock.today()),
        wording=wording_on(clock.today()),
    )
