# 检查报告, 审核审批, 下达整改 and 录入公示 on the dossier page.

report-page-note = 离开输入框即存为新版本，旧版本都在。提交后由审批人审核，退回前不能改动。
report-page-unended = 检查报告：“{ $begun }”后面还没有写。请写明处理意见，再提交审核。
report-page-again = 重新按检查结果生成
report-page-way = 审批方式
report-page-at-desk = 上机审批
report-page-by-hand = 打印手签
report-page-versions = 各版本
report-page-version = 第 { $number } 版
report-page-saved = { $time }　{ $name }
report-page-changed = 改了{ $parts }
report-page-none-yet = 未保存
report-page-proposed = 现为程序按检查结果拟写的内容，请核对后修改。
report-page-returned = 审批人退回修改，要求写在各部分下面；改好后再次提交。
report-page-mark = 退回意见：{ $text }
report-page-number = 文书编号
report-page-submitted = 提交审核
report-page-with-approvers = 报告已提交审核，不能改动；需要修改的，请审批人退回。
report-page-done = 检查报告已提交，转{ $role }审核。联网后自动上传。
report-page-done-by-hand = 检查报告已提交。请打印后送审批人手签，再登记手签审批。

## 审核审批, as the officers see it

approval-page-none = 检查报告还没有提交
approval-page-none-how = 提交检查报告后，在这里看审批到了哪一级。
approval-page-levels = 审批环节
approval-page-turn = 等待审批
approval-page-later = 未到
approval-page-history = 审批经过
approval-page-here = 送审批人手签后在此登记；上机审批的，用“移交经办”转给审批人。
approval-page-sent = 报告在审批人处，审批后转回本人。
approval-page-go = 去审批
approval-page-returned = 报告已退回修改。退回意见写在报告的各部分下面。
approval-page-edit = 修改报告
approval-page-done = 检查结果已批准。请录入公示；有问题的，下达整改。
approval-page-registered = 手签审批已登记。联网后自动上传。
approval-page-mark = { $part }：{ $text }

## 录入公示, as the officers see it

disclosure-page-title = 同一结果要去的地方
disclosure-page-open = 打开录入对照单
disclosure-page-note = 录入和公示在“录入公示”里办理，字段顺序与平台录入页一致。
disclosure-page-unclocked = 这是线索核查，不是抽查：抽查结果的期限不适用，本局规则也没有另定期限。办理线索的期限见“线索核查”。
disclosure-page-results = 每个事项的结果
disclosure-page-no-results = 还没有填写检查结果。打开录入对照单，核对程序拟写的结果后保存。

## 下达整改

order-page-none = 检查表没有判“不符合”的项
order-page-none-how = 没有问题，不用下达整改。
order-page-kind = 发哪一种文书
order-page-is-advice = 指导性意见：建议怎样改、何时改完，不强制，不产生复议、诉讼期限。
order-page-is-order = 强制性指令：必须按期改完，须写明已核对的依据，并告知复议和诉讼的机关、期限。
order-page-problems = 问题
order-page-count = 共 { $count } 项；不写进这份文书的，去掉勾选
order-page-choose = 第 { $line } 项写进文书
order-page-demand = 整改要求
order-page-basis = 依据
order-page-basis-hint = 核对条文原文后填写，例如《气象法》第三十一条
order-page-due = 整改期限
order-page-serious = 重大隐患
order-page-issued = 已下达 { $number }
order-page-note = 右侧是将要打印的文书，下达后不能改动。现场由两名执法人员下达；批准后也可由审批人下达。
order-page-issue = 下达{ $title }
order-page-done = { $title }{ $number }已下达，已存本机。请打印、签名、盖章后送达，并登记送达。
order-page-papers = 已下达的文书
order-page-served = { $time } 送达，{ $way }，{ $receiver }
order-page-unserved = { $time } 由{ $by }下达，还没有登记送达
order-page-unasked = 未下达
order-page-export = 导出 PDF
order-page-serve = 登记送达
order-page-service = 登记送达　{ $number }
order-page-served-done = { $number }的送达已登记。
order-page-way = 送达方式
order-page-receiver = 签收人
order-page-receiver-hint = 姓名
order-page-post-hint = 职务
order-page-place = 送达地点
order-page-at = 送达时间
order-page-remark = 备注
order-page-remark-hint = 单号，或拒收事由和见证人
order-page-moment-wanted = 请填写送达时间，例如 11月20日 9:30。
order-page-cancel = 取消
order-page-problem = 第 { $line } 项　{ $fact }
order-page-due-line = { $demand }　{ $due }前
order-page-also = 另发{ $title }
order-page-after = 整改期满复查；企业报来整改情况的，也在“整改复查”登记。
order-page-exported = 已导出 { $path }

## 整改复查 and 销号

recheck-page-none = 还没有下达整改
recheck-page-none-how = 整改意见书或责令限期整改指令书下达后，在这里登记企业报来的情况、复查和销号。
recheck-page-problems = 逐项复查
recheck-page-words = 复查情况
recheck-page-words-hint = 看到的情况；没有完全整改的，写明还差什么
recheck-page-officers = 复查人员（不少于 2 名）
recheck-page-enter = 登记复查
recheck-page-note = 登记后生成整改复查意见书；已整改的再销号，未整改的转处理移送。
recheck-page-closed = 没有待复查、待销号的问题。
recheck-page-done = 整改复查意见书{ $number }已生成，已存本机。
recheck-page-closed-done = 已销号 { $count } 项。
recheck-page-report = 企业已报整改
recheck-page-report-words = 整改情况
recheck-page-report-hint = 企业报来的整改内容
recheck-page-report-photo = 照片
recheck-page-report-go = 登记
recheck-page-report-done = 企业报来的整改情况已登记。
recheck-page-asked = 要求：{ $demand }，{ $due }前
recheck-page-reported = { $day } 企业报来：{ $words }
recheck-page-found = { $day } 复查：{ $words }
order-page-draft = 草稿
recheck-page-draft = 本次复查
