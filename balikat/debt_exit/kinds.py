"""The words of the way out: what a plan is about, its steps, what papers there are and what they show."""

from core.labels import LabeledEnum


class PlanKind(LabeledEnum):
    """What holds the person: flagged debts, or old arrears at a bank that have a path of their own."""

    FLAGS = ("flags", "Utang yang ditandai")
    ARREARS = ("arrears", "Tunggakan lama")


class PlanState(LabeledEnum):
    """How a plan stands."""

    OPEN = ("open", "Berjalan")
    CLOSED = ("closed", "Selesai dengan bukti")
    DROPPED = ("dropped", "Berhenti di tengah jalan")


class DebtClass(LabeledEnum):
    """What sort of debt has to be left behind, the heaviest first; the first of a person is what they count under."""

    ILLEGAL_PINJOL = ("illegal_pinjol", "Pinjol ilegal")
    RENTENIR = ("rentenir", "Rentenir")
    LICENSED_PINJOL = ("licensed_pinjol", "Pinjol berizin atau paylater yang menunggak")
    DISTRESS = ("distress", "Pola gali lubang tutup lubang")
    OLD_ARREARS = ("old_arrears", "Tunggakan di bank atau pembiayaan")


class StepKind(LabeledEnum):
    """What there is to do, in the order in which it is begun."""

    REPORT_THREATS = ("report_threats", "Tanyakan ancaman; bila ada, laporkan dulu")
    STOP_NEW_LOANS = ("stop_new_loans", "Berhenti meminjam lagi: tanda tangani pernyataan")
    LIST_BALANCES = ("list_balances", "Catat sisa tiap utang")
    FOLLOW_ADVICE = ("follow_advice", "Bacakan anjuran resmi tentang pinjol ilegal")
    CONTACT_CREDITOR = ("contact_creditor", "Datangi pemberi kredit, tanyakan sisa dan caranya")
    ASK_RELIEF = ("ask_relief", "Minta keringanan dengan surat")
    AGREE = ("agree", "Sepakati pelunasan atau jadwal baru")
    SETTLE = ("settle", "Lunasi dan bawa buktinya")
    RECHECK_SLIK = ("recheck_slik", "Periksa ulang SLIK")
    VISIT = ("visit", "Kunjungan pendamping")
    BRING_EVIDENCE = ("bring_evidence", "Bawa bukti terbaru tentang sisa utang")


class StepState(LabeledEnum):
    """How a step stands."""

    WAITING = ("waiting", "Belum")
    DONE = ("done", "Selesai")
    SKIPPED = ("skipped", "Tidak perlu")


class StepHelper(LabeledEnum):
    """Who helps with a step."""

    OFFICER = ("officer", "petugas")
    MENTOR = ("mentor", "pendamping")


class BalanceSource(LabeledEnum):
    """Where a balance was read."""

    SCREENING = ("screening", "Pemeriksaan utang")
    STATEMENT = ("statement", "Rincian atau mutasi")
    APP_SCREEN = ("app_screen", "Layar aplikasi dilihat langsung")
    RECEIPT = ("receipt", "Kuitansi atau kartu setoran")
    IDEB = ("ideb", "iDeb SLIK")
    TOLD = ("told", "Diceritakan orangnya")


class ProofKind(LabeledEnum):
    """The papers that prove something on the way."""

    SETTLEMENT_LETTER = ("settlement_letter", "Surat keterangan lunas")
    RECEIPT = ("receipt", "Kuitansi")
    IDEB = ("ideb", "iDeb SLIK baru")
    STATEMENT = ("statement", "Mutasi atau rincian pinjaman")
    AGREEMENT = ("agreement", "Perjanjian jadwal baru")
    DEBT_PAPER = ("debt_paper", "Kartu setoran atau surat utang")
    UNDERTAKING = ("undertaking", "Pernyataan tidak meminjam lagi")
    REPORT = ("report", "Tanda bukti lapor")


class ProofShows(LabeledEnum):
    """What a paper shows."""

    SETTLED = ("settled", "Utang ini lunas")
    AGREED = ("agreed", "Jadwal baru disepakati")
    PAID = ("paid", "Angsuran dibayar")
    EXISTS = ("exists", "Utangnya memang ada")
    SIGNED = ("signed", "Ditandatangani")
    REPORTED = ("reported", "Sudah dilaporkan")


class Outcome(LabeledEnum):
    """How a debt was left behind."""

    SETTLED = ("settled", "Terbukti lunas")
    RESTRUCTURED = ("restructured", "Jadwal baru, terbukti lancar")


class Relief(LabeledEnum):
    """What a letter asks a licensed lender for."""

    LONGER = ("longer", "Jangka waktu diperpanjang supaya angsuran lebih ringan")
    NO_FINES = ("no_fines", "Denda dan bunga tunggakan dihapus")
    PAUSE = ("pause", "Penundaan angsuran untuk sementara")
    ONE_PAYMENT = ("one_payment", "Potongan untuk pelunasan sekaligus")
