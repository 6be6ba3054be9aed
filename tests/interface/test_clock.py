from datetime import UTC, date, datetime

from django.test import override_settings

from interface import clock


@override_settings(PORTAL_TODAY="2022-03-10")
def test_today_is_the_day_the_portal_stands_on():
    assert clock.today() == date(2022, 3, 10)
    assert clock.now().utcoffset() is not None


def test_today_is_the_real_one_when_no_day_is_set():
    with override_settings(PORTAL_TODAY=""):
        assert clock.today() == datetime.now(clock.LONDON).date()  # noqa: TID251  compares with the real clock


def test_stand_on_stops_at_noon_of_a_date_and_lets_go():
    with override_settings(PORTAL_TODAY="2022-03-10"):
        with clock.stand_on(date(2018, 4, 4)):
            assert clock.now() == datetime(2018, 4, 4, 12, tzinfo=clock.LONDON)
        assert clock.today() == date(2022, 3, 10)


def test_stand_on_a_moment_gives_london_time():
    with clock.stand_on(datetime(2022, 6, 30, 23, 30, tzinfo=UTC)):
        assert clock.today() == date(2022, 7, 1)
