# 录入公示: the list, the entry sheet, publication.

entries-search = 检查对象、信用代码
entries-open = 未办结
entries-all = 全部
entries-sum = { $count } 家的结果待录入或公示。
entries-sum-late = { $count } 家的结果待录入或公示，其中 { $late } 家已逾期。
entries-none = 没有待录入、待公示的结果
entries-none-how = 现场检查结束后列在这里，按到期先后排列；检查结果批准后录入。
entries-subject = 检查对象
entries-checked = 检查结束
entries-unapproved = 结果未批准
entries-look = 查看

## The entry sheet

entries-sheet = 录入对照单
entries-sheet-line = { $subject } · { $platform }，字段顺序与平台录入页一致
entries-back = 返回列表
entries-not-yet = 还不能录入
entries-to-dossier = 打开案卷
entries-tray = 这份案卷移交给本人，还没有接办。接办并得到局服务器确认后可以登记。
entries-elsewhere = 这份案卷不在本机经办，只能查看。
entries-taken = 已接办。联网确认后可以登记。
entries-results-propose = 先核对每个事项的检查结果；下面是程序按检查结果拟写的，保存后列出对照单。
entries-results-change = 修改后，对照单和公示内容随之改变；已审查的要重新审查。
entries-result = 检查结果
entries-followup = 后续处置
entries-explanation = 检查情况说明
entries-choose = 请选择
entries-keep-results = 保存结果
entries-results-kept = 检查结果已保存，已存本机。
entries-change-results = 修改结果
entries-cancel = 取消

## After the entry

entries-after = 录好之后
entries-day = 录入日期
entries-day-wanted = 请填写录入日期。
entries-number = 平台编号
entries-number-hint = 平台给出的编号
entries-shot = 截图
entries-why = 逾期原因
entries-why-hint = 写明为什么逾期
entries-number-is = 平台编号 { $number }
entries-was-late = 逾期 { $days } 个工作日：{ $reason }
entries-was-returned = 退回原因：{ $reason }
entries-entered-done = 录入已登记，已存本机。
entries-returned = 平台退回…
entries-returned-title = 平台退回
entries-returned-hint = 照平台所示填写退回原因
entries-register-returned = 登记退回
entries-returned-done = 平台退回已登记。改好后再次录入、再次登记。
entries-shown = 登记已公示
entries-shown-done = 平台已公示，已登记。

## Publication

entries-also = 同一结果还要去
entries-papers = 公示稿、保密审查表
entries-papers-open = 查看文书
entries-past = { $date }已到期
entries-publication = 本局公示
entries-publish-later = 检查结果保存后，先作公开审查，再公示。
entries-content = 公开内容
entries-reason = 原因
entries-review = 公开审查
entries-review-by-hand = 登记手签审查
entries-review-own = 本人参加了本次检查，不能由本人审查。请由其他人登录审查，或登记手签的审查表。
entries-review-role = 当前登录人没有审查职责。请由审查人登录，或登记手签的审查表。
entries-reviewer = 审查人
entries-reviewer-hint = 签名人姓名
entries-review-scan = 审查表
entries-register-review = 登记审查
entries-reviewed = { $time } 由{ $by }审查
entries-published = { $time } 由{ $by }公示，公示至 { $until }
entries-change = 更正、撤下
entries-correct = 更正
entries-correct-note = 改正后的内容须重新审查；更正的原因一直公开。
entries-withdraw = 撤下
entries-withdraw-note = 内容当日从公示网站撤下；撤下的状态和原因一直公开。
entries-repair = 信用修复
entries-repair-note = 停止公示；写明信用修复决定的文号，状态和原因一直公开。
entries-reason-hint = 写明原因；会一直公开
entries-done-review = 公开审查已登记。
entries-done-publish = 已提交公示，联网后发布到公示网站。
entries-done-correct = 已更正，联网后发布到公示网站。
entries-done-withdraw = 已撤下，联网后从公示网站移去。
entries-done-repair = 信用修复已登记，联网后从公示网站移去。
