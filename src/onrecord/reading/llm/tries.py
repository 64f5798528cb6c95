"""Asking until there is an answer that can be used, a bounded number of times and seconds."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from queue import Empty, SimpleQueue
from typing import Any

from onrecord.reading.llm.asking import Asked
from onrecord.reading.llm.clients import Ask, FailedRequestError, Reply
from onrecord.reading.llm.endpoint import Endpoint, ModelError
from onrecord.reading.llm.wire import Answer, BrokenAnswerError, read_answer

Sleep = Callable[[float], None]


class CutAnswerError(Exception):
    """The answer was longer than the model may write."""


def answer(
    ask: Ask, asked: Asked, endpoint: Endpoint, where: str, sleep: Sleep = time.sleep
) -> tuple[str, Answer]:
    """The text of an answer, and what it proposes.

    Asks again after a wait where that may help: no answer, 429, 5xx, an answer that is no JSON.
    Raises ModelError, naming the passage `where`, when nothing helped or the model refuses, and
    CutAnswerError where the passage is too long for one answer.
    """
    what, pause = "", endpoint.pause
    tried = 0
    for tried in range(1, endpoint.tries + 1):
        try:
            reply = _within(endpoint, ask, asked)
            if reply.ended == "refused":
                raise _given_up("the model refuses to answer", where, tried)
            if reply.ended == "cut":
                raise CutAnswerError
            return reply.text, read_answer(reply.text)
        except BrokenAnswerError as error:
            what, wait = f"the answer cannot be used: {error}", pause
        except FailedRequestError as error:
            what = error.what
            if not error.again:
                break
            wait = pause if error.wait is None else error.wait
            if wait > endpoint.longest_pause:
                what += f"; it asks to wait {wait:g} seconds"
                break
        if tried < endpoint.tries:
            sleep(min(wait, endpoint.longest_pause))
            pause = min(pause * 2, endpoint.longest_pause)
    raise _given_up(what, where, tried)


def _given_up(what: str, where: str, tried: int) -> ModelError:
    times = "once" if tried == 1 else f"{tried} times"
    return ModelError(
        f"this passage was not read, after asking {times}: {what}",
        where=where,
        todo="Nothing was written: a report is read whole or not at all. Answers to its other "
        "passages are kept, so run the same command again later, or use --reader rules.",
    )


def _within(endpoint: Endpoint, ask: Ask, asked: Asked) -> Reply:
    """One request, given up after `timeout` seconds in all.

    A client's own time limit is for each read: a server that sends a byte now and then would never
    reach it.
    """
    done: SimpleQueue[Any] = SimpleQueue()

    def run() -> None:
        try:
            done.put(ask(asked))
        except BaseException as error:  # carried over to the thread that waits
            done.put(error)

    threading.Thread(target=run, daemon=True).start()
    try:
        found = done.get(timeout=endpoint.timeout)
    except Empty:
        what = f"{endpoint.host} did not answer within {endpoint.timeout:g} seconds"
        raise FailedRequestError(what, again=True) from None
    if isinstance(found, BaseException):
        raise found
    if not isinstance(found, Reply):
        raise FailedRequestError("no answer", again=True)
    return found
