"""What people fill in."""

from entrepreneurs.forms.me import ErasureForm, FactsForm, SignupForm

__all__ = ["ErasureForm", "FactsForm", "SignupForm"]
