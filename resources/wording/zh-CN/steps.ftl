# The steps of an inspection: their names, and when each one is done.

## Main line

step-authorised = 检查审批
step-notice = 检查告知
step-check = 现场检查
step-check-off-site = 非现场检查
step-signature = 签字送达
step-report = 检查报告
step-approval = 审核审批
step-feedback = 结果反馈
step-disclosure = 录入公示
step-archive = 立卷归档

## When a step is done

step-authorised-done = 负责人批准；紧急的事后补批
step-notice-done = 告知单或检查通知书已送达（可到场当面送达）
step-check-done = 每项已判定，或已记“未能检查”
step-signature-done = 记录已签字或已注明；留给被检查单位的一份已交付
step-report-done = 已提交
step-approval-done = 已同意；退回的写明哪一处
step-feedback-done = 已送达；意见期满
step-disclosure-done = 省平台、公示系统、门户网站分别登记
step-archive-done = 目录、页码齐全，缺项为零

## Branch, shown only when a problem was found

step-order = 下达整改
step-reinspection = 整改复查
step-closed = 销号
step-handling = 处理移送
