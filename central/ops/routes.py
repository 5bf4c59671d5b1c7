"""The addresses under ``/ops``, and who may ask for what."""

from typing import Final

from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from central.ops import collection_pages, front_pages, order_pages, page, point_pages, review_pages, staff_pages
from central.ops.desk import Endpoint, choose_language, guarded, open_to_all

HEADERS: Final = {
    "content-security-policy": "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
    "cache-control": "no-store",
}
"""Of every answer under ``/ops``: no script at all, no frame, no copy in any cache."""

_ENTRY = "/ops/review/{kiosk}/{epoch}/{seq:int}"


def is_ours(path: str) -> bool:
    """Whether an address belongs to these pages."""
    return path == "/ops" or path.startswith("/ops/")


def routes() -> list[BaseRoute]:
    """The addresses of the pages."""
    return [
        _get("/ops/login", open_to_all(front_pages.login_page)),
        _post("/ops/login", open_to_all(front_pages.login)),
        _get("/ops/setup", open_to_all(front_pages.setup_page)),
        _post("/ops/setup", open_to_all(front_pages.setup)),
        _get("/ops/language", choose_language),
        _post("/ops/logout", guarded(front_pages.logout)),
        *_everybodys(),
        *_supervisors(),
        Mount("/ops/static", StaticFiles(directory=page.FOLDER / "static")),
    ]


def _everybodys() -> list[Route]:
    return [
        _get("/ops", guarded(point_pages.point_list)),
        _get("/ops/points", guarded(point_pages.point_list)),
        _get("/ops/points/{kiosk}", guarded(point_pages.one_point)),
        _get("/ops/route", guarded(point_pages.todays_route)),
        _get("/ops/collections", guarded(collection_pages.collection_list)),
        _get("/ops/intake", guarded(collection_pages.intake_page)),
        _post("/ops/intake", guarded(collection_pages.intake)),
    ]


def _supervisors() -> list[Route]:
    pages = {
        "/ops/review": review_pages.review_queue,
        _ENTRY: review_pages.review_entry,
        "/ops/orders": order_pages.order_list,
        "/ops/orders/{order}": order_pages.one_order,
        "/ops/staff": staff_pages.staff_list,
        "/ops/staff/{badge}/revoke": staff_pages.revoke_page,
        "/ops/audit": staff_pages.audit_list,
    }
    acts = {
        _ENTRY: review_pages.speak,
        "/ops/orders": order_pages.assign_building,
        "/ops/orders/{order}/assign": order_pages.assign_order,
        "/ops/orders/{order}/cancel": order_pages.cancel_order,
        "/ops/staff": staff_pages.add_badge,
        "/ops/staff/{badge}/revoke": staff_pages.revoke_badge,
        "/ops/staff/{badge}/account": staff_pages.add_account,
        "/ops/accounts/{name}/reset": staff_pages.reset_account,
    }
    shown = [_get(path, guarded(show, "supervisor")) for path, show in pages.items()]
    return shown + [_post(path, guarded(act, "supervisor")) for path, act in acts.items()]


def _get(path: str, endpoint: Endpoint) -> Route:
    return Route(path, endpoint, methods=["GET"])


def _post(path: str, endpoint: Endpoint) -> Route:
    return Route(path, endpoint, methods=["POST"])
