"""Courses to choose from, my learning, and the page one gets at the end."""

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_POST

from hub.pagecache import for_all_visitors
from learning import guests
from learning.actions import progress as actions
from learning.forms.courses import FeedbackForm, PaceForm
from learning.models import CoursePage, Enrolment
from learning.progress import way_through, ways_through_all


def all_courses(request):
    return for_all_visitors(request, render(request, "learning/courses.html"))


def mine(request):
    """My learning: every course I am in, where I am in it, and what became of those that were taken down."""
    ways = [way for way in ways_through_all(request) if way.enrolment]
    there = [way.enrolment.course_key for way in ways]
    taken_down = Enrolment.objects.visible_to(request.learner).exclude(course_key__in=there)
    ways.sort(key=lambda way: way.enrolment.last_seen_at, reverse=True)
    return render(request, "learning/mine.html", {"ways": ways, "taken_down": taken_down})


def course_in_reach(course_key) -> CoursePage:
    """The course in the reader's language, or the nearest."""
    found = CoursePage.objects.live().filter(translation_key=course_key).in_nearest(get_language())
    if not found:
        raise Http404
    return found[0]


@require_POST
def join(request, course_key):
    """Be in a course, at a pace; whoever is in it already chooses another. A pace that is none changes nothing."""
    course = course_in_reach(course_key)
    form, token = PaceForm(request.POST), None
    if form.is_valid():
        learner, token = guests.ensure(request)
        form.perform(actions.join, course, learner=learner, language=course.language)
    response = redirect(course.get_url(request))
    guests.remember(response, token)
    return response


def finished(request, course_key):
    """What was finished, when, and what was learnt: to be printed; and the question what helped."""
    enrolment = get_object_or_404(Enrolment.objects.visible_to(request.learner).finished(), course_key=course_key)
    feedback = getattr(enrolment, "feedback", None)
    form = FeedbackForm(request.POST or None, initial={"helped": feedback.helped, "unclear": feedback.unclear} if feedback else None)
    if request.method == "POST" and form.perform(actions.give_feedback, enrolment, language=get_language()):
        return redirect("learning:finished", course_key=course_key)
    way = way_through(course_in_reach(course_key), enrolment=enrolment)
    context = {"way": way, "enrolment": enrolment, "form": form, "has_given": feedback is not None}
    return render(request, "learning/finished.html", context, status=422 if form.errors else 200)
