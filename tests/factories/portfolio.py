"""Pieces, and what they are made of."""

from __future__ import annotations

from uuid import uuid4

from entrepreneurs.models import User
from learning.actions.answers import save_answer
from learning.actions.portfolio import make
from learning.models import Attempt, LessonPage, PortfolioItem
from tests.factories.courses import id_of
from tests.factories.tools import learner_of


def make_piece(owner: User, *, title: str = "The shop", text: str = "We opened on a Tuesday.", language: str = "en", **facts) -> PortfolioItem:
    """A piece of somebody's own."""
    return make(owner, client_id=uuid4(), title=title, text=text, language=language, **facts)


def answer(user: User, lesson: LessonPage, block: str, text: str) -> Attempt:
    return save_answer(lesson, learner=learner_of(user), block_id=id_of(block), response={"text": text})
