"""The reference page of the API, written from its own OpenAPI description."""

from collections.abc import Iterator
from typing import Any

from lineofsight_web.api.endpoints import api

_HEAD = """\
<!-- Written by `python -m lineofsight_web api_page` from lineofsight_web/api/endpoints.py. Change that. -->
# The API

Figures over HTTP, read-only, for programs such as Power BI. A program reads as one person: it sees what that person's
role opens, small numbers are hidden from it as from them, and each look at cases is in the access log before it is
answered.

```
python -m lineofsight_web api_tokens make analyst --label "Power BI" --days 90
curl -H "Authorization: Bearer TOKEN" http://127.0.0.1:8000/api/v1/indicators/LA01/figures
```

The machine-readable description (OpenAPI) is at `/api/v1/openapi.json` for those who are signed in. An address that is
refused answers 403 and says whom to ask; one that is not there 404; a question that makes no sense 422; without a good
token 401; while the access log cannot be written 503.

"""


def api_page() -> str:
    """docs/reference/api.md."""
    described = api.get_openapi_schema()
    paths = "".join(_path(path, methods["get"]) for path, methods in described["paths"].items())
    answers = "".join(_answer(name, found) for name, found in sorted(described["components"]["schemas"].items()))
    return f"{_HEAD}## Addresses\n{paths}\n## Answers\n{answers}"


def _path(path: str, found: dict[str, Any]) -> str:
    asked = "\n".join(_asked(found["parameters"]))
    table = f"\n| ask with | | |\n|---|---|---|\n{asked}\n" if asked else ""
    answer = found["responses"][200]["content"]["application/json"]["schema"]
    return f"\n### `GET {path}`\n\n{found['description']} Answers {_kind(answer)}.\n{table}"


def _asked(parameters: list[dict[str, Any]]) -> Iterator[str]:
    for one in parameters:
        default = one["schema"].get("default")
        needed = "needed" if one.get("required") else "" if default is None else f"default {default}"
        yield f"| `{one['name']}` | {needed} | {one.get('description', '')} |"


def _answer(name: str, found: dict[str, Any]) -> str:
    fields = "\n".join(
        f"| `{field}` | {_kind(one)} | {one.get('description', '')} |" for field, one in found["properties"].items()
    )
    told = f"{found['description']}\n\n" if "description" in found else ""
    return f"\n### {name}\n\n{told}| field | | |\n|---|---|---|\n{fields}\n"


def _kind(schema: dict[str, Any]) -> str:
    """A schema in words: 'text', 'day', 'number or null', 'list of FigureAnswer'."""
    if "anyOf" in schema:
        return " or ".join(_kind(one) for one in schema["anyOf"])
    if "$ref" in schema:
        return str(schema["$ref"]).rpartition("/")[2]
    if schema.get("type") == "array":
        return f"a list of {_kind(schema['items'])}"
    if schema.get("format") == "date":
        return "day"
    named = {"string": "text", "integer": "whole number", "boolean": "true or false"}
    return named.get(schema["type"], str(schema["type"]))
