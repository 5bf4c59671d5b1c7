"""The central platform: takes kiosk journals in, judges them, keeps residents' accounts, issues passes.

It shares nothing with the kiosk but the files in ``contract/`` and ``assets/methodology/``. Layers, top to bottom:

``cli`` → ``server`` → ``app`` (routes) → ``enrolment | ingest | residents | passes | directory | stats | care`` →
``accounts | condition`` → ``verdict | chain | wire | signatures`` → ``bodies`` → ``store`` → ``schema``
"""
