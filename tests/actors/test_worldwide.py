"""Actors beyond Syria, by the names and ids of UCDP Actor Dataset 22.1 (CC BY 4.0)."""

from __future__ import annotations

from datetime import date

import pytest

from onrecord.actors import Level, Registry

# Name as UCDP writes it, id in UCDP Actor Dataset 22.1 (None: newer than that version).
UCDP: list[tuple[str, int | None]] = [
    ("Taleban", 303), ("IS", 234), ("Al-Shabaab", 717), ("LTTE", 320), ("PKK", 323),
    ("Jama'atu Ahlis Sunna Lidda'awati wal-Jihad", 1051), ("CPI-Maoist", 195), ("FARC", 743),
    ("Kashmir insurgents", 325), ("Sendero Luminoso", 750), ("RUF", 532), ("UNITA", 567),
    ("LRA", 488), ("M23", 1160), ("ADF", 489), ("FDLR", 528), ("CNDP", 426), ("ULFA", 326),
    ("NDFB", 363), ("TTP", 356), ("BLA", 287), ("MILF", 276), ("CPP", 169), ("ASG", 277),
    ("KNU", 180), ("KIO", 201), ("ULA", 3051), ("AIS", 537), ("GIA", 538), ("AQIM", 539),
    ("JNIM", 6716), ("Seleka", 554), ("anti-Balaka", 4201), ("SPLM/A", 466), ("SPLM/A - IO", 4226),
    ("JEM", 468), ("SLM/A", 469), ("TPLF", 410), ("OLF", 551), ("OLA", 7595), ("ONLF", 497),
    ("Ansarallah", 1091), ("AQAP", 881), ("Hamas", 209), ("Hezbollah", 366), ("PIJ", 208),
    ("Fatah", 207), ("Sinaloa Cartel", 775), ("Jalisco Cartel New Generation", 1151),
    ("Gulf Cartel", 782), ("Los Zetas", 1088), ("Juarez Cartel", 793), ("PCC", 3176),
    ("Comando Vermelho", 772), ("DPR", 5840), ("LPR", 5839), ("Chechen Republic of Ichkeria", 352),
    ("Forces of the Caucasus Emirate", 367), ("FMLN", 755), ("URNG", 732), ("Contras", 759),
    ("KR", 270), ("Renamo", 498), ("IFP", 1117), ("ANC", 513), ("Mayi Mayi", 648), ("RSF", None),
    ("Fano", None), ("NUG", 8060), ("PSLF", 5965), ("MNDAA", 880), ("CPN-M", 258), ("PWG", 193),
    ("Sikh insurgents", 319), ("Patani insurgents", 365), ("GAM", 327), ("MNLF", 275), ("JVP", 281),
    ("Palipehutu-FNL", 432), ("CNDD-FDD", 434), ("FPR", 527), ("AFDL", 422), ("RCD", 424),
    ("NPFL", 507), ("LURD", 509), ("GSPC", 539), ("Abu Sayyaf", 277), ("Forces of Hadi", 6254),
    ("ELN", 744), ("AUC", 771), ("Serbian Republic of Bosnia-Herzegovina", 339), ("MQM", 354),
    ("Ambazonia insurgents", 7332), ("Fulani", 607), ("Janjaweed", 630), ("al-Mahdi Army", 5659),
    ("Hizb-i Islami-yi Afghanistan", 299), ("UIFSA", 304), ("CPC", 7870), ("Lashkar-e-Islam", 399),
    ("ARS/UIC", 505), ("USC/SNA", 503), ("al-Gama'a al-Islamiyya", 341), ("CMA", 1158),
    ("Republic of Artsakh", 338), ("Forces of the House of Representatives", 5802),
]  # fmt: skip


def test_at_least_a_hundred_are_curated() -> None:
    assert len(dict(UCDP)) >= 100


@pytest.mark.parametrize(("name", "number"), UCDP)
def test_ucdps_own_name_is_known_with_its_id(
    registry: Registry, name: str, number: int | None
) -> None:
    actor = registry.find(name).actor
    assert actor.kind != "government"
    assert (number in actor.ucdp) if number is not None else actor.ucdp == ()


@pytest.mark.parametrize(
    ("news", "actor"),
    [
        ("Taliban", "taleban"), ("Boko Haram", "boko-haram"), ("ISWAP", "iswap"),
        ("ISIS-K", "iskp"),
        ("Tamil Tigers", "ltte"), ("Naxalites", "cpi-maoist"), ("Shining Path", "sendero-luminoso"),
        ("Houthis", "ansarallah"), ("Houthi rebels", "ansarallah"), ("al-Qaeda", "al-qaida"),
        ("Lord's Resistance Army", "lra"), ("Lord’s Resistance Army", "lra"),
        ("New People's Army", "cpp"), ("Kachin Independence Army", "kio"), ("AA", "ula"),
        ("Ta'ang National Liberation Army", "pslf"), ("People's Defence Forces", "nug"),
        ("Rapid Support Forces", "rsf"), ("Séléka", "seleka"), ("Khmer Rouge", "khmer-rouge"),
        ("Donetsk People's Republic", "dpr"), ("Wagner", "wagner-group"), ("Mai-Mai", "mayi-mayi"),
        ("Hizballah", "hezbollah"), ("Islamic Jihad", "pij"), ("MS-13", "ms-13"),
        ("Pakistani Taliban", "ttp"), ("Al Shabab", "al-shabaab"),
        ("Harakat al-Shabaab", "al-shabaab"),
        ("Hashd al-Shaabi", "pmf"), ("Northern Alliance", "uifsa"), ("CODECO", "codeco"),
        ("First Capital Command", "pcc"), ("Rwandan Patriotic Front", "fpr-rwanda"),
    ],
)  # fmt: skip
def test_the_names_that_news_use(registry: Registry, news: str, actor: str) -> None:
    assert registry.find(news).actor.id == actor


def test_a_province_of_is_is_part_of_it(registry: Registry) -> None:
    on = date(2019, 1, 1)
    assert registry.level("ISWAP", "is", on)[0] is Level.CERTAIN
    assert registry.level("IS", "iswap", on)[0] is Level.POSSIBLE
    assert registry.level("ISWAP", "is", date(2015, 3, 6))[0] is Level.NONE


def test_boko_haram_is_recorded_as_is_between_pledge_and_split(registry: Registry) -> None:
    # UCDP codes the group as IS from the pledge of 7 March 2015 until the split of August 2016.
    for on, level in (
        (date(2015, 3, 6), Level.NONE), (date(2015, 3, 7), Level.POSSIBLE),
        (date(2016, 8, 3), Level.POSSIBLE), (date(2016, 8, 4), Level.NONE),
    ):  # fmt: skip
        assert registry.level("IS", "boko-haram", on)[0] is level


def test_every_tie_that_supports_names_its_source(registry: Registry) -> None:
    ties = [(a.id, tie) for a in registry.actors.values() for tie in a.supports]
    assert len(ties) > 20
    for actor, tie in ties:
        assert tie.source, f"{actor} supports {tie.actor_id} on nobody's word"


def test_ids_are_not_given_twice(registry: Registry) -> None:
    bearers: dict[int, set[str]] = {}
    for actor in registry.actors.values():
        for number in actor.ucdp:
            bearers.setdefault(number, set()).add(actor.id)
    shared = {number: ids for number, ids in bearers.items() if len(ids) > 1}
    # UCDP gives Jabhat al-Nusra and Jabhat Fateh al-Sham one id through the renaming.
    assert shared == {1170: {"jabhat-al-nusra", "jabhat-fateh-al-sham"}}
