"""The certificate on A4: typst sheets, our own fonts, and the place of its leaf in the ledger."""
