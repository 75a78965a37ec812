"""Persons whose NIK is not proven, and persons registered twice: put right when the KTP is seen."""
