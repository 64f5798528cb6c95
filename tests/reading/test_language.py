"""Which language a report is in: the ones that matter for reports of conflicts told apart."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.reading.language import UNKNOWN, language_of, name_of, profiles, tongues
from tests.reading.conflicts import Text

SAID = {
    "en": "The army attacked rebels near the town on Monday, officials said.",
    "fr": "Les forces du régime ont bombardé la ville de Hama lundi, selon l'Observatoire.",
    "es": "El ejército atacó a los rebeldes cerca de la ciudad el lunes, según las autoridades.",
    "pt": "O exército atacou os rebeldes perto da cidade na segunda-feira, segundo as autoridades.",
    "it": "L'esercito ha attaccato i ribelli vicino alla città lunedì, hanno detto le autorità.",
    "de": "Die Armee griff am Montag Rebellen in der Nähe der Stadt an, sagten die Behörden.",
    "nl": "Het leger viel maandag rebellen aan in de buurt van de stad, zeiden de autoriteiten.",
    "tr": "Ordu pazartesi günü kent yakınlarında isyancılara karşı bir saldırı düzenledi ve 14 kişi öldü.",
    "ru": "Армия в понедельник атаковала позиции боевиков у города, сообщили в министерстве.",
    "uk": "Армія в понеділок атакувала позиції бойовиків біля міста, повідомили у міністерстві.",
    "ar": "قصفت قوات النظام مدينة حماة يوم الاثنين، ما أدى إلى مقتل 14 مدنيا في المدينة.",
    "fa": "ارتش روز دوشنبه به مواضع شورشیان در نزدیکی شهر حمله کرد و ۱۴ نفر کشته شدند.",
    "ur": "فوج نے پیر کے روز شہر کے قریب باغیوں پر حملہ کیا اور 14 افراد ہلاک ہو گئے۔",
    "ps": "پوځ د دوشنبې په ورځ ښار ته نږدې په یاغیانو برید وکړ او ۱۴ کسان یې ووژل.",
    "he": "הצבא תקף ביום שני עמדות של המורדים ליד העיר.",
    "zh": "军队星期一在城市附近袭击了叛军阵地，造成14人死亡。",
    "ja": "軍は月曜日に都市の近くで反乱軍の陣地を攻撃し、14人が死亡した。",
    "ko": "군은 월요일 도시 인근에서 반군 진지를 공격했다고 당국이 밝혔다.",
    "sw": "Jeshi lilishambulia waasi karibu na mji siku ya Jumatatu na watu 14 waliuawa kwa mujibu wa maafisa.",
    "so": "Ciidamada dowladda ayaa Isniintii weerar ku qaaday magaalada oo ay ku jiraan maleeshiyo iyo dad kale.",
    "am": "ሠራዊቱ ሰኞ ዕለት በከተማዋ አቅራቢያ አማፂያንን አጠቃ።",
}


@pytest.mark.parametrize("code", SAID)
def test_a_sentence_shows_its_language(code: str) -> None:
    assert language_of(SAID[code]) == code
    assert tongues(SAID[code], Text(SAID[code]).paragraphs).main == code


@pytest.mark.parametrize(
    "text", ["", "Hama", "14 | 15 | 16", "Hama, Idlib, Rahjan", "…", "9/10/2017"]
)
def test_too_little_shows_none(text: str) -> None:
    assert language_of(text) is None


def test_running_text_in_none_of_them_is_told() -> None:
    welsh = "Ymosododd milwyr yr llywodraeth gerllaw tref Hama ddydd Llun gan ladd pedwar ar ddeg "
    assert language_of(welsh * 4) == UNKNOWN
    assert name_of(UNKNOWN) == "a language that is not known here"


def test_a_report_of_names_alone_is_not_told_to_be_in_another_language() -> None:
    table = "\n".join(f"Hama {k} Raqqa {k} Taliban" for k in range(30))
    assert tongues(table, Text(table).paragraphs).main in (None, UNKNOWN)


def test_passages_in_another_language_are_found_in_their_place() -> None:
    text = f"{SAID['en']} {SAID['fr']} {SAID['en']}\n{SAID['ar']}\n{SAID['en']}"
    spoken = tongues(text, Text(text).paragraphs)
    assert spoken.main == "en"
    assert [(f.code, text[f.start : f.end].strip()) for f in spoken.foreign] == [
        ("fr", SAID["fr"]), ("ar", SAID["ar"]),
    ]  # fmt: skip
    assert 0.4 < spoken.share < 0.7


def test_a_few_foreign_words_do_not_make_a_passage() -> None:
    text = "The army said that “la ville de Hama est libre” and attacked the town on Monday again."
    assert tongues(text, Text(text).paragraphs).foreign == ()


def test_every_profile_is_whole() -> None:
    for code, profile in profiles().items():
        others = [p for p in profiles().values() if p.script == profile.script and p.code != code]
        assert profile.name
        assert len(profile.words) >= 15 or not others


@given(st.text(max_size=300))
def test_stretches_lie_in_the_text(text: str) -> None:
    text = text.replace("\n", " ")
    spoken = tongues(text, Text(text).paragraphs)
    assert 0 <= spoken.share <= 1
    for part in spoken.foreign:
        assert 0 <= part.start < part.end <= len(text)
        assert part.code != spoken.main
