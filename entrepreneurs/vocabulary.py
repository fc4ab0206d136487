"""The small vocabularies that people choose from about themselves, each word by its key."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

# Languages that people speak, by their own names. Any language can be added: it is only a line here.
SPOKEN = {
    "en": "English",
    "nb": "Norsk",
    "sv": "Svenska",
    "fi": "Suomi",
    "is": "Íslenska",
    "ga": "Gaeilge",
    "el": "Ελληνικά",
    "pl": "Polski",
    "et": "Eesti",
    "uk": "Українська",
    "da": "Dansk",
    "se": "Davvisámegiella",
    "sma": "Åarjelsaemien gïele",
    "de": "Deutsch",
    "fr": "Français",
    "es": "Español",
    "it": "Italiano",
    "nl": "Nederlands",
    "lt": "Lietuvių",
    "lv": "Latviešu",
    "ro": "Română",
    "bg": "Български",
    "sq": "Shqip",
    "ru": "Русский",
    "ka": "ქართული",
    "tr": "Türkçe",
    "ku": "Kurdî",
    "ar": "العربية",
    "fa": "فارسی",
    "ps": "پښتو",
    "so": "Soomaali",
    "ti": "ትግርኛ",
    "am": "አማርኛ",
}

ROLES = {
    "entrepreneur": _("Social entrepreneur"),
    "newcomer": _("On the way to starting"),
    "company": _("Runs another kind of enterprise"),
    "adviser": _("Advises others"),
    "educator": _("Teacher of adults"),
    "partner": _("Works for a partner"),
    "association": _("Active in an association"),
    "researcher": _("Researcher"),
    "decision_maker": _("Decides for a community"),
    "learner": _("Learner"),
}

SECTORS = {
    "food": _("Food and farming"),
    "forest": _("Forest and timber"),
    "sea": _("Fish and sea"),
    "travel": _("Travel and guests"),
    "culture": _("Culture and heritage"),
    "crafts": _("Crafts and making"),
    "care": _("Care and health"),
    "children": _("Children and youth"),
    "learning": _("Teaching and learning"),
    "transport": _("Transport"),
    "energy": _("Energy"),
    "reuse": _("Reuse and repair"),
    "trade": _("Shop and trade"),
    "housing": _("Housing and building"),
    "digital": _("Digital services"),
    "outdoors": _("Sport and outdoors"),
    "community": _("Meeting places and community"),
}

HELP = {
    "advice": _("Advice"),
    "experience": _("Experience to share"),
    "partners": _("People to work with"),
    "customers": _("Customers and sales"),
    "money": _("Funding"),
    "rooms": _("Rooms and premises"),
    "tools": _("Tools and equipment"),
    "practice": _("Places to practise"),
    "languages": _("Help with a language"),
    "digital": _("Help with digital tools"),
    "law": _("Law and accounts"),
    "hands": _("A pair of hands"),
}

TAGS = {
    "youth": _("Young"),
    "woman": _("Woman"),
    "returnee": _("Moved away and came back"),
    "newly_arrived": pgettext_lazy("somebody who has moved here", "New in the country"),
}

# What stands for each kind of choice; challenges are topics, which editors name.
WORDS = {"language": SPOKEN, "sector": SECTORS, "offer": HELP, "need": HELP}
