# The left rail, and the roles, kinds of check, ways and sources of a lead.

## Left rail

rail-workbench = 工作台
rail-inspections = 检查任务
rail-rectification = 整改复查
rail-leads = 线索核查
rail-approvals = 审核审批
rail-plans-draws = 计划抽取
rail-registers = 一单两库
rail-papers = 文书案卷
rail-disclosure = 录入公示
rail-statistics = 统计报表
rail-sync = 数据同步
rail-settings = 设置

## Roles

role-officer = 执法人员
role-section-chief = 股室负责人（审核）
role-deputy-head = 分管负责人（审批）
role-head = 主要负责人
role-supervising = 执法监督股
role-companion = 协助人员、专家（不计入执法人员人数）

## Kinds of check

kind-routine = 日常检查
kind-targeted = 个案检查
kind-special = 专项检查

## Ways of checking

way-random = 双随机抽查
way-joint = 联合检查
way-remote = 非现场检查
way-reinspection = 整改复查

## Where a lead comes from

lead-complaint = 投诉举报
lead-assigned = 转办交办
lead-transferred = 部门移送
lead-data = 数据监测
lead-request = 企业申请
