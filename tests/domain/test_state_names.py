"""Member States as people type them."""

import unicodedata

import pytest

from tracker.domain.casework import state_names
from tracker.operations.workspaces import state_aliases
from tracker.store.beginnings import bundled_member_states

STATES, ALIASES = bundled_member_states(), state_aliases()


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("ken", "KEN"),
        ("Turkey", "TUR"),
        ("TURKIYE", "TUR"),
        ("TÜRKİYE", "TUR"),
        (unicodedata.normalize("NFD", "Côte d'Ivoire"), "CIV"),
        ("cote d’ivoire", "CIV"),
        ("Ivory Coast", "CIV"),
        ("The U.S.A.", "USA"),
        ("Great Britain", "GBR"),
        ("holland", "NLD"),
        ("Swaziland", "SWZ"),
        ("Guinea Bissau", "GNB"),
        ("St. Kitts and Nevis", "KNA"),
        ("  Viet   Nam ", "VNM"),
        ("Vietnam", "VNM"),
        ("South Korea", "KOR"),
        ("Niger", "NER"),
        ("Congo", "COG"),
        ("DR Congo", "COD"),
        ("كينيا", "KEN"),
        ("肯尼亚", "KEN"),
        ("Кения", "KEN"),
        ("Kenia", "KEN"),
        ("États-Unis", "USA"),
        ("etats unis", "USA"),
        ("مصر", "EGY"),
    ],
)
def test_a_name_means_one_state(typed, code):
    assert [state.code for state in state_names.named(STATES, ALIASES, typed)] == [code]


@pytest.mark.parametrize("typed", ["", " ", "'", "Korea", "Atlantis", "United", "\u202e"])
def test_what_is_no_name_means_none(typed):
    assert state_names.named(STATES, ALIASES, typed) == []


def test_the_likeliest_comes_first():
    assert [state.code for state in state_names.similar(STATES, ALIASES, "korea")] == ["KOR", "PRK"]
    assert [state.code for state in state_names.similar(STATES, ALIASES, "russ")] == ["RUS", "BLR", "BRN"]
    assert state_names.similar(STATES, ALIASES, "uinea")[0].code in ("GIN", "GNB", "GNQ", "PNG")
    assert state_names.similar(STATES, ALIASES, "atlantis") == []
    assert state_names.similar(STATES, ALIASES, "") == STATES


def test_no_name_is_that_of_two_states():
    for state in STATES:
        for name in (state.code, state.name, *ALIASES.get(state.code, ())):
            assert state_names.named(STATES, ALIASES, name) == [state], name
