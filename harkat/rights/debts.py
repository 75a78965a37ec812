"""Rights over what is known of a person's debts and readiness: the office alone, and a mentor for plans handed over."""

from harkat.rights.kinds import Matter, Right

DEBTS: tuple[Right, ...] = (
    Right(
        "Membaca pemeriksaan utang",
        Matter.DEBT,
        "officer head auditor",
        "screening.index screening.show screening.download screening_pictures.picture",
    ),
    Right(
        "Memeriksa berkas utang",
        Matter.DEBT,
        "officer",
        "screening_intake.upload screening_intake.do_upload screening_intake.columns screening_intake.confirm_columns "
        "screening_intake.give_up screening_typing.type_ideb screening_typing.do_type screening_typing.give_up "
        "screening_pictures.lines screening_pictures.do_lines bank_answers.record bank_answers.do_record",
    ),
    Right(
        "Mencatat keterangan utang",
        Matter.DEBT,
        "officer",
        "debt_telling.declare debt_telling.do_declare debt_telling.interview debt_telling.do_interview "
        "debt_telling.show debt_telling.settle",
    ),
    Right(
        "Memutuskan temuan",
        Matter.DEBT,
        "officer",
        "screening_decisions.decide screening_decisions.do_decide screening_decisions.answer "
        "screening_decisions.do_answer",
    ),
    Right(
        "Menutup penanda, tunggakan, dan keberatan",
        Matter.DEBT,
        "officer head",
        "screening_decisions.close screening_decisions.do_close debt_holds.lift debt_holds.do_lift "
        "debt_objections.receive debt_objections.do_receive debt_objections.reply debt_objections.do_reply "
        "screening_typing.compare screening_typing.do_compare screening_typing.send_back",
    ),
    Right(
        "Membaca rencana pembinaan utang",
        Matter.DEBT,
        "officer head auditor mentor",
        "debt_exit.index debt_exit.show debt_exit.start debt_exit_letters.letter debt_exit_letters.undertaking "
        "debt_exit_papers.look",
    ),
    Right(
        "Menjalankan rencana pembinaan utang",
        Matter.DEBT,
        "officer head mentor",
        "debt_exit_papers.add debt_exit_papers.do_add debt_exit_progress.balance debt_exit_progress.do_balance "
        "debt_exit_progress.step debt_exit_progress.do_step debt_exit_progress.move_step debt_exit_progress.visit "
        "debt_exit_progress.do_visit",
    ),
    Right(
        "Memulai, menyerahkan, dan mengakhiri pembinaan utang",
        Matter.DEBT,
        "officer head",
        "debt_exit.do_start debt_exit.take_up debt_exit.assign debt_exit.close debt_exit.drop debt_exit.do_drop "
        "debt_exit.reopen debt_exit.do_reopen debt_exit_letters.write debt_exit_letters.do_write "
        "debt_exit_letters.refinance debt_exit_letters.do_refinance debt_exit_papers.cancel "
        "debt_exit_papers.do_cancel debt_exit_progress.cancel_balance debt_exit_progress.do_cancel_balance "
        "debt_exit_progress.cost debt_exit_progress.do_cost",
    ),
    Right(
        "Membaca kesiapan dan alasannya",
        Matter.SCORE,
        "officer head auditor",
        "readiness.index readiness.show readiness.explain explanations.letter explanations.pdf score_check.show",
    ),
    Right(
        "Menilai kesiapan dan memberi surat penjelasan",
        Matter.SCORE,
        "officer head",
        "readiness.assess explanations.issue",
    ),
    Right("Mencatat fakta usaha", Matter.SCORE, "officer", "readiness.observe readiness.do_observe"),
    Right(
        "Mengusulkan dan mengesahkan putusan yang beda dari skor",
        Matter.SCORE,
        "officer head",
        "departures.depart departures.do_depart departures.confirm departures.turn_down",
    ),
    Right(
        "Menerima dan menjawab keberatan atas skor",
        Matter.SCORE,
        "officer head",
        "objections.new objections.record objections.show objections.answer",
    ),
    Right(
        "Melihat berapa anggota yang siap, tanpa nama dan sebab",
        Matter.PERSON,
        "officer head mentor chair",
        "readiness_together.for_chair",
    ),
)
