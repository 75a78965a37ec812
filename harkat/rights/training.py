"""Rights over training and incubation; neither a trainer nor a mentor meets a debt or a score here."""

from harkat.rights.kinds import ANYBODY, Matter, Right

TRAINING: tuple[Right, ...] = (
    Right("Membaca daftar kelas", Matter.COURSE, "officer head auditor mentor trainer", "courses.show teaching.week"),
    Right(
        "Membaca kelas dan jumlah peserta tanpa nama",
        Matter.COURSE,
        "officer head auditor mentor trainer economics",
        "courses.index courses.counts",
    ),
    Right("Membuat kelas dan syaratnya", Matter.COURSE, "officer", "courses.new courses.create courses.change_rule"),
    Right(
        "Membaca jam mengajar",
        Matter.TRAINING,
        "officer head auditor trainer",
        "teaching.hours teaching.hours_sheet teaching.hours_workbook",
    ),
    Right(
        "Membaca angkatan, peserta, presensi, dan nilai",
        Matter.TRAINING,
        "officer head auditor trainer",
        "cohorts.index cohorts.show enrollments.show marks.attendance marks.recap marks.scores "
        "training_papers.session_papers training_papers.show sheets.attendance_list sheets.minutes sheets.receipt "
        "sheets.receipt_list",
    ),
    Right(
        "Mengisi sesi, presensi, nilai, dan kabar",
        Matter.TRAINING,
        "officer trainer",
        "cohorts.plan cohorts.do_plan cohorts.copy_sessions cohorts.edit_session cohorts.change_session "
        "cohorts.cancel_session grid.show grid.save mark_lists.template mark_lists.upload mark_lists.preview "
        "mark_lists.download_bad mark_lists.take_in marks.mark marks.walk_in marks.admit marks.record_scores "
        "notices.show notices.told notices.mail training_papers.keep certificates.complete certificates.complete_one",
    ),
    Right(
        "Membuka angkatan dan mengatur pesertanya",
        Matter.TRAINING,
        "officer",
        "cohorts.new cohorts.create cohorts.edit cohorts.change enrollments.add enrollments.do_add "
        "enrollments.give_seat enrollments.leave rosters.upload rosters.preview rosters.take_in rosters.download_bad",
    ),
    Right(
        "Membaca sertifikat",
        Matter.TRAINING,
        "officer head auditor trainer",
        "certificates.index certificates.show certificates.pdf certificates.sheet certificates.sheets "
        "certificates.batch certificates.batch_pdf",
    ),
    Right(
        "Menandatangani dan mencabut sertifikat",
        Matter.TRAINING,
        "officer head",
        "certificates.sign certificates.sign_batch certificates.keep_paper certificates.revoke signatures.drafts "
        "signatures.take_signed",
    ),
    Right("Membuktikan sertifikat lewat kodenya", Matter.OPEN, ANYBODY, "certificates.prove"),
    Right("Membaca sertifikat kompetensi", Matter.TRAINING, "officer head auditor", "competences.index"),
    Right("Mencatat sertifikat kompetensi", Matter.TRAINING, "officer", "competences.new competences.record"),
    Right(
        "Membaca laporan pelatihan",
        Matter.SUMS,
        "officer head auditor economics",
        "training_reports.show training_reports.sheet training_reports.workbook",
    ),
    Right(
        "Membaca binaan dan kunjungan",
        Matter.MENTORING,
        "officer head auditor mentor",
        "tenants.index tenants.show cash_book.show milestones.evidence visits.show visits.photo visits.report "
        "follow_ups.index",
    ),
    Right(
        "Mengisi buku kas, capaian, dan tindak lanjut",
        Matter.MENTORING,
        "officer mentor",
        "cash_book.write milestones.add milestones.add_evidence milestones.accept milestones.change_due "
        "milestones.reopen follow_ups.fill_in follow_ups.answer",
    ),
    Right(
        "Mencatat kunjungan", Matter.MENTORING, "mentor", "visits.route visits.assignment visits.new visits.log_visit"
    ),
    Right(
        "Menerima binaan dan memutuskan tahapnya",
        Matter.MENTORING,
        "officer head",
        "tenants.enroll tenants.do_enroll tenants.contract tenants.move_on tenants.drop",
    ),
    Right(
        "Menyerahkan binaan kepada pendamping",
        Matter.MENTORING,
        "head",
        "tenants.assign tenants.hand_over tenants.do_hand_over",
    ),
    Right(
        "Menjawab tindak lanjut lewat tautan bertanda",
        Matter.OPEN,
        ANYBODY,
        "follow_ups.open_link follow_ups.answer_by_link",
    ),
    Right(
        "Membaca laporan inkubasi",
        Matter.SUMS,
        "officer head auditor",
        "incubation_reports.index incubation_reports.sheet incubation_reports.workbook",
    ),
)
