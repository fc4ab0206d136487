"""What long lists cost the database."""

import pytest
from django.db import connection

from learning.models import Practice

pytestmark = pytest.mark.django_db


def test_page_of_practices_is_read_in_the_order_of_its_index():
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL plans by how much there is")

    plan = Practice.objects.listed().with_words()[:24].explain()

    assert "USING INDEX practices_as_listed" in plan
    assert "TEMP B-TREE" not in plan
