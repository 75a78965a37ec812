"""What complaints are about, how far they are and what came of them; when the question about money is asked."""

from core.labels import LabeledEnum


class ComplaintKind(LabeledEnum):
    """What a complaint is about."""

    MONEY = ("money", "Diminta uang, barang, atau imbalan")
    BROKER = ("broker", "Calo atau orang yang mengaku bisa mengurus")
    CONDUCT = ("conduct", "Sikap petugas, pelatih, atau pendamping")
    DELAY = ("delay", "Tidak dilayani atau terlalu lama")
    PRIVACY = ("privacy", "Data pribadi dibuka atau disalahgunakan")
    REFERRAL = ("referral", "Rujukan lewat 112 tidak ditangani")
    OTHER = ("other", "Lainnya")


class ComplaintDoor(LabeledEnum):
    """Through which door a complaint came."""

    PAGE = ("page", "Halaman pengaduan")
    QUESTION = ("question", "Jawaban atas pertanyaan")
    APPLICANT = ("applicant", "Halaman pemohon")


class ComplaintState(LabeledEnum):
    """How far a complaint is."""

    RECEIVED = ("received", "Diterima")
    EXAMINED = ("examined", "Sedang diperiksa")
    CLOSED = ("closed", "Selesai")


class ComplaintOutcome(LabeledEnum):
    """What came of a complaint."""

    PROVEN = ("proven", "Terbukti, ditindaklanjuti")
    NOT_PROVEN = ("not_proven", "Belum cukup bukti")
    FORWARDED = ("forwarded", "Diteruskan ke Inspektorat atau yang berwenang")
    ANSWERED = ("answered", "Dijelaskan dan selesai")


class Occasion(LabeledEnum):
    """After what the question about money is asked."""

    REGISTERED = ("registered", "Setelah mendaftar")
    CERTIFIED = ("certified", "Setelah menerima sertifikat")
    DISBURSED = ("disbursed", "Setelah pencairan")


class MoneyAnswer(LabeledEnum):
    """The answer to: did anybody ask for money?"""

    NO = ("no", "Tidak ada yang meminta")
    YES = ("yes", "Ya, ada yang meminta")
