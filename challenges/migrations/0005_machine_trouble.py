from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('challenges', '0004_receipts'),
    ]

    operations = [
        migrations.AddField(
            model_name='machine',
            name='trouble',
            field=models.CharField(blank=True, default='', max_length=500, verbose_name='what keeps it from work'),
            preserve_default=False,
        ),
    ]
