
import datasets.hidden
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('challenges', '0005_machine_trouble'),
    ]

    operations = [
        migrations.AlterField(
            model_name='bundle',
            name='content',
            field=models.FileField(storage=datasets.hidden.hidden_storage, upload_to=''),
        ),
    ]
