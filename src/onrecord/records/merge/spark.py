"""Parts of a merge on Spark: each part is a row, each answer a row, and nothing is shuffled back.

Parts and answers travel as Arrow columns of bytes, which both a cluster of one's own and Spark
Connect take. Whatever runs the parts must have this version of onrecord installed.
"""

from __future__ import annotations

import os
import pickle
import sys
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from onrecord.errors import RecordError
from onrecord.records.engine import first_line
from onrecord.records.spark import session

if TYPE_CHECKING:
    import pyarrow as pa

_SCHEMA = "nth long, answer binary"


def on_spark(function: Callable[[Any], Any], parts: Sequence[Any]) -> list[Any]:
    """The answer to each part, in order; each part is a task of its own. Raises RecordError."""
    import pyarrow as pa
    from pyspark.errors import PySparkException

    if not parts:
        return []
    spark = session()
    _with_this_python(spark)
    # What this process has written itself, and only this process reads the answers of.
    given = pa.table(
        {
            "nth": list(range(len(parts))),
            "part": pa.array([pickle.dumps(part) for part in parts], pa.binary()),
        }
    )

    def work(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        for batch in batches:
            for nth, part in zip(*(column.to_pylist() for column in batch.columns), strict=True):
                answer = pickle.dumps(function(pickle.loads(part)))  # noqa: S301
                yield pa.RecordBatch.from_arrays(
                    [pa.array([nth], pa.int64()), pa.array([answer], pa.binary())],
                    names=["nth", "answer"],
                )

    try:
        with warnings.catch_warnings():
            # PySpark does not know the newest pandas, which is not used here.
            warnings.simplefilter("ignore", FutureWarning)
            frame = spark.createDataFrame(given).repartitionByRange(len(parts), "nth")
            done = frame.mapInArrow(work, _SCHEMA).toArrow().sort_by("nth")
    except PySparkException as error:
        raise RecordError(
            f"Spark could not work on a part of the merge: {first_line(error)}",
            todo="Its workers need this version of onrecord, Python and Arrow.",
        ) from error
    return [pickle.loads(answer) for answer in done["answer"].to_pylist()]  # noqa: S301


def _with_this_python(spark: Any) -> None:
    """On this machine alone, workers are this Python, and not whichever `python3` comes first."""
    from pyspark.errors import PySparkException

    # A cluster of Spark Connect has no context here, and its own Python.
    with suppress(AttributeError, PySparkException):
        if spark.sparkContext.master.startswith("local") and "PYSPARK_PYTHON" not in os.environ:
            spark.sparkContext.pythonExec = sys.executable
