from django.db import migrations, models


class Migration(migrations.Migration):
    """Tags as a table of their own; the lists they were kept in until now stay for the next step."""

    dependencies = [("enterprises", "0004_codes")]

    operations = [
        migrations.CreateModel(
            name="Tag",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=30, unique=True, verbose_name="name")),
            ],
            options={
                "verbose_name": "tag",
                "verbose_name_plural": "tags",
                "ordering": ["name"],
                "constraints": [models.CheckConstraint(condition=models.Q(("name", ""), _negated=True), name="tag_has_name")],
            },
        ),
        migrations.RenameField("enterprise", "tags", "tag_list"),
        migrations.AddField(
            "enterprise",
            "tags",
            models.ManyToManyField(blank=True, related_name="enterprises", to="enterprises.tag", verbose_name="tags"),
        ),
        migrations.AddField(
            "enterprise",
            "risk",
            models.CharField(
                blank=True,
                choices=[
                    ("red", "red (major risk)"),
                    ("orange", "orange (greater risk)"),
                    ("yellow", "yellow (general risk)"),
                    ("blue", "blue (low risk)"),
                ],
                default="",
                max_length=6,
                verbose_name="risk colour",
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            "enterprise",
            "is_key",
            models.BooleanField(
                db_default=False,
                default=False,
                help_text="large, specialised or hazardous: leaders of a higher rank visit it",
                verbose_name="key enterprise",
            ),
        ),
    ]
