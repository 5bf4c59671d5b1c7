"""``contract/openapi.json`` as a judge: which answers a call may give, and whether an answer is one of them."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any
from urllib.parse import urlsplit

import requests
from jsonschema import Draft202012Validator
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

from tests.fakes.contract_schemas import SCHEMAS

DOCUMENT = SCHEMAS.parent / "openapi.json"
PROBLEM = "urn:greensprout:problem:"
ANYWHERE = "anywhere"
"""In the place of a call, for a request that is none."""
_BASE = "file:///contract/"


@dataclass(frozen=True)
class Operation:
    """One call. ``responses`` are by status, with references followed."""

    id: str
    method: str
    path: str
    responses: dict[int, dict[str, Any]]
    takes_body: bool

    def takes(self, method: str, path: str) -> bool:
        """Whether a request is one of this call."""
        return method == self.method and re.fullmatch(re.sub(r"\{\w+\}", "[^/]+", self.path), path) is not None

    def answers(self) -> Iterator[tuple[int, str | None]]:
        """Each documented status, and with a problem its name."""
        for status, response in self.responses.items():
            names: list[str | None] = [*problem_names(response)]
            yield from ((status, name) for name in names or [None])


@cache
def document() -> dict[str, Any]:
    """The whole document."""
    found: dict[str, Any] = json.loads(DOCUMENT.read_text("utf-8"))
    return found


@cache
def operations() -> tuple[Operation, ...]:
    """Every documented call."""
    return tuple(
        Operation(
            id=details["operationId"],
            method=method.upper(),
            path=path,
            responses={int(status): _followed(response) for status, response in details["responses"].items()},
            takes_body="requestBody" in details,
        )
        for path, methods in document()["paths"].items()
        for method, details in methods.items()
    )


def problem_names(response: dict[str, Any]) -> list[str]:
    """The problems that a response may be, none for a success."""
    problem = response.get("content", {}).get("application/problem+json")
    if problem is None:
        return []
    return [name.removeprefix(PROBLEM) for name in problem["schema"]["allOf"][1]["properties"]["type"]["enum"]]


def assert_documented(answer: requests.Response) -> tuple[str, int, str | None]:
    """Fail unless ``answer`` is one that the document lists for its request: its call, status and problem."""
    path = urlsplit(answer.url).path
    call = next((each for each in operations() if each.takes(str(answer.request.method), path)), None)
    if call is None:
        return ANYWHERE, answer.status_code, _nobodys_problem(answer)
    assert answer.status_code in call.responses, f"{call.id}: {answer.status_code} {answer.text}"
    response = call.responses[answer.status_code]
    assert set(response.get("headers", {})) <= {name for name in response.get("headers", {}) if name in answer.headers}
    if "content" not in response:
        assert answer.content == b""
        return call.id, answer.status_code, None
    media_type = answer.headers["content-type"]
    validator_of(json.dumps(response["content"][media_type]["schema"])).validate(answer.json())
    problem = answer.json()["type"].removeprefix(PROBLEM) if "problem" in media_type else None
    return call.id, answer.status_code, problem


def _nobodys_problem(answer: requests.Response) -> str:
    """The problem of an answer to a request that is no call."""
    name = str(answer.json()["type"]).removeprefix(PROBLEM)
    shared = document()["components"]["responses"][name]["content"]["application/problem+json"]["schema"]
    validator_of(json.dumps(shared)).validate(answer.json())
    assert (answer.status_code, name) in {(404, "not-found"), (405, "method-not-allowed")}
    return name


@cache
def validator_of(schema: str) -> Draft202012Validator:
    """A validator of a schema (as JSON text) whose references are those of the document."""
    return Draft202012Validator({"$id": _BASE + "openapi.json", **json.loads(schema)}, registry=_registry())


@cache
def _registry() -> Registry[Any]:
    resources: dict[str, Resource[Any]] = {
        f"{_BASE}v1/{path.name}": Resource.from_contents(
            {**json.loads(path.read_text("utf-8")), "$id": f"{_BASE}v1/{path.name}"}
        )
        for path in SCHEMAS.glob("*.schema.json")
    }
    whole = Resource.from_contents(document(), default_specification=DRAFT202012)
    registry: Registry[Any] = Registry()
    return registry.with_resources([*resources.items(), (_BASE + "openapi.json", whole)])


def _followed(response: dict[str, Any]) -> dict[str, Any]:
    if "$ref" not in response:
        return response
    found: dict[str, Any] = document()["components"]["responses"][response["$ref"].rpartition("/")[2]]
    return found
