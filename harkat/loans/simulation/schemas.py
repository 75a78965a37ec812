"""The form of the simulation."""

from core.web.fields import Choice, FormSchema, RupiahField, WholeField
from harkat.loans.paces import Pace
from harkat.loans.simulation.wishes import Shown, Wish


def wish_schema(*, least: int, most: int, months_least: int, months_most: int) -> FormSchema:
    """Make the gate for a wish within the product's present limits; rupiah and months."""

    class WishSchema(FormSchema):
        makes = Wish
        jumlah = RupiahField("jumlah pinjaman", least=least, most=most)
        bulan = WholeField("lama pinjaman (bulan)", least=months_least, most=months_most)
        angsuran = Choice("jarak angsuran", Pace)
        metode = Choice("cara menghitung", Shown, required=False)

    return WishSchema()
