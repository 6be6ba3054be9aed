"""What the check of an update report finds in its words, and what it leaves alone."""

from datetime import date

import pytest

from decisions.rules.updates import oddities

AS_AT = date(2022, 3, 7)
TWICE = "“%s” names its scale twice: write it once, as £550,000 or £550 million"
LATER = "After Monday 7 March 2022, as at which the report stands: %s. Right for what is planned"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("A grant of £550,000 million", [TWICE % "£550,000 million"]),
        ("£1,204m and £1,204 mothers", [TWICE % "£1,204m"]),
        ("£47.8 million, £30,797.00, £3.2m and £12,885.50", []),
        ("£5,50 for £1,2345", ["“£5,50” has its commas in odd places", "“£1,2345” has its commas in odd places"]),
        ("100% of calls, 67.8 %", []),
        ("A rise of 250%", ["“250%” is more than all. Right for an increase, wrong for a share"]),
        ("On 31 February 2022", ["“31 February 2022” is no date"]),
        ("On Tuesday 2nd March 2022", ["“Tuesday 2nd March 2022” falls on a Wednesday"]),
        ("On Wednesday 2 March 2022, and 7 March 2022", []),
        ("By 31 March 2023, on Friday 25 March 2022, and 31 March 2023", [LATER % "Friday 31 March 2023; Friday 25 March 2022"]),
        ("£550,000 million and £550,000 million", [TWICE % "£550,000 million"]),
    ],
)  # fmt: skip
def test_odd_words_are_found_and_sound_ones_are_not(text, found):
    assert oddities(text, AS_AT) == found
