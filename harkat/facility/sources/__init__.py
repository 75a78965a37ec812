"""The register of documents that ceilings, targets and ledger entries rest on."""
