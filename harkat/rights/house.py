"""Rights over the house itself: open pages, accounts, the trail, rules, people and groups."""

from harkat.rights.kinds import ANYBODY, EVERYBODY, STAFF, Matter, Right, Scope

HOUSE: tuple[Right, ...] = (
    Right(
        "Membaca beranda umum dan berkas tampilan", Matter.OPEN, ANYBODY, "start.home start.welcome static assets.serve"
    ),
    Right(
        "Memeriksa kesehatan layanan; angka pantauan hanya dengan token",
        Matter.OPEN,
        ANYBODY,
        "start.health metrics.show",
    ),
    Right("Melihat komponen halaman", Matter.RULES, "admin", "start.components"),
    Right(
        "Masuk, memasang kode masuk, memilih kata sandi",
        Matter.OPEN,
        ANYBODY,
        "auth.sign_in auth.do_sign_in auth.choose_password auth.set_password "
        "factors.ask factors.answer factors.cancel factors.set_up factors.confirm",
    ),
    Right("Keluar", Matter.ACCOUNT, EVERYBODY, "auth.sign_out", Scope.SELF),
    Right(
        "Melihat dan mengeluarkan perangkat sendiri",
        Matter.ACCOUNT,
        STAFF,
        "factors.devices factors.end_device",
        Scope.SELF,
    ),
    Right("Melihat akun", Matter.ACCOUNT, "admin", "auth.index auth.new leaving.show"),
    Right(
        "Membuat, menutup, dan memulihkan akun",
        Matter.ACCOUNT,
        "admin",
        "auth.create auth.make_link auth.set_active factors.remove",
    ),
    Right("Membaca jejak audit", Matter.TRAIL, "auditor", "audit.index audit.show"),
    Right("Melihat siapa melihat utang siapa", Matter.TRAIL, "auditor", "debt_looks.index debt_looks.show"),
    Right("Meninjau akses yang tidak biasa", Matter.TRAIL, "auditor", "debt_looks.review"),
    Right("Memeriksa rantai jejak audit", Matter.TRAIL, "auditor admin", "audit.check"),
    Right("Melihat hak akses", Matter.TRAIL, "auditor admin", "rights.index"),
    Right("Membaca aturan bertanggal", Matter.RULES, "admin head economics auditor", "policy.index policy.show"),
    Right("Mengubah aturan bertanggal", Matter.RULES, "admin", "policy.change"),
    Right(
        "Membaca daftar pemberi pinjaman",
        Matter.RULES,
        "admin auditor officer",
        "lenders.index lenders.show lenders.download",
    ),
    Right(
        "Mengubah daftar pemberi pinjaman",
        Matter.RULES,
        "admin",
        "lenders.add lenders.do_add lenders.change lenders.hand_in lenders.do_hand_in lenders.compare lenders.do_apply",
    ),
    Right("Membaca tabel skor", Matter.RULES, "admin auditor head officer", "scorecards.index scorecards.show"),
    Right(
        "Merancang dan menyalakan tabel skor, dua orang",
        Matter.RULES,
        "admin head",
        "scorecards.begin scorecards.edit scorecards.change scorecards.ask scorecards.ask_back scorecards.confirm "
        "scorecards.turn_down scorecards.drop",
    ),
    Right(
        "Mencari dan membaca data orang",
        Matter.PERSON,
        "officer head auditor",
        "people.index people.find people.show nik_repair.index paper_check.show",
    ),
    Right(
        "Mendaftar dan melengkapi data orang",
        Matter.PERSON,
        "officer",
        "people.register people.do_register people.registered people.slip people.edit people.do_edit people.keep_draft "
        "people.drop_draft person_file.new_business person_file.add_business person_file.business "
        "person_file.edit_business person_file.paper person_file.record_paper paper_scans.new paper_scans.keep",
    ),
    Right("Melihat foto berkas", Matter.PERSON, "officer head", "paper_scans.show"),
    Right(
        "Mencatat dan mencabut persetujuan",
        Matter.PERSON,
        "officer",
        "person_file.consent person_file.record_consent person_file.withdraw_consent",
    ),
    Right("Membetulkan NIK", Matter.PERSON, "officer", "nik_repair.show nik_repair.prove nik_repair.merge"),
    Right("Membaca kelompok", Matter.PERSON, "officer head auditor", "groups.index groups.show groups.show_sub_group"),
    Right(
        "Membentuk dan mengubah kelompok",
        Matter.PERSON,
        "officer",
        "groups.form_group groups.do_form_group memberships.new_members memberships.find_candidate "
        "memberships.add_members memberships.member memberships.change_role memberships.remove_member "
        "memberships.chair memberships.change_chair sub_groups.form_sub_group sub_groups.do_form_sub_group "
        "sub_groups.add_to_sub_group sub_groups.remove_from_sub_group sub_groups.dissolve sub_groups.release",
    ),
    Right(
        "Membaca permintaan atas data pribadi dan akibat penghapusan",
        Matter.PERSON,
        "officer head auditor",
        "privacy.index privacy.person privacy.show_request privacy.ask_erase",
    ),
    Right("Mencatat permintaan atas data pribadi", Matter.PERSON, "officer", "privacy.receive privacy.lift_limit"),
    Right(
        "Menjawab permintaan dan mengambil salinan data",
        Matter.PERSON,
        "officer head",
        "privacy.answer privacy.copy privacy.copy_file",
    ),
    Right(
        "Menahan dan menghapus data pribadi",
        Matter.PERSON,
        "head",
        "privacy.hold privacy.release privacy.erase",
    ),
    Right("Membaca kegagalan pelindungan data", Matter.TRAIL, "head admin auditor", "privacy.breaches privacy.breach"),
    Right("Mencatat kegagalan pelindungan data", Matter.TRAIL, "head admin", "privacy.record_breach privacy.told"),
)
