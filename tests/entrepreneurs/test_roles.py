"""What each role may do, and no more; through Wagtail's own views and through wagtail-localize's."""

import pytest
from django.contrib.auth.models import Group
from wagtail.models import GroupCollectionPermission, GroupPagePermission, Page
from wagtail_localize.models import StringTranslation, Translation, TranslationSource

from entrepreneurs.roles import ROLES, ensure_roles, grant_pages
from hub.models import HomePage, StandardPage, Topic
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def site(site_tree):
    grant_pages(HomePage.objects.all())
    return site_tree


def member(role: str):
    user = UserFactory()
    user.groups.add(Group.objects.get(name=role))
    return user


def add_page(parent: Page, **facts) -> StandardPage:
    page = parent.add_child(instance=StandardPage(title="About", slug="about", lead="Old", locale=parent.locale, **facts))
    page.save_revision()
    return page


def translate(page: Page, locale) -> Translation:
    source, _is_new = TranslationSource.get_or_create_from_instance(page)
    translation = Translation.objects.create(source=source, target_locale=locale)
    translation.save_target(publish=False)
    return translation


def test_roles_are_these():
    assert list(Group.objects.order_by("pk").values_list("name", flat=True)) == list(ROLES)


@pytest.mark.parametrize(
    ("role", "expected"),
    [
        ("Learner", set()),
        ("Adviser", {"entrepreneurs.advise"}),
        ("Partner editor", {"wagtailadmin.access_admin"}),
        ("Translator", {"wagtailadmin.access_admin", "wagtail_localize.submit_translation"}),
    ],
)
def test_role_has_these_permissions_and_no_others(site, role, expected):
    without_files = {label for label in member(role).get_group_permissions() if not label.startswith(("wagtailimages.", "wagtaildocs."))}

    assert without_files == expected


@pytest.mark.parametrize("role", ROLES)
def test_no_role_may_change_people(site, role):
    labels = {
        permission for permission in member(role).get_group_permissions() if permission.startswith(("entrepreneurs.", "auth.", "mfa.", "account."))
    }

    assert labels - {"entrepreneurs.advise", "entrepreneurs.moderate", "entrepreneurs.enter_workspaces"} == set()


def test_roles_are_made_again_without_doubling_or_leaving_more():
    before = (Group.objects.count(), GroupCollectionPermission.objects.count())
    coordinator = Group.objects.get(name="Coordinator")
    Group.objects.get(name="Learner").permissions.set(coordinator.permissions.all())

    ensure_roles()

    assert (Group.objects.count(), GroupCollectionPermission.objects.count()) == before
    assert Group.objects.get(name="Learner").permissions.count() == 0


def test_pages_are_granted_again_without_doubling(site):
    before = GroupPagePermission.objects.count()

    grant_pages(HomePage.objects.all())

    assert GroupPagePermission.objects.count() == before > 0
    assert set(GroupPagePermission.objects.values_list("page", flat=True)) == {home.pk for home in site.homes.values()}


@pytest.mark.parametrize(
    ("role", "may"),
    [
        ("Learner", (False, False, False)),
        ("Adviser", (False, False, False)),
        ("Partner editor", (False, False, False)),
        ("Translator", (False, True, False)),
        ("Coordinator", (True, True, True)),
        ("Administrator", (True, True, True)),
    ],
)
def test_role_may_add_change_and_publish_pages(site, role, may):
    page, user = add_page(site.home), member(role)
    rights = page.permissions_for_user(user)

    assert (rights.can_add_subpage(), rights.can_edit(), rights.can_publish()) == may


@pytest.mark.parametrize(("role", "status"), [("Learner", 403), ("Adviser", 403), ("Translator", 403), ("Coordinator", 200), ("Administrator", 200)])
def test_reports_are_for_coordinators(site, client, role, status):
    client.force_login(member(role))

    assert client.get("/en/learn/reports/").status_code == status


@pytest.mark.parametrize("role", ROLES)
def test_people_are_changed_by_superusers_alone(site, client, role):
    client.force_login(member(role))

    assert client.get("/admin/users/").status_code == 302
    assert client.get("/django-admin/entrepreneurs/user/").status_code == 302


@pytest.mark.parametrize(("role", "status"), [("Partner editor", 302), ("Translator", 302), ("Coordinator", 200), ("Administrator", 200)])
def test_facts_of_programmes_are_for_coordinators(site, client, role, status):
    client.force_login(member(role))

    assert client.get("/admin/snippets/hub/organisation/add/").status_code == status


# Whoever may not publish must not be able to through wagtail-localize.


@pytest.fixture
def page(site):
    page = add_page(site.home)
    page.get_latest_revision().publish()
    return page


def test_translation_begins_as_a_draft(site, client, page):
    client.force_login(member("Translator"))

    client.post(f"/admin/localize/submit/page/{page.pk}/", {"locales": [site.locales["nb"].pk]})

    assert page.get_translation(site.locales["nb"]).live is False


@pytest.mark.parametrize(("role", "count"), [("Translator", 2), ("Partner editor", 1)])
def test_translation_is_begun_by_those_who_may(site, client, page, role, count):
    client.force_login(member(role))

    client.post(f"/admin/localize/submit/page/{page.pk}/", {"locales": [site.locales["nb"].pk]})

    assert StandardPage.objects.filter(translation_key=page.translation_key).count() == count


def test_translation_is_not_begun_of_a_page_that_one_may_not_change(site, client, page):
    translator = member("Translator")
    GroupPagePermission.objects.filter(group__name="Translator").delete()
    client.force_login(translator)

    client.post(f"/admin/localize/submit/page/{page.pk}/", {"locales": [site.locales["nb"].pk]})

    assert StandardPage.objects.filter(translation_key=page.translation_key).count() == 1


def test_topic_is_not_translated_by_one_who_may_not_change_topics(site, client):
    topic = Topic.objects.create(slug="places", name="Places to meet", locale=site.locales["en"])
    client.force_login(member("Translator"))

    client.post(f"/admin/localize/submit/snippet/hub/topic/{topic.pk}/", {"locales": [site.locales["nb"].pk]})

    assert Topic.objects.count() == 1


@pytest.mark.parametrize(("role", "is_live"), [("Translator", False), ("Coordinator", True)])
def test_update_of_translations_publishes_for_those_who_may(site, client, page, role, is_live, django_capture_on_commit_callbacks):
    translation = translate(page, site.locales["nb"])
    client.force_login(member(role))

    with django_capture_on_commit_callbacks(execute=True):
        response = client.post(f"/admin/localize/update/{translation.source_id}/", {"publish_translations": "on"})

    assert response.status_code == 302
    assert translation.get_target_instance().live is is_live


def test_update_is_refused_to_one_who_may_not_change_the_source(site, client, page):
    translation = translate(page, site.locales["nb"])
    StandardPage.objects.filter(pk=page.pk).update(lead="New")
    before = TranslationSource.objects.get(pk=translation.source_id).last_updated_at
    translator = member("Translator")
    GroupPagePermission.objects.filter(group__name="Translator").delete()
    client.force_login(translator)

    client.post(f"/admin/localize/update/{translation.source_id}/")

    assert TranslationSource.objects.get(pk=translation.source_id).last_updated_at == before


def test_translator_translates_and_cannot_publish_the_translation(site, client, page, django_capture_on_commit_callbacks):
    translation = translate(page, site.locales["nb"])
    segment = translation.source.stringsegment_set.get(string__data="About")
    client.force_login(member("Translator"))

    saved = client.put(
        f"/admin/localize/translate/{translation.pk}/strings/{segment.pk}/edit/", "value=Om+oss", content_type="application/x-www-form-urlencoded"
    )
    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"/admin/pages/{translation.get_target_instance().pk}/edit/", {"action": "publish"})

    assert saved.status_code == 201
    assert StringTranslation.objects.get(translation_of=segment.string).data == "Om oss"
    assert translation.get_target_instance().live is False


@pytest.mark.parametrize(("role", "is_alias"), [("Translator", False), ("Coordinator", True)])
def test_alias_is_made_by_those_who_may_publish(site, client, page, role, is_alias):
    target = translate(page, site.locales["nb"]).get_target_instance()
    client.force_login(member(role))

    client.post(f"/admin/localize/page/{target.pk}/convert_to_alias/")

    target.refresh_from_db()
    assert (target.alias_of_id is not None, target.live) == (is_alias, is_alias)
