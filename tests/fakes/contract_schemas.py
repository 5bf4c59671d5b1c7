"""Holds an answer against the schemas of ``contract/v1``."""

import json
from functools import cache
from pathlib import Path
from typing import Any

import requests
from jsonschema import Draft202012Validator
from referencing import Registry, Resource

SCHEMAS = Path(__file__).resolve().parents[2] / "contract" / "v1"
_SUFFIX = ".schema.json"


@cache
def _validators() -> dict[str, Draft202012Validator]:
    schemas = {path.name: json.loads(path.read_text(encoding="utf-8")) for path in SCHEMAS.glob("*" + _SUFFIX)}
    registry: Registry[Any] = Registry().with_resources(
        (name, Resource.from_contents(schema)) for name, schema in schemas.items()
    )
    return {
        name.removesuffix(_SUFFIX): Draft202012Validator(schema, registry=registry) for name, schema in schemas.items()
    }


def assert_follows(schema: str, value: object) -> None:
    """Fail with the first difference when ``value`` is not of the documented shape."""
    _validators()[schema].validate(value)


def body_of(answer: requests.Response, status: int, schema: str) -> dict[str, Any]:
    """The JSON of an answer that must have ``status`` and follow ``schema``."""
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/json"
    body: dict[str, Any] = answer.json()
    assert_follows(schema, body)
    return body


def problem_of(answer: requests.Response, status: int, name: str) -> dict[str, Any]:
    """The problem details of an answer that must be ``name``."""
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    body: dict[str, Any] = answer.json()
    assert_follows("problem", body)
    assert body["type"] == f"urn:greensprout:problem:{name}"
    assert body["status"] == status
    return body
