"""EntreComp's areas and competences (European Commission, JRC, EUR 27939, 2016); our translations of their names are unofficial."""

from django.utils.translation import gettext_lazy as _

AREAS = {
    "ideas-and-opportunities": (
        _("Ideas and opportunities"),
        {
            "spotting-opportunities": _("Spotting opportunities"),
            "creativity": _("Creativity"),
            "vision": _("Vision"),
            "valuing-ideas": _("Valuing ideas"),
            "ethical-and-sustainable-thinking": _("Ethical and sustainable thinking"),
        },
    ),
    "resources": (
        _("Resources"),
        {
            "self-awareness-and-self-efficacy": _("Self-awareness and self-efficacy"),
            "motivation-and-perseverance": _("Motivation and perseverance"),
            "mobilising-resources": _("Mobilising resources"),
            "financial-and-economic-literacy": _("Financial and economic literacy"),
            "mobilising-others": _("Mobilising others"),
        },
    ),
    "into-action": (
        _("Into action"),
        {
            "taking-the-initiative": _("Taking the initiative"),
            "planning-and-management": _("Planning and management"),
            "coping-with-uncertainty-ambiguity-and-risk": _("Coping with uncertainty, ambiguity and risk"),
            "working-with-others": _("Working with others"),
            "learning-through-experience": _("Learning through experience"),
        },
    ),
}
COMPETENCES = {key: name for _area, competences in AREAS.values() for key, name in competences.items()}
CHOICES = [(area, list(competences.items())) for area, competences in AREAS.values()]
