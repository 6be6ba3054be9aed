import pytest

from interface.templatetags.addresses import whole_postcode


@pytest.mark.parametrize(
    ("address", "printed"),
    [
        ("County Hall, Taunton, TA1 4DY", "County Hall, Taunton, TA1\u00a04DY"),
        ("10 Downing Street, SW1A 2AA, London", "10 Downing Street, SW1A\u00a02AA, London"),
        ("Belvedere Road, Taunton", "Belvedere Road, Taunton"),
        ("", ""),
    ],
)
def test_postcode_stays_on_one_line(address, printed):
    assert whole_postcode(address) == printed
