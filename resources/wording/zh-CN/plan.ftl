# Sentences of plans.
error-plan-missing = 计划：本机没有这份计划。请联网同步后再打开。
refused-role-plans = 计划：只有执法监督股可以制定和抽取。请把意见交执法监督股。
refused-plan-incomplete = 计划：还没有写计划名称，或没有选类别。请填写后再保存。
refused-plan-window = 计划：检查时段“{ $first }至{ $last }”先后颠倒。请改正结束日期。
refused-plan-approved = 计划：这份计划已经批准，不用再批。需要变更的，请另立补充计划。
refused-plan-approver = 计划：没有写批准人。请填写批准人姓名。
refused-plan-not-approved = 计划：这份计划还没有批准，不能抽取。请先送审批，或登记手签审批。
