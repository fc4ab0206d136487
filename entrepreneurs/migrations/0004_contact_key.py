from uuid import uuid4

from django.db import migrations, models


def give_keys(apps, schema_editor):
    for user in apps.get_model("entrepreneurs", "User").objects.filter(contact_key=None):
        user.contact_key = uuid4()
        user.save(update_fields=["contact_key"])


class Migration(migrations.Migration):
    atomic = False  # PostgreSQL changes no table in the transaction that has just filled it

    dependencies = [("entrepreneurs", "0003_conversations")]

    operations = [
        migrations.AddField("user", "contact_key", models.UUIDField(null=True, editable=False)),
        migrations.RunPython(give_keys, migrations.RunPython.noop),
        migrations.AlterField(
            "user",
            "contact_key",
            models.UUIDField("name in the address by which others can ask me", default=uuid4, unique=True, editable=False),
        ),
    ]
