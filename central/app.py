"""The ASGI application: addresses, headers, and the hand-over to a thread for everything that touches the database."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import msgspec
from sqlalchemy.exc import SQLAlchemyError
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import MutableHeaders
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from central import (
    accounts,
    briefing,
    cards,
    care,
    certificates,
    directory,
    enrolment,
    ingest,
    manifest_page,
    me,
    metrics,
    order_call,
    orders,
    passes,
    problems,
    residents,
    shell,
    stats,
    wire,
)
from central.context import Platform
from central.ops.routes import HEADERS as OPS_HEADERS
from central.ops.routes import is_ours
from central.ops.routes import routes as ops_routes
from central.problems import CentralError, Problem
from central.signatures import SignedRequest
from central.store import is_fault_of_the_world
from central.timing import TimingMiddleware

_SMALL_BODY = 64 * 1024
_MAX_NONCE = 200
_SECURITY_HEADERS = {
    "content-security-policy": "default-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}

T = TypeVar("T")


def build_app(
    platform: Platform,
    web: Path = shell.WEB,
    body_within_s: float = wire.BODY_WITHIN_S,
    metrics_token: str | None = None,
) -> Starlette:
    """The application that serves ``platform`` and the pages in the folder ``web``; ``/metrics`` to whoever bears
    ``metrics_token``, or to this machine alone.

    A body may take ``body_within_s`` seconds to arrive, and longer the more of it has come (``wire.in_time``).
    """
    app = Starlette(
        routes=[
            *shell.routes(web),
            *manifest_page.routes(web),
            *ops_routes(),
            Route("/v1/enrolments", post_enrolment, methods=["POST"]),
            Route("/v1/journal", post_journal, methods=["POST"]),
            Route("/v1/directory", get_directory),
            Route("/v1/briefing", get_briefing),
            Route("/v1/time", get_time),
            Route("/v1/residents", post_resident, methods=["POST"]),
            Route("/v1/me", get_me),
            Route("/v1/me/passes", post_pass, methods=["POST"]),
            Route("/v1/me/claims", post_claim, methods=["POST"]),
            Route("/v1/me/certificates", post_certificate, methods=["POST"]),
            Route("/v1/me/certificates/{pass_id}", delete_certificate, methods=["DELETE"]),
            Route("/v1/me/cards", post_card, methods=["POST"]),
            Route("/v1/orders", get_orders),
            Route("/v1/me/orders", get_my_orders),
            Route("/v1/me/orders", post_order, methods=["POST"]),
            Route("/v1/me/orders/{order}", delete_order, methods=["DELETE"]),
            Route("/v1/stats", get_stats),
            Route("/v1/care", get_care),
            Route("/metrics", get_metrics),
        ],
        middleware=[Middleware(TimingMiddleware, meters=platform.meters), Middleware(HeadersMiddleware)],
        exception_handlers={
            Problem: problems.on_problem,
            HTTPException: problems.on_http_exception,
            ClientDisconnect: problems.on_client_gone,
            SQLAlchemyError: on_database_error,
            CentralError: problems.on_store_fault,  # a database that was exchanged for one that we refuse
            Exception: problems.on_bug,
        },
    )
    app.router.redirect_slashes = False  # a redirect is no answer of the contract: kiosks take it for a guest network's
    app.state.platform = platform
    app.state.body_within_s = body_within_s
    app.state.metrics_token = metrics_token
    return app


class HeadersMiddleware:
    """Security headers on every answer; answers of the API are never cached unless they say how."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.update(OPS_HEADERS if is_ours(scope["path"]) else _SECURITY_HEADERS)
                headers.setdefault("cache-control", "no-store" if scope["path"].startswith("/v1/") else "no-cache")
            await send(message)

        await self.app(scope, receive, send_with_headers if scope["type"] == "http" else send)


async def on_database_error(request: Request, error: Exception) -> Response:
    """Tell a database that cannot answer now from a statement that is wrong."""
    if is_fault_of_the_world(error):
        return await problems.on_store_fault(request, error)
    raise error


async def post_enrolment(request: Request) -> Response:
    """``POST /v1/enrolments``."""
    body = await _body(request, enrolment.EnrolmentRequest)
    return _json(await run_in_threadpool(enrolment.enrol, _platform(request), body), 201)


async def post_journal(request: Request) -> Response:
    """``POST /v1/journal``."""
    platform = _platform(request)
    wanted = wire.parse_range(request.query_params)
    reading = wire.parse_reading(
        request.query_params, platform.now()
    )  # now, not after a slow line has brought the body
    body = await _bytes(request, wire.MAX_BODY)
    return _json(await run_in_threadpool(ingest.receive, platform, _signed(request, body), wanted, reading))


async def get_directory(request: Request) -> Response:
    """``GET /v1/directory``; 304 when the caller has this version."""
    platform = _platform(request)
    current = await run_in_threadpool(lambda: platform.directory)
    headers = {"etag": current.etag, "cache-control": "no-cache"}
    if current.is_known_to(request.headers.get("if-none-match", "")):
        return Response(status_code=304, headers=headers)
    return _json(current.envelope(), headers=headers)


async def get_briefing(request: Request) -> Response:
    """``GET /v1/briefing?kiosk=ID&after=N``, signed."""
    asked = briefing.parse(request.query_params)
    signed = _signed(request, b"")
    return _json(await run_in_threadpool(briefing.brief, _platform(request), signed, asked))


async def get_orders(request: Request) -> Response:
    """``GET /v1/orders?kiosk=ID``, signed."""
    asked = order_call.parse(request.query_params)
    signed = _signed(request, b"")
    return _json(await run_in_threadpool(order_call.hand_down, _platform(request), signed, asked))


async def get_time(request: Request) -> Response:
    """``GET /v1/time?nonce=N``."""
    nonce = request.query_params.get("nonce", "")
    if not 0 < len(nonce) <= _MAX_NONCE or not nonce.isprintable():
        raise Problem("malformed", f"nonce must have 1 to {_MAX_NONCE} printable characters")
    platform = _platform(request)
    return _json(directory.signed_time(platform.keys, platform.now, nonce))


async def post_resident(request: Request) -> Response:
    """``POST /v1/residents``."""
    await _body(request, dict[str, Any])
    return _json(await run_in_threadpool(residents.register, _platform(request)), 201)


async def get_me(request: Request) -> Response:
    """``GET /v1/me``."""
    return _json(await _as_resident(request, me.me, residents.resident_of))


async def post_pass(request: Request) -> Response:
    """``POST /v1/me/passes``."""

    def issue(platform: Platform, resident: str) -> dict[str, Any]:
        return passes.issue_pass(platform.keys, resident, platform.now)

    return _json(await _as_resident(request, issue), 201)


class _ClaimRequest(msgspec.Struct, frozen=True):
    code: str


async def post_claim(request: Request) -> Response:
    """``POST /v1/me/claims``."""
    body = await _body(request, _ClaimRequest)

    def claim(platform: Platform, resident: str) -> accounts.ClaimAnswer:
        return accounts.claim(platform, resident, body.code)

    return _json(await _as_resident(request, claim))


async def post_certificate(request: Request) -> Response:
    """``POST /v1/me/certificates``."""
    body = await _body(request, certificates.CertificateRequest)

    def certify(platform: Platform, resident: str) -> dict[str, Any]:
        return certificates.certify(platform, resident, body)

    return _json(await _as_resident(request, certify), 201)


async def delete_certificate(request: Request) -> Response:
    """``DELETE /v1/me/certificates/{pass_id}``."""
    pass_id: str = request.path_params["pass_id"]

    def revoke(platform: Platform, resident: str) -> None:
        certificates.revoke(platform, resident, pass_id)

    await _as_resident(request, revoke, residents.resident_of)
    return Response(status_code=204)


async def post_card(request: Request) -> Response:
    """``POST /v1/me/cards``."""
    body = await _body(request, cards.CardRequest)

    def link(platform: Platform, resident: str) -> dict[str, Any]:
        return cards.link(platform, resident, body)

    return _json(await _as_resident(request, link))


async def get_my_orders(request: Request) -> Response:
    """``GET /v1/me/orders``."""
    return _json(await _as_resident(request, orders.mine, residents.resident_of))


async def post_order(request: Request) -> Response:
    """``POST /v1/me/orders``."""
    body = await _body(request, orders.OrderRequest)

    def place(platform: Platform, resident: str) -> dict[str, Any]:
        return orders.place(platform, resident, body)

    return _json(await _as_resident(request, place), 201)


async def delete_order(request: Request) -> Response:
    """``DELETE /v1/me/orders/{order}``."""
    order: str = request.path_params["order"]

    def cancel(platform: Platform, resident: str) -> None:
        orders.cancel(platform, resident, order)

    await _as_resident(request, cancel, residents.resident_of)
    return Response(status_code=204)


async def get_stats(request: Request) -> Response:
    """``GET /v1/stats``."""
    return _json(await run_in_threadpool(stats.stats, _platform(request)))


async def get_care(request: Request) -> Response:
    """``GET /v1/care``."""
    return _json(await run_in_threadpool(care.care, _platform(request)))


async def get_metrics(request: Request) -> Response:
    """``GET /metrics``, for Prometheus."""
    host = request.client.host if request.client is not None else None
    metrics.require_right(request.app.state.metrics_token, host, request.headers)
    text = await run_in_threadpool(metrics.render, _platform(request))
    return Response(text, media_type=metrics.CONTENT_TYPE)


def _signed(request: Request, body: bytes) -> SignedRequest:
    target = request.scope["raw_path"] + b"?" + request.scope["query_string"]
    return SignedRequest(request.method, target.decode("latin-1"), request.headers, body)


def _platform(request: Request) -> Platform:
    platform: Platform = request.app.state.platform
    return platform


async def _as_resident(
    request: Request,
    act: Callable[[Platform, str], T],
    who: Callable[[Platform, str], str] = residents.unrevoked_resident_of,
) -> T:
    platform = _platform(request)
    authorization = request.headers.get("authorization", "")

    def identified() -> T:
        return act(platform, who(platform, authorization))

    return await run_in_threadpool(identified)


async def _bytes(request: Request, limit: int) -> bytes:
    return await wire.read_bounded(wire.in_time(request.stream(), request.app.state.body_within_s), limit)


async def _body(request: Request, shape: type[T]) -> T:
    body = await _bytes(request, _SMALL_BODY)
    try:
        return msgspec.json.decode(body, type=shape)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise Problem("malformed", "the body does not follow the contract") from error


def _json(body: object, status: int = 200, headers: dict[str, str] | None = None) -> Response:
    return Response(msgspec.json.encode(body), status, headers, media_type="application/json")
