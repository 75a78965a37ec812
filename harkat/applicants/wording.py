"""What an applicant and a chair read about where things stand; nothing here names a debt, a score or a refusal."""

from harkat.applications.states import State

STANDS: dict[State, tuple[str, str]] = {
    State.DRAFT: ("Permohonan sedang disiapkan", "Lengkapi berkas bersama petugas, lalu permohonan diajukan."),
    State.RETURNED: ("Ada yang perlu dilengkapi", "Datang ke petugas; ia menjelaskan apa yang diminta."),
    State.SUBMITTED: ("Permohonan sudah diajukan", "Petugas akan mengunjungi tempat usaha Anda. Anda cukup menunggu."),
    State.VERIFIED: ("Usaha sudah dikunjungi", "Petugas menyusun rekomendasi. Anda cukup menunggu."),
    State.RECOMMENDED: ("Menunggu pengesahan pimpinan", "Pimpinan memeriksa berkasnya. Anda cukup menunggu."),
    State.AT_BANK: ("Sedang diperiksa bank", "Bank yang memutuskan. Anda cukup menunggu."),
    State.APPROVED: ("Bank memberi tawaran", "Datang ke petugas untuk menjawab tawaran bank."),
    State.ACCEPTED: ("Tawaran bank Anda terima", "Bank memberi tahu hari penandatanganan akad."),
    State.CONTRACTED: ("Akad sudah ditandatangani", "Bank mencairkan dana ke rekening yang tercatat."),
    State.DISBURSED: ("Dana sudah dicairkan", "Bayar angsuran sesuai jadwal di halaman ini."),
    State.REFUSED: ("Bank sudah memutuskan", "Datang ke petugas untuk mendengar penjelasannya dan langkah sesudahnya."),
    State.DECLINED: ("Selesai tanpa pencairan", "Anda boleh mengajukan lagi kapan saja."),
    State.WITHDRAWN: ("Selesai tanpa pencairan", "Anda boleh mengajukan lagi kapan saja."),
    State.EXPIRED: ("Selesai karena lewat waktu", "Anda boleh mengajukan lagi kapan saja."),
}
FOR_CHAIR = {
    State.REFUSED: ("Bank sudah memutuskan", "Petugas menghubungi setiap anggota untuk penjelasan."),
}
PRIVATE_STEP = "Temui pendamping atau petugas: ada langkah pribadi yang dijelaskan langsung kepada Anda."
MEETING = "Langkah yang dijelaskan langsung oleh petugas"


def stands(state: State, *, for_chair: bool = False) -> tuple[str, str]:
    """Return where an application stands and what comes next, in words for its applicant or for a chair."""
    return FOR_CHAIR.get(state, STANDS[state]) if for_chair else STANDS[state]


def members_words(waiting: int) -> str:
    """Tell a chair how many members still have something to do, never who or what."""
    if waiting == 0:
        return "Semua anggota sudah menyelesaikan langkahnya."
    return f"{waiting} anggota masih punya langkah yang harus diselesaikan."
