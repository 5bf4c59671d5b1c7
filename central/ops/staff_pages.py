"""The roster and its logins, for supervisors, and the record of what was done on these pages."""

from sqlalchemy import Connection
from starlette.responses import RedirectResponse, Response

from central import audit, directory, roster
from central.ops import accounts
from central.ops.accounts import Invited
from central.ops.csvfile import Cell
from central.ops.desk import Asked
from central.problems import CentralError
from central.roster import Role

_ROLES: dict[str, Role] = {"operator": "operator", "supervisor": "supervisor"}
_SHOWN, _EXPORTED = 300, 100_000


def staff_list(asked: Asked) -> Response:
    """``GET /ops/staff``."""
    members = roster.members(asked.platform)
    known = {each["badge"]: each for each in accounts.everything(asked.platform)}
    if asked.query.get("format") == "csv":
        rows: list[list[Cell]] = [
            [each["badge"], asked.words(each["role"]), each["until"], known.get(each["badge"], {}).get("name")]
            for each in members
        ]
        return asked.csv("staff", ["badge", "role", "staff.until", "staff.account"], rows)
    return asked.page("staff.html", members=members, accounts=known)


def add_badge(asked: Asked) -> Response:
    """``POST /ops/staff``: the badge as a file to print."""
    from central import sheet  # noqa: PLC0415 - the PDF library is slow to load, and nothing else needs it

    form, role = asked.form, _ROLES.get(asked.form.get("role", ""))
    if role is None:
        raise CentralError("role-unknown")
    if form.get("pin") != form.get("again"):
        raise CentralError("pins-differ")

    def witness(connection: Connection, badge: str) -> None:
        audit.note(connection, asked.platform.now, asked.session.actor, "badge_added", badge, role)

    badge = roster.add(asked.platform, role, form.get("pin", ""), witness)
    content = sheet.badge_sheet(badge, asked.words.language, asked.platform.now())
    headers = {"content-disposition": f'attachment; filename="badge-{badge.id[:8]}.pdf"'}
    return Response(content, headers=headers, media_type="application/pdf")


def revoke_page(asked: Asked) -> Response:
    """``GET /ops/staff/{badge}/revoke``: asks once more, because it cannot be undone."""
    return asked.page("revoke.html", badge=_member(asked))


def revoke_badge(asked: Asked) -> Response:
    """``POST /ops/staff/{badge}/revoke``. Whoever is logged in with it is out at once."""
    badge = _member(asked)
    if badge == asked.session.badge:
        raise CentralError("own-badge")

    def witness(connection: Connection) -> None:
        audit.note(connection, asked.platform.now, asked.session.actor, "badge_revoked", badge)

    roster.remove(asked.platform, badge, witness)
    return RedirectResponse("/ops/staff", 303)


def add_account(asked: Asked) -> Response:
    """``POST /ops/staff/{badge}/account``: a login for the badge, and the link that sets it up."""
    name = asked.form.get("name", "").strip().lower()
    return _show_link(asked, accounts.add(asked.platform, _member(asked), name, asked.session.actor))


def reset_account(asked: Asked) -> Response:
    """``POST /ops/accounts/{name}/reset``: another link; the password and the authenticator of before end."""
    return _show_link(asked, accounts.reset(asked.platform, asked.path["name"], asked.session.actor))


def _show_link(asked: Asked, invited: Invited) -> Response:
    link = setup_link(directory.resident_page(asked.platform.store), invited)
    return asked.page("account.html", name=invited.name, link=link)


def setup_link(resident_page: str | None, invited: Invited) -> str:
    """Where the owner of a new login sets it up; ``resident_page`` is the published address of ``/me``."""
    return f"{(resident_page or '').removesuffix('/me')}/ops/setup?code={invited.code}"


def _member(asked: Asked) -> str:
    badge = asked.path["badge"]
    if badge not in {each["badge"] for each in roster.members(asked.platform)}:
        raise CentralError(f"{badge}")
    return badge


def audit_list(asked: Asked) -> Response:
    """``GET /ops/audit``."""
    export = asked.query.get("format") == "csv"
    rows = audit.newest(asked.platform.store, _EXPORTED if export else _SHOWN, asked.query.get("account") or None)
    if not export:
        return asked.page("audit.html", rows=rows)
    cells: list[list[Cell]] = [
        [
            each["at"],
            each["account"],
            each["badge"],
            asked.words.known("act", each["act"]),
            each["subject"],
            each["detail"],
        ]
        for each in rows
    ]
    head = ["when", "audit.who", "badge", "audit.what", "audit.subject", "audit.detail"]
    return asked.csv("audit", head, cells)
