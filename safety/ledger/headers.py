"""The columns of the ledger: their groups, how they are headed, and what else offices call them."""

GROUPS = (
    ("基本信息", ("number", "enterprise", "uscc", "town")),
    ("排查", ("found_on", "found_by", "place", "description", "field", "level")),
    ("整改", ("measures", "funds", "unit", "person", "due_on", "contingency", "done_on")),
    ("验收销号", ("acceptor_unit", "acceptor", "accepted_on", "state", "origin")),
)
"""What the workbook shows, group by group: (heading of the group, its fields)."""

SYNONYMS: dict[str, str] = {
    "number": "隐患编号 编号 隐患编码 台账编号",
    "enterprise": (
        "企业名称 单位名称 受检单位 被检查单位 被检单位 检查单位名称 企业 名称 检查对象 受检企业"
        " 隐患单位 生产经营单位 场所名称 项目名称 检查项目 责任企业"
    ),
    "uscc": "统一社会信用代码 信用代码 社会信用代码 统一信用代码",
    "town": "属地镇街 镇街 属地 所属镇街 镇街道 所在镇街 乡镇街道",
    "found_on": (
        "排查时间 检查时间 检查日期 排查日期 发现时间 发现日期 隐患排查时间 隐患发现时间 时间 日期"
        " checked_on"
    ),
    "found_by": (
        "排查人员 检查人员 检查人 排查人 发现人 检查单位 排查单位 检查组 排查人员签字 检查人员签字"
    ),
    "place": (
        "隐患部位 部位 隐患位置 具体位置 检查工点 工点 地点 隐患地点 检查地点 检查部位 场所 place"
    ),
    "description": (
        "隐患描述 隐患问题描述 隐患内容 问题描述 存在问题 存在的问题 隐患情况 事故隐患 主要隐患"
        " 隐患问题 存在隐患 问题隐患 安全隐患 发现问题 检查情况 隐患名称 隐患 description"
    ),
    "field": "所属领域 行业领域 领域 隐患类型 隐患类别 隐患分类 问题类型 类别 行业 category",
    "level": (
        "隐患等级 隐患级别 等级 级别 隐患程度 风险等级 是否重大隐患 是否重大 是否重大事故隐患 level"
    ),
    "measures": (
        "整改措施 整改要求 治理措施 整改要求(措施) 整改内容 整改意见 整改方案 整改建议 防范措施"
        " rectification"
    ),
    "funds": "整改资金 治理资金 资金 资金投入 整改资金(万元)",
    "unit": "整改责任单位 责任单位 整改单位 治理责任单位 监管单位 督办单位 责任部门",
    "person": "整改责任人 责任人 治理责任人 整改负责人 负责人",
    "due_on": (
        "整改期限 整改时限 治理时限 治理期限 限期整改日期 整改截止时间 要求完成时间 计划完成时间"
        " 完成时限 限期 期限 时限 due_on"
    ),
    "contingency": "应急措施 应急预案 防范应急措施",
    "done_on": (
        "整改完成日期 整改完成时间 完成时间 完成日期 实际完成时间 整改时间 整改日期 治理完成时间"
        " closed_on"
    ),
    "acceptor_unit": "验收单位 复查单位",
    "acceptor": "验收人 复查人 复查人员 验收人员 验收人签字",
    "accepted_on": "验收日期 验收时间 复查时间 复查日期 销号时间 销号日期",
    "state": (
        "销号情况 整改情况 整改状态 是否整改 是否完成整改 整改完成情况 完成情况 状态 整改结果"
        " 是否销号 复查结果 复查情况 治理情况 进展情况 进度 整改进度 是否闭环 closed_state"
    ),
    "origin": "台账来源",
}
"""Field → the headings that name it. The first one stands in the workbook that goes out."""

HEADINGS = {field: synonyms.split()[0] for field, synonyms in SYNONYMS.items()}
