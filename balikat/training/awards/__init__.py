"""Completion and its certificates, from the class to the public page that proves them."""
