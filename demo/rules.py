"""Some rules that propose a dispatch."""

from demo.world import World
from issues.models import Category, DispatchRule
from issues.services.dispatch_rules import dispatch_rule_save

# name, category, words, lead unit by its short name
RULES = (
    ("用工诉求派人社局", "talent", "", "人社局"),
    ("招工、社保字样派人社局", "", "招工 社保 用工", "人社局"),
    ("环境诉求派环境分局", "environment", "", "环境分局"),
    ("厂房用地派资规分局", "land", "", "资规分局"),
    ("道路、班车、信号灯派交通局", "", "道路 班车 信号灯", "交通局"),
)


def rules_write(world: World) -> None:
    for name, category, words, short in RULES:
        rule = DispatchRule(
            name=name,
            category=Category.objects.filter(code=category).first(),
            words=words,
            lead=world.units[short],
        )
        dispatch_rule_save(actor=world.officers[0], rule=rule)
