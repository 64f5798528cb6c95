"""The two clients: one request each way, no retries of their own, nothing followed elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from onrecord.errors import MissingExtraError
from onrecord.reading.llm.asking import Asked
from onrecord.reading.llm.endpoint import Endpoint

MOST_TOKENS = 16_000
"""Of an answer. A passage whose answer is longer is asked about in halves."""

Ended = Literal["whole", "cut", "refused"]


@dataclass(frozen=True)
class Reply:
    text: str
    ended: Ended = "whole"


class FailedRequestError(Exception):
    """A request without an answer. `again`: whether asking again may help, after `wait` seconds."""

    def __init__(self, what: str, *, again: bool, wait: float | None = None) -> None:
        super().__init__(what)
        self.what, self.again, self.wait = what, again, wait


Ask = Callable[[Asked], Reply]


def client_of(endpoint: Endpoint) -> tuple[Ask, Callable[[], None]]:
    """What sends a request to `endpoint`, and what closes it. Raises MissingExtraError."""
    return _anthropic(endpoint) if endpoint.api == "anthropic" else _openai(endpoint)


def _wire(endpoint: Endpoint) -> dict[str, Any]:
    # A redirect could take a report from this machine to another one. Proxies of the environment
    # are for what leaves the machine.
    return {"follow_redirects": False, "trust_env": not endpoint.local}


def _openai(endpoint: Endpoint) -> tuple[Ask, Callable[[], None]]:
    try:
        import openai
    except ImportError:
        raise MissingExtraError("llm", "Reading by a language model") from None
    client = openai.OpenAI(
        api_key=endpoint.sent_key,
        base_url=endpoint.url,
        max_retries=0,
        timeout=endpoint.timeout,
        http_client=openai.DefaultHttpxClient(**_wire(endpoint)),
    )
    left_out: set[str] = set()

    def ask(asked: Asked) -> Reply:
        form = {"name": "claims", "schema": asked.schema, "strict": True}
        wanted: dict[str, Any] = {
            "temperature": 0,
            "response_format": {"type": "json_schema", "json_schema": form},
        }
        request: dict[str, Any] = {
            "model": endpoint.model,
            "messages": [
                {"role": "system", "content": asked.system},
                {"role": "user", "content": asked.user},
            ],
            **{k: v for k, v in wanted.items() if k not in left_out},
        }
        try:
            done = client.chat.completions.create(**request)
        except openai.APIStatusError as error:
            raise _status(error, endpoint, set(wanted), left_out) from None
        except openai.APITimeoutError:
            raise FailedRequestError(_silent(endpoint), again=True) from None
        except openai.APIConnectionError:
            raise FailedRequestError(f"{endpoint.host} cannot be reached", again=True) from None
        except (openai.OpenAIError, ValueError, TypeError) as error:
            raise _unreadable(error) from None
        return _openai_reply(done)

    return ask, client.close


def _openai_reply(done: Any) -> Reply:
    given = getattr(done, "choices", None)
    choices = given if isinstance(given, list) else []
    message = getattr(choices[0], "message", None) if choices else None
    if message is None:
        raise FailedRequestError("the answer holds no message", again=True)
    why = getattr(choices[0], "finish_reason", None) if choices else None
    text = message.content if isinstance(getattr(message, "content", None), str) else ""
    if getattr(message, "refusal", None) or why == "content_filter":
        return Reply("", "refused")
    return Reply(text, "cut" if why == "length" else "whole")


def _anthropic(endpoint: Endpoint) -> tuple[Ask, Callable[[], None]]:
    try:
        import anthropic
    except ImportError:
        raise MissingExtraError("anthropic", "Reading by a model of Anthropic's") from None
    client = anthropic.Anthropic(
        api_key=endpoint.sent_key,
        base_url=endpoint.url,
        max_retries=0,
        timeout=endpoint.timeout,
        http_client=anthropic.DefaultHttpxClient(**_wire(endpoint)),
    )
    left_out: set[str] = set()

    def ask(asked: Asked) -> Reply:
        form = {"type": "json_schema", "schema": asked.schema}
        wanted: dict[str, Any] = {"temperature": 0, "output_config": {"format": form}}
        try:
            done = client.messages.create(
                model=endpoint.model,
                max_tokens=MOST_TOKENS,
                system=asked.system,
                messages=[{"role": "user", "content": asked.user}],
                # Beside the client's own parameters: which of them it knows differs by version.
                extra_body={k: v for k, v in wanted.items() if k not in left_out},
            )
        except anthropic.APIStatusError as error:
            raise _status(error, endpoint, set(wanted), left_out) from None
        except anthropic.APITimeoutError:
            raise FailedRequestError(_silent(endpoint), again=True) from None
        except anthropic.APIConnectionError:
            raise FailedRequestError(f"{endpoint.host} cannot be reached", again=True) from None
        except (anthropic.AnthropicError, ValueError, TypeError) as error:
            raise _unreadable(error) from None
        return _anthropic_reply(done)

    return ask, client.close


def _anthropic_reply(done: Any) -> Reply:
    why = getattr(done, "stop_reason", None)
    if why == "refusal":
        return Reply("", "refused")
    content = getattr(done, "content", None)
    if not isinstance(content, list):
        raise FailedRequestError("the answer holds no message", again=True)
    parts = [getattr(part, "text", None) for part in content]
    text = "".join(part for part in parts if isinstance(part, str))
    cut = why in ("max_tokens", "model_context_window_exceeded")
    return Reply(text, "cut" if cut else "whole")


def _silent(endpoint: Endpoint) -> str:
    return f"{endpoint.host} did not answer within {endpoint.timeout:g} seconds"


def _unreadable(error: Exception) -> FailedRequestError:
    return FailedRequestError(f"the answer cannot be read ({type(error).__name__})", again=True)


def _status(
    error: Any, endpoint: Endpoint, wanted: set[str], left_out: set[str]
) -> FailedRequestError:
    """What a status other than 200 means; an option that the model refuses is left out then."""
    code = int(getattr(error, "status_code", 0) or 0)
    # Only a short stretch of what the server says is shown, in one line, without the key.
    said = " ".join(endpoint.without_key(_message(error)).split())[:200]
    if code in (400, 422):
        refused = {name for name in wanted - left_out if name in said.lower()}
        if refused:
            left_out |= refused
            what = f"the model takes no {', '.join(sorted(refused))}"
            return FailedRequestError(what, again=True, wait=0.0)
    again = code in (408, 409, 425, 429) or code >= 500
    what = f"{endpoint.host} answered with status {code}" + (f" (“{said}”)" if said else "")
    return FailedRequestError(what, again=again, wait=_retry_after(error))


def _message(error: Any) -> str:
    body = getattr(error, "body", None)
    inner = body.get("error", body) if isinstance(body, dict) else None
    said = inner.get("message") if isinstance(inner, dict) else inner
    return said if isinstance(said, str) else ""


def _retry_after(error: Any) -> float | None:
    """Seconds that the server asks to wait (“Retry-After: 7”); a date is not counted."""
    headers = getattr(getattr(error, "response", None), "headers", {})
    try:
        wait = float(headers.get("retry-after", ""))
    except (TypeError, ValueError):
        return None
    return wait if 0 <= wait < float("inf") else None
