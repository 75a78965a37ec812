"""The sample's requests about personal data: one whose clock runs, one answered, and a breach that was a drill."""

from core.people import queries as people
from harkat.privacy import service
from harkat.privacy.kinds import RequestKind
from harkat.sample.service.cast import Cast, moment


def ask_about_own_data(cast: Cast) -> None:
    """Take two requests, answer one, and practise telling of a breach."""
    officer, head, keys = cast.actors["petugas"], cast.actors["pimpinan"], sorted(cast.people.values())
    words = "Minta salinan semua data saya, untuk dibawa ke bank."
    service.receive(people.person(keys[2]), RequestKind.COPY, words, actor=officer, now=moment(cast.day(1), 13))
    words = "Nama usaha di data salah satu huruf."
    row = service.receive(
        people.person(keys[3]), RequestKind.CORRECTION, words, actor=officer, now=moment(cast.day(9), 10)
    )
    service.answer(row, "Nama usaha dibetulkan sesuai NIB.", actor=officer, now=moment(cast.day(8), 11))
    drill = service.BreachDraft(
        moment(cast.day(16), 9),
        happened="LATIHAN: laptop petugas lapangan dianggap hilang di angkot.",
        affected="Nama dan nomor HP peserta satu angkatan; NIK tersandi.",
        persons=20,
        done="Akunnya ditutup, semua perangkat dikeluarkan, daftar orang terdampak dibuat dari jejak audit.",
    )
    breach = service.record_breach(drill, actor=head, now=moment(cast.day(16), 11))
    service.told(breach, actor=head, now=moment(cast.day(14), 10))
