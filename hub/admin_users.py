"""People in Wagtail's admin: by e-mail and one name, as the hub knows them."""

from wagtail.users.forms import UserCreationForm, UserEditForm
from wagtail.users.views.users import UserViewSet as WagtailUserViewSet

FIELDS = {"email", "name", "language", "groups", "is_superuser"}


class NewUserForm(UserCreationForm):
    first_name = last_name = None

    class Meta(UserCreationForm.Meta):
        fields = FIELDS


class EditUserForm(UserEditForm):
    first_name = last_name = None

    class Meta(UserEditForm.Meta):
        fields = FIELDS | {"is_active"}


class UserViewSet(WagtailUserViewSet):
    def get_form_class(self, for_update=False):
        return EditUserForm if for_update else NewUserForm
