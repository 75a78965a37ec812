"""Numbered letters of the office on an application: a draft, signed on paper or electronically, or taken back."""
