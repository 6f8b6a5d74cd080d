# The report of a check: its five parts, what the program proposes for them, refusals.

## The five parts

report-part-time = 检查时间
report-part-content = 检查内容
report-part-findings = 检查情况
report-part-evaluation = 对被检查人评价
report-part-proposal = 处理意见和建议
report-heading-time = 一、检查时间
report-heading-content = 二、检查内容
report-heading-findings = 三、检查情况
report-heading-evaluation = 四、对被检查人评价
report-heading-proposal = 五、处理意见和建议

## On the paper

report-unit = 被检查单位：
report-address = 地址：
report-task = 检查任务：
report-task-is = { $title }（任务编号{ $number }），执法人员{ $officers }
report-officers = 执法人员（签名）：
report-level-reviews = { $role }审核意见
report-level-decides = { $role }审批意见
report-level-sign = 签名：
report-level-date = 　　年　　月　　日

## What is proposed

report-span = { $start }至{ $end }
report-hour = { $hour }时{ $minute }分
report-content = { $category }，抽查事项{ $count }项：{ $titles }。按检查表“{ $form }”检查{ $lines }项。
report-counts = 共检查{ $total }项，其中符合{ $conforms }项，不符合{ $violates }项，不涉及{ $not_applicable }项，未检查{ $not_checked }项。
report-problem = （{ $place }）{ $fact }（第{ $line }项，{ $basis }）。
report-basis-open = 依据待核
report-unchecked = 未检查：第{ $lines }项，{ $reason }。
report-clean = 检查的各项未发现不符合要求的情况。
report-not-clean = 第{ $lines }项共{ $count }项不符合要求，检查的其他各项未发现问题。
report-not-judged = 未检查的各项不作评价。
report-mend = 第{ $lines }项责令限期整改，建议于{ $date }前完成。
report-measure = 第{ $lines }项{ $measure }。
report-measure-open = 第{ $lines }项的处理意见：
report-issued = 已下达{ $paper }。
report-publish = 检查结果录入{ $platform }并公示，整改情况复查后销号。
report-publish-clean = 未发现问题，检查结果录入{ $platform }并公示。

## A visit that could not check

report-unable-content = 抽查事项：{ $titles }。到场后未能实施检查。
report-unable = { $branch }。{ $words }。
report-unable-asked = 走访对象：{ $asked }。
report-unable-visits = 走访时间：{ $visits }。
report-unable-evaluation = 本次未能检查，不作评价。
report-unable-proposal = 建议按上述情形录入{ $platform }，核实后更新检查对象名录库，并告知登记机关。
report-obstructed-proposal = 建议对拒绝、阻碍检查的情况另行调查，依法处理。

## Refusals

error-report-missing = 检查报告：还没有保存过报告。请先打开检查报告并保存。
refused-report-early = 检查报告：检查还没有结束，不能写报告。请先结束检查，或登记“未能检查”。
refused-report-unsigned = 检查报告：现场检查记录还没有签字或注明，不能提交。请先办完签字送达。
refused-report-part = 检查报告：“{ $part }”没有写。请写明后再提交，已写的内容都已保存。
refused-report-submitted = 检查报告：报告已提交审核，不能改动。需要修改的，请审核人退回。
