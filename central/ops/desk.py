"""Who asks, and may they: cookies, roles and the tokens of forms, before any page does its work in a thread."""

import functools
import hmac
import logging
import secrets
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal
from urllib.parse import quote

from sqlalchemy.exc import SQLAlchemyError
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from central import wire
from central.context import Platform
from central.ops import forms, page, sessions
from central.ops.csvfile import Cell, csv_bytes
from central.ops.sessions import Session
from central.ops.words import Words
from central.problems import CentralError
from central.store import is_fault_of_the_world

log = logging.getLogger(__name__)

LOGIN = "/ops/login"
_SESSION, _FORM, _LANGUAGE = "greensprout-ops", "greensprout-form", "greensprout-language"
_YEAR_S = 365 * 24 * 3600
_RETRY_AFTER_S = "15"
Role = Literal["operator", "supervisor"]


@dataclass(frozen=True, slots=True)
class Visit:
    """One request as a page sees it, whoever sent it. ``address``: path and query."""

    platform: Platform
    words: Words
    secure: bool
    address: str
    path: Mapping[str, str]
    query: Mapping[str, str]
    cookies: Mapping[str, str] = field(repr=False)
    form: Mapping[str, str] = field(repr=False)

    def page(self, template: str, status: int = 200, **values: Any) -> Response:
        """The page ``template`` for somebody who is not logged in."""
        text = page.render(template, self.words, here=self.address, session=None, **values)
        return HTMLResponse(text, status)

    @property
    def session_token(self) -> str:
        """What the cookie of the session holds, nothing: there is none."""
        return self.cookies.get(_cookie(_SESSION, self.secure), "")

    @property
    def form_token(self) -> str:
        """What the form of somebody who is not logged in must hold, as the cookie beside it does."""
        return self.cookies.get(_cookie(_FORM, self.secure), "")

    def is_own_form(self) -> bool:
        """Whether the form that was sent is one that this browser was given."""
        given = self.form.get("csrf", "").encode("utf-8", "surrogatepass")
        return bool(self.form_token) and hmac.compare_digest(self.form_token.encode(), given)


@dataclass(frozen=True, slots=True)
class Asked:
    """A request of somebody who is logged in and may ask this."""

    visit: Visit
    session: Session

    @property
    def platform(self) -> Platform:
        """The platform at work."""
        return self.visit.platform

    @property
    def words(self) -> Words:
        """The sentences in their language."""
        return self.visit.words

    @property
    def path(self) -> Mapping[str, str]:
        """The parts of the address that have names."""
        return self.visit.path

    @property
    def query(self) -> Mapping[str, str]:
        """What stands behind the question mark."""
        return self.visit.query

    @property
    def form(self) -> Mapping[str, str]:
        """The fields of the form that was sent."""
        return self.visit.form

    def page(self, template: str, status: int = 200, **values: Any) -> Response:
        """The page ``template``."""
        text = page.render(template, self.words, here=self.visit.address, session=self.session, **values)
        return HTMLResponse(text, status)

    def csv(self, name: str, head: list[str], rows: list[list[Cell]]) -> Response:
        """A list as a file ``name``.csv; ``head`` names words."""
        headers = {"content-disposition": f'attachment; filename="{name}.csv"'}
        content = csv_bytes([self.words(each) for each in head], rows)
        return Response(content, headers=headers, media_type="text/csv; charset=utf-8")


Endpoint = Callable[[Request], Awaitable[Response]]


def open_to_all(act: Callable[[Visit], Response]) -> Endpoint:
    """``act`` for whoever asks; it looks after its forms itself."""

    @functools.wraps(act)
    async def endpoint(request: Request) -> Response:
        visit = await _visit(request)
        return await run_in_threadpool(_answered, visit, lambda: _own_site(request, visit) or act(visit))

    return endpoint


def guarded(act: Callable[[Asked], Response], role: Role = "operator") -> Endpoint:
    """``act`` for people who are logged in, with this role at least, and whose forms are their own."""

    @functools.wraps(act)
    async def endpoint(request: Request) -> Response:
        visit = await _visit(request)

        def admitted() -> Response:
            session = sessions.find(visit.platform, visit.session_token) if visit.session_token else None
            if session is None:
                return RedirectResponse(f"{LOGIN}?next={quote(_next(request))}", 303)
            asked = Asked(visit, session)
            if role == "supervisor" and session.role != role:
                return _refused(asked.page, visit, CentralError("not-allowed"), 403)
            if request.method == "POST" and not session.gave(visit.form.get("csrf", "")):
                return _refused(asked.page, visit, CentralError("form-old"), 403)
            try:
                return act(asked)
            except CentralError as error:
                return _refused(asked.page, visit, error)

        return await run_in_threadpool(_answered, visit, lambda: _own_site(request, visit) or admitted())

    return endpoint


async def choose_language(request: Request) -> Response:
    """``GET /ops/language``: remember it, and go back to where one was."""
    chosen = request.query_params.get("to", "")
    answer = RedirectResponse(local_address(request.query_params.get("back", "")), 303)
    if chosen in page.LANGUAGES:
        answer.set_cookie(_LANGUAGE, chosen, _YEAR_S, path="/ops", httponly=True, samesite="strict")
    return answer


def local_address(text: str) -> str:
    """``text`` if it is an address of these pages, else that of their first one: nobody is led elsewhere."""
    is_ours = text.startswith("/ops") and text.isprintable() and "\\" not in text and "//" not in text
    return text if is_ours else "/ops/points"


def keep_session(answer: Response, visit: Visit, token: str) -> Response:
    """Give the browser the cookie of its session."""
    _keep(answer, visit, _SESSION, token)
    return answer


def forget_session(answer: Response, visit: Visit) -> Response:
    """Take the cookie back."""
    answer.delete_cookie(_cookie(_SESSION, visit.secure), path="/", secure=visit.secure, samesite="strict")
    return answer


def with_form(visit: Visit, template: str, status: int = 200, **values: Any) -> Response:
    """A page with a form for somebody who is not logged in, and the cookie that belongs to it."""
    token = visit.form_token or secrets.token_urlsafe(32)
    answer = visit.page(template, status, csrf=token, **values)
    if not visit.form_token:
        _keep(answer, visit, _FORM, token)
    return answer


def _keep(answer: Response, visit: Visit, name: str, value: str) -> None:
    answer.set_cookie(
        _cookie(name, visit.secure), value, path="/", secure=visit.secure, httponly=True, samesite="strict"
    )


def _cookie(name: str, secure: bool) -> str:
    """Browsers take a ``__Host-`` cookie from this very host and over TLS only."""
    return f"__Host-{name}" if secure else name


async def _visit(request: Request) -> Visit:
    state = request.app.state
    body = b""
    if request.method == "POST":
        body = await wire.read_bounded(wire.in_time(request.stream(), state.body_within_s), forms.MAX_BODY)
    try:
        form = forms.fields(body)
    except CentralError:
        form = {}  # without its token it is refused, in words
    forwarded = request.headers.get("x-forwarded-proto", "")
    return Visit(
        state.platform,
        Words(_language(request)),
        "https" in (request.url.scheme, forwarded),
        _next(request),
        _without_nul(request.path_params),
        _without_nul(request.query_params),
        request.cookies,
        _without_nul(form),
    )


def _without_nul(told: Mapping[str, Any]) -> Mapping[str, str]:
    """A NUL is in nothing that people type, and PostgreSQL takes none."""
    return {name: str(value).replace("\0", "") for name, value in told.items()}


def _language(request: Request) -> Literal["zh", "en"]:
    chosen = request.cookies.get(_LANGUAGE)
    if chosen in page.LANGUAGES:
        return "en" if chosen == "en" else "zh"
    wanted = request.headers.get("accept-language", "").strip().lower()
    return "en" if wanted.startswith("en") else "zh"


def _next(request: Request) -> str:
    """Where to go on after logging in: a page, not what a form was sent to."""
    query = f"?{request.url.query}" if request.url.query and request.method == "GET" else ""
    return request.url.path + query if request.method == "GET" else "/ops/points"


def _own_site(request: Request, visit: Visit) -> Response | None:
    """A refusal of what another site makes a browser send."""
    came_from = request.headers.get("sec-fetch-site", "same-origin")
    if request.method != "POST" or came_from in {"same-origin", "none"}:
        return None
    return _refused(visit.page, visit, CentralError("foreign"), 403)


def _answered(visit: Visit, act: Callable[[], Response]) -> Response:
    """What ``act`` answers; a database that is away is said on a page too."""
    try:
        return act()
    except SQLAlchemyError as error:
        if not is_fault_of_the_world(error):
            raise
        return _busy(visit, error)


def _busy(visit: Visit, error: SQLAlchemyError) -> Response:
    log.error("database fault on a page: %s", getattr(error, "orig", None) or error)
    answer = _refused(visit.page, visit, CentralError("busy"), 503)
    answer.headers["retry-after"] = _RETRY_AFTER_S
    return answer


def _refused(show: Callable[..., Response], visit: Visit, error: CentralError, status: int = 400) -> Response:
    return show("refused.html", status, message=visit.words.error(error))
