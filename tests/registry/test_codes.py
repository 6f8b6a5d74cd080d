"""Codes are judged by their standards, and a repair is proposed only where a check failed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.cn import uscc

from inspector_desktop.registry import codes

VECTORS = [
    "91130528MA0000007U", "91410526MA9ABCDE21", "124104110000000197", "92410481MA4AAAAA0W", "91130609000000035A",
    "93410526MA000XYT0M", "91410411MA0000HN3Q",
]  # fmt: skip
ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"


@pytest.mark.parametrize("code", VECTORS)
def test_sound_codes_pass_both_checks(code):
    assert codes.judge_code(code) == codes.JudgedCode(code, "uscc")
    assert codes.check_character(code[:17]) == code[17]
    assert codes.inner_check(code)


@pytest.mark.parametrize("code", VECTORS)
def test_every_single_wrong_character_is_found(code):
    for place in range(18):
        for char in ALPHABET:
            if char != code[place]:
                wrong = codes.judge_code(code[:place] + char + code[place + 1 :])
                assert wrong.refused
                assert wrong.proposal == ""


@given(st.text(ALPHABET, min_size=2, max_size=2), st.text("0123456789", min_size=6, max_size=6), st.text(ALPHABET, min_size=9, max_size=9))  # fmt: skip
def test_the_check_character_agrees_with_the_library_of_standards(kind, region, body):
    first = kind + region + body
    code = first + codes.check_character(first)
    assert codes.judge_code(code).problem in {"", "inner"}
    assert uscc.is_valid(code) == kind.isdigit()


def test_a_code_that_only_its_inner_check_refutes_is_a_warning():
    first = "91410526MA9ABCDE3"
    judged = codes.judge_code(first + codes.check_character(first))
    assert judged.problem == "inner"
    assert not judged.refused


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("914l0526MA9ABCDE21", "91410526MA9ABCDE21"),
        ("9I410526MA9ABCDE21", "91410526MA9ABCDE21"),
        ("91410S26MA9ABCDE21", "91410526MA9ABCDE21"),
        ("91410526MA9ABCDEZ1", "91410526MA9ABCDE21"),
        ("9113O528MAOOOOOO7U", "91130528MA0000007U"),
        ("91410526MA9ABCDE2l", "91410526MA9ABCDE21"),
    ],
)
def test_look_alike_letters_are_refused_and_the_repair_is_only_proposed(typed, meant):
    judged = codes.judge_code(typed)
    assert judged.refused == (meant != typed)
    assert judged.proposal == (meant if meant != typed else "")
    assert judged.text == typed.upper()


def test_a_wrong_code_without_look_alikes_gets_no_proposal():
    assert codes.judge_code("91410526MA9ABCDE22").proposal == ""


@pytest.mark.parametrize("typed", [" 91410526ma9abcde21 ", "９１４１０５２６ＭＡ９ＡＢＣＤＥ２１", "91410526\u00a0MA9ABCDE21\u200b", "\ufeff91410526MA9ABCDE21\t"])  # fmt: skip
def test_spaces_full_width_and_small_letters_are_normalised(typed):
    assert codes.judge_code(typed) == codes.JudgedCode("91410526MA9ABCDE21", "uscc")


def test_old_numbers_are_accepted_with_a_word_and_never_refused():
    assert codes.judge_code("330100000012343").kind == "registration-15"
    good = next(f"33010000001234{d}" for d in range(10) if codes.old_check(f"33010000001234{d}"))
    bad = f"{good[:14]}{(int(good[14]) + 1) % 10}"
    assert codes.judge_code(good).problem == "old-number"
    assert codes.judge_code(bad).problem == "old-check"
    assert not codes.judge_code(bad).refused
    assert codes.judge_code("3301006012345") == codes.JudgedCode("3301006012345", "registration-13", "old-number")


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("9.13301E+17", "scientific"), ("9.1E17", "scientific"), ("91330100716103574", "length"), ("12", "length"),
        ("91410526MA9ABCDE2!", "alphabet"), ("9141052XMA9ABCDE21", "region"), ("33010000001234X", "alphabet"),
        ("٣٣٠١٠٠٠٠٠٠١٢٣٤٣", "alphabet"), ("统一社会信用代码统一社会信用代码一二", "alphabet"),
    ],
)  # fmt: skip
def test_what_is_no_code_is_refused_with_its_reason(text, problem):
    judged = codes.judge_code(text)
    assert judged.refused
    assert judged.problem == problem


def test_nothing_is_no_code_and_no_problem():
    assert codes.judge_code(" \u3000") == codes.JudgedCode("", "none")


@given(st.text(max_size=40))
def test_any_text_is_judged_without_falling_over(text):
    judged = codes.judge_code(text)
    assert judged.proposal == "" or not codes.judge_code(judged.proposal).refused
    assert codes.name_key(codes.tidy_name(text)) == codes.name_key(text)


def test_names_that_differ_in_brackets_spaces_and_dots_have_one_key():
    assert codes.name_key("滑县(城关) 永安加油站") == codes.name_key("滑县（城关）永安加油站")
    assert codes.name_key("阿依古丽•买买提") == codes.name_key("阿依古丽·买买提")
    assert codes.name_key("ＡＢ公司") == codes.name_key("ab公司")
    assert codes.name_key("甲公司") != codes.name_key("乙公司")
    assert codes.tidy_name("  滑县\u3000永安 \u200b加油站 ") == "滑县 永安 加油站"


@pytest.mark.parametrize("number", ["16052600112", "(浙)杭字第0012号", "豫J-001"])
def test_certificate_numbers_of_any_style_fit(number):
    assert codes.certificate_fits(number)


@pytest.mark.parametrize("number", ["", "  ", "1" * 21])
def test_empty_and_endless_certificate_numbers_do_not(number):
    assert not codes.certificate_fits(number)


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("（滑）气检记[2026]12号", "（滑）气检记〔2026〕12号"),
        ("宁应急(2023)2号", "宁应急〔2023〕2号"),
        (" 滑气改【2026】 6号", "滑气改〔2026〕6号"),
    ],
)
def test_brackets_around_the_year_become_hexagonal(typed, stored):
    assert codes.normalise_document_number(typed) == stored
    assert codes.is_document_number(stored)


@pytest.mark.parametrize("text", ["（滑）气检记〔2026〕012号", "（滑）气检记〔2026〕第12号", "〔2026〕1号", "（滑）气检记〔26〕1号", "（滑）气检记〔2026〕0号"])  # fmt: skip
def test_padded_or_odd_document_numbers_are_told_apart(text):
    assert not codes.is_document_number(text)
