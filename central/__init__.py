"""The central platform: takes kiosk journals in, judges them, keeps residents' accounts, issues passes.

It shares nothing with the kiosk but the files in ``contract/``, ``assets/methodology/`` and ``assets/fonts/``. Layers,
top to bottom:

``cli`` → ``cli_review`` → ``cli_identity | server`` → ``sheet`` and ``app`` (routes, with ``shell`` for the pages) →
``enrolment | ingest | briefing | me | passes | stats | care | review`` → ``checkpoint`` →
``accounts | certificates | cards | roster | condition | standing`` → ``residents`` →
``revocation | revisions | days | kiosks`` → ``context`` →
``directory`` → ``verdict | chain | wire | signatures | tokens | qr | pins`` → ``bodies`` → ``keys`` → ``store`` →
``schema``
"""
