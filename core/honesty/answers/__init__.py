"""The one question after registration, certificate and disbursement: did anybody ask for money?"""
