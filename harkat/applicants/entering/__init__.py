"""Coming in with a receipt's number and a code, or by a link, and the limits of a visit."""
