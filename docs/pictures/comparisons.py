"""Pictures of the claims that compare: before and after, here and there. Events are invented."""

from __future__ import annotations

from pen import Sheet


def changed() -> Sheet:
    sheet = Sheet(
        "Counts by week: few in the weeks before, many in the claim's window, which a dated "
        "event fixes. Beside it the same comparison for every other window of the record; the "
        "claim's lies at the far end."
    )
    sheet.shade(272, 34, 52, 100)
    sheet.bars(
        38, 134, [2, 1, 3, 2, 1, 2, 3, 1, 2, 7, 9], step=26, unit=10,
        kinds=["faint"] * 9 + ["named"] * 2,
    )  # fmt: skip
    sheet.bracket(38, 268, 142, "the days before")
    sheet.bracket(274, 324, 142, "window")
    sheet.words(268, 30, "truce ends", at="end")
    sheet.add("path", d="M272 18V134", class_="place")
    sheet.bars(
        390, 134, [2, 5, 10, 14, 11, 6, 3, 1, 0, 1], step=24, unit=6.4,
        kinds=["faint"] * 9 + ["named"],
    )  # fmt: skip
    sheet.words(390, 30, "the change in every comparable window")
    sheet.words(390, 152, "fell", look="small soft")
    sheet.words(630, 152, "rose", at="end", look="small soft")
    sheet.arrow(618, 96, 618, 122)
    sheet.words(630, 88, "the claim's", at="end")
    return sheet


def displaced() -> Sheet:
    sheet = Sheet(
        "Two rows of counts by week over the same days: A's fights with B stop as A's fights with "
        "C begin. Both changes must stand."
    )
    sheet.shade(440, 20, 150, 148)
    sheet.words(24, 62, "A fights B", look="strong")
    sheet.bars(140, 84, [3, 5, 4, 6, 5, 4, 1, 0, 0], step=50, unit=8)
    sheet.words(24, 140, "A fights C", look="strong")
    sheet.bars(140, 162, [1, 0, 1, 0, 1, 0, 4, 5, 6], step=50, unit=8, kinds=["others"] * 9)
    sheet.words(515, 180, "the claim's days", at="middle", look="small soft")
    sheet.words(604, 62, "fell")
    sheet.words(604, 140, "rose")
    return sheet


def coincided() -> Sheet:
    sheet = Sheet(
        "A map of one front. A's strikes on C lie near C's fights with B. C's fights with others, "
        "on the same front, have none near them."
    )
    sheet.map(16, 16, 330, 158)
    sheet.add("path", d="M30 150C100 120 140 100 190 92S290 60 336 30", class_="rule")
    for x, y in [(80, 118), (150, 104), (262, 72)]:
        sheet.add("circle", cx=x, cy=y, r=22, class_="place")
        sheet.event(x, y)
    for x, y in [(112, 132), (206, 100), (308, 58)]:
        sheet.add("circle", cx=x, cy=y, r=22, class_="rule")
        sheet.event(x, y, "faint")
    sheet.events([(70, 106), (90, 128), (160, 92), (142, 116), (252, 62), (218, 150)], "others")
    sheet.legend(
        372,
        48,
        [
            ("others", "A strikes C"),
            ("named", "B fights C"),
            ("faint", "C's fights with others"),
        ],
    )
    sheet.words(360, 128, "Do the strikes lie nearer to B's fights")
    sheet.words(360, 146, "than to the others on the same front?")
    return sheet


def targeted() -> Sheet:
    sheet = Sheet(
        "Two divided bars. Of the fights in which A has no part, B is in half: so often it was "
        "there to be hit. Of A's hits, four fifths are on B."
    )
    for y, share, said in [(38, 0.5, "who was there to be hit"), (104, 0.8, "who was hit by A")]:
        sheet.words(40, y - 8, said)
        sheet.add("rect", x=40, y=y, width=round(440 * share), height=32, class_="named")
        sheet.add(
            "rect", x=42 + round(440 * share), y=y, width=round(440 * (1 - share)), height=32,
            class_="others",
        )  # fmt: skip
    sheet.words(520, 38 + 21, "B or C, half and half", look="small soft")
    sheet.words(520, 104 + 21, "B four times in five", look="small soft")
    sheet.legend(52, 164, [("named", "B")])
    sheet.legend(122, 164, [("others", "C")])
    sheet.words(200, 164, "compared within 50 km and 30 days, where both were within reach")
    return sheet


def followed() -> Sheet:
    sheet = Sheet(
        "Three X, each with its span before and after; after each more Y follow than came before. "
        "Below, three Z, after which no more Y follow than before."
    )
    rows = [
        (56, "named", "after X", [1, 0, 1], [3, 2, 3]),
        (132, "faint", "after Z", [1, 1, 0], [1, 0, 1]),
    ]
    for y, kind, said, before, after in rows:
        sheet.words(24, y + 4, said, look="strong")
        for nth, middle in enumerate((180, 350, 520)):
            sheet.shade(middle, y - 22, 60, 40)
            sheet.axis(middle - 60, y + 18, 120)
            sheet.event(middle, y, kind)
            sheet.events([(middle - 46 + 16 * i, y) for i in range(before[nth])], "others")
            sheet.events([(middle + 18 + 15 * i, y) for i in range(after[nth])], "others")
    sheet.words(24, 98, "against", look="small soft")
    sheet.legend(600, 50, [("named", "X"), ("others", "Y"), ("faint", "Z")])
    sheet.words(120, 180, "before", look="small soft")
    sheet.words(240, 180, "after", at="end", look="small soft")
    sheet.words(290, 180, "within 5, 10, 20 km and 3, 7, 14 days", look="small soft")
    return sheet


def controls() -> Sheet:
    sheet = Sheet(
        "A line of days on which a place changed hands: first to B, then to A, before the claim's "
        "days. Nobody is on record as taking it since."
    )
    sheet.shade(500, 40, 90, 64)
    sheet.axis(40, 104, 590)
    sheet.add("path", d="M150 80H330", class_="others-line")
    sheet.add("path", d="M330 80H500", class_="named-line")
    sheet.event(150, 80, "others")
    sheet.event(330, 80)
    sheet.words(150, 62, "B takes it", at="middle")
    sheet.words(330, 62, "A takes it", at="middle")
    sheet.words(545, 34, "the claim's days", at="middle", look="small soft")
    sheet.words(545, 85, "?", at="middle", look="strong")
    sheet.bracket(332, 498, 114, "at most 180 days")
    sheet.words(40, 152, "The last change of hands was to A, and none is on record since.")
    sheet.words(
        40, 171, "That A still held it is not on record: partly borne out at most.",
        look="small soft",
    )  # fmt: skip
    return sheet


def aligned() -> Sheet:
    sheet = Sheet(
        "Four simpler tests side by side: clashes, strikes, spared, choice. Three stand; one does "
        "not, and the claim gets the answer of that weakest one."
    )
    legs = [
        ("clashes", "A meets C,", "not B", "borne out"),
        ("strikes", "on C where", "B fights it", "borne out"),
        ("spared", "others are hit,", "not B", "undecided"),
        ("choice", "C is hit,", "not B", "borne out"),
    ]
    for nth, (name, first, second, verdict) in enumerate(legs):
        x = 20 + nth * 157
        weakest = verdict == "undecided"
        sheet.add("rect", x=x, y=18, width=147, height=98, rx=4,
                  class_="shade" if weakest else "ground")  # fmt: skip
        sheet.words(x + 12, 40, name, look="strong")
        sheet.words(x + 12, 62, first, look="small soft")
        sheet.words(x + 12, 78, second, look="small soft")
        sheet.words(x + 12, 104, ("? " if weakest else "✓ ") + verdict)
    sheet.arrow(407, 118, 407, 146)
    sheet.words(407, 166, "undecided: the weakest of the four", at="middle", look="strong")
    return sheet


def opinion() -> Sheet:
    sheet = Sheet(
        "A sentence that no event could bear out or contradict is marked, and not tested.", 110
    )
    sheet.add("rect", x=24, y=26, width=270, height=48, rx=10, class_="ground")
    sheet.add("path", d="M60 74l-8 18l30 -18z", class_="ground")
    sheet.words(42, 55, "“It is a disgrace that …”")
    sheet.arrow(310, 50, 384, 50)
    sheet.words(398, 46, "no event could show it", look="strong")
    sheet.words(398, 65, "not testable: a moral judgement", look="small soft")
    return sheet


PICTURES = [changed, displaced, coincided, targeted, followed, controls, aligned, opinion]
