"""The OpenAPI document, whole: what ninja knows of the addresses, and what holds for every one of them."""

from functools import cache
from typing import Any

from tandem.exchange.api.door import api
from tandem.exchange.api.words import JSON, PROBLEM_JSON, ROOT, SENTENCES, TITLES

METHODS = ("get", "post", "patch")
OF_ALL = (400, 401, 403, 422, 429, 500, 503)
OF_ROWS = (404,)
OF_WRITES = (409, 413, 415)
IDEMPOTENCY_KEY = {
    "in": "header",
    "name": "Idempotency-Key",
    "schema": {"type": "string", "minLength": 1, "maxLength": 255, "pattern": "^[!-~]+$"},
    "description": "New for each thing handed in, the same when it is sent again: it has one effect.",
}
IF_MATCH = {
    "in": "header",
    "name": "If-Match",
    "required": False,
    "schema": {"type": "string", "pattern": '^"[0-9]{1,9}"$'},
    "description": "The ETag of the version that you saw; or send `version` in the body.",
}
PROBLEM = {
    "title": "Problem",
    "type": "object",
    "description": "What cannot be done, by RFC 9457.",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string", "description": "A sentence that a person understands"},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["field", "sentence"],
                "properties": {"field": {"type": "string"}, "sentence": {"type": "string"}},
            },
        },
        "current": {"description": "With 409: the row as it stands now"},
        "wanted": {"description": "With 409: what was asked for"},
        "became": {
            "type": "integer",
            "description": "With 404: the person it was put together with",
        },
    },
}


@cache
def document() -> dict[str, Any]:
    told: dict[str, Any] = dict(api.get_openapi_schema(path_prefix=ROOT.strip("/")))
    told["components"]["schemas"]["Problem"] = PROBLEM
    told["paths"] = {address.replace("{pk}", "{id}"): one for address, one in told["paths"].items()}
    for address, operations in told["paths"].items():
        for method in METHODS:
            if method in operations:
                complete(operations[method], method, has_row="{id}" in address)
    return told


def complete(operation: dict[str, Any], method: str, *, has_row: bool) -> None:
    """Adds the headers and the problems that every address has."""
    responses = {str(status): told for status, told in operation["responses"].items()}
    makes = "201" in responses
    for one in operation["parameters"]:
        if one["in"] == "path":
            one |= {"name": "id", "schema": {"type": "integer", "minimum": 1}}
    statuses = [*OF_ALL, *(OF_ROWS if has_row else ())]
    if method != "get":
        statuses += OF_WRITES
        operation["parameters"].append({**IDEMPOTENCY_KEY, "required": makes})
        if not makes:
            statuses.append(428)
            operation["parameters"].append(IF_MATCH)
    problems = {str(status): described_problem(status) for status in sorted(statuses)}
    operation["responses"] = {**responses, **problems}


def described_problem(status: int) -> dict[str, Any]:
    schema = {"$ref": "#/components/schemas/Problem"}
    return {"description": str(TITLES[status]), "content": {PROBLEM_JSON: {"schema": schema}}}


def page_context() -> dict[str, Any]:
    """The document as the page for people shows it."""
    told = document()
    tags: dict[str, list[dict[str, Any]]] = {}
    for address, operations in told["paths"].items():
        for method in METHODS:
            if method in operations:
                operation = operations[method]
                tags.setdefault(operation["tags"][0], []).append(shown(address, method, operation, told))
    problems = [
        {"status": status, "title": title, "sentence": SENTENCES[status]}
        for status, title in sorted(TITLES.items())
    ]
    return {"about": told["info"]["description"], "tags": tags, "problems": problems}


def shown(address: str, method: str, operation: dict[str, Any], told: dict[str, Any]) -> dict[str, Any]:
    body = operation.get("requestBody", {}).get("content", {}).get(JSON, {}).get("schema")
    answer = next(iter(operation["responses"].items()))
    return {
        "id": operation["operationId"],
        "method": method.upper(),
        "address": address,
        "about": operation.get("description", ""),
        "parameters": [
            field(one["name"], one["schema"], told, needed=one["required"], about=one.get("description", ""))
            for one in operation["parameters"]
            if one["in"] != "path"
        ],
        "fields": fields_of(body, told) if body else [],
        "status": answer[0],
        "answer": fields_of(answer[1]["content"][JSON]["schema"], told),
    }


def field(
    name: str, schema: dict[str, Any], told: dict[str, Any], *, needed: bool, about: str
) -> dict[str, Any]:
    return {"name": name, "kind": kind_of(schema, told), "needed": needed, "about": about}


def resolved(schema: dict[str, Any], told: dict[str, Any]) -> dict[str, Any]:
    """The schema that a reference points at; of a choice of objects, the first, fullest one."""
    while "$ref" in schema or "anyOf" in schema:
        if "$ref" in schema:
            schema = told["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
        else:
            schema = schema["anyOf"][0]
    return schema


def fields_of(schema: dict[str, Any], told: dict[str, Any]) -> list[dict[str, Any]]:
    found = resolved(schema, told)
    needed = found.get("required", [])
    return [
        field(name, one, told, needed=name in needed, about=one.get("description", ""))
        for name, one in found.get("properties", {}).items()
    ]


def kind_of(schema: dict[str, Any], told: dict[str, Any]) -> str:
    """What a value looks like, in a word or two."""
    if "anyOf" in schema:
        return " or ".join(kind_of(one, told) for one in schema["anyOf"])
    if "$ref" in schema:
        found = resolved(schema, told)
        return kind_of(found, told) if "enum" in found else str(found.get("title", "object"))
    if "enum" in schema:
        return ", ".join(map(str, schema["enum"]))
    if schema.get("type") == "array":
        return f"list of {kind_of(schema['items'], told)}"
    words = {"date-time": "time", "date": "day", "time": "time of day"}
    plain = {"string": "text", "integer": "whole number", "boolean": "true or false", "null": "null"}
    kind = str(schema.get("type", "anything"))
    return words.get(str(schema.get("format", "")), plain.get(kind, kind))
