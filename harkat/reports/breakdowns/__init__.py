"""The money and its borrowers by any two things at once: bank, area, sector, sex, age, kind, size, course, month."""
