"""Putting together what a printed sheet on an application says: no debts, and a score only by rule and consent."""

from datetime import date

from core.dates import day_of, format_date, format_moment
from core.documents.pdf import Sheet, Signature
from core.documents.tables import Column, Kind, Table
from core.errors import RuleBroken
from core.groups import queries as groups
from core.money import format_rupiah
from core.people import queries as people
from harkat.applications import queries
from harkat.applications.letters import wording
from harkat.applications.models import Application
from harkat.applications.product.queries import lasting
from harkat.applications.requirements import queries as requirements
from harkat.applications.score_consents.queries import scores_for_bank
from harkat.applications.signing import queries as signing
from harkat.applications.signing.papers import SigningPaper


class NotForOne(RuleBroken):
    """Joint liability is for sub-groups."""


class NothingAdvised(RuleBroken):
    """There is no recommendation to print yet."""


def dossier(application: Application, day: date) -> Sheet:
    """Return the file for the bank: who asks for what, the papers seen, the visit and the advice."""
    borrowers = queries.shares_of(application.id)
    is_group = application.sub_group_id is not None
    papers = requirements.checklist([share.person_id for share in borrowers], day, is_group=is_group)
    names = {share.person_id: share.person.name for share in borrowers}
    return Sheet(
        title="Berkas permohonan pembiayaan",
        office=wording.OFFICE,
        subtitle=f"Nomor {application.number}",
        facts=[
            ("Pemohon", queries.applicant_name(application.person_id, application.sub_group_id)),
            ("Bank", application.bank.name),
            ("Diajukan", f"{format_rupiah(application.requested)} selama {lasting(application.installments, day)}"),
            ("Direkomendasikan", format_rupiah(application.recommended) if application.recommended else "belum"),
            ("Kegunaan dana", application.purpose),
            ("Kunjungan usaha", format_date(application.visited_on) if application.visited_on else "belum"),
            ("Hasil kunjungan", application.visit_note or "belum"),
            ("Alasan rekomendasi", application.recommendation_note or "belum"),
        ],
        tables=[
            Table(
                "Peminjam",
                [Column("Nama"), Column("NIK"), Column("Telepon"), Column("Bagian", Kind.RUPIAH, summed=True)],
                [
                    [share.person.name, share.person.nik or "belum ada", share.person.phone, share.requested]
                    for share in borrowers
                ],
            ),
            *_businesses(names),
            *_scores(application, day),
            Table(
                "Berkas yang sudah dilihat aslinya",
                [Column("Peminjam"), Column("Berkas"), Column("Keadaan")],
                [[names[item.person_id], item.label, item.state.label] for item in papers],
            ),
        ],
        notes=[wording.BANK_DECIDES, "Berkas ini rahasia; hanya untuk pemeriksaan permohonan ini."],
        footer=wording.footer(application.number),
    )


def _businesses(names: dict[int, str]) -> list[Table]:
    rows: list[list[str | int | None]] = [
        [name, business.name, business.nib or "belum ada", business.sales_monthly]
        for person_id, name in names.items()
        for business in people.businesses_of(person_id)
    ]
    columns = [Column("Peminjam"), Column("Usaha"), Column("NIB"), Column("Omzet sebulan", Kind.RUPIAH)]
    return [Table("Usaha", columns, rows)] if rows else []


def _scores(application: Application, day: date) -> list[Table]:
    """Return the numeric scores of those who allow it, where the rule of the day lets them in; never a reason."""
    rows: list[list[str | date | None]] = [
        [shown.name, str(shown.score), shown.on] for shown in scores_for_bank(application, day)
    ]
    columns = [Column("Peminjam"), Column("Skor (0 sampai 100)"), Column("Dinilai", Kind.DATE)]
    return [Table("Skor kesiapan, dicantumkan dengan izin pemiliknya", columns, rows)] if rows else []


def recommendation(application: Application) -> Sheet:
    """Return what the city recommends to the bank, as its numbered letter says it.

    :raises NothingAdvised: when the officer has not recommended yet
    """
    if application.recommended is None or application.recommended_at is None:
        raise NothingAdvised("Belum ada rekomendasi untuk dicetak. Catat rekomendasi petugas dahulu.")
    applicant = queries.applicant_name(application.person_id, application.sub_group_id)
    return Sheet(
        title="Surat rekomendasi pembiayaan",
        office=wording.OFFICE,
        subtitle=f"Nomor {application.number}",
        paragraphs=wording.recommendation(
            applicant=applicant,
            bank=application.bank.name,
            amount=application.recommended,
            length=lasting(application.installments, day_of(application.recommended_at)),
        ),
        facts=[
            ("Direkomendasikan", format_moment(application.recommended_at)),
            ("Disahkan", format_moment(application.confirmed_at) if application.confirmed_at else "belum"),
        ],
        signatures=[Signature("Pimpinan")],
        footer=wording.footer(application.number),
    )


def joint_liability(application: Application, day: date) -> Sheet:
    """Return the statement by which the members answer for each other, with a place for each to sign.

    Husband or wife sign beside each member where the rule of the day asks for it and somebody is there to sign.

    :raises NotForOne: for a person's own application
    """
    if application.sub_group_id is None:
        raise NotForOne("Pernyataan tanggung renteng hanya untuk permohonan sub-kelompok.")
    sub_group = groups.sub_group(application.sub_group_id)
    shares = queries.shares_of(application.id)
    return Sheet(
        title="Pernyataan tanggung renteng",
        office=wording.OFFICE,
        subtitle=f"{sub_group.name}, {sub_group.group.name} · permohonan {application.number}",
        paragraphs=wording.JOINT_LIABILITY
        if application.approved is not None
        else wording.EARLY + wording.JOINT_LIABILITY,
        tables=[
            Table(
                "Bagian tiap anggota",
                [Column("Anggota"), Column("Bagian", Kind.RUPIAH, summed=True)],
                [[share.person.name, share.approved or share.recommended or share.requested] for share in shares],
            )
        ],
        notes=["Tempel meterai sesuai ketentuan. Tulis tanggal di samping tanda tangan."],
        signatures=_places_to_sign(application, day),
        footer=wording.footer(application.number),
    )


def _places_to_sign(application: Application, day: date) -> list[Signature]:
    asks_spouse = SigningPaper.SPOUSE in signing.needed_on(day)
    places = []
    for signer in signing.signers_of(application):
        places.append(Signature("Anggota", signer.name))
        if asks_spouse and SigningPaper.SPOUSE not in signer.exempt:
            places.append(Signature(f"Suami atau istri dari {signer.name}"))
    return places
