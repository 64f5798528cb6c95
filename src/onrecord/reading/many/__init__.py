"""Many reports at once: which, how far, and what became of each."""

from onrecord.reading.many.journal import Outcome, Texts, settings_digest
from onrecord.reading.many.running import read_many, silent
from onrecord.reading.many.tasks import Task, tasks_of

__all__ = ["Outcome", "Task", "Texts", "read_many", "settings_digest", "silent", "tasks_of"]
