"""Deciding about findings, answering questions, closing flags."""
