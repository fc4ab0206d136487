"""What is kept of people who look for each other: what they post, whom they have answered, and whom they do not want to be shown."""

from django.utils.translation import gettext_lazy

from entrepreneurs.actions.posts import remove_post
from entrepreneurs.models import Dismissal, Post, PostAnswer
from entrepreneurs.privacy.people import UNTIL_ERASED, of
from hub import privacy
from hub.privacy.registry import Basis, Person


def erase_posts(rows, person: Person) -> None:
    """Also from the titles of conversations that began with them, and from what all visitors were shown."""
    for post in rows.select_related("author"):
        remove_post(post)


privacy.register(
    Post,
    purpose=gettext_lazy("So that those whom you choose read what you need or offer, and can answer"),
    basis=Basis.CONTRACT,
    retention=gettext_lazy("A year after it has been closed or has ended, or until you erase your account"),
    of=of(Post, "author"),
    erase=erase_posts,
)
privacy.register(
    PostAnswer,
    purpose=gettext_lazy("So that answering again leads to the conversation that you two have about it"),
    basis=Basis.CONTRACT,
    retention=UNTIL_ERASED,
    of=of(PostAnswer, "user"),
)
privacy.register(
    Dismissal,
    purpose=gettext_lazy("So that people whom you have put off are not suggested to you. They are not told"),
    basis=Basis.CONTRACT,
    retention=gettext_lazy("Ninety days, or until you take it back or erase your account"),
    of=of(Dismissal, "user"),
)
