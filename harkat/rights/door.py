"""Rights at the applicant's own door, over what an applicant asks, reminders, complaints and honest service."""

from harkat.rights.kinds import ANYBODY, Matter, Right, Scope

DOOR: tuple[Right, ...] = (
    Right(
        "Masuk ke pintu pemohon dengan nomor dan kode",
        Matter.OPEN,
        ANYBODY,
        "applicant_door.ask applicant_door.enter applicant_door.show_link applicant_door.enter_by_link "
        "applicant_door.over",
    ),
    Right("Keluar dari pintu pemohon", Matter.ACCOUNT, "applicant chair", "applicant_door.leave", Scope.SELF),
    Right(
        "Melihat status sendiri, mengirim foto berkas, bertanya dan membantah",
        Matter.PERSON,
        "applicant",
        "own_door.home own_door.slip own_door.certificate own_door.photo own_door.send_photo own_door.ask "
        "own_door.send_asking own_door.answer",
    ),
    Right("Melihat keadaan kelompok sendiri", Matter.PERSON, "chair", "group_door.group_home"),
    Right("Memberi kode pintu pemohon", Matter.PERSON, "officer", "door_codes.for_person door_codes.for_chair"),
    Right(
        "Membaca dan menjawab kiriman pemohon",
        Matter.PERSON,
        "officer head",
        "askings.index askings.show askings.answer",
    ),
    Right(
        "Mencatat cara dihubungi dan kuasa",
        Matter.PERSON,
        "officer",
        "contacts.reach contacts.keep_reach contacts.new_delegate contacts.add_delegate contacts.end_delegate",
    ),
    Right("Melihat surat kuasa", Matter.PERSON, "officer head", "contacts.delegate_scan"),
    Right(
        "Menyiapkan dan mengirim pengingat",
        Matter.MENTORING,
        "officer mentor",
        "reminders.index reminders.show reminders.prepare reminders.claim reminders.sent reminders.put_back "
        "reminders.drop",
    ),
    Right(
        "Mengadu dan menjawab pertanyaan pungutan, juga tanpa nama",
        Matter.OPEN,
        ANYBODY,
        "honesty.new honesty.receive honesty.follow honesty.followed honesty.ask_code honesty.check_code "
        "honesty.question honesty.answer",
    ),
    Right(
        "Menangani pengaduan",
        Matter.TRAIL,
        "auditor",
        "complaints.index complaints.show complaints.write complaints.close",
    ),
    Right("Membaca pertanyaan untuk audit", Matter.TRAIL, "auditor", "oversight.index"),
)
