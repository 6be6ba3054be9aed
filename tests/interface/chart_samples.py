"""A chart of each kind, with everything that can stand on it."""

YEARS = (2019, 2020, 2021)
MONTHS = [f"{month} {year}" for year in YEARS for month in ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct",
          "Nov", "Dec")]  # fmt: skip
QUARTERS = [f"{quarter} {year}" for year in YEARS for quarter in ("Jan to Mar", "Apr to Jun", "Jul to Sep", "Oct to Dec")]
PARTIAL = "up to 6 March"

RATE = {
    "title": "The rate has stayed above the average of similar forces throughout", "subtitle": "Offences per 1,000 people",
    "unit": "per 1,000 people", "illustrative": True, "periods": MONTHS, "places": 2,
    "series": [
        {"name": "Avon and Somerset", "values": [0.8 - n / 200 for n in range(36)]},
        {"name": "Average of similar forces", "values": [None, *[0.4 + n / 500 for n in range(35)]]},
    ],
    "events": [{"period": "Mar 2020", "label": "A", "text": "First restrictions"}],
}  # fmt: skip
LIMITS = {
    "title": "Since March 2020 every month has been within its limits", "subtitle": "Offences each month", "unit": "offences",
    "illustrative": True, "periods": [*MONTHS, "Jan 2022", "Feb 2022", "Mar 2022"], "partial": PARTIAL,
    "series": [
        {"name": "Offences", "values": [*(100 + n * 7 % 20 for n in range(14)), *(90 + n * 7 % 20 for n in range(24)), 12]}
    ],
    "limits": [
        {"from": "Jan 2019", "to": "Feb 2020", "average": 109.5, "lower": 99.9, "upper": 118.5},
        {"from": "Mar 2020", "to": "Feb 2022", "average": 99.5, "lower": 79.5, "upper": 119.5},
    ],
    "events": [{"period": "Mar 2020", "label": "A", "text": "First restrictions: the limits start again"}],
}  # fmt: skip
TARGET = {
    "title": "3,145 officers in Dec 2021; the target is 3,291 by March 2023", "subtitle": "Officers", "unit": "officers",
    "periods": MONTHS, "series": [{"name": "Officers", "values": [2865 + n * 8 for n in range(36)]}],
    "targets": [{"from": "Jan 2019", "to": "Mar 2021", "value": 3000, "text": "by March 2021"},
                {"from": "Apr 2021", "to": "Dec 2021", "value": 3291, "text": "by March 2023"}],
}  # fmt: skip
BARS = {
    "kind": "bars", "title": "1,204 offences in Oct to Dec 2021, 1,100 a year before", "subtitle": "Offences each quarter",
    "unit": "offences", "year": 4, "illustrative": True, "periods": [*QUARTERS, "Jan to Mar 2022"], "partial": PARTIAL,
    "series": [{"name": "Offences", "values": [*[1000 + n * 37 % 200 for n in range(12)], 640]}],
}  # fmt: skip
STACKED = {
    "kind": "stacked", "title": "More reviews were not upheld than upheld", "subtitle": "Outcomes of reviews", "unit": "reviews",
    "illustrative": True, "periods": QUARTERS, "year": 4,
    "series": [{"name": name, "values": [3 + (n + place) * 5 % 11 for n in range(12)]}
               for place, name in enumerate(("Upheld", "Not upheld", "Void", "Withdrawn"))],
}  # fmt: skip
SEVERAL = {
    "title": "Four measures", "subtitle": "Offences over 12 months", "unit": "offences", "periods": MONTHS,
    "series": [{"name": name, "values": [500 * (place + 1) + n for n in range(36)]}
               for place, name in enumerate(("Arson", "Robbery", "Theft from the person", "Burglary"))],
}  # fmt: skip

ALL = {"rate": RATE, "limits": LIMITS, "target": TARGET, "bars": BARS, "stacked": STACKED, "several": SEVERAL}
