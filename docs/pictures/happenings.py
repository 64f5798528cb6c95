"""Pictures of the claims that something happened, or not, or so often. All events are invented."""

from __future__ import annotations

from pen import Sheet

MAP = (16, 16, 240, 158)
"""x, y, width and height of the map on the left."""


def occurred() -> Sheet:
    sheet = Sheet(
        "A circle around a town holds one event that certainly lies in it, on the claim's days, "
        "and one that only possibly does. Events outside the circle or the days do not count."
    )
    sheet.map(*MAP)
    sheet.place(130, 95, 52, "Tarnmouth")
    sheet.event(112, 76)
    sheet.event(176, 120, "possible")
    sheet.events([(40, 40), (225, 60), (70, 155)], "faint")
    sheet.shade(390, 30, 28, 44)
    sheet.axis(290, 74, 340)
    sheet.event(402, 58)
    sheet.event(436, 58, "possible")
    sheet.events([(310, 58), (545, 58), (600, 58)], "faint")
    sheet.words(404, 25, "the claim's days", at="middle", look="small soft")
    sheet.words(290, 92, "1 May", look="small soft")
    sheet.words(630, 92, "31 May", at="end", look="small soft")
    sheet.legend(
        302,
        122,
        [
            ("named", "certain: right parties, place and days"),
            ("possible", "possible: coded too coarsely to tell"),
            ("faint", "elsewhere, or on other days"),
        ],
    )
    return sheet


def none() -> Sheet:
    sheet = Sheet(
        "The circle is empty on the claim's days. A row of other spans of the same length shows "
        "that at this place nearly all of them hold events, so an empty one is unusual."
    )
    sheet.map(*MAP)
    sheet.place(130, 95, 52, "Tarnmouth")
    sheet.events([(40, 40), (225, 60), (222, 150)], "faint")
    sheet.words(290, 34, "spans as long as the claim's, and the events in each")
    sheet.shade(562, 46, 34, 60)
    sheet.bars(290, 106, [4, 3, 5, 2, 6, 3, 4, 5, 0], step=34, unit=9, kinds=["faint"] * 9)
    sheet.words(579, 99, "0", at="middle", look="strong")
    sheet.words(579, 124, "the claim's", at="middle", look="small soft")
    sheet.words(290, 150, "Few of the others hold none: the quiet is unusual.")
    sheet.words(290, 169, "One event inside would contradict the claim.", look="small soft")
    return sheet


def only() -> Sheet:
    sheet = Sheet(
        "Inside the circle lie five fights between the two named parties and one fight of others: "
        "the counter-example that speaks against “only”."
    )
    sheet.map(*MAP)
    sheet.place(130, 95, 66, "Tarnmouth")
    sheet.events([(100, 62), (118, 78), (96, 92), (150, 60), (110, 128)])
    sheet.event(176, 84, "others")
    sheet.events([(30, 36), (232, 150)], "faint")
    sheet.arrow(330, 54, 188, 81)
    sheet.words(336, 58, "a fight of others, there and then:", look="strong")
    sheet.words(336, 76, "two such on different days, or one with two")
    sheet.words(336, 92, "originators, contradict the claim")
    sheet.legend(
        302,
        130,
        [("named", "between the named parties"), ("others", "between others, of the same kind")],
    )
    return sheet


def count() -> Sheet:
    sheet = Sheet(
        "A number line: four raids are certain and up to seven possible. The claimed three to five "
        "overlaps that span."
    )
    for number in range(11):
        x = 60 + number * 54
        sheet.add("path", d=f"M{x} 96v6", class_="rule")
        sheet.words(x, 118, str(number), at="middle", look="small soft")
    sheet.shade(60 + 3 * 54, 44, 2 * 54, 52)
    sheet.axis(60, 96, 540)
    sheet.words(60 + 4 * 54, 36, "claimed: 3 to 5", at="middle")
    sheet.add("path", d=f"M{60 + 4 * 54} 76H{60 + 7 * 54}", class_="named-line")
    sheet.event(60 + 4 * 54, 76)
    sheet.event(60 + 7 * 54, 76, "possible")
    sheet.words(60 + 7 * 54 + 12, 80, "on record: 4 to 7")
    sheet.legend(60, 150, [("named", "certain raids"), ("possible", "with every possible one")])
    sheet.words(330, 150, "Below what is certainly there: contradicted.", look="small soft")
    sheet.words(330, 170, "Above all that is possible: undecided.", look="small soft")
    return sheet


def toll() -> Sheet:
    sheet = Sheet(
        "Bars of the dead on record: the lowest estimates of the certain events, the best, and the "
        "highest with every possible and unplaced event. A line marks the claimed twenty."
    )
    rows = [
        ("lowest", 17, 0, 0, "certain, low estimates"),
        ("best", 23, 0, 0, "certain, best estimates"),
        ("highest", 26, 6, 4, "all, high estimates"),
    ]
    for nth, (name, certain, possible, unplaced, said) in enumerate(rows):
        y = 40 + nth * 40
        sheet.words(84, y + 15, name, at="end")
        sheet.add("rect", x=94, y=y, width=certain * 9, height=22, class_="named")
        x = 94 + certain * 9
        if possible:
            sheet.add("rect", x=x + 1, y=y + 1, width=possible * 9, height=20, class_="possible")
            x += possible * 9
            sheet.add("rect", x=x + 2, y=y, width=unplaced * 9, height=22, class_="faint")
            x += unplaced * 9
        sheet.words(x + 32, y + 15, f"{certain + possible + unplaced}", look="strong")
        sheet.words(x + 58, y + 15, said, look="small soft")
    sheet.axis(94, 162, 540)
    sheet.add("path", d="M274 28V162", class_="place")
    sheet.words(274, 22, "claimed: at least 20", at="middle")
    sheet.words(94, 180, "0 dead", look="small soft")
    return sheet


def ranked() -> Sheet:
    sheet = Sheet(
        "A row of months, each a bar of the dead in it. The claim's month is the highest since the "
        "month that the report names; that month itself is no rival."
    )
    values = [15, 6, 4, 7, 5, 9, 3, 6, 8, 4, 11, 13]
    kinds = ["rule", *["faint"] * 10, "named"]
    sheet.shade(596, 24, 44, 110)
    sheet.bars(112, 134, values, step=44, unit=7, kinds=kinds)
    sheet.words(134, 152, "“since …”", at="middle", look="small soft")
    sheet.words(618, 152, "the claim's", at="middle", look="small soft")
    sheet.bracket(166, 578, 146, "its rivals")
    sheet.words(20, 34, "the dead", look="small soft")
    sheet.words(20, 50, "in each month", look="small soft")
    sheet.add("path", d="M552 43H640", class_="place")
    sheet.words(546, 47, "how far ahead of the best rival?", at="end")
    return sheet


PICTURES = [occurred, none, only, count, toll, ranked]
