# What sixteen migrations of 23 November 2026 led to, as one. Written by Django 5.2.19.

import datetime
import django.contrib.auth.validators
import django.db.models.deletion
import django.db.models.functions.text
import django.db.models.manager
import django.utils.timezone
import reader.models.imports
import reader.models.picture
import reader.models.snapshot
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    # A database that has all of these is where this leads: nothing is done there.
    replaces = [
        ('reader', '0001_initial'),
        ('reader', '0002_cleaning_rules'),
        ('reader', '0004_imports'),
        ('reader', '0005_labels_states'),
        ('reader', '0006_saved_searches'),
        ('reader', '0007_token'),
        ('reader', '0008_stale_entries'),
        ('reader', '0009_language'),
        ('reader', '0010_reading_places'),
        ('reader', '0011_rate_idempotencykey'),
        ('reader', '0012_corrections'),
        ('reader', '0013_likeness'),
        ('reader', '0014_pictures'),
        ('reader', '0015_feeds_and_fetching_again'),
        ('reader', '0016_bin'),
        ('reader', '0017_taking_over'),
    ]

    initial = True

    dependencies = [
        ('auth', '0012_alter_user_first_name_max_length'),
    ]

    operations = [
        migrations.CreateModel(
            name='User',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('is_superuser', models.BooleanField(default=False, help_text='Designates that this user has all permissions without explicitly assigning them.', verbose_name='superuser status')),
                ('username', models.CharField(error_messages={'unique': 'A user with that username already exists.'}, help_text='Required. 150 characters or fewer. Letters, digits and @/./+/-/_ only.', max_length=150, unique=True, validators=[django.contrib.auth.validators.UnicodeUsernameValidator()], verbose_name='username')),
                ('first_name', models.CharField(blank=True, max_length=150, verbose_name='first name')),
                ('last_name', models.CharField(blank=True, max_length=150, verbose_name='last name')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='email address')),
                ('is_staff', models.BooleanField(default=False, help_text='Designates whether the user can log into this admin site.', verbose_name='staff status')),
                ('is_active', models.BooleanField(default=True, help_text='Designates whether this user should be treated as active. Unselect this instead of deleting accounts.', verbose_name='active')),
                ('date_joined', models.DateTimeField(default=django.utils.timezone.now, verbose_name='date joined')),
                ('theme', models.CharField(choices=[('system', 'As the system'), ('light', 'Light'), ('sepia', 'Sepia'), ('dark', 'Dark'), ('contrast', 'Contrast')], default='system', max_length=10)),
                ('text_size', models.CharField(choices=[('small', 'Small'), ('medium', 'Medium'), ('large', 'Large'), ('largest', 'Largest')], default='medium', max_length=10)),
                ('text_width', models.CharField(choices=[('narrow', 'Narrow'), ('medium', 'Medium'), ('wide', 'Wide')], default='medium', max_length=10)),
                ('groups', models.ManyToManyField(blank=True, help_text='The groups this user belongs to. A user will get all permissions granted to each of their groups.', related_name='user_set', related_query_name='user', to='auth.group', verbose_name='groups')),
                ('user_permissions', models.ManyToManyField(blank=True, help_text='Specific permissions for this user.', related_name='user_set', related_query_name='user', to='auth.permission', verbose_name='user permissions')),
                ('language', models.CharField(blank=True, max_length=10)),
                ('text_face', models.CharField(choices=[('serif', 'Serif'), ('sans', 'Sans'), ('humanist', 'Humanist'), ('mono', 'Typewriter'), ('plain', 'For dyslexia')], default='serif', max_length=10)),
                ('text_leading', models.CharField(choices=[('tight', 'Tight'), ('medium', 'Medium'), ('loose', 'Loose')], default='medium', max_length=10)),
                ('text_align', models.CharField(choices=[('start', 'Ragged'), ('justify', 'Justified')], default='start', max_length=10)),
                ('text_hyphens', models.CharField(choices=[('manual', 'None'), ('auto', 'As the language does')], default='manual', max_length=10)),
            ],
            options={
                'verbose_name': 'user',
                'verbose_name_plural': 'users',
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Membership',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(choices=[('owner', 'Owner'), ('coder', 'Coder'), ('viewer', 'Viewer')], max_length=10)),
                ('joined_at', models.DateTimeField(auto_now_add=True)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='memberships', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ('joined_at', 'pk'),
            },
        ),
        migrations.CreateModel(
            name='Project',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=200)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('is_sample', models.BooleanField(default=False, help_text='Came with Attest, and can be removed with one button.')),
                ('members', models.ManyToManyField(related_name='projects', through='reader.Membership', to=settings.AUTH_USER_MODEL)),
                ('pictures_always_since', models.DateTimeField(blank=True, help_text='when it was chosen that the pictures of every article are loaded at once', null=True)),
                ('bin_of', models.OneToOneField(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='bin', to='reader.project')),
            ],
            options={
                'ordering': ('is_sample', 'name', 'pk'),
            },
            managers=[
                ('everything', django.db.models.manager.Manager()),
            ],
        ),
        migrations.AddField(
            model_name='membership',
            name='project',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='memberships', to='reader.project'),
        ),
        migrations.AddConstraint(
            model_name='membership',
            constraint=models.UniqueConstraint(fields=('project', 'user'), name='one_membership_a_person'),
        ),
        migrations.AddConstraint(
            model_name='membership',
            constraint=models.CheckConstraint(condition=models.Q(('role__in', ['owner', 'coder', 'viewer'])), name='membership_role_known'),
        ),
        migrations.CreateModel(
            name='Host',
            fields=[
                ('name', models.CharField(help_text='host:port', max_length=300, primary_key=True, serialize=False)),
                ('next_at', models.FloatField(default=0, help_text='when it may be asked next, in seconds since the epoch')),
                ('under_way', models.JSONField(default=list)),
            ],
        ),
        migrations.CreateModel(
            name='Lease',
            fields=[
                ('name', models.CharField(max_length=50, primary_key=True, serialize=False)),
                ('until', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='Rate',
            fields=[
                ('key', models.CharField(max_length=100, primary_key=True, serialize=False)),
                ('until', models.DateTimeField(db_index=True)),
                ('count', models.PositiveIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name='Article',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('source_key', models.CharField(max_length=80)),
                ('url', models.TextField(blank=True)),
                ('status', models.CharField(choices=[('waiting', 'Being read'), ('ready', 'Ready'), ('unreadable', 'Could not be read')], default='waiting', max_length=10)),
                ('problem', models.TextField(blank=True)),
                ('title', models.TextField()),
                ('standfirst', models.TextField(blank=True)),
                ('byline', models.TextField(blank=True)),
                ('published', models.CharField(blank=True, help_text='ISO 8601: a date, or a date and a time', max_length=40)),
                ('language', models.CharField(blank=True, help_text='BCP 47', max_length=35)),
                ('direction', models.CharField(default='ltr', max_length=3)),
                ('site_name', models.TextField(blank=True)),
                ('word_count', models.PositiveIntegerField(default=0)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('created_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='articles', to='reader.project')),
            ],
            options={
                'ordering': ('-created_at', '-pk'),
            },
        ),
        migrations.CreateModel(
            name='Feed',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('url', models.TextField()),
                ('title', models.CharField(blank=True, max_length=300)),
                ('site_url', models.TextField(blank=True)),
                ('keeps_all', models.BooleanField(default=False)),
                ('etag', models.CharField(blank=True, max_length=200)),
                ('last_modified', models.CharField(blank=True, max_length=200)),
                ('due_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('polled_at', models.DateTimeField(blank=True, null=True)),
                ('rest', models.DurationField(default=datetime.timedelta(seconds=3600), help_text='between the last poll and the next')),
                ('problem', models.TextField(blank=True)),
                ('failing_since', models.DateTimeField(blank=True, null=True)),
                ('stopped_at', models.DateTimeField(blank=True, null=True)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('created_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='feeds', to='reader.project')),
                ('moved_to', models.TextField(blank=True, help_text='where the last poll was led for good; the next one confirms it')),
            ],
            options={
                'ordering': ('title', 'pk'),
                'indexes': [models.Index(condition=models.Q(('stopped_at', None)), fields=['due_at'], name='feeds_due')],
                'constraints': [models.UniqueConstraint(fields=('project', 'url'), name='one_feed_an_address')],
            },
        ),
        migrations.CreateModel(
            name='Import',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('label', models.CharField(blank=True, max_length=200)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('cancelled_at', models.DateTimeField(blank=True, null=True)),
                ('created_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='imports', to='reader.project')),
            ],
            options={
                'ordering': ('-pk',),
            },
        ),
        migrations.CreateModel(
            name='ImportRow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField(help_text='in its list, or among what was given, counted from 0')),
                ('label', models.CharField(max_length=500)),
                ('url', models.TextField(blank=True)),
                ('file', models.FileField(blank=True, max_length=200, upload_to=reader.models.imports.path_of)),
                ('content_type', models.CharField(blank=True, max_length=200)),
                ('filename', models.CharField(blank=True, max_length=255)),
                ('known', models.JSONField(blank=True, default=dict)),
                ('state', models.CharField(choices=[('waiting', 'Waiting'), ('imported', 'Imported'), ('existing', 'Is here already'), ('unpacked', 'A list'), ('failed', 'Failed'), ('cancelled', 'Cancelled')], default='waiting', max_length=10)),
                ('reason', models.TextField(blank=True, help_text='why it failed, or what else there is to say')),
                ('remedy', models.TextField(blank=True)),
                ('tries', models.PositiveIntegerField(default=0)),
                ('leased_until', models.DateTimeField(blank=True, null=True)),
                ('article', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='reader.article')),
                ('batch', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='rows', to='reader.import')),
                ('origin', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='parts', to='reader.importrow')),
            ],
            options={
                'ordering': ('pk',),
                'indexes': [models.Index(fields=['batch', 'state', 'id'], name='import_rows_by_state')],
                'constraints': [models.UniqueConstraint(fields=('origin', 'number'), name='one_part_a_number'), models.CheckConstraint(condition=models.Q(('state__in', ['waiting', 'imported', 'existing', 'unpacked', 'failed', 'cancelled'])), name='import_row_state_known')],
            },
        ),
        migrations.CreateModel(
            name='FeedItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(help_text='SHA-256 of what the feed calls it, or of its address', max_length=64)),
                ('url', models.TextField()),
                ('title', models.CharField(blank=True, max_length=500)),
                ('published', models.CharField(blank=True, help_text='ISO 8601, in UTC', max_length=25)),
                ('seen_at', models.DateTimeField(auto_now_add=True)),
                ('dismissed_at', models.DateTimeField(blank=True, null=True)),
                ('kept_at', models.DateTimeField(blank=True, null=True)),
                ('feed', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='items', to='reader.feed')),
                ('row', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='feed_item', to='reader.importrow')),
            ],
            options={
                'ordering': ('-pk',),
                'indexes': [models.Index(condition=models.Q(('dismissed_at', None), ('kept_at', None)), fields=['feed', '-id'], name='fresh_items')],
                'constraints': [models.UniqueConstraint(fields=('feed', 'key'), name='one_item_a_key')],
            },
        ),
        migrations.CreateModel(
            name='Installation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('set_up_at', models.DateTimeField(auto_now_add=True)),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('id', 1)), name='one_installation')],
            },
        ),
        migrations.CreateModel(
            name='Likeness',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('share', models.FloatField(help_text="of the shorter one's runs of words, how many the longer one has: 0 to 1")),
                ('article', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='likenesses', to='reader.article')),
                ('other', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='likenesses_of_later', to='reader.article')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('article', 'other'), name='one_likeness_a_pair'), models.CheckConstraint(condition=models.Q(('article__gt', models.F('other'))), name='likeness_later_first')],
            },
        ),
        migrations.CreateModel(
            name='Label',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=60)),
                ('articles', models.ManyToManyField(blank=True, related_name='labels', to='reader.article')),
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='labels', to='reader.project')),
            ],
            options={
                'ordering': (django.db.models.functions.text.Lower('name'), 'pk'),
                'constraints': [models.UniqueConstraint(models.F('project'), django.db.models.functions.text.Lower('name'), name='label_name_once'), models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='label_has_a_name')],
            },
        ),
        migrations.CreateModel(
            name='CleaningRule',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('host', models.CharField(max_length=253, verbose_name='site')),
                ('reason', models.CharField(blank=True, help_text='why the cleaning cuts what is kept, in the words of the reading view', max_length=200)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('created_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='cleaning_rules', to='reader.project')),
                ('line', models.CharField(blank=True, help_text='what is cut, in the words of the page', max_length=300)),
            ],
            options={
                'ordering': ('host', 'reason', 'line'),
                'constraints': [models.UniqueConstraint(fields=('project', 'host', 'reason', 'line'), name='one_rule_a_site_and_kind'), models.CheckConstraint(condition=models.Q(models.Q(('reason', ''), _negated=True), models.Q(('line', ''), _negated=True), _connector='XOR'), name='rule_keeps_or_cuts')],
            },
        ),
        migrations.CreateModel(
            name='ReadingState',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('reading', 'Reading'), ('done', 'Done'), ('archived', 'Archived')], max_length=10)),
                ('article', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='reader.article')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('version', models.PositiveIntegerField(blank=True, help_text='its number', null=True)),
                ('block', models.PositiveIntegerField(blank=True, help_text='its number in the version, from 0', null=True)),
                ('offset', models.PositiveIntegerField(default=0, help_text='code points into the block')),
                ('progress', models.PositiveSmallIntegerField(default=0, help_text='the furthest they were, in percent of the text')),
            ],
            options={
                'ordering': ('pk',),
                'indexes': [models.Index(fields=['user', 'state', 'article'], name='reading_state_listing')],
                'constraints': [models.UniqueConstraint(fields=('user', 'article'), name='one_state_a_person_and_article'), models.CheckConstraint(condition=models.Q(('state__in', ['reading', 'done', 'archived'])), name='reading_state_known'), models.CheckConstraint(condition=models.Q(('progress__lte', 100)), name='progress_in_percent')],
            },
        ),
        migrations.CreateModel(
            name='SavedSearch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=60)),
                ('query', models.TextField(help_text='of the address, without the question mark')),
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='reader.project')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ('name', 'pk'),
                'constraints': [models.UniqueConstraint(fields=('user', 'project', 'name'), name='saved_search_name_once')],
            },
        ),
        migrations.CreateModel(
            name='Schedule',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('every', models.PositiveSmallIntegerField(choices=[(0, 'never'), (24, 'every day'), (168, 'every week'), (720, 'every month')])),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('article', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='schedule', to='reader.article')),
                ('created_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('label', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='schedule', to='reader.label')),
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='schedules', to='reader.project')),
            ],
            options={
                'ordering': ('pk',),
                'constraints': [models.CheckConstraint(condition=models.Q(('label', None), ('article', None), _connector='OR'), name='schedule_of_label_or_article'), models.UniqueConstraint(condition=models.Q(('article', None), ('label', None)), fields=('project',), name='one_schedule_a_project')],
            },
        ),
        migrations.CreateModel(
            name='Snapshot',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('file', models.FileField(max_length=200, upload_to=reader.models.snapshot.path_of)),
                ('sha256', models.CharField(db_index=True, max_length=64)),
                ('size', models.PositiveBigIntegerField(help_text='bytes')),
                ('content_type', models.CharField(blank=True, max_length=200)),
                ('url', models.TextField(blank=True)),
                ('filename', models.CharField(blank=True, max_length=255)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('article', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='snapshots', to='reader.article')),
                ('created_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('as_seen', models.BooleanField(db_default=False, default=False, help_text="as a person's browser showed it")),
                ('etag', models.CharField(blank=True, max_length=200)),
                ('last_modified', models.CharField(blank=True, max_length=200)),
            ],
            options={
                'ordering': ('pk',),
            },
        ),
        migrations.CreateModel(
            name='Picture',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('url', models.TextField(help_text='where the page has it; at file.invalid, if it is inside the file')),
                ('key', models.CharField(help_text='SHA-256 of the address', max_length=64)),
                ('only_inside', models.BooleanField(default=False, help_text='nobody has asked for what the file does not hold')),
                ('state', models.CharField(choices=[('waiting', 'Waiting'), ('stored', 'Here'), ('failed', 'Not here')], default='waiting', max_length=10)),
                ('problem', models.TextField(blank=True)),
                ('tries', models.PositiveIntegerField(default=0)),
                ('leased_until', models.DateTimeField(blank=True, null=True)),
                ('file', models.FileField(blank=True, max_length=200, upload_to=reader.models.picture.path_of)),
                ('content_type', models.CharField(blank=True, max_length=20)),
                ('sha256', models.CharField(blank=True, help_text='of the bytes as they are kept', max_length=64)),
                ('source_sha256', models.CharField(blank=True, help_text='of the bytes as they came', max_length=64)),
                ('size', models.PositiveIntegerField(default=0, help_text='bytes as they are kept')),
                ('width', models.PositiveIntegerField(default=0, help_text='pixels')),
                ('height', models.PositiveIntegerField(default=0, help_text='pixels')),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('settled_at', models.DateTimeField(blank=True, null=True)),
                ('article', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='pictures', to='reader.article')),
                ('created_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('snapshot', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='pictures', to='reader.snapshot')),
            ],
            options={
                'ordering': ('pk',),
                'indexes': [models.Index(condition=models.Q(('state', 'waiting')), fields=['article'], name='picture_waits')],
                'constraints': [models.UniqueConstraint(fields=('snapshot', 'key'), name='one_picture_an_address'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'stored'), _negated=True), models.Q(('height__gt', 0), ('size__gt', 0), ('width__gt', 0)), _connector='OR'), name='stored_picture_has_size')],
            },
        ),
        migrations.CreateModel(
            name='Token',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=60)),
                ('digest', models.CharField(editable=False, max_length=64, unique=True)),
                ('scope', models.CharField(help_text='what it is good for, apart by spaces (RFC 6749, section 3.3)', max_length=60)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('used_at', models.DateTimeField(blank=True, null=True)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='tokens', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ('-pk',),
                'constraints': [models.CheckConstraint(condition=models.Q(('scope', ''), _negated=True), name='token_is_good_for_something')],
            },
        ),
        migrations.CreateModel(
            name='Version',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('cause', models.CharField(choices=[('imported', 'Imported'), ('restored', 'A block restored'), ('cut', 'A block cut'), ('fetched', 'Fetched again'), ('reread', 'Cleaned anew'), ('taken_over', 'Taken over by hand')], max_length=10)),
                ('block_values', models.JSONField()),
                ('text', models.TextField()),
                ('sha256', models.CharField(help_text='of the canonical text as UTF-8', max_length=64)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('article', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='versions', to='reader.article')),
                ('created_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('snapshot', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='versions', to='reader.snapshot')),
                ('extractor', models.CharField(blank=True, help_text='which one read it: see `extractor.fingerprint`', max_length=16)),
            ],
            options={
                'ordering': ('article', 'number'),
            },
        ),
        migrations.AddField(
            model_name='article',
            name='current',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='+', to='reader.version'),
        ),
        migrations.AddConstraint(
            model_name='version',
            constraint=models.UniqueConstraint(fields=('article', 'number'), name='one_version_a_number'),
        ),
        migrations.AddIndex(
            model_name='article',
            index=models.Index(fields=['project', '-created_at', '-id'], name='article_listing'),
        ),
        migrations.AddConstraint(
            model_name='article',
            constraint=models.UniqueConstraint(fields=('project', 'source_key'), name='one_article_a_source'),
        ),
        migrations.AddConstraint(
            model_name='article',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status', 'ready'), _negated=True), ('current__isnull', False), _connector='OR'), name='ready_article_has_version'),
        ),
        migrations.CreateModel(
            name='Refetch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('asked_at', models.DateTimeField(auto_now_add=True)),
                ('state', models.CharField(choices=[('waiting', 'Waiting'), ('unchanged', 'Unchanged'), ('changed', 'The text changed'), ('failed', 'Failed')], default='waiting', max_length=10)),
                ('done_at', models.DateTimeField(blank=True, null=True)),
                ('problem', models.TextField(blank=True)),
                ('etag', models.CharField(blank=True, max_length=200)),
                ('last_modified', models.CharField(blank=True, max_length=200)),
                ('patience', models.PositiveSmallIntegerField(default=1, help_text='how many intervals of its schedule to wait now')),
                ('article', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='refetches', to='reader.article')),
                ('asked_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('version', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='reader.version')),
                ('original', models.ForeignKey(blank=True, help_text="read in the page's place, by a person's decision", null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='reader.snapshot')),
                ('looks', models.PositiveIntegerField(default=1, help_text='in a row that came to the same, by a schedule: this is the last')),
                ('since', models.DateTimeField(blank=True, help_text='when the first of several was done', null=True)),
            ],
            options={
                'ordering': ('-pk',),
                'indexes': [models.Index(fields=['article', '-id'], name='refetches_of_article')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'waiting')), fields=('article',), name='one_refetch_waits_an_article')],
            },
        ),
        migrations.CreateModel(
            name='Fingerprint',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('address', models.CharField(blank=True, db_index=True, help_text='SHA-256 of the folded address', max_length=64)),
                ('size', models.PositiveIntegerField(help_text='runs of words in the text; 0: too few to be told by')),
                ('signature', models.BinaryField(max_length=256)),
                ('article', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='fingerprint', to='reader.article')),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='reader.version')),
            ],
        ),
        migrations.CreateModel(
            name='Binned',
            fields=[
                ('article', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='binned', serialize=False, to='reader.article')),
                ('at', models.DateTimeField(db_index=True, default=django.utils.timezone.now)),
                ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('project', models.ForeignKey(help_text='it goes back to', on_delete=django.db.models.deletion.CASCADE, related_name='binned', to='reader.project')),
            ],
            options={
                'ordering': ('-at', '-article'),
                'indexes': [models.Index(fields=['project', '-at'], name='binned_listing')],
            },
        ),
        migrations.CreateModel(
            name='Entry',
            fields=[
                ('article', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, serialize=False, to='reader.article')),
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='entries', to='reader.project')),
                ('status', models.CharField(max_length=10)),
                ('title_key', models.CharField(help_text='the title without capitals and accents', max_length=200)),
                ('site', models.CharField(blank=True, max_length=200)),
                ('author', models.CharField(blank=True, max_length=200)),
                ('language', models.CharField(blank=True, help_text='the primary subtag of BCP 47', max_length=8)),
                ('published', models.CharField(blank=True, help_text='ISO 8601: a day, a month or a year', max_length=10)),
                ('words', models.PositiveIntegerField(default=0)),
                ('highlights', models.PositiveIntegerField(default=0)),
                ('notes', models.PositiveIntegerField(default=0)),
                ('orphans', models.PositiveIntegerField(default=0)),
                ('stale', models.PositiveSmallIntegerField(choices=[(0, 'Not'), (1, 'Counts'), (2, 'Words')], default=0)),
            ],
            options={
                'ordering': ('-article',),
                'indexes': [models.Index(fields=['project', 'article'], name='entry_newest'), models.Index(fields=['project', 'published', 'article'], name='entry_published'), models.Index(fields=['project', 'title_key', 'article'], name='entry_title'), models.Index(fields=['project', 'site', 'article'], name='entry_site'), models.Index(fields=['project', 'author', 'article'], name='entry_author'), models.Index(fields=['project', 'words', 'article'], name='entry_length'), models.Index(fields=['project', 'highlights', 'article'], name='entry_highlights'), models.Index(fields=['project', 'language', 'article'], name='entry_language'), models.Index(condition=models.Q(('orphans__gt', 0)), fields=['project', 'article'], name='entry_orphans'), models.Index(condition=models.Q(('status', 'unreadable')), fields=['project', 'article'], name='entry_trouble'), models.Index(condition=models.Q(('stale__gt', 0)), fields=['project', 'article'], name='entry_stale')],
            },
        ),
        migrations.CreateModel(
            name='Correction',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(choices=[('title', 'Title'), ('standfirst', 'Standfirst'), ('byline', 'Byline'), ('published', 'Date of publication'), ('language', 'Language'), ('direction', 'Direction of writing'), ('site_name', 'Site')], max_length=12)),
                ('was', models.TextField(blank=True)),
                ('value', models.TextField(blank=True)),
                ('read', models.TextField(blank=True, help_text='what is read from the page; kept up while the correction holds')),
                ('as_read', models.BooleanField(default=False, help_text='went back to what is read from the page')),
                ('made_at', models.DateTimeField(auto_now_add=True)),
                ('article', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='corrections', to='reader.article')),
                ('made_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ('pk',),
                'constraints': [models.CheckConstraint(condition=models.Q(('name__in', ['title', 'standfirst', 'byline', 'published', 'language', 'direction', 'site_name'])), name='correction_of_known_field')],
            },
        ),
        migrations.CreateModel(
            name='IdempotencyKey',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=255)),
                ('request', models.CharField(help_text='SHA-256 of its method, address and body', max_length=64)),
                ('status', models.PositiveSmallIntegerField(default=0)),
                ('headers', models.JSONField(default=dict)),
                ('body', models.BinaryField(default=b'')),
                ('made_at', models.DateTimeField(auto_now_add=True, db_index=True)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('user', 'name'), name='one_answer_an_idempotency_key')],
            },
        ),
    ]
