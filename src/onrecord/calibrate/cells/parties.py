"""The invented parties of the conflicts: who they are does not matter, only who fights whom."""

from __future__ import annotations

from onrecord.simulate.war import Actor

A = Actor("Ashfall Army")
B = Actor("Brackwater League")
C = Actor("Corrin Host")
D = Actor("Dunmore Guard")
ALL = (A, B, C, D)
