"""The facts of the programmes, from hub/content/programmes.yaml into rows; a row that a person changed in the admin stays."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from wagtail.log_actions import registry

from hub.content_files import CONTENT, ContentFile, WrongFile, read
from hub.models import OfficialText, Organisation, OrganisationAlias, Partnership, Programme, RelatedProject

PROGRAMMES = CONTENT / "programmes.yaml"
CHILDREN = {"partners": "partnerships", "official_texts": "official_texts", "related_projects": "related_projects"}


def load_programmes() -> list[str]:
    """Make the rows as the file says; what was left alone because a person changed it. Raises WrongFile by programme and field."""
    file = read(PROGRAMMES)
    told = {key: facts_of(file, key, facts) for key, facts in file.facts.items() if key != "organisations"}
    if file.problems:
        raise WrongFile("\n".join(file.problems))
    left_alone = [name for name, facts in file.facts["organisations"].items() if not put_organisation(name, facts)]
    return left_alone + [key for key, facts in told.items() if not put_programme(key, facts)]


def facts_of(file: ContentFile, key: str, facts: dict[str, Any]) -> dict[str, Any]:
    """A programme's facts with its days as dates; a day that no calendar has becomes a complaint."""
    days = {name: day_of(file, f"{key}.{name}", facts.get(name)) for name in ("starts", "ends")}
    if all(days.values()) and days["ends"] < days["starts"]:
        file.complain(f"{key}.ends", "is before its start")
    return facts | {"key": key, "countries": ",".join(sorted(facts["countries"]))} | days


def day_of(file: ContentFile, where: str, text: Any) -> date | None:
    try:
        return date.fromisoformat(str(text))
    except ValueError as error:
        file.complain(where, f"“{text}” is no day in the calendar ({error}); write it as YYYY-MM-DD, and what the source prints in date_note")


def put(found: models.QuerySet, facts: dict[str, Any]) -> bool:
    """Make the row be as the facts say; False if a person has changed it to something else."""
    row = found.first()
    if row is None:
        found.model.objects.create(**facts)
    elif any(getattr(row, name) != value for name, value in facts.items()):
        if is_changed_by_person(row):
            return False
        for name, value in facts.items():
            setattr(row, name, value)
        row.save()
    return True


def put_organisation(name: str, facts: dict[str, Any]) -> bool:
    """Likewise an organisation, with its other names. A project's papers name it: nobody has to verify it."""
    also = facts.get("also", [])
    is_put = put(Organisation.objects.filter(name=name), {"name": name} | {key: value for key, value in facts.items() if key != "also"})
    organisation = Organisation.objects.get(name=name)
    if not organisation.is_verified:
        organisation.verify()
    for other in also if is_put else ():
        OrganisationAlias.objects.get_or_create(name=other, defaults={"organisation": organisation})
    return is_put


def put_programme(key: str, facts: dict[str, Any]) -> bool:
    """Likewise a programme, with all that it lists."""
    programme = Programme.objects.filter(key=key).first()
    if programme and as_told(programme, facts) == facts:
        return True
    if programme and is_changed_by_person(programme):
        return False
    programme = programme or Programme(key=key)
    for name, value in facts.items():
        if name not in CHILDREN:
            setattr(programme, name, value)
    programme.partnerships = [Partnership(organisation=Organisation.objects.get(name=each["name"]), role=each["role"]) for each in facts["partners"]]
    programme.official_texts = [OfficialText(**each) for each in facts["official_texts"]]
    programme.related_projects = [RelatedProject(**each) for each in facts.get("related_projects", [])]
    try:
        programme.full_clean()
    except ValidationError as error:
        raise WrongFile(f"{PROGRAMMES.name}: {key}: {' '.join(error.messages)}") from error
    programme.save()
    return True


def as_told(programme: Programme, facts: dict[str, Any]) -> dict[str, Any]:
    """What the row says of what the facts name, in their words."""
    rows = {name: getattr(programme, name) for name in facts if name not in CHILDREN} | {
        "countries": ",".join(sorted(country.code for country in programme.countries))
    }
    partners = [{"name": each.organisation.name, "role": each.role} for each in programme.partnerships.select_related("organisation")]
    texts, projects = programme.official_texts.all(), programme.related_projects.all()
    children = {
        "partners": partners,
        "official_texts": [{name: getattr(each, name) for name in said} for each, said in zip(texts, facts["official_texts"], strict=False)],
        "related_projects": [{"relation": each.relation, "name": each.name} for each in projects],
    }
    counted = len(texts) == len(facts["official_texts"])
    return rows | {name: children[name] for name in CHILDREN if name in facts} if counted else {}


def is_changed_by_person(row: models.Model) -> bool:
    """Whether it was ever saved in the admin: that is logged, and loading is not."""
    return registry.get_logs_for_instance(row).exists()
