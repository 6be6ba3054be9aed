import threading
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection, transaction

from interface import clock, once
from interface.models import FormToken


@pytest.mark.django_db
def test_claim_gives_the_address_of_the_first_sending():
    token = uuid4()

    assert once.claim(token) is None
    once.complete(token, "/actions/A-2022-001/")

    assert once.claim(token) == "/actions/A-2022-001/"


@pytest.mark.django_db(transaction=True)
def test_claim_of_work_that_failed_goes_with_it():
    token = uuid4()
    with transaction.atomic():
        once.claim(token)
        transaction.set_rollback(True)

    with transaction.atomic():
        assert once.claim(token) is None


@pytest.mark.django_db(transaction=True)
def test_claim_refuses_to_stand_outside_a_transaction():
    with pytest.raises(RuntimeError, match="needs transaction"):
        once.claim(uuid4())


@pytest.mark.django_db(transaction=True)
def test_two_sendings_at_once_make_one_record():
    token, made, led_to = uuid4(), [], []
    together = threading.Barrier(2)

    def send(name: str) -> None:
        together.wait(timeout=10)
        with transaction.atomic():
            url = once.claim(token)
            if url is None:
                made.append(name)
                url = f"/records/{name}/"
                once.complete(token, url)
        led_to.append(url)
        connection.close()

    threads = [threading.Thread(target=send, args=(name,)) for name in ("one", "two")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=20)

    assert len(made) == 1
    assert led_to == [f"/records/{made[0]}/"] * 2


@pytest.mark.django_db
def test_forget_drops_old_tokens_only():
    old, new = uuid4(), uuid4()
    with clock.stand_on(clock.now() - timedelta(days=40)):
        once.claim(old)
    once.claim(new)

    once.forget(clock.now() - timedelta(days=30))

    assert list(FormToken.objects.values_list("token", flat=True)) == [new]
