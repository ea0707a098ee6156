from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('challenges', '0003_logs'),
    ]

    operations = [
        migrations.AddField(
            model_name='evaluation',
            name='receipt',
            field=models.TextField(blank=True, default='', editable=False),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='evaluation',
            name='receipt_opening',
            field=models.TextField(blank=True, default='', editable=False),
            preserve_default=False,
        ),
    ]
