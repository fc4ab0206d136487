import django.db.models.deletion
import django.utils.timezone
import django_countries.fields
import modelcluster.fields
import uuid
import wagtail.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('hub', '0001_initial'), ('hub', '0002_live'), ('hub', '0003_notices'), ('hub', '0004_organisations')]

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ('wagtailcore', '0098_apitoken'),
        # What follows needs nothing of these: each migration takes the longer the more models there are, so theirs, which are many, come first.
        ('mfa', '0003_authenticator_type_uniq'),
        ('taggit', '0006_rename_taggeditem_content_type_object_id_taggit_tagg_content_8fc721_idx'),
        ('wagtail_localize', '0016_rename_page_revision_translationlog_revision'),
        ('wagtaildocs', '0014_alter_document_file_size'),
        ('wagtailredirects', '0008_add_verbose_name_plural'),
        ('wagtailsearch', '0010_add_text_fields'),
        ('wagtailusers', '0015_userprofile_keyboard_shortcuts'),
    ]

    operations = [
        migrations.CreateModel(
            name='Feed',
            fields=[
                ('key', models.CharField(max_length=80, primary_key=True, serialize=False)),
                ('last_seq', models.PositiveBigIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name='Generation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveBigIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name='HomePage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('provenance', models.CharField(choices=[('original', 'Written in this language'), ('person', 'Translated by a person'), ('machine', 'Translated by machine, not yet reviewed by a person'), ('reviewed', 'Translated by machine, reviewed by a person')], default='original', editable=False, max_length=10)),
                ('reviewed_at', models.DateTimeField(editable=False, null=True)),
                ('lead', models.TextField(max_length=300, verbose_name='lead')),
                ('paths', wagtail.fields.StreamField([], blank=True, block_lookup={}, verbose_name='what people want to do')),
            ],
            options={
                'verbose_name': 'front page',
            },
            bases=('wagtailcore.page',),
        ),
        migrations.CreateModel(
            name='Letter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('subject', models.CharField(max_length=200)),
                ('body', models.TextField()),
                ('language', models.CharField(max_length=10)),
                ('sent_at', models.DateTimeField(auto_now_add=True)),
                ('read_at', models.DateTimeField(blank=True, null=True)),
                ('recipient', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='letters', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-pk'],
            },
        ),
        migrations.CreateModel(
            name='NewsPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('provenance', models.CharField(choices=[('original', 'Written in this language'), ('person', 'Translated by a person'), ('machine', 'Translated by machine, not yet reviewed by a person'), ('reviewed', 'Translated by machine, reviewed by a person')], default='original', editable=False, max_length=10)),
                ('reviewed_at', models.DateTimeField(editable=False, null=True)),
                ('day', models.DateField(verbose_name='day')),
                ('lead', models.TextField(max_length=400, verbose_name='lead')),
                ('body', wagtail.fields.RichTextField(verbose_name='text')),
            ],
            options={
                'verbose_name': 'news',
            },
            bases=('wagtailcore.page',),
        ),
        migrations.CreateModel(
            name='Notice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=40, verbose_name='kind')),
                ('about', models.CharField(max_length=80, verbose_name='about what')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='new since')),
                ('read_at', models.DateTimeField(blank=True, null=True, verbose_name='read on')),
                ('mail_at', models.DateTimeField(blank=True, db_index=True, null=True, verbose_name='to be mailed on')),
                ('mailed_at', models.DateTimeField(blank=True, null=True, verbose_name='mailed on')),
                ('recipient', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='notices', to=settings.AUTH_USER_MODEL, verbose_name='recipient')),
            ],
            options={
                'verbose_name': 'notice',
                'verbose_name_plural': 'notices',
                'ordering': ['-created_at', '-pk'],
                'constraints': [models.UniqueConstraint(fields=('recipient', 'kind', 'about'), name='noticed_once')],
            },
        ),
        migrations.CreateModel(
            name='NoticeChoice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=40, verbose_name='kind')),
                ('pace', models.CharField(choices=[('at_once', 'Soon'), ('daily', 'Once a day, in the morning'), ('weekly', 'Once a week, on Monday morning'), ('never', 'Not by mail')], max_length=10, verbose_name='by mail')),
                ('is_shown', models.BooleanField(default=True, verbose_name='on the page of what is new')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='user')),
            ],
            options={
                'verbose_name': 'choice of notices',
                'verbose_name_plural': 'choices of notices',
                'constraints': [models.UniqueConstraint(fields=('user', 'kind'), name='chosen_once_for_each_kind')],
            },
        ),
        migrations.CreateModel(
            name='Organisation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=160, unique=True, verbose_name='name')),
                ('country', django_countries.fields.CountryField(max_length=2, verbose_name='country')),
                ('website', models.URLField(blank=True, verbose_name='website')),
                ('asked_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='asked to join on')),
                ('declined_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='not taken in on')),
                ('is_fictional', models.BooleanField(default=False, verbose_name='made up, for the demonstration')),
                ('kind', models.CharField(choices=[('partner', 'Partner in a project'), ('advisers', 'Advisers'), ('municipality', 'Municipality or county'), ('education', 'Education'), ('civil', 'Civil society'), ('funder', 'Funder'), ('enterprise', 'Enterprise')], default='partner', max_length=12, verbose_name='kind')),
                ('languages', models.CharField(blank=True, help_text='Codes with spaces between them, such as: nb sv en', max_length=100, verbose_name='languages it works in')),
                ('left_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='left on')),
                ('merged_into', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='merged', to='hub.organisation', verbose_name='has become part of')),
                ('slug', models.SlugField(blank=True, help_text='Left empty, it is made from the name.', max_length=80, unique=True, verbose_name='address')),
                ('verified_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='verified on')),
                ('works_in', django_countries.fields.CountryField(blank=True, max_length=746, multiple=True, verbose_name='works in these other countries')),
            ],
            options={
                'verbose_name': 'organisation',
                'verbose_name_plural': 'organisations',
                'ordering': ['name'],
            },
        ),
        migrations.CreateModel(
            name='Programme',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.SlugField(help_text='Names its colours and landscape: sing, merse, pomeil.', unique=True, verbose_name='key')),
                ('acronym', models.CharField(max_length=20, unique=True, verbose_name='acronym')),
                ('full_name', models.CharField(help_text='As printed; never translated.', max_length=200, verbose_name='full name')),
                ('funder', models.CharField(max_length=200, verbose_name='funded by')),
                ('code', models.CharField(blank=True, max_length=60, verbose_name='project code')),
                ('website', models.URLField(blank=True, verbose_name='website')),
                ('starts', models.DateField(verbose_name='starts')),
                ('starts_precision', models.CharField(choices=[('day', 'day'), ('month', 'month'), ('year', 'year')], default='day', max_length=5, verbose_name='start known to the')),
                ('ends', models.DateField(verbose_name='ends')),
                ('ends_precision', models.CharField(choices=[('day', 'day'), ('month', 'month'), ('year', 'year')], default='day', max_length=5, verbose_name='end known to the')),
                ('date_note', models.CharField(blank=True, help_text='For editors: what the source prints.', max_length=200, verbose_name='note on the dates')),
                ('countries', django_countries.fields.CountryField(max_length=746, multiple=True, verbose_name='countries')),
                ('required_languages', models.CharField(blank=True, help_text='Codes, by spaces. A course is published only when complete in all of them.', max_length=60, verbose_name='required languages')),
                ('has_all_partners', models.BooleanField(default=False, verbose_name='the list of partners is complete')),
            ],
            options={
                'verbose_name': 'programme',
                'verbose_name_plural': 'programmes',
                'ordering': ['pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('ends__gte', models.F('starts'))), name='programme_ends_after_start')],
            },
        ),
        migrations.CreateModel(
            name='QuietHours',
            fields=[
                ('user', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='+', serialize=False, to=settings.AUTH_USER_MODEL, verbose_name='user')),
                ('begins', models.TimeField(verbose_name='no mail from')),
                ('ends', models.TimeField(verbose_name='no mail until')),
            ],
            options={
                'verbose_name': 'quiet hours',
                'verbose_name_plural': 'quiet hours',
                'constraints': [models.CheckConstraint(condition=models.Q(('begins', models.F('ends')), _negated=True), name='quiet_hours_end')],
            },
        ),
        migrations.CreateModel(
            name='StandardPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('provenance', models.CharField(choices=[('original', 'Written in this language'), ('person', 'Translated by a person'), ('machine', 'Translated by machine, not yet reviewed by a person'), ('reviewed', 'Translated by machine, reviewed by a person')], default='original', editable=False, max_length=10)),
                ('reviewed_at', models.DateTimeField(editable=False, null=True)),
                ('lead', models.TextField(blank=True, max_length=400, verbose_name='lead')),
                ('body', wagtail.fields.StreamField([], block_lookup={}, verbose_name='text')),
                ('in_footer', models.BooleanField(default=False, verbose_name='in the footer')),
            ],
            options={
                'verbose_name': 'page',
            },
            bases=('wagtailcore.page',),
        ),
        migrations.CreateModel(
            name='TimetableEntry',
            fields=[
                ('name', models.CharField(max_length=80, primary_key=True, serialize=False)),
                ('begun_at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='Topic',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('translation_key', models.UUIDField(default=uuid.uuid4, editable=False)),
                ('slug', models.SlugField(max_length=60, verbose_name='slug')),
                ('name', models.CharField(max_length=80, verbose_name='name')),
                ('locale', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='wagtailcore.locale', verbose_name='locale')),
            ],
            options={
                'verbose_name': 'challenge',
                'verbose_name_plural': 'challenges',
                'ordering': ['name'],
                'abstract': False,
                'unique_together': {('translation_key', 'locale')},
            },
        ),
        migrations.CreateModel(
            name='FeedEvent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('seq', models.PositiveBigIntegerField()),
                ('kind', models.CharField(max_length=40)),
                ('ids', models.JSONField()),
                ('created_at', models.DateTimeField(auto_now_add=True, db_index=True)),
                ('feed', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='events', to='hub.feed')),
            ],
            options={
                'ordering': ['seq'],
                'constraints': [models.UniqueConstraint(fields=('feed', 'seq'), name='one_event_per_number')],
            },
        ),
        migrations.CreateModel(
            name='OfficialText',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sort_order', models.IntegerField(blank=True, editable=False, null=True)),
                ('kind', models.CharField(choices=[('acknowledgement', 'acknowledgement'), ('disclaimer', 'disclaimer')], max_length=20, verbose_name='kind')),
                ('language', models.CharField(max_length=10, verbose_name='language')),
                ('text', models.TextField(verbose_name='text')),
                ('is_official', models.BooleanField(default=False, verbose_name='the official wording')),
                ('programme', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='official_texts', to='hub.programme')),
            ],
            options={
                'ordering': ['sort_order'],
                'abstract': False,
                'constraints': [models.UniqueConstraint(fields=('programme', 'kind', 'language'), name='official_text_once')],
            },
        ),
        migrations.CreateModel(
            name='OrganisationAlias',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sort_order', models.IntegerField(blank=True, editable=False, null=True)),
                ('name', models.CharField(max_length=160, unique=True, verbose_name='other name')),
                ('organisation', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='aliases', to='hub.organisation')),
            ],
            options={
                'verbose_name': 'other name of an organisation',
                'verbose_name_plural': 'other names of organisations',
                'ordering': ['sort_order'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Partnership',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sort_order', models.IntegerField(blank=True, editable=False, null=True)),
                ('role', models.CharField(choices=[('operator', 'operator of the hub'), ('lead', 'lead partner'), ('partner', 'partner')], default='partner', max_length=10, verbose_name='role')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='partnerships', to='hub.organisation', verbose_name='organisation')),
                ('programme', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='partnerships', to='hub.programme')),
            ],
            options={
                'ordering': ['sort_order'],
                'abstract': False,
                'constraints': [models.UniqueConstraint(fields=('programme', 'organisation'), name='partner_once')],
            },
        ),
        migrations.CreateModel(
            name='ProgrammePage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('provenance', models.CharField(choices=[('original', 'Written in this language'), ('person', 'Translated by a person'), ('machine', 'Translated by machine, not yet reviewed by a person'), ('reviewed', 'Translated by machine, reviewed by a person')], default='original', editable=False, max_length=10)),
                ('reviewed_at', models.DateTimeField(editable=False, null=True)),
                ('tagline', models.CharField(max_length=160, verbose_name='in a sentence')),
                ('aims', wagtail.fields.RichTextField(verbose_name='aims')),
                ('goals', wagtail.fields.StreamField([], blank=True, block_lookup={}, verbose_name='outcome goals')),
                ('audience', wagtail.fields.RichTextField(verbose_name='for whom')),
                ('programme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='pages', to='hub.programme', verbose_name='programme')),
            ],
            options={
                'verbose_name': 'programme page',
            },
            bases=('wagtailcore.page',),
        ),
        migrations.CreateModel(
            name='RelatedProject',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sort_order', models.IntegerField(blank=True, editable=False, null=True)),
                ('relation', models.CharField(choices=[('builds_on', 'builds on'), ('related', 'is related to')], max_length=10, verbose_name='relation')),
                ('name', models.CharField(max_length=80, verbose_name='name')),
                ('programme', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='related_projects', to='hub.programme')),
            ],
            options={
                'ordering': ['sort_order'],
                'abstract': False,
            },
        ),
    ]
