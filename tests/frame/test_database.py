"""The test database itself: whole for every test, whatever the test before has done."""

import pytest
from wagtail.models import Page, Site

from entrepreneurs.models import User
from tests.factories import SiteTree, UserFactory


@pytest.mark.parametrize("again", [1, 2])
@pytest.mark.django_db(transaction=True)
def test_database_is_whole_again_after_a_transactional_test(again):
    assert not User.objects.exists()
    tree = SiteTree.there()
    assert [home.title for home in tree.homes.values()] == ["Tvers", "Tvers (nb)", "Tvers (sv)", "Tvers (uk)"]
    assert list(Page.objects.filter(depth=2)) == [home.page_ptr for home in tree.homes.values()]

    UserFactory()
    Page.objects.filter(depth__gt=1).delete()


def test_site_tree_stands_on_its_source_and_is_translated(site_tree):
    home = Site.objects.get().root_page.specific

    assert home == site_tree.homes["en"]
    assert [page.locale.language_code for page in home.tongues] == ["en", "nb", "sv", "uk"]
