"""Lembar Wali Kota: one page of five figures, three reasons and three decisions, frozen and numbered once issued."""
