import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import F, Q


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("enterprises", "0007_segments"),
    ]

    operations = [
        migrations.AlterField(
            "enterprise",
            "kind",
            models.CharField(
                choices=[
                    ("enterprise", "enterprise"),
                    ("project", "construction project"),
                    ("shop_or_market", "shop or market"),
                    ("community", "village or community"),
                    ("organisation", "new organisation"),
                    ("service_centre", "public service centre"),
                    ("household", "household"),
                ],
                default="enterprise",
                max_length=14,
                verbose_name="kind",
            ),
        ),
        migrations.AddField(
            "enterprise",
            "name_key",
            models.CharField(
                default="",
                editable=False,
                help_text="the name as it is compared with others",
                max_length=200,
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            "enterprise",
            "merged_into",
            models.ForeignKey(
                blank=True,
                help_text="the same target, under which all that belonged to this one now stands",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="taken_in",
                to="enterprises.enterprise",
                verbose_name="merged into",
            ),
        ),
        migrations.AddIndex("enterprise", models.Index(fields=["name_key"], name="enterprise_by_name_key")),
        migrations.AddConstraint(
            "enterprise",
            models.CheckConstraint(
                condition=~Q(kind="household")
                | Q(uscc__isnull=True, legal_representative="", contact_name=""),
                name="enterprise_household_by_address_only",
            ),
        ),
        migrations.AddConstraint(
            "enterprise",
            models.CheckConstraint(
                condition=~Q(kind="household") | ~Q(address=""), name="enterprise_household_has_address"
            ),
        ),
        migrations.AddConstraint(
            "enterprise",
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True) | Q(is_active=False),
                name="enterprise_merged_is_inactive",
            ),
        ),
        migrations.AddConstraint(
            "enterprise",
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True) | ~Q(merged_into=F("id")),
                name="enterprise_not_merged_into_itself",
            ),
        ),
        migrations.CreateModel(
            name="NotDouble",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("said_at", models.DateTimeField(verbose_name="said at")),
                ("first", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="enterprises.enterprise")),
                ("second", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="enterprises.enterprise")),
                ("said_by", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL)),
            ],
            options={
                "verbose_name": "pair that is not double",
                "verbose_name_plural": "pairs that are not double",
                "ordering": ["id"],
                "constraints": [
                    models.UniqueConstraint(fields=("first", "second"), name="not_double_once"),
                    models.CheckConstraint(condition=Q(first__lt=F("second")), name="not_double_in_order"),
                ],
            },
        ),
    ]
