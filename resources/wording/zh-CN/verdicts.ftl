# Verdicts on a check line, and a visit that finds nobody.

## Verdicts

verdict-conforms = 符合
verdict-violates = 不符合
verdict-not-applicable = 不涉及
verdict-not-checked = 未检查
line-open = 待判定

## What a verdict needs

verdict-violates-needs = 事实、证据、处理意见
verdict-not-checked-needs = 原因

## Reasons for a line not checked

why-idle = 检查时未作业
why-stopped = 设备停用或检修
why-test = 须待检验检测
why-denied = 单位未提供资料或不予进入
why-other = 其他（写明）

## A visit that could not check

action-unable = 未能检查…
action-unable-needs = 照片、走访对象、两次走访时间
unable-closed = 未能检查：已关闭停业或正在组织清算
unable-no-contact = 未能检查：通过登记的住所（经营场所）无法联系
unable-moved = 未能检查：迁出（新址、管辖单位）
unable-deregistered = 未能检查：注销、被吊销、被撤销
unable-no-activity = 未发现开展本次抽查涉及的经营活动
unable-obstructed = 拒绝、阻碍检查（另作报告，不等于拒绝签字）
